"""Stage 5 at the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import OptionList, Static

from facilitator.model.actions import Action, Actions, ActionStatus, ActionType, Priority
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem, parse_parked_thought
from screens.actions.screen import ActionsScreen
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.widgets.entry_line import EntryLine
from tests.support.action_screens import BLANK, HOSTILE, drawn, opened, typed, until

TODAY = datetime.now(UTC).date()
ROOT = Cause(id="aaaaaaaa", text="No limit on CPU", role=CauseRole.ROOT)
STEP = Cause(id="bbbbbbbb", text="The rule was slow")
CAUSES = Causes(causes=(ROOT, STEP))
GUARD = Action(id="cccccccc", title="Put the guard back", owner="Ana", addresses=(ROOT.id,))
DRILL = Action(id="dddddddd", title="Drill the switch-off")
LATE = Action(id="eeeeeeee", title="Measure it", due=TODAY - timedelta(days=3), ticket="OPS-1")


def _with(*actions: Action) -> Postmortem:
    return BLANK.changing(causes=CAUSES, actions=Actions(actions=actions))


async def test_a_typed_line_becomes_an_action_with_all_its_marks(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(), "actions") as (pilot, app, screen):
        await pilot.press("a")
        await typed(pilot, "prevent: CPU guard @Ana +14d P1 #OPS-12 ^c1")
        await pilot.press("enter")
        await until(pilot, lambda: len(app.session.document.actions.actions) == 1)
        action = app.session.document.actions.actions[0]
        assert action.title == "CPU guard"
        assert (action.type, action.owner, action.ticket) == (ActionType.PREVENT, "Ana", "OPS-12")
        assert (action.priority, action.addresses) == (Priority.P1, (ROOT.id,))
        assert action.due == TODAY + timedelta(days=14)
        stage = cast(ActionsScreen, screen)
        assert stage.entry.text == ""
        await until(pilot, lambda: "CPU guard" in drawn(stage.table))


async def test_a_line_that_cannot_be_read_stays_with_its_problem_beneath(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(), "actions") as (pilot, app, screen):
        stage = cast(ActionsScreen, screen)
        await pilot.press("a")
        await typed(pilot, "Guard ^c9")
        await pilot.press("enter", "escape", "f9")
        await until(pilot, lambda: app.screen is not stage)
        await pilot.press("f8")
        await until(pilot, lambda: app.screen is stage)
        assert stage.entry.text == "Guard ^c9"
        assert "no cause c9" in stage.entry.words
        assert app.session.document.actions.actions == ()


async def test_e_edits_the_row_in_the_line_and_keeps_status_and_id(tmp_path: Path) -> None:
    working = GUARD.changing(status=ActionStatus.IN_PROGRESS)
    async with opened(tmp_path, _with(working, DRILL), "actions") as (pilot, app, screen):
        await pilot.press("e")
        stage = cast(ActionsScreen, screen)
        await until(pilot, lambda: stage.entry.text.startswith("Put the guard back"))
        await pilot.press("end")
        await typed(pilot, " P0")
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.actions.actions[0].priority is Priority.P0)
        assert app.session.document.actions.actions[0] == working.changing(priority=Priority.P0)
        assert stage.focused is stage.entry.input


async def test_what_is_half_typed_waits_while_another_row_is_mended(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(GUARD), "actions") as (pilot, _, screen):
        stage = cast(ActionsScreen, screen)
        await pilot.press("a")
        await typed(pilot, "half a thou")
        await pilot.press("escape", "e")
        await until(pilot, lambda: stage.entry.text.startswith(GUARD.title))
        await pilot.press("escape")
        await until(pilot, lambda: stage.entry.text == "half a thou")
        assert stage.entry.drafts.row_id is None


async def test_escape_puts_an_unchanged_row_away_and_goes_back_to_the_table(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, _with(GUARD), "actions") as (pilot, _, screen):
        stage = cast(ActionsScreen, screen)
        await pilot.press("enter")
        await until(pilot, lambda: stage.entry.text != "")
        await pilot.press("escape")
        await until(pilot, lambda: stage.focused is stage.table)
        assert stage.entry.text == ""
        assert "Add an action" in drawn(stage.query_one("#entry-says", Static))


async def test_one_click_selects_an_action_and_two_edit_it(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(GUARD, DRILL), "actions") as (pilot, _, screen):
        stage = cast(ActionsScreen, screen)
        await pilot.click(stage.table, offset=(5, 2))
        await until(pilot, lambda: stage.table.selected == DRILL.id)
        assert stage.entry.text == ""
        await pilot.click(stage.table, offset=(5, 2), times=2)
        await until(pilot, lambda: stage.entry.text == "Drill the switch-off")


async def test_several_pasted_lines_become_actions_in_one_step(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(), "actions") as (pilot, app, screen):
        stage = cast(ActionsScreen, screen)
        stage.entry.post_message(EntryLine.LinesPasted(stage.entry, "- Guard @Ana\n- Drill +2w"))
        await until(pilot, lambda: len(app.session.document.actions.actions) == 2)
        app.session.undo()
        assert app.session.document.actions.actions == ()


async def test_not_doing_an_action_asks_why(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(GUARD), "actions") as (pilot, app, _):
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        app.screen.query_one(OptionList).highlighted = 3
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog), "no reason, no edit"
        await typed(pilot, "the engine goes away")
        await pilot.press("enter")
        await until(
            pilot,
            lambda: app.session.document.actions.actions[0].status is ActionStatus.WONT_DO,
        )
        assert app.session.document.actions.actions[0].wont_do_reason == "the engine goes away"


async def test_type_owner_and_due_are_one_key_each(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(DRILL), "actions") as (pilot, app, _):
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        app.screen.query_one(OptionList).highlighted = 1
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await typed(pilot, "@bo")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await typed(pilot, "+2w")
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.actions.actions[0].due is not None)
        action = app.session.document.actions.actions[0]
        assert action == DRILL.changing(
            type=ActionType.DETECT, owner="bo", due=TODAY + timedelta(days=14)
        )


async def test_the_full_form_saves_what_it_shows(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(LATE), "actions") as (pilot, app, _):
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("end")
        await typed(pilot, " twice")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        assert app.session.document.actions.actions == (LATE.changing(title="Measure it twice"),)


async def test_deleting_can_be_taken_back_and_the_cursor_stays_on_its_action(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, _with(GUARD, DRILL, LATE), "actions") as (pilot, app, screen):
        stage = cast(ActionsScreen, screen)
        await pilot.press("down", "d")
        await until(pilot, lambda: stage.table.row_count == 2)
        assert stage.table.selected == LATE.id
        await pilot.press("u")
        await until(pilot, lambda: stage.table.row_count == 3)
        assert app.session.document.actions.actions == (GUARD, DRILL, LATE)
        assert stage.table.selected == LATE.id


async def test_an_empty_stage_says_which_key_begins_and_takes_a_reason_for_none(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, _with(), "actions") as (pilot, app, screen):
        empty = screen.query_one("#no-actions", Static)
        assert "Press a" in drawn(empty)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await typed(pilot, "a drill")
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.actions.none_reason == "a drill")
        await until(pilot, lambda: "No actions: a drill" in drawn(empty))


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_hostile_titles_show_letter_for_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    actions = tuple(Action(title=text, owner="", ticket=text[:6]) for text in HOSTILE)
    async with opened(tmp_path, _with(*actions), "actions", size) as (pilot, _, screen):
        stage = cast(ActionsScreen, screen)
        for row, action in enumerate(actions):
            stage.table.action_move_to(row)
            detail = stage.query_one("#action-detail")
            begin = action.title[:20]
            await until(pilot, lambda detail=detail, b=begin: b in drawn(detail))  # type: ignore[misc]
            assert action.title[:8] in stage.table.row(row).texts[1]
        assert "[/foo]" in drawn(stage.table) or size == (80, 24)


async def test_a_parked_fix_becomes_a_draft_that_is_gone_on_with(tmp_path: Path) -> None:
    document = _with(GUARD).changing(
        parking_lot=(parse_parked_thought("fix: alert on [/] age", None),)
    )
    async with opened(tmp_path, document, "actions") as (pilot, app, screen):
        stage = cast(ActionsScreen, screen)
        await until(
            pilot, lambda: "alert on [/] age" in drawn(stage.query_one("#parked-fixes", Static))
        )
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: stage.entry.text == "alert on [/] age")
        await typed(pilot, " @kim")
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.actions.actions[-1].owner == "kim")
        assert app.session.document.parking_lot == ()
        await pilot.press("escape", "u", "u")
        await until(pilot, lambda: app.session.document == document)
