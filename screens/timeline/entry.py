"""The entry line of the timeline: what it reads, which event it mends, and what Enter does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from facilitator.importers.completion import Completion, complete_event_line
from facilitator.importers.event_line import (
    FIELDS_NOT_IN_LINE,
    event_in_words,
    with_line_fields,
    parse_event_line,
    format_event_line,
)
from facilitator.importers.highlight import LineSpan, event_spans
from facilitator.model.base import index_of
from facilitator.model.timeline import Event
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import default_zone, time_context
from facilitator.timeparse.parser import TimeContext
from screens.widgets.line_drafts import LineDrafts

if TYPE_CHECKING:
    from screens.timeline.screen import TimelineScreen


class EventTyping:
    """Typing on the timeline's screen: an event at a time, new or one of the table's."""

    def __init__(self, stage: TimelineScreen) -> None:
        self._stage = stage

    @cached_property
    def line(self) -> LineDrafts:
        """What the entry line is about."""
        stage = self._stage
        return LineDrafts(stage.entry, stage.facilitator.drafts, f"{stage.document.id}/timeline")

    @property
    def surroundings(self) -> TimeContext:
        """What a time typed now is read against: the event under the cursor, or in the line."""
        beside = self.mended or self._stage.selected
        return time_context(self._stage.document, beside, datetime.now(UTC))

    @property
    def mended(self) -> Event | None:
        """The event in the line as it is now, where it is one of the table's."""
        return self._stage.event(self.line.row_id)

    def read(self, text: str) -> tuple[bool, str]:
        """Say what Enter would take, or what is wrong with it."""
        line, mended = parse_event_line(text, self.surroundings), self.mended
        if line.event is None:
            return False, line.problem
        words = line.understood
        if mended is not None and (merged := self._merged(line.event, mended)) != line.event:
            zone = default_zone(self._stage.document)
            words = f"{event_in_words(merged, zone)}  (with what changed meanwhile)"
        says = "Enter replaces it" if mended else "Enter adds it"
        return True, f"{self._moves(line.event, mended)}{words}   {says}"

    def _merged(self, typed: Event, now: Event) -> Event:
        """Return the event as it will be: what was typed, over what changed since it was loaded."""
        before = self._begun_from(now)
        changed = {
            name: new
            for name, new in dict(typed).items()
            if name not in FIELDS_NOT_IN_LINE and new != getattr(before, name)
        }
        if now == before:
            return typed
        return typed.changing(**{**dict(now), **changed, "id": typed.id})

    def _moves(self, event: Event, mended: Event | None) -> str:
        """Say where a milestone is taken from that stands elsewhere; empty where it does not."""
        if event.milestone is None:
            return ""
        holder = self._stage.document.timeline.milestone(event.milestone)
        if holder is None or (mended is not None and holder.id == mended.id):
            return ""
        return f"! {event.milestone} moves here from {clock(holder.at)}   "

    def complete(self, text: str) -> Completion | None:
        """Complete what is begun at the end of a line."""
        return complete_event_line(text, self._stage.document)

    def spans(self, text: str) -> Sequence[LineSpan]:
        """Tell which parts of a line were read as what."""
        return event_spans(text, self.surroundings)

    def bring_back(self) -> None:
        """Take up the line that an earlier run left."""
        self.line.restore(self._written, self._stage.document)

    def _written(self, event_id: str) -> str | None:
        event = self._stage.event(event_id)
        return None if event is None else format_event_line(event)

    def follow_document(self) -> None:
        """Let go of an event that is gone; what was typed of it makes a new one while it is."""
        if self.mended is None:
            self.line.detach_if_unchanged()
        self.show_hint()
        self._stage.entry.reparse()

    def show_hint(self) -> None:
        """Say beneath the empty line what a bare time means, or the whole of a row."""
        entry, event = self._stage.entry, self._stage.selected
        if entry.input.has_focus or event is None:
            context = self.surroundings
            after = f"; +7 counts from {day_and_clock(context.after)}" if context.after else ""
            zone = f"in {context.zone}, and kept in UTC" if context.zone else "UTC"
            day = f"on {context.day}" if context.day_is_known else "of the last 24 hours"
            entry.show_hint(f"Times are {zone}, {day}{after}")
        else:
            known = f"  What we knew: {event.known_then}" if event.known_then else ""
            zone_of_typing = default_zone(self._stage.document)
            entry.show_hint(" ".join((event_in_words(event, zone_of_typing) + known).split("\n")))

    def begin(self, event: Event | None) -> None:
        """Go to the line, for a new event or to mend this one."""
        written = format_event_line(event) if event else ""
        if self.mended is None:
            self.line.detach()
        self.line.load_row(event.id if event else None, written, self._stage.document)
        self._stage.entry.focus()

    def enter(self, text: str) -> None:
        """Put what was typed into the timeline; the line is ready for the next event then.

        What cannot be taken goes back into the line, with what is wrong.
        """
        stage, mended = self._stage, self.mended
        line = parse_event_line(text, self.surroundings)
        if line.event is None:
            stage.entry.reject(text, line.problem)
            return
        event = line.event
        if mended is not None:
            event = with_line_fields(self._begun_from(mended), event)
        problem = stage.edit(
            lambda document: document.changing(timeline=document.timeline.with_event(event)),
            "Edit event" if mended else "Add event",
            since=self.line.loaded_from if mended else None,
        )
        if problem:
            stage.entry.reject(text, problem)
            return
        stage.cursor_on = event.id
        self.line.detach()
        stage.repaint()
        self.show_hint()

    def _begun_from(self, now: Event) -> Event:
        """Return an event as it was when the line was loaded; as it is now, where it was not."""
        events = self.line.loaded_from.timeline.events if self.line.loaded_from is not None else ()
        found = index_of(events, now.id, near=self._stage.table.cursor_row)
        return now if found is None else events[found]
