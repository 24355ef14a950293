"""The incident to scale, above the timeline: what `phase_drawing` draws, in colour."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from facilitator.analysis.phases import phases
from facilitator.model.timeline import Timeline
from screens.base.text import plain
from screens.widgets.drawn_line import Role
from screens.widgets.phase_drawing import drawn_phases, nothing_to_draw
from screens.widgets.phase_words import PATTERNS

__all__ = ["PATTERNS", "PhaseBar"]

_STYLES = {
    Role.BLANK: "",
    Role.PATTERN: "$accent",
    Role.LABEL: "$foreground",
    Role.MARK: "bold $foreground",
    Role.AXIS: "$quiet",
}
_KEY = "◆ milestone  • event  : two  ⋮ more  ? end unknown  // not to scale"

_TALL = 30
"""Rows from which on a terminal has room for a third line."""


class PhaseBar(Widget):
    """Two lines above the timeline, three where there is room; every length is in the tooltip."""

    DEFAULT_CSS = "PhaseBar { height: auto; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()

    def show(self, timeline: Timeline) -> None:
        """Show the phases of this timeline."""
        if timeline is not self._timeline:
            self._timeline = timeline
            self.call_after_refresh(self._draw_anew)  # the row that was typed is painted first

    def _draw_anew(self) -> None:
        said = [f"{p.name}: {p.length}" for p in phases(self._timeline)]
        self.tooltip = plain("\n".join([*said, _KEY]) if said else nothing_to_draw(self._timeline))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return three lines in a tall terminal; at 24 rows the table needs the third."""
        return 3 if viewport.height >= _TALL else 2

    def render(self) -> Content:
        """Draw the picture at the size there is."""
        lines = drawn_phases(self._timeline, self.size.width, self.size.height)
        return Content("\n").join(
            Content("").join([plain(text, _STYLES[role]) for text, role in line]) for line in lines
        )
