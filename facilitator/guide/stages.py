"""The stages as the guide shows them: title, purpose and share of the meeting."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from facilitator.model.stage import Stage

STAGES: tuple[Stage, ...] = tuple(Stage)
"""All seven, in the order they are walked."""

WORK_STAGES: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage is not Stage.REVIEW)
"""The stages that gather something; the review only looks at what they hold."""


class StageGuide(NamedTuple):
    """What a stage is called, what it is for, and its share of the meeting in percent."""

    stage: Stage
    number: int
    title: str
    short: str
    purpose: str
    share_percent: int


def guide_for(stage: Stage) -> StageGuide:
    """Return what the guide says of a stage."""
    return _guides()[stage]


@cache
def _guides() -> dict[Stage, StageGuide]:
    written = tomllib.loads(files(__package__).joinpath("stages.toml").read_text(encoding="utf-8"))
    return {
        stage: StageGuide(stage=stage, number=number, **written[stage])
        for number, stage in enumerate(STAGES, start=1)
    }
