"""The second line of every stage: where we are, and how far each stage is."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from facilitator.guide.conditions import Assessment
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.stage import Stage
from screens.safe import plain

_WIDE = 92


class StageRail(Widget):
    """Numbered stages with their marks; a click goes there."""

    @dataclass
    class Chosen(Message):
        """A stage was clicked."""

        stage: Stage

    def __init__(self, current: Stage) -> None:
        super().__init__()
        self._current = current
        self._marks = dict.fromkeys(STAGES, "○")

    def show(self, assessment: Assessment) -> None:
        """Show how far each stage is."""
        self._marks = {stage: str(assessment.mark(stage).value) for stage in STAGES}
        self.refresh()

    def places(self) -> list[tuple[int, Stage, str]]:
        """Return where each stage stands: first column, stage, text."""
        wide = self.size.width >= _WIDE
        found: list[tuple[int, Stage, str]] = []
        column = 1
        for stage in STAGES:
            guide = guide_for(stage)
            name = guide.short if wide else guide.short.split("-")[0]
            label = f"{guide.number} {name}"
            if stage is not Stage.REVIEW:
                label += f" {self._marks[stage]}"
            found.append((column, stage, label))
            column += cell_len(label) + (2 if wide else 1)
        return found

    def render(self) -> Content:
        """Draw the rail; the current stage stands out by weight and ground."""
        line = Content(" ")
        for index, (column, stage, label) in enumerate(self.places()):
            if index:
                line += Content(" " * (column - line.cell_length))
            here = stage is self._current
            line += plain(label, "bold $background on $accent" if here else "$quiet")
        return line

    def on_click(self, event: events.Click) -> None:
        """Go to the stage under the mouse."""
        for column, stage, label in self.places():
            if column <= event.x < column + cell_len(label):
                self.post_message(self.Chosen(stage))
