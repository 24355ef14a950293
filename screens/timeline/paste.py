"""Bringing many lines into the timeline: seen first, then taken as one edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.importers.paste_parser import ProgressCallback, parse_paste
from facilitator.importers.paste_preview import ParsedPaste, compare_with_timeline
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder
from facilitator.model.timeline import Event
from facilitator.timeparse.parser import TimeContext
from screens.timeline.paste_dialog import PasteDialog

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

_NEXT_ORDER = {
    None: DateOrder.DAY_FIRST,
    DateOrder.DAY_FIRST: DateOrder.MONTH_FIRST,
    DateOrder.MONTH_FIRST: None,
}


def paste_events(
    stage: StageScreen, text: str, context: TimeContext, added: Callable[[tuple[Event, ...]], None]
) -> None:
    """Open the sheet with this text, after any that was left in it; take what it returns.

    `added` is called with the events right before the edit that adds them.
    """
    pasting = Pasting(stage, context)
    left, problem = pasting.left_before, ""
    whole = left
    try:
        whole = _after(left, sanitize_text(text))
    except CannotRead as refused:
        problem = str(refused)

    def taken(found: tuple[Event, ...] | None) -> None:
        if found:
            added(found)
            pasting.take(found)

    stage.app.push_screen(PasteDialog(pasting, whole, problem, left), taken)


class Pasting:
    """One paste into the timeline of a stage: how its times are read, and what is taken of it."""

    def __init__(self, stage: StageScreen, context: TimeContext) -> None:
        self._stage = stage
        self._context = context
        self._order = stage.document.scope.date_order
        self._is_order_said = False
        self._since = stage.document
        self._key = f"{stage.document.id}/paste"

    @property
    def left_before(self) -> str:
        """The text that was not taken the last time."""
        return self._stage.facilitator.drafts.get(self._key, {}).get("text", "")

    @property
    def how_read(self) -> str:
        """How a time is read that leaves something open."""
        zone, day = self._context.zone or "UTC", self._context.day.isoformat()
        order = f" · 02/03: {self._order}" if self._order else ""
        days = f"from {day} on" if self._context.day_is_known else "of the last 24 hours"
        return f"bare times are {zone}, {days}{order}"

    def other_order(self) -> None:
        """Read days in figures day first, month first, or as the text itself settles it."""
        self._order, self._is_order_said = _NEXT_ORDER[self._order], True

    def read(self, text: str, told: ProgressCallback) -> ParsedPaste:
        """Read a text, and hold it against the timeline. Raises CannotRead."""
        document = self._stage.document
        is_day_first = None if self._order is None else self._order is DateOrder.DAY_FIRST
        context = replace(self._context, day_first=is_day_first)
        read = parse_paste(text, context, told, has_date_order=self._is_order_said)
        pasted = compare_with_timeline(read, document.timeline)
        self._since = document
        return pasted

    def keep(self, text: str) -> None:
        """Keep what was not taken for the next time."""
        if text.strip():
            self._stage.facilitator.drafts[self._key] = {"text": text}
        else:
            self._stage.facilitator.drafts.pop(self._key, None)

    def take(self, found: tuple[Event, ...]) -> None:
        """Add the events as one edit; an order of dates that was said holds from here on."""
        count = f"{len(found):,} {'event' if len(found) == 1 else 'events'}"
        refused = self._stage.edit(
            lambda document: self._with(document, found), f"Paste {count}", since=self._since
        )
        self._stage.notify(
            refused or f"Pasted {count} · u undoes it",
            severity="warning" if refused else "information",
        )

    def _with(self, document: Postmortem, found: tuple[Event, ...]) -> Postmortem:
        document = document.changing(timeline=document.timeline.with_events(found))
        if not self._is_order_said or self._order is None:
            return document
        return document.changing(scope=document.scope.changing(date_order=self._order))


def _after(left: str, text: str) -> str:
    """Return a text after what was left in the sheet, and only that where it is there already."""
    return left if text.strip() in left else "\n".join(part for part in (left, text) if part)
