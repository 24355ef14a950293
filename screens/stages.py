"""Which screen shows which stage; each is imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from facilitator.session.session import Session
from screens.stage.screen import StageScreen

_SCREENS = {
    "scope": ("screens.scope.screen", "ScopeScreen"),
    "timeline": ("screens.timeline.screen", "TimelineScreen"),
    "causes": ("screens.causes.screen", "CausesScreen"),
    "lessons": ("screens.lessons.screen", "LessonsScreen"),
    "actions": ("screens.actions.screen", "ActionsScreen"),
    "followup": ("screens.followup.screen", "FollowupScreen"),
    "review": ("screens.review.screen", "ReviewScreen"),
}


def make_stage(stage: str, session: Session) -> StageScreen:
    """Return a new screen for a stage of this postmortem, by the stage's name."""
    module, name = _SCREENS[stage]
    screen = cast(StageScreen, getattr(import_module(module), name)())
    screen.session = session
    return screen
