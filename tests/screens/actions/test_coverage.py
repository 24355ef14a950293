"""x in stage 5: causes against actions, with ties and accepted risks made right there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

import pytest

from facilitator.model.actions import Action, Actions, ActionType
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.actions.coverage import CoverageDialog
from screens.app import FacilitatorApp
from screens.dialogs.form import FormDialog
from tests.support.screens import HOSTILE, opened, postmortem, screen_text, until

ROOT = Cause(text="No limit on CPU", role=CauseRole.ROOT)
FACTOR = Cause(text="Alert came late", role=CauseRole.CONTRIBUTING)


def covering(*actions: Action, causes: tuple[Cause, ...] = (ROOT, FACTOR)) -> Postmortem:
    """Return a postmortem with these causes and actions."""
    return postmortem().changing(causes=Causes(causes=causes), actions=Actions(actions=actions))


def answers(app: FacilitatorApp) -> tuple[str, ...]:
    """Return the causes the first action answers."""
    return app.session.document.actions.actions[0].addresses


def _is_shown(app: FacilitatorApp, *texts: str) -> bool:
    return all(text in screen_text(app) for text in texts)


async def test_a_root_that_nothing_answers_to_is_tied_to_an_action_and_untied(
    tmp_path: Path,
) -> None:
    drill = Action(title="practise the bypass", type=ActionType.RECOVER)
    async with opened(tmp_path, covering(drill), "actions", (80, 24)) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, CoverageDialog))
        await until(pilot, lambda: "! c1 No limit on CPU (root)" in screen_text(app))
        assert "2 causes have no answer · 1 action answers no cause" in screen_text(app)
        await pilot.press("right", "enter")
        await until(pilot, lambda: answers(app) == (ROOT.id,))
        await until(pilot, lambda: "✓ c1 No limit on CPU (root)" in screen_text(app))
        assert "recovers" in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: answers(app) == ())
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, CoverageDialog))


async def test_a_risk_is_accepted_with_a_reason_right_there(tmp_path: Path) -> None:
    async with opened(tmp_path, covering(), "actions", (80, 24)) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, CoverageDialog))
        await pilot.press("k")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "say why this is lived with" in screen_text(app))
        await pilot.press(*"too rare", "ctrl+s")
        await until(
            pilot, lambda: app.session.document.causes.causes[0].accepted_risk == "too rare"
        )
        await until(pilot, lambda: "~ c1" in screen_text(app))
        assert cast(CoverageDialog, app.screen).matrix.row is not None


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_hostile_texts_show_letter_for_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    causes = tuple(Cause(text=text, role=CauseRole.ROOT) for text in HOSTILE[:10])
    actions = tuple(Action(title=text) for text in HOSTILE[:10])
    async with opened(tmp_path, covering(*actions, causes=causes), "actions", size) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, CoverageDialog))
        for row, text in enumerate(HOSTILE[:10]):
            cast(CoverageDialog, app.screen).matrix.move_cursor(row=row, column=row + 1)
            shown = f"c{row + 1}  {text}"
            await until(pilot, partial(_is_shown, app, shown, f"a{row + 1}  {text}"))


async def test_nothing_moves_from_under_the_cursor_when_a_cause_is_tied(tmp_path: Path) -> None:
    answered = Action(title="guard", addresses=(FACTOR.id,))
    document = covering(answered, Action(title="drill"))
    async with opened(tmp_path, document, "actions", (80, 24)) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, CoverageDialog))
        matrix = cast(CoverageDialog, app.screen).matrix
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Every cause has an answer" in screen_text(app))
        assert (matrix.cursor_row, matrix.cursor_column) == (0, 1)
        assert matrix.row is not None
        assert matrix.row.cause.id == ROOT.id


async def test_nothing_at_all_is_nothing_to_cover(tmp_path: Path) -> None:
    async with opened(tmp_path, covering(causes=()), "actions", (80, 24)) as (app, pilot):
        await pilot.press("x")
        await until(pilot, lambda: "Nothing to cover yet" in screen_text(app))
