"""Text that comes into the library: a postmortem of ours, or lines of a timeline."""

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

LARGEST_BYTES = 50_000_000
"""What is larger is not one incident's notes."""


def text_of(path: Path) -> str:
    """Return a file's text. Raises CannotRead."""
    try:
        with path.open("rb") as opened:
            return text_in(opened.read(LARGEST_BYTES + 1), str(path))
    except (OSError, ValueError) as error:
        if isinstance(error, CannotRead):
            raise
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise CannotRead(f"{path} cannot be read: {said.lower()}.") from None


def text_in(content: bytes, name: str) -> str:
    """Return bytes as text, UTF-8 or marked UTF-16; `name` says whose. Raises CannotRead."""
    if len(content) > LARGEST_BYTES:
        raise CannotRead(f"{name} is over 50 MB, more than one incident's notes.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f"{name} is not text in UTF-8.") from None


def is_json(text: str) -> bool:
    """Whether this looks like a postmortem's JSON rather than lines of a timeline."""
    return text.lstrip().startswith("{")


def bring_json(store: Store, text: str, now: datetime) -> tuple[str, str]:
    """Keep a whole postmortem; returns its id and what to say about it.

    One that is there already under this id is not overwritten: this one comes in as a second.
    `now` is in UTC. Raises CannotRead, StoreError.
    """
    postmortem = read_json(text)
    if postmortem.id not in store.ids():
        store.save(postmortem)
        return postmortem.id, "A whole postmortem came in."
    if store.load(postmortem.id).document == postmortem:
        return postmortem.id, "The library holds exactly this already; nothing was changed."
    taken = postmortem.id
    second = postmortem.changing(id=f"{taken[:-6]}{new_postmortem_id(now.date())[-6:]}")
    store.save(second)
    return second.id, f"{taken} is in the library already, so this came in as a second one."


def bring_lines(store: Store, text: str, into: str | None, now: datetime) -> tuple[str, str]:
    """Keep lines of a timeline, in a new postmortem or `into` one; returns its id and what to say.

    Events and milestones that the postmortem has already stay as they are. `now` is in UTC.
    Raises CannotRead, StoreError.
    """
    kept = store.load(into) if into else None
    old = kept.document if kept else Postmortem(id=new_postmortem_id(now.date()))
    last = old.timeline.events[-1].at if old.timeline.events else None
    day = old.scope.incident_date or (last.date() if last else None)
    context = TimeContext(
        day or now.date(), now, zone=default_zone(old), day_is_known=day is not None
    )
    read = parse_paste(text, context)
    pasted = compare_with_timeline(read, old.timeline)
    events = PasteSelection(pasted).events
    left_out = _milestones(read) - _milestones(pasted)
    new = old.changing(timeline=old.timeline.with_events(events))
    if kept is None and events:
        new = new.changing(scope=new.scope.changing(incident_date=events[0].at.date()))
    store.save(new, kept.version if kept else UNSAVED)
    said = _said(pasted, len(events))
    if left_out:
        were = "milestone was" if left_out == 1 else "milestones were"
        said += f" {left_out} {were} left out: this postmortem has its own."
    return new.id, said


def _milestones(pasted: ParsedPaste) -> int:
    """Count the lines that carry a milestone."""
    return sum(line.event is not None and line.event.milestone is not None for line in pasted.lines)


def _said(pasted: ParsedPaste, count: int) -> str:
    there = sum(line.outcome is LineOutcome.ALREADY_THERE for line in pasted.lines)
    mended = sum(line.outcome is LineOutcome.MENDED for line in pasted.lines)
    dropped = [n for n, line in enumerate(pasted.lines, 1) if line.outcome is LineOutcome.DROPPED]
    events = "event" if count == 1 else "events"
    lines = "line" if mended == 1 else "lines"
    said = f"{count} {events} understood, {mended} {lines} mended, {len(dropped)} dropped"
    for number in dropped[:3]:
        line = pasted.lines[number - 1]
        said += f"; line {number}: {line.remark or line.raw[:60]}"
    said += "; …" if len(dropped) > 3 else "."
    if there:
        said += f" {there} {'is' if there == 1 else 'are'} there already."
    return said
