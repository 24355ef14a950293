"""Several actions at once, other orders, and finding some of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from textual.pilot import Pilot
from textual.widgets import OptionList

from facilitator.model.actions import (
    Action,
    ActionOrder,
    Actions,
    ActionStatus,
    ActionType,
    Priority,
    sorted_actions,
)
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.actions.screen import ActionsScreen
from screens.app import FacilitatorApp
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.stage.screen import StageScreen
from tests.support.action_screens import BLANK, drawn, opened, typed, until

TODAY = datetime.now(UTC).date()
GUARD = Action(id="cccccccc", title="Guard", owner="Noor", priority=Priority.P2)
DRILL = Action(id="dddddddd", title="Drill", due=TODAY + timedelta(days=9))
LATE = Action(id="eeeeeeee", title="Measure", owner="ana", due=TODAY, ticket="OPS-1")
DONE = Action(
    id="ffffffff", title="Told", owner="Bo", status=ActionStatus.DONE, priority=Priority.P0
)
ALL = (GUARD, DRILL, LATE, DONE)
ROOT = Cause(id="aaaaaaaa", text="No limit on CPU", role=CauseRole.ROOT)


def _with(*actions: Action) -> Postmortem:
    return BLANK.changing(actions=Actions(actions=actions))


def _actions(app: FacilitatorApp) -> tuple[Action, ...]:
    return app.session.document.actions.actions


def _rows(screen: StageScreen) -> list[str]:
    table = cast(ActionsScreen, screen).table
    return [table.row(n).texts[1] for n in range(table.row_count)]


async def _choose(pilot: Pilot[None], app: FacilitatorApp, key: str, option: int) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
    app.screen.query_one(OptionList).highlighted = option
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))


async def _answer(pilot: Pilot[None], app: FacilitatorApp, key: str, text: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, FormDialog))
    await typed(pilot, text)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, FormDialog))


def test_every_order_keeps_what_is_equal_in_it_as_it_was() -> None:
    titles = {order: [a.title for a in sorted_actions(ALL, order)] for order in ActionOrder}
    assert titles == {
        ActionOrder.GIVEN: ["Guard", "Drill", "Measure", "Told"],
        ActionOrder.DUE: ["Measure", "Drill", "Guard", "Told"],
        ActionOrder.OWNER: ["Measure", "Guard", "Drill", "Told"],
        ActionOrder.PRIORITY: ["Guard", "Drill", "Measure", "Told"],
        ActionOrder.STATUS: ["Guard", "Drill", "Measure", "Told"],
    }
    assert ActionOrder.STATUS.following is ActionOrder.GIVEN


async def test_the_order_goes_round_and_says_which_it_is_and_the_document_keeps_its_own(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, app, screen):
        heading = screen.query_one("#actions-says")
        await pilot.press("S")
        await until(pilot, lambda: _rows(screen) == ["Measure", "Drill", "Guard", "Told"])
        assert "by due day" in drawn(heading)
        assert cast(ActionsScreen, screen).table.selected == GUARD.id
        await _answer(pilot, app, "w", "today")
        await until(pilot, lambda: _rows(screen) == ["Guard", "Measure", "Drill", "Told"])
        assert cast(ActionsScreen, screen).table.selected == GUARD.id
        assert [action.id for action in _actions(app)] == [action.id for action in ALL]
        await pilot.press("S", "S", "S", "S")
        await until(pilot, lambda: _rows(screen) == ["Guard", "Drill", "Measure", "Told"])
        assert "by" not in drawn(heading)


async def test_marked_actions_get_one_owner_day_type_priority_and_status_in_one_edit_each(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, app, screen):
        await pilot.press("space", "space")
        stage = cast(ActionsScreen, screen)
        await until(pilot, lambda: "2 marked" in drawn(stage.query_one("#actions-says")))
        assert [stage.table.row(n).texts[0] for n in range(3)] == ["●○", "●○", " ○"]
        await _answer(pilot, app, "o", "Zoe")
        await _answer(pilot, app, "w", "+3d")
        await _choose(pilot, app, "t", 0)
        await _choose(pilot, app, "p", 1)
        await _choose(pilot, app, "s", 1)
        changes = {
            "owner": "Zoe",
            "due": TODAY + timedelta(days=3),
            "type": ActionType.PREVENT,
            "priority": Priority.P1,
            "status": ActionStatus.IN_PROGRESS,
        }
        expected = (GUARD.changing(**changes), DRILL.changing(**changes), LATE, DONE)
        await until(pilot, lambda: _actions(app) == expected)
        for _ in changes:
            app.session.undo()
        assert _actions(app) == ALL


async def test_an_empty_answer_takes_no_owner_away_from_several(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, app, _):
        await pilot.press("space", "space", "o")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("enter")
        await pilot.pause()
        problem = app.screen.query_one(".sheet-problem")
        await until(pilot, lambda: "name the one person" in drawn(problem))
        assert _actions(app) == ALL


async def test_marked_actions_are_deleted_as_one_and_come_back_as_one(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, app, screen):
        await pilot.press("space", "down", "space", "d")
        await until(pilot, lambda: _rows(screen) == ["Drill", "Told"])
        await pilot.press("u")
        await until(pilot, lambda: _rows(screen) == ["Guard", "Drill", "Measure", "Told"])
        assert _actions(app) == ALL


async def test_slash_finds_and_escape_shows_all_again_and_marks_go_first(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, _, screen):
        await pilot.press("slash", *"noor")
        await until(pilot, lambda: _rows(screen) == ["Guard"])
        await pilot.press("enter", "space")
        stage = cast(ActionsScreen, screen)
        await until(pilot, lambda: stage.table.has_marks)
        await pilot.press("escape")
        await until(pilot, lambda: not stage.table.has_marks)
        assert _rows(screen) == ["Guard"]
        await pilot.press("escape")
        await until(pilot, lambda: len(_rows(screen)) == 4)


async def test_an_action_added_while_others_are_looked_for_is_seen(tmp_path: Path) -> None:
    async with opened(tmp_path, _with(*ALL), "actions") as (pilot, app, screen):
        await pilot.press("slash", *"noor")
        await until(pilot, lambda: _rows(screen) == ["Guard"])
        await pilot.press("enter", "a")
        await typed(pilot, "Another one")
        await pilot.press("enter")
        await until(pilot, lambda: len(_actions(app)) == 5)
        await until(pilot, lambda: "Another one" in _rows(screen))
        selected = cast(ActionsScreen, screen).table.selected
        assert selected == _actions(app)[-1].id


async def test_an_action_added_to_many_comes_into_sight(tmp_path: Path) -> None:
    many = tuple(Action(title=f"number {n}") for n in range(40))
    async with opened(tmp_path, _with(*many), "actions") as (pilot, app, screen):
        await pilot.press("a")
        await typed(pilot, "the last")
        await pilot.press("enter")
        table = cast(ActionsScreen, screen).table
        await until(pilot, lambda: len(_actions(app)) == 41)
        await until(pilot, lambda: "the last" in drawn(table))
        assert table.selected == _actions(app)[-1].id


async def test_what_has_no_room_beneath_the_table_says_where_the_whole_is(tmp_path: Path) -> None:
    long = GUARD.changing(done_when="it holds " * 200)
    async with opened(tmp_path, _with(DRILL, long), "actions") as (pilot, _, screen):
        detail = screen.query_one("#action-detail")
        height = detail.size.height
        assert "f shows all" not in drawn(detail)
        await pilot.press("down")
        await until(pilot, lambda: drawn(detail).rstrip().endswith("…  f shows all"))
        assert detail.size.height == height, "nothing moves as the cursor does"


async def test_tab_completes_and_the_preview_shows_what_the_priority_allows(
    tmp_path: Path,
) -> None:
    document = Postmortem(
        id=f"{TODAY.isoformat()}-abcdef",
        causes=Causes(causes=(ROOT,)),
        actions=Actions(actions=(GUARD,)),
    )
    async with opened(tmp_path, document, "actions") as (pilot, app, screen):
        stage = cast(ActionsScreen, screen)
        await until(pilot, lambda: "1 cause unanswered" in drawn(stage.query_one("#actions-says")))
        await pilot.press("a")
        await typed(pilot, "det")
        await until(pilot, lambda: stage.entry.words.startswith("Tab: detect:"))
        await pilot.press("tab")
        await typed(pilot, "alert @")
        await pilot.press("tab", "circumflex_accent")
        await until(pilot, lambda: stage.entry.words.startswith("Tab: ^c1 No limit on CPU"))
        await pilot.press("tab")
        await typed(pilot, "+20d P1")
        await until(pilot, lambda: "in 20 days, P1 allows 15" in stage.entry.words)
        assert stage.entry.text == "detect: alert @Noor ^c1 +20d P1"
        await pilot.press("enter")
        await until(pilot, lambda: len(_actions(app)) == 2)
        assert _actions(app)[1].addresses == (ROOT.id,)
        detail = stage.query_one("#action-detail")
        await until(pilot, lambda: "in 20 days, P1 allows 15" in drawn(detail))


async def test_the_due_question_says_what_is_meant_as_it_is_typed(tmp_path: Path) -> None:
    urgent = GUARD.changing(priority=Priority.P0)
    async with opened(tmp_path, _with(urgent), "actions") as (pilot, app, _):
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await typed(pilot, "in 3 days")
        says = app.screen.query_one(".sheet-problem")
        day = TODAY + timedelta(days=3)
        await until(pilot, lambda: f"due {day} in 3 days, P0 allows 7" in drawn(says))
        await pilot.press(*["backspace"] * 9)
        await typed(pilot, "yesterday")
        await pilot.press("enter")
        await until(pilot, lambda: "! " in drawn(says) and "has passed" in drawn(says))
        assert _actions(app) == (urgent,)
