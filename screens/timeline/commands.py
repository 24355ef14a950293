"""Commands on events of the timeline: add, paste, delete, move, mark, classify, edit in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from facilitator.text.format import clock
from facilitator.timeparse.written_time import TimeContext
from screens.base.text import cut_line
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.services.context import StageContext
from screens.timeline.entry import EventEntry
from screens.timeline.form import (
    EVENT_FIELDS,
    SHIFT,
    UNKNOWN_FIELDS,
    event_field_texts,
    event_from,
    shift_minutes,
)
from screens.timeline.paste import EventPaste
from screens.timeline.paste_dialog import PasteDialog

_UNKNOWN = "unknown"
_NO_KIND = "none"


def submit_line(
    stage: StageContext, entry: EventEntry, text: str, select: Callable[[str], None]
) -> None:
    """Add the event of a submitted line, or replace the event that was loaded into the entry line.

    `select` is called with the id of the event, to select it when the document is shown next. A
    line that is not accepted goes back into the entry line with what is wrong.
    """
    line, edited = entry.parse_event(text), entry.edited
    if line.event is None:
        entry.reject(text, line.problem)
        return
    event = line.event
    problem = stage.edit(
        lambda document: _with_timeline(document, document.timeline.with_event(event)),
        "Edit event" if edited else "Add event",
        since=entry.drafts.loaded_from if edited else None,
    )
    if problem:
        entry.reject(text, problem)
        return
    select(event.id)
    entry.drafts.detach()
    stage.repaint()
    entry.update_hint()


def paste_events(
    stage: StageContext,
    text: str,
    context: TimeContext,
    before_import: Callable[[tuple[Event, ...]], None],
) -> None:
    """Open the paste dialog with a text, after the draft of an earlier paste; import its events.

    `before_import` is called with the events right before the edit that adds them.
    """
    paste = EventPaste(lambda: stage.document, context, stage.facilitator.drafts)
    draft, problem = paste.draft, ""
    whole = draft
    try:
        whole = _appended(draft, sanitize_text(text))
    except CannotRead as error:
        problem = str(error)

    def import_events(events: tuple[Event, ...] | None) -> None:
        if not events:
            return
        before_import(events)
        count = f"{len(events):,} {'event' if len(events) == 1 else 'events'}"
        refused = stage.edit(
            lambda document: paste.with_events(document, events),
            f"Paste {count}",
            since=paste.based_on,
        )
        stage.notify(
            refused or f"Pasted {count} · u undoes it",
            severity="warning" if refused else "information",
        )

    stage.app.push_screen(PasteDialog(paste, whole, problem, draft), import_events)


def _appended(draft: str, text: str) -> str:
    """Return a draft followed by a text, unless the draft contains the text already."""
    return draft if text.strip() in draft else "\n".join(part for part in (draft, text) if part)


def delete_events(stage: StageContext, events: Sequence[Event]) -> None:
    """Delete events, as one edit."""
    timeline = stage.document.timeline.without_events([event.id for event in events])
    _set_timeline(stage, timeline, f"Delete {_counted(events)}")


def nudge_events(stage: StageContext, events: Sequence[Event], minutes: int) -> None:
    """Move events by some minutes; nudges of the same events in a row are one step to undo."""
    _move(stage, events, minutes, f"timeline.nudge.{'.'.join(event.id for event in events)}")


def shift_events(stage: StageContext, events: Sequence[Event]) -> None:
    """Ask by how many minutes to move events, as when a whole paste is an hour off."""

    def check(texts: Mapping[str, str]) -> None:
        shift_minutes(texts["minutes"])

    def move(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            _move(stage, events, shift_minutes(texts["minutes"]), coalesce_key="")

    title = f"Move {_counted(events)} by how much?"
    stage.app.push_screen(FormDialog(title, (SHIFT,), {}, check), move)


def _move(stage: StageContext, events: Sequence[Event], minutes: int, coalesce_key: str) -> None:
    """Move events, with their ends, by some minutes."""
    by = timedelta(minutes=minutes)

    def moved(document: Postmortem) -> Postmortem:
        try:
            later = tuple(e.changing(at=e.at + by, until=e.until and e.until + by) for e in events)
        except OverflowError:
            raise ValueError("that minute lies outside the calendar") from None
        return _with_timeline(document, document.timeline.with_events(later))

    problem = stage.edit(moved, f"Move {_counted(events)}", coalesce_key=coalesce_key)
    if problem:
        stage.notify(problem, severity="warning")


def choose_milestone(stage: StageContext, event: Event | None) -> None:
    """Ask which milestone an event is, or which milestone cannot be dated."""
    if event is None:
        _declare_unknown(stage)
        return

    def take(answer: str | None) -> None:
        if answer == _UNKNOWN:
            _declare_unknown(stage)
        elif answer is not None:
            _mark(stage, event, Milestone(answer))

    timeline = stage.document.timeline
    answers = [(str(m), _milestone_option(timeline, m, event)) for m in Milestone]
    answers.append((_UNKNOWN, "…  one of them cannot be dated: say why"))
    question = f"What is {clock(event.at)}? {cut_line(event.text)}"
    stage.app.push_screen(ChoiceDialog(question, answers), take)


def _milestone_option(timeline: Timeline, milestone: Milestone, event: Event) -> str:
    """Say where a milestone is now, and what choosing it for an event does."""
    holder = timeline.milestone(milestone)
    if holder is not None and holder.id == event.id:
        return f"◆ {milestone:<13} here: choosing it clears it"
    if holder is not None:
        return f"◆ {milestone:<13} now at {clock(holder.at)}: choosing it moves it here"
    reason = timeline.unknown_reason(milestone)
    return f"◇ {milestone:<13} {f'unknown: {reason}' if reason else 'not marked yet'}"


def _mark(stage: StageContext, event: Event, milestone: Milestone) -> None:
    """Mark an event as a milestone; clear the mark if the event has it already."""
    timeline = stage.document.timeline
    holder = timeline.milestone(milestone)
    is_here = holder is not None and holder.id == event.id
    _set_timeline(
        stage,
        timeline.moving_milestone(milestone, None if is_here else event.id),
        f"Clear {milestone}" if is_here else f"Mark {milestone}",
    )


def _declare_unknown(stage: StageContext) -> None:
    """Ask which milestone cannot be dated, and why."""
    timeline = stage.document.timeline
    first = next((m for m in Milestone if timeline.milestone(m) is None), Milestone.STARTED)
    texts = {"milestone": first.value, "reason": timeline.unknown_reason(first) or ""}

    def check(texts: Mapping[str, str]) -> None:
        if not texts["milestone"]:
            raise ValueError("choose the milestone nobody can date")
        is_known = timeline.unknown_reason(Milestone(texts["milestone"])) is not None
        if not texts["reason"].strip() and not is_known:
            raise ValueError("say why it cannot be dated")

    def declare(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            milestone = Milestone(texts["milestone"])
            changed = stage.document.timeline.declaring_unknown(milestone, texts["reason"])
            _set_timeline(stage, changed, f"Say {milestone} is unknown")

    title = "Which milestone cannot be dated, and why?"
    stage.app.push_screen(FormDialog(title, UNKNOWN_FIELDS, texts, check), declare)


def choose_kind(stage: StageContext, events: Sequence[Event]) -> None:
    """Ask for the kind of events."""

    def set_kind(answer: str | None) -> None:
        if answer is not None:
            kind = None if answer == _NO_KIND else EventKind(answer)
            changed = tuple(event.changing(kind=kind) for event in events)
            _set_timeline(stage, stage.document.timeline.with_events(changed), "Set kind")

    kinds = {event.kind for event in events}
    answers = [(str(kind), f"{_radio(kinds == {kind})} {kind}") for kind in EventKind]
    answers.append((_NO_KIND, f"{_radio(kinds == {None})} no kind"))
    question = f"What kind is it? {cut_line(events[0].text)}"
    if len(events) > 1:
        question = f"What kind are these {len(events)} events?"
    stage.app.push_screen(ChoiceDialog(question, answers), set_kind)


def toggle_for_customers(stage: StageContext, events: Sequence[Event]) -> None:
    """Include events in the summary for customers; leave them out if all of them are in it."""
    include = not all(event.for_customers for event in events)
    changed = tuple(event.changing(for_customers=include) for event in events)
    label = f"Choose {_counted(events)} for customers" if include else "Leave out for customers"
    if _set_timeline(stage, stage.document.timeline.with_events(changed), label):
        what = "Customers are told of" if include else "Customers are not told of"
        which = cut_line(events[0].text) if len(events) == 1 else f"these {len(events)} events"
        stage.notify(f"{what}: {which}")


def open_event_form(stage: StageContext, event: Event) -> None:
    """Open the form with all fields of an event."""
    edited = event

    def check(texts: Mapping[str, str]) -> None:
        nonlocal edited
        edited = event_from(texts, event, datetime.now(UTC))

    def save(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            _set_timeline(stage, stage.document.timeline.with_event(edited), "Edit event")

    drafts = stage.facilitator.drafts
    key = f"{stage.document.id}/event/{event.id}"
    form = FormDialog("Event", EVENT_FIELDS, event_field_texts(event), check, drafts, key)
    stage.app.push_screen(form, save)


def note_known_then(stage: StageContext, event_id: str, text: str) -> str:
    """Note what was known at the time of an event, against hindsight bias.

    Returns why the edit was refused; empty if it was made.
    """

    def noted(document: Postmortem) -> Postmortem:
        event = document.timeline.event(event_id).changing(known_then=text)
        return _with_timeline(document, document.timeline.with_event(event))

    label = "Note what was known"
    return stage.edit(noted, label, coalesce_key=f"timeline.known.{event_id}")


def _set_timeline(stage: StageContext, timeline: Timeline, label: str) -> bool:
    """Replace the timeline, or show why not. Returns whether the edit was made."""
    return stage.edit_or_notify(lambda document: _with_timeline(document, timeline), label)


def _with_timeline(document: Postmortem, timeline: Timeline) -> Postmortem:
    return document.changing(timeline=timeline)


def _counted(events: Sequence[Event]) -> str:
    return "event" if len(events) == 1 else f"{len(events)} events"


def _radio(is_chosen: bool) -> str:
    return "●" if is_chosen else "○"
