"""The second line of every stage: where we are, and how far each stage is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from facilitator.guide.conditions.base import Assessment
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.widgets.rail_plan import RailStage, rail_plan

_NONE_FOUND: Mapping[Stage, int] = MappingProxyType({})


class StageRail(Widget):
    """Numbered stages with their marks; a click goes there."""

    @dataclass
    class Chosen(Message):
        """A stage was clicked."""

        stage: Stage

    def __init__(self, current: Stage) -> None:
        super().__init__()
        self._current = current
        self._assessment: Assessment | None = None
        self._findings = _NONE_FOUND

    def show(self, assessment: Assessment, findings: Mapping[Stage, int] = _NONE_FOUND) -> None:
        """Show how far each stage is, and how many findings it has."""
        self._assessment, self._findings = assessment, findings
        self.refresh()

    def plan(self) -> tuple[RailStage, ...]:
        """Return where each stage stands, and what it says there."""
        return rail_plan(self._assessment, self._findings, self._current, self.size.width)

    def render(self) -> Content:
        """Draw the rail; the current stage stands out by weight, ground, and a blank around it."""
        line = Content("")
        for at in self.plan():
            here = at.stage is self._current
            edge = at.column - 1 if here else at.column
            line += plain(" " * (edge - line.cell_length))
            if here:
                line += plain(f" {at.text}{at.findings} ", "bold $background on $accent")
            else:
                line += plain(at.text, "$quiet") + plain(at.findings, "$warning")
        return line

    def on_click(self, event: events.Click) -> None:
        """Go to the stage under the mouse."""
        for at in self.plan():
            if at.column <= event.x < at.end:
                self.post_message(self.Chosen(at.stage))
