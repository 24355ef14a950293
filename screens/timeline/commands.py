"""What a person does to one event beside typing it: milestone, kind, nudge, the whole form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from facilitator.text.format import clock
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.timeline.form import (
    EVENT_FIELDS,
    SHIFT,
    UNKNOWN_FIELDS,
    event_field_texts,
    event_from,
    shift_minutes,
)

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

_UNKNOWN = "unknown"
_NO_KIND = "none"
_HEAD = 50
"""So many letters of an event stand in a question about it; the row above shows the rest."""


def milestone_words(timeline: Timeline, milestone: Milestone, event: Event) -> str:
    """Say what choosing a milestone for an event would do, and where it stands now."""
    holder = timeline.milestone(milestone)
    if holder is not None and holder.id == event.id:
        return f"◆ {milestone:<13} here: choosing it clears it"
    if holder is not None:
        return f"◆ {milestone:<13} now at {clock(holder.at)}: choosing it moves it here"
    reason = timeline.unknown_reason(milestone)
    return f"◇ {milestone:<13} {f'unknown: {reason}' if reason else 'not marked yet'}"


class EventEditing:
    """Changes of one event, on the timeline's screen."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage

    def put(self, change: Timeline, label: str) -> bool:
        """Put another timeline into the document."""
        return self._stage.edit_or_notify(lambda document: _with(document, change), label)

    def delete(self, events: Sequence[Event]) -> None:
        """Delete some events, as one edit."""
        timeline = self._timeline.without_events([event.id for event in events])
        self.put(timeline, f"Delete {_counted(events)}")

    def nudge(self, events: Sequence[Event], minutes: int) -> None:
        """Move some events, with their ends, by some minutes; a row of nudges is one step."""
        self._move(events, minutes, f"timeline.nudge.{'.'.join(event.id for event in events)}")

    def _move(self, events: Sequence[Event], minutes: int, coalesce_key: str) -> None:
        by = timedelta(minutes=minutes)

        def moved(document: Postmortem) -> Postmortem:
            try:
                later = tuple(
                    e.changing(at=e.at + by, until=e.until and e.until + by) for e in events
                )
            except OverflowError:
                raise ValueError("that minute lies outside the calendar") from None
            return _with(document, document.timeline.with_events(later))

        problem = self._stage.edit(moved, f"Move {_counted(events)}", coalesce_key=coalesce_key)
        if problem:
            self._stage.notify(problem, severity="warning")

    def ask_shift(self, events: Sequence[Event]) -> None:
        """Ask by how many minutes to move some events: a whole paste may be an hour off."""

        def check(texts: Mapping[str, str]) -> None:
            shift_minutes(texts["minutes"])

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                self._move(events, shift_minutes(texts["minutes"]), coalesce_key="")

        title = f"Move {_counted(events)} by how much?"
        self._stage.app.push_screen(FormDialog(title, (SHIFT,), {}, check), taken)

    def ask_milestone(self, event: Event | None) -> None:
        """Ask which milestone this event is, or which one nobody can date."""
        if event is None:
            self._declare_unknown()
            return

        def taken(answer: str | None) -> None:
            if answer == _UNKNOWN:
                self._declare_unknown()
            elif answer is not None:
                self._mark(event, Milestone(answer))

        answers = [(str(m), milestone_words(self._timeline, m, event)) for m in Milestone]
        answers.append((_UNKNOWN, "…  one of them cannot be dated: say why"))
        self._stage.app.push_screen(
            ChoiceDialog(f"What is {clock(event.at)}? {_head(event.text)}", answers), taken
        )

    def ask_kind(self, events: Sequence[Event]) -> None:
        """Ask what kind of thing these events are."""
        first = events[0]

        def taken(answer: str | None) -> None:
            if answer is not None:
                kind = None if answer == _NO_KIND else EventKind(answer)
                changed = tuple(event.changing(kind=kind) for event in events)
                self.put(self._timeline.with_events(changed), "Set kind")

        kinds = {event.kind for event in events}
        answers = [(str(kind), f"{_mark(kinds == {kind})} {kind}") for kind in EventKind]
        answers.append((_NO_KIND, f"{_mark(kinds == {None})} no kind"))
        question = f"What kind is it? {_head(first.text)}"
        if len(events) > 1:
            question = f"What kind are these {len(events)} events?"
        self._stage.app.push_screen(ChoiceDialog(question, answers), taken)

    def tell_customers(self, events: Sequence[Event]) -> None:
        """Choose these events for customers; where all of them are, leave them out again."""
        is_told = not all(event.for_customers for event in events)
        changed = tuple(event.changing(for_customers=is_told) for event in events)
        if self.put(
            self._timeline.with_events(changed),
            f"Choose {_counted(events)} for customers" if is_told else "Leave out for customers",
        ):
            what = "Customers are told of" if is_told else "Customers are not told of"
            which = _head(events[0].text) if len(events) == 1 else f"these {len(events)} events"
            self._stage.notify(f"{what}: {which}")

    def open_form(self, event: Event) -> None:
        """Open everything this event says."""
        made = event

        def check(texts: Mapping[str, str]) -> None:
            nonlocal made
            made = event_from(texts, event, datetime.now(UTC))

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                self.put(self._timeline.with_event(made), "Edit event")

        drafts = self._stage.facilitator.drafts
        key = f"{self._stage.document.id}/event/{event.id}"
        sheet = FormDialog("Event", EVENT_FIELDS, event_field_texts(event), check, drafts, key)
        self._stage.app.push_screen(sheet, taken)

    def note_what_was_known(self, event_id: str, text: str) -> str:
        """Note what people knew at an event. Returns what is wrong; empty where it was noted."""

        def noted(document: Postmortem) -> Postmortem:
            event = document.timeline.event(event_id).changing(known_then=text)
            return _with(document, document.timeline.with_event(event))

        label = "Note what was known"
        return self._stage.edit(noted, label, coalesce_key=f"timeline.known.{event_id}")

    @property
    def _timeline(self) -> Timeline:
        return self._stage.document.timeline

    def _mark(self, event: Event, milestone: Milestone) -> None:
        timeline = self._timeline
        holder = timeline.milestone(milestone)
        here = holder is not None and holder.id == event.id
        self.put(
            timeline.moving_milestone(milestone, None if here else event.id),
            f"Clear {milestone}" if here else f"Mark {milestone}",
        )

    def _declare_unknown(self) -> None:
        """Ask which milestone nobody can date, and why."""
        timeline = self._timeline
        first = next((m for m in Milestone if timeline.milestone(m) is None), Milestone.STARTED)
        texts = {"milestone": first.value, "reason": timeline.unknown_reason(first) or ""}

        def check(texts: Mapping[str, str]) -> None:
            if not texts["milestone"]:
                raise ValueError("choose the milestone nobody can date")
            milestone = Milestone(texts["milestone"])
            known = timeline.unknown_reason(milestone) is not None
            if not texts["reason"].strip() and not known:
                raise ValueError("say why it cannot be dated")

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                milestone = Milestone(texts["milestone"])
                changed = self._timeline.declaring_unknown(milestone, texts["reason"])
                self.put(changed, f"Say {milestone} is unknown")

        title = "Which milestone cannot be dated, and why?"
        self._stage.app.push_screen(FormDialog(title, UNKNOWN_FIELDS, texts, check), taken)


def _with(document: Postmortem, timeline: Timeline) -> Postmortem:
    return document.changing(timeline=timeline)


def _counted(events: Sequence[Event]) -> str:
    return "event" if len(events) == 1 else f"{len(events)} events"


def _head(text: str) -> str:
    return text if len(text) <= _HEAD else f"{text[:_HEAD].rstrip()}…"


def _mark(chosen: bool) -> str:
    return "●" if chosen else "○"
