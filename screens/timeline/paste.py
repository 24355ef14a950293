"""Parsing of pasted lines for a timeline, their draft, and the edit that imports them."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import replace

from facilitator.importers.paste_parser import ProgressCallback, parse_paste
from facilitator.importers.paste_preview import ParsedPaste, compare_with_timeline
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder
from facilitator.model.timeline import Event
from facilitator.timeparse.written_time import TimeContext

_NEXT_DATE_ORDER = {
    None: DateOrder.DAY_FIRST,
    DateOrder.DAY_FIRST: DateOrder.MONTH_FIRST,
    DateOrder.MONTH_FIRST: None,
}


class EventPaste:
    """Parses pasted lines for a timeline, and keeps them as a draft until they are imported.

    `document` returns the document to compare with. `context` has the zone and the date of times
    that have none. `drafts` stores the text between two pastes.
    """

    def __init__(
        self,
        document: Callable[[], Postmortem],
        context: TimeContext,
        drafts: MutableMapping[str, dict[str, str]],
    ) -> None:
        self._document = document
        self._context = context
        self._drafts = drafts
        self._draft_key = f"{document().id}/paste"
        self._date_order = document().scope.date_order
        self._is_order_chosen = False
        self.based_on = document()
        """The document that the lines were compared with last."""

    @property
    def draft(self) -> str:
        """The text that was left in the dialog without an import."""
        return self._drafts.get(self._draft_key, {}).get("text", "")

    def save_draft(self, text: str) -> None:
        """Store the text for the next paste; an empty one removes the draft."""
        if text.strip():
            self._drafts[self._draft_key] = {"text": text}
        else:
            self._drafts.pop(self._draft_key, None)

    @property
    def reading_note(self) -> str:
        """Note on how times without a zone or date, and dates in figures, are parsed."""
        zone, day = self._context.zone or "UTC", self._context.day.isoformat()
        order = f" · 02/03: {self._date_order}" if self._date_order else ""
        days = f"from {day} on" if self._context.day_is_known else "of the last 24 hours"
        return f"bare times are {zone}, {days}{order}"

    def next_date_order(self) -> None:
        """Switch the order of dates in figures: day first, month first, or as other lines show."""
        self._date_order = _NEXT_DATE_ORDER[self._date_order]
        self._is_order_chosen = True

    def parse(self, text: str, progress: ProgressCallback) -> ParsedPaste:
        """Parse a text and compare it with the timeline. Raises CannotRead. Runs in a thread."""
        document = self._document()
        order = self._date_order
        is_day_first = None if order is None else order is DateOrder.DAY_FIRST
        context = replace(self._context, day_first=is_day_first)
        parsed = parse_paste(text, context, progress, has_date_order=self._is_order_chosen)
        compared = compare_with_timeline(parsed, document.timeline)
        self.based_on = document
        return compared

    def with_events(self, document: Postmortem, events: tuple[Event, ...]) -> Postmortem:
        """Return a document with imported events; a chosen date order becomes the document's."""
        document = document.changing(timeline=document.timeline.with_events(events))
        if not self._is_order_chosen or self._date_order is None:
            return document
        return document.changing(scope=document.scope.changing(date_order=self._date_order))
