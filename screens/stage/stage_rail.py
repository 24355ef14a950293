"""The stage rail, second line of every stage: all stages, with their progress and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from facilitator.guide.conditions.condition import Assessment, StageMark
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.stage import Stage
from screens.base.text import plain


class RailStage(NamedTuple):
    """A stage on the rail. `findings` is their count, such as `!2`; empty where there are none.

    `is_collapsed`: the depth does not need the stage, and only its number and mark are shown.
    """

    stage: Stage
    column: int
    text: str
    findings: str
    is_collapsed: bool

    @property
    def end(self) -> int:
        """The column after the last one of the stage."""
        return self.column + cell_len(self.text) + cell_len(self.findings)


class _Density(NamedTuple):
    """How much text each stage gets on the rail; `apart` is the gap between two, in columns."""

    apart: int
    counts_open: bool
    whole_names: bool
    between: str
    before_findings: str
    counts_findings: bool


_DENSITIES = (
    _Density(2, True, True, " ", " ", True),
    _Density(2, False, True, " ", " ", True),
    _Density(1, False, False, " ", " ", True),
    _Density(1, False, False, " ", "", True),
    _Density(1, False, False, "", "", True),
    _Density(1, False, False, "", "", False),
)
"""From the widest to the tightest; the last always fits into 80 columns."""


def place_stages(
    assessment: Assessment | None, findings: Mapping[Stage, int], here: Stage, width: int
) -> tuple[RailStage, ...]:
    """Return the stages in the widest density that fits into `width` columns."""
    placed_stages: tuple[RailStage, ...] = ()
    for density in _DENSITIES:
        placed_stages = _place_at(assessment, findings, here, density)
        if placed_stages[-1].end < width:
            break
    return placed_stages


def _place_at(
    assessment: Assessment | None, findings: Mapping[Stage, int], here: Stage, density: _Density
) -> tuple[RailStage, ...]:
    placed_stages: list[RailStage] = []
    column = 1
    for stage in STAGES:
        folded = stage is not here and assessment is not None and assessment.is_collapsed(stage)
        count = findings.get(stage, 0)
        found = (
            f"{density.before_findings}!{count if density.counts_findings else ''}" if count else ""
        )
        text = _stage_text(assessment, stage, folded, density)
        placed_stages.append(RailStage(stage, column, text, found, folded))
        column = placed_stages[-1].end + density.apart
    return tuple(placed_stages)


def _stage_text(
    assessment: Assessment | None, stage: Stage, folded: bool, density: _Density
) -> str:
    guide = guide_for(stage)
    if folded:
        return f"{guide.number}{density.between}{StageMark.OPTIONAL}"
    name = guide.short if density.whole_names else guide.short.split("-")[0]
    if stage is Stage.REVIEW or assessment is None:
        return f"{guide.number} {name}"
    count = assessment.open_count(stage) if density.counts_open else 0
    says = f"{guide.number} {name}{density.between}{assessment.mark(stage)}"
    return f"{says} {count} open" if count else says


_NO_FINDINGS: Mapping[Stage, int] = MappingProxyType({})


class StageRail(Widget):
    """The rail; a click posts `Chosen`."""

    @dataclass
    class Chosen(Message):
        """A stage was clicked."""

        stage: Stage

    def __init__(self, current: Stage) -> None:
        super().__init__()
        self._current = current
        self._assessment: Assessment | None = None
        self._findings = _NO_FINDINGS

    def show(self, assessment: Assessment, findings: Mapping[Stage, int] = _NO_FINDINGS) -> None:
        """Show the progress of each stage, and how many findings it has."""
        self._assessment, self._findings = assessment, findings
        self.refresh()

    def placed_stages(self) -> tuple[RailStage, ...]:
        """Return the stages at the present width, from left to right."""
        return place_stages(self._assessment, self._findings, self._current, self.size.width)

    def render(self) -> Content:
        """Draw the rail; the current stage is bold, on a padded background of its own."""
        line = Content("")
        for at in self.placed_stages():
            here = at.stage is self._current
            edge = at.column - 1 if here else at.column
            line += plain(" " * (edge - line.cell_length))
            if here:
                line += plain(f" {at.text}{at.findings} ", "bold $background on $accent")
            else:
                line += plain(at.text, "$quiet") + plain(at.findings, "$warning")
        return line

    def on_click(self, event: events.Click) -> None:
        """Choose the stage at the mouse."""
        for at in self.placed_stages():
            if at.column <= event.x < at.end:
                self.post_message(self.Chosen(at.stage))
