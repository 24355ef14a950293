"""Import of a text into a library: a postmortem as JSON, or the lines of a timeline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import (
    LineOutcome,
    ParsedPaste,
    PasteSelection,
    compare_with_timeline,
)
from facilitator.model.errors import CannotRead
from facilitator.model.json_codec import read_json
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.session.store import UNSAVED, Store
from facilitator.timeparse.parse import default_zone
from facilitator.timeparse.written_time import TimeContext

MAX_IMPORT_BYTES = 50_000_000
"""A larger file does not hold the notes of one incident."""


def read_text_file(path: Path) -> str:
    """Return the text of a file. Raises CannotRead."""
    try:
        with path.open("rb") as opened:
            return decode_text(opened.read(MAX_IMPORT_BYTES + 1), str(path))
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        if isinstance(error, CannotRead):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise CannotRead(f"{path} cannot be read: {reason.lower()}.") from None


def decode_text(content: bytes, name: str) -> str:
    """Return the text in bytes, which are UTF-8, or UTF-16 if they begin with its mark.

    `name` is that of the source, for the error. Raises CannotRead.
    """
    if len(content) > MAX_IMPORT_BYTES:
        raise CannotRead(f"{name} is over 50 MB, more than one incident's notes.")
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f"{name} is not text in UTF-8.") from None


def is_json(text: str) -> bool:
    """Whether a text is JSON rather than the lines of a timeline, by its first character."""
    return text.lstrip().startswith("{")


def import_json(store: Store, text: str, now: datetime) -> tuple[str, str]:
    """Save a postmortem given as JSON; return its id and a sentence for the user.

    If the store has another postmortem of this id, this one gets a new id with the same day. `now`
    is in UTC. Raises CannotRead, StoreError.
    """
    postmortem = read_json(text)
    if postmortem.id not in store.ids():
        store.save(postmortem)
        return postmortem.id, "A whole postmortem came in."
    if store.load(postmortem.id).document == postmortem:
        return postmortem.id, "The library holds exactly this already; nothing was changed."
    new_id = f"{postmortem.id[:-6]}{new_postmortem_id(now.date())[-6:]}"
    store.save(postmortem.changing(id=new_id))
    return new_id, f"{postmortem.id} is in the library already, so this came in as a second one."


def import_lines(store: Store, text: str, into: str | None, now: datetime) -> tuple[str, str]:
    """Add the lines of a timeline to the postmortem `into`, or to a new one if None.

    Return its id and a sentence for the user. Events and milestones that the postmortem has already
    remain unchanged. Times without a date or zone get those of the postmortem. `now` is in UTC.
    Raises CannotRead, StoreError.
    """
    stored = store.load(into) if into else None
    old = stored.document if stored else Postmortem(id=new_postmortem_id(now.date()))
    last = old.timeline.events[-1].at if old.timeline.events else None
    day = old.scope.incident_date or (last.date() if last else None)
    context = TimeContext(
        day or now.date(), now, zone=default_zone(old), day_is_known=day is not None
    )
    parsed = parse_paste(text, context)
    compared = compare_with_timeline(parsed, old.timeline)
    events = PasteSelection(compared).events
    skipped_milestones = _milestone_count(parsed) - _milestone_count(compared)
    new = old.changing(timeline=old.timeline.with_events(events))
    if stored is None and events:
        new = new.changing(scope=new.scope.changing(incident_date=events[0].at.date()))
    store.save(new, stored.version if stored else UNSAVED)
    report = _import_report(compared, len(events))
    if skipped_milestones:
        were = "milestone was" if skipped_milestones == 1 else "milestones were"
        report += f" {skipped_milestones} {were} left out: this postmortem has its own."
    return new.id, report


def _milestone_count(pasted: ParsedPaste) -> int:
    return sum(line.event is not None and line.event.milestone is not None for line in pasted.lines)


def _import_report(pasted: ParsedPaste, count: int) -> str:
    """Return a sentence with the number of lines by outcome; the first three dropped are quoted."""
    there = sum(line.outcome is LineOutcome.ALREADY_THERE for line in pasted.lines)
    mended = sum(line.outcome is LineOutcome.MENDED for line in pasted.lines)
    dropped = [n for n, line in enumerate(pasted.lines, 1) if line.outcome is LineOutcome.DROPPED]
    events = "event" if count == 1 else "events"
    lines = "line" if mended == 1 else "lines"
    report = f"{count} {events} understood, {mended} {lines} mended, {len(dropped)} dropped"
    for number in dropped[:3]:
        line = pasted.lines[number - 1]
        report += f"; line {number}: {line.remark or line.raw[:60]}"
    report += "; …" if len(dropped) > 3 else "."
    if there:
        report += f" {there} {'is' if there == 1 else 'are'} there already."
    return report
