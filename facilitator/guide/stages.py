"""The stages as the guide shows them: title, purpose and share of the meeting.

The texts are in `stages.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from facilitator.model.stage import Stage

STAGES: tuple[Stage, ...] = tuple(Stage)
"""All seven, in order."""

WORK_STAGES: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage is not Stage.REVIEW)
"""The stages with content of their own; the review has none."""


class StageGuide(NamedTuple):
    """Title, purpose and share of the meeting (percent) of a stage; `number` counts from 1."""

    stage: Stage
    number: int
    title: str
    short: str
    purpose: str
    share_percent: int


def guide_for(stage: Stage) -> StageGuide:
    """Return the guide texts of a stage."""
    return _guides()[stage]


@cache
def _guides() -> dict[Stage, StageGuide]:
    texts = tomllib.loads(files(__package__).joinpath("stages.toml").read_text(encoding="utf-8"))
    return {
        stage: StageGuide(stage=stage, number=number, **texts[stage])
        for number, stage in enumerate(STAGES, start=1)
    }
