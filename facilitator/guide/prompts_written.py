"""The questions as they are written down."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from facilitator.model.stage import Stage


def standing(stage: Stage) -> tuple[str, ...]:
    """Return the questions that always serve in a stage, in their order."""
    return _written()[0][stage]


def answering(stage: Stage) -> dict[str, str]:
    """Return the questions that documents raise in a stage by their names, to be filled in."""
    return _written()[1][stage]


@cache
def _written() -> tuple[dict[Stage, tuple[str, ...]], dict[Stage, dict[str, str]]]:
    text = tomllib.loads(files(__package__).joinpath("prompts.toml").read_text(encoding="utf-8"))
    return (
        {stage: tuple(text["standing"][stage]) for stage in Stage},
        {stage: dict(text["answering"][stage]) for stage in Stage},
    )
