"""A mark above the phases: where on them the event lies that is being talked about."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from facilitator.model.timeline import Timeline
from screens.base.text import plain
from screens.widgets.phase_plan import planned

_MARK = "▼"


class PhaseMark(Widget):
    """One line as wide as the phases beneath it."""

    DEFAULT_CSS = "PhaseMark { height: 1; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()
        self._minute: datetime | None = None

    def show(self, timeline: Timeline, minute: datetime | None) -> None:
        """Mark this UTC minute, or none."""
        self._timeline, self._minute = timeline, minute
        self.refresh()

    def render(self) -> Content:
        """Draw the mark over the cell that the minute falls in."""
        plan = planned(self._timeline, self.size.width) if self._minute else None
        if plan is None or self._minute is None:
            return Content("")
        return plain(" " * plan.marked(self._minute) + _MARK, "bold $accent")
