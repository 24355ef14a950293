"""Entry line of the timeline: adds an event, or edits the one that is loaded into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import cast

from textual import on

from facilitator.importers.completion import Completion, complete_event_line
from facilitator.importers.event_line import (
    FIELDS_NOT_IN_LINE,
    EventLine,
    event_in_words,
    format_event_line,
    parse_event_line,
    with_line_fields,
)
from facilitator.importers.highlight import LineSpan, event_lint_texts, event_spans
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import default_zone, time_context
from facilitator.timeparse.written_time import TimeContext
from screens.services.context import AppContext
from screens.timeline.events_table import EventTable
from screens.widgets.entry_line import EntryLine
from screens.widgets.line_drafts import LineDrafts

_EXAMPLE = "14:02 canary at 5% <- deploy log    ~14:10 ...    +7 page fires !detected"


class EventEntry(EntryLine):
    """Entry line for one event at a time, with a draft for each event begun in it.

    `document` returns the document a line is parsed against. Times without a date are relative to
    the loaded event, or else to the event under the cursor of `table`. What is submitted arrives as
    an `Entered` message; `parse_event` makes an event of it.
    """

    def __init__(
        self,
        document: Callable[[], Postmortem],
        table: EventTable,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(
            self._preview,
            _EXAMPLE,
            id=id,
            complete=self._completion,
            spans=self._event_spans,
            texts=event_lint_texts,
        )
        self._document = document
        self._table = table

    @cached_property
    def drafts(self) -> LineDrafts:
        """The lines begun and not submitted, of new events and of those in the table."""
        app = cast(AppContext, self.app)
        return LineDrafts(self, app.drafts, f"{self._document().id}/timeline")

    @property
    def edited(self) -> Event | None:
        """The loaded event as it is now; None for a new one and for one that was deleted."""
        return self._table.find(self._document().timeline, self.drafts.row_id)

    @property
    def _selected(self) -> Event | None:
        return self._table.find(self._document().timeline, self._table.selected)

    @property
    def time_context(self) -> TimeContext:
        """The event, time zone and date order that a time is parsed against."""
        return time_context(self._document(), self.edited or self._selected, datetime.now(UTC))

    def parse_event(self, text: str) -> EventLine:
        """Parse a line; fields that a line cannot hold come from the loaded event."""
        line, edited = parse_event_line(text, self.time_context), self.edited
        if line.event is None or edited is None:
            return line
        event = with_line_fields(self._as_loaded(edited), line.event)
        return EventLine(event, line.description, line.problem)

    def _preview(self, text: str) -> tuple[bool, str]:
        """Return whether a line can be submitted, and what it means or what is wrong with it."""
        line, edited = parse_event_line(text, self.time_context), self.edited
        if line.event is None:
            return False, line.problem
        words = line.description
        if edited is not None and (merged := self._merged(line.event, edited)) != line.event:
            zone = default_zone(self._document())
            words = f"{event_in_words(merged, zone)}  (with what changed meanwhile)"
        says = "Enter replaces it" if edited else "Enter adds it"
        return True, f"{self._moved_milestone(line.event, edited)}{words}   {says}"

    def _merged(self, typed: Event, now: Event) -> Event:
        """Return the event after the edit: the typed fields over changes made since it was loaded.

        The session merges in the same way when the line is submitted.
        """
        before = self._as_loaded(now)
        if now == before:
            return typed
        changed = {
            name: new
            for name, new in dict(typed).items()
            if name not in FIELDS_NOT_IN_LINE and new != getattr(before, name)
        }
        return typed.changing(**{**dict(now), **changed, "id": typed.id})

    def _as_loaded(self, now: Event) -> Event:
        """Return the event as it was when it was loaded; `now` if it was not there."""
        document = self.drafts.loaded_from
        before = self._table.find(document.timeline, now.id) if document is not None else None
        return before or now

    def _moved_milestone(self, event: Event, edited: Event | None) -> str:
        """Return a warning if the milestone of a line is taken from another event."""
        if event.milestone is None:
            return ""
        holder = self._document().timeline.milestone(event.milestone)
        if holder is None or (edited is not None and holder.id == edited.id):
            return ""
        return f"! {event.milestone} moves here from {clock(holder.at)}   "

    def _completion(self, text: str) -> Completion | None:
        return complete_event_line(text, self._document())

    def _event_spans(self, text: str) -> Sequence[LineSpan]:
        return event_spans(text, self.time_context)

    @on(EntryLine.Typed)
    def _save_draft(self) -> None:
        self.drafts.save()

    def restore_drafts(self) -> None:
        """Restore the lines that an earlier run left unsubmitted."""
        document = self._document()

        def line_of(event_id: str) -> str | None:
            event = self._table.find(document.timeline, event_id)
            return None if event is None else format_event_line(event)

        self.drafts.restore(line_of, document)

    def load_event(self, event: Event | None) -> None:
        """Load an event to edit it, or go on with a new one; focuses the line.

        What was typed before is kept as a draft.
        """
        text = format_event_line(event) if event else ""
        if self.edited is None:
            self.drafts.detach()
        self.drafts.load_row(event.id if event else None, text, self._document())
        self.focus()

    def document_changed(self) -> None:
        """Parse the line again; an unchanged line of a deleted event is cleared.

        A changed line of a deleted event stays, and adds a new one.
        """
        if self.edited is None:
            self.drafts.detach_if_unchanged()
        self.update_hint()
        self.reparse()

    def update_hint(self) -> None:
        """Show how times without a date are parsed; with the table focused, the event in full."""
        event = self._selected
        if self.input.has_focus or event is None:
            context = self.time_context
            after = f"; +7 counts from {day_and_clock(context.after)}" if context.after else ""
            zone = f"in {context.zone}, and kept in UTC" if context.zone else "UTC"
            day = f"on {context.day}" if context.day_is_known else "of the last 24 hours"
            self.show_hint(f"Times are {zone}, {day}{after}")
        else:
            known = f"  What we knew: {event.known_then}" if event.known_then else ""
            words = event_in_words(event, default_zone(self._document())) + known
            self.show_hint(" ".join(words.split("\n")))
