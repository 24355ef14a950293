"""The entry line of the timeline: what it reads, which event it mends, and what Enter does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from facilitator.clock import day_and_clock
from facilitator.imports.completion import Completion
from facilitator.imports.event_completion import completed_event_line
from facilitator.imports.event_line import (
    event_in_words,
    mended_by_line,
    read_event_line,
    written_event_line,
)
from facilitator.imports.line_marks import Span, spans_of
from facilitator.model.timeline import Event
from facilitator.moments import Context
from facilitator.surroundings import context_of, typing_zone
from screens.line_in_work import LineInWork

if TYPE_CHECKING:
    from screens.timeline import TimelineScreen


class EventTyping:
    """Typing on the timeline's screen: an event at a time, new or one of the table's."""

    def __init__(self, stage: TimelineScreen) -> None:
        self._stage = stage

    @cached_property
    def line(self) -> LineInWork:
        """What the entry line is about."""
        stage = self._stage
        return LineInWork(stage.entry, stage.facilitator.drafts, f"{stage.document.id}/timeline")

    @property
    def surroundings(self) -> Context:
        """What a time typed now is read against: the event under the cursor, or in the line."""
        beside = self.line.editing or self._stage.table.selected
        return context_of(self._stage.document, beside, datetime.now(UTC))

    def read(self, text: str) -> tuple[bool, str]:
        """Say what Enter would take, or what is wrong with it."""
        line = read_event_line(text, self.surroundings)
        says = "Enter replaces it" if self.line.editing else "Enter adds it"
        return not line.problem, line.problem or f"{line.understood}   {says}"

    def complete(self, text: str) -> Completion | None:
        """Complete what is begun at the end of a line."""
        return completed_event_line(text, self._stage.document)

    def spans(self, text: str) -> Sequence[Span]:
        """Tell which parts of a line were read as what."""
        return spans_of(text, self.surroundings)

    def bring_back(self) -> None:
        """Take up the line that an earlier run left."""
        self.line.bring_back(self._written, self._stage.document)

    def _written(self, event_id: str) -> str | None:
        events = self._stage.document.timeline.events
        return next((written_event_line(e) for e in events if e.id == event_id), None)

    def follow_document(self) -> None:
        """Let go of an event that is gone; what was typed of it is a new one's from now on."""
        events = self._stage.document.timeline.events
        if (at := self.line.editing) and all(event.id != at for event in events):
            self.line.end()
        self.show_hint()
        self._stage.entry.read_again()

    def show_hint(self) -> None:
        """Say beneath the empty line what a bare time means, or the whole of a row."""
        entry, event = self._stage.entry, self._stage.selected
        if entry.input.has_focus or event is None:
            context = self.surroundings
            after = f"; +7 counts from {day_and_clock(context.after)}" if context.after else ""
            zone = f"in {context.zone}, and kept in UTC" if context.zone else "UTC"
            entry.show_hint(f"Times are {zone}, on {context.day.isoformat()}{after}")
        else:
            known = f"  What we knew: {event.known_then}" if event.known_then else ""
            zone_of_typing = typing_zone(self._stage.document)
            entry.show_hint(" ".join((event_in_words(event, zone_of_typing) + known).split("\n")))

    def begin(self, event: Event | None) -> None:
        """Go to the line, for a new event or to mend this one."""
        written = written_event_line(event) if event else ""
        self.line.turn_to(event.id if event else None, written, self._stage.document)
        self._stage.entry.focus()

    def enter(self, text: str) -> bool:
        """Put what was typed into the timeline; returns whether it mended an event of the table.

        What cannot be taken goes back into the line, with what is wrong.
        """
        stage, editing = self._stage, self.line.editing
        line = read_event_line(text, self.surroundings)
        if line.event is None:
            stage.entry.give_back(text, line.problem)
            return False
        event = line.event
        if editing is not None:
            known = self.line.since or stage.document
            event = mended_by_line(known.timeline.event(editing), event)
        problem = stage.edit(
            lambda document: document.changing(timeline=document.timeline.with_event(event)),
            "Edit event" if editing else "Add event",
            since=self.line.since,
        )
        if problem:
            stage.entry.give_back(text, problem)
            return False
        stage.cursor_on = event.id
        self.line.end()
        stage.repaint()
        self.show_hint()
        return editing is not None
