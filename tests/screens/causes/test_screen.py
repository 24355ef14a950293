"""Stage 3 as people use it: one key per intention, and the cursor stays where the room looks."""

from __future__ import annotations

from textual.widgets import Static

from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from screens.causes.read_back import ReadBack
from screens.causes.screen import CausesScreen
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.widgets.cause_picture import PROBLEM
from tests.support.cause_screens import HOSTILE, Room, opened, rendered

BEGUN = Postmortem(id="2019-07-02-abcdef")
RULE = Cause(id="rrrrrrrr", text="A rule burned all processors", bone="design")
GUARD = Cause(id="gggggggg", text="The guard had been taken out", parent=RULE.id)
TESTS = Cause(id="tttttttt", text="Tests look at matches only", parent=RULE.id, bone="testing")
ROLLOUT = Cause(id="aaaaaaaa", text="It went everywhere at once", bone="process")
CAUSES = Causes(problem="Visitors got errors", causes=(RULE, GUARD, TESTS, ROLLOUT))
TOLD = BEGUN.changing(causes=CAUSES)


def outline(room: Room) -> list[str]:
    return [f"{'-' * depth}{cause.text}" for depth, cause in room.document.causes.in_tree_order()]


def in_full(screen: CausesScreen) -> str:
    return str(screen.query_one("#cause-in-full", Static).content)


async def at(room: Room, screen: CausesScreen, key: str) -> None:
    screen.select(key)
    await room.until(lambda: screen.view.selected == key)


async def test_an_empty_stage_says_which_key_starts_it() -> None:
    async with opened(BEGUN, CausesScreen) as (_, screen):
        assert "Press e to write the problem down" in rendered(screen.tree_view)
        assert "a asks what made the problem possible" in in_full(screen)


async def test_asking_why_again_and_again_builds_a_chain() -> None:
    async with opened(BEGUN, CausesScreen) as (room, screen):
        for words in ("one", "two"):
            await room.press("a")
            await room.until_on_top(FormDialog)
            await room.write(words)
            await room.press("enter")
            await room.until(lambda w=words: w in [c.text for c in room.document.causes.causes])  # type: ignore[misc]
            await room.until(lambda: screen.view.selected == room.document.causes.causes[-1].id)
        assert outline(room) == ["one", "-two"]


async def test_a_cause_beside_another_comes_right_after_it() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        await room.press("s")
        await room.until_on_top(FormDialog)
        await room.write("x")
        await room.press("enter")
        await room.until(lambda: len(room.document.causes.causes) == 5)
        assert outline(room)[1:4] == [f"-{GUARD.text}", "-x", f"-{TESTS.text}"]


async def test_the_problem_is_edited_where_it_stands() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, PROBLEM)
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.write("Oh ")
        await room.press("ctrl+s")
        await room.until(lambda: "Oh Visitors got errors" in rendered(screen.tree_view))
        assert room.document.causes.problem == "Oh Visitors got errors"


async def test_a_cause_is_edited_with_a_bone_of_the_teams_own() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, ROLLOUT.id)
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.press("tab", "tab", "tab")
        await room.write("haste")
        await room.press("enter")
        await room.write("small team")
        await room.press("enter")
        await room.until(lambda: not room.on_top(FormDialog))
        cause = room.document.causes.cause(ROLLOUT.id)
        assert (cause.bone, cause.accepted_risk) == ("haste", "small team")
        assert room.document.causes.bones[-1] == "haste"


async def test_a_role_is_given_with_one_key_and_taken_back_with_it() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        for key, role in (("r", CauseRole.ROOT), ("c", CauseRole.CONTRIBUTING)):
            named = role.value
            await room.press(key)
            await room.until(lambda named=named: named in rendered(screen.tree_view))  # type: ignore[misc]
            assert room.document.causes.cause(GUARD.id).role is role
            assert screen.view.selected == GUARD.id
            await room.press(key)
            await room.until(lambda named=named: named not in rendered(screen.tree_view))  # type: ignore[misc]
            assert room.document.causes.cause(GUARD.id).role is CauseRole.STEP


async def test_a_cause_moves_under_the_one_above_and_back_with_the_cursor_on_it() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, ROLLOUT.id)
        await room.press("greater_than_sign")
        await room.until(lambda: room.document.causes.cause(ROLLOUT.id).parent == RULE.id)
        await room.until(lambda: list(screen.tree_view.regions)[4] == ROLLOUT.id)
        assert screen.view.selected == ROLLOUT.id
        await room.press("less_than_sign")
        await room.until(lambda: room.document.causes.cause(ROLLOUT.id).parent is None)
        assert outline(room)[-1] == ROLLOUT.text


async def test_a_cause_can_be_put_beneath_any_other_but_its_own_branch() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, RULE.id)
        await room.press("M")
        await room.until_on_top(ChoiceDialog)
        await room.press("down", "enter")
        await room.until(lambda: room.document.causes.cause(RULE.id).parent == ROLLOUT.id)
        await room.until(lambda: screen.view.selected == RULE.id)


async def test_deleting_a_cause_with_others_beneath_it_asks_what_becomes_of_them() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, RULE.id)
        await room.press("d")
        await room.until_on_top(ChoiceDialog)
        await room.press("enter")
        await room.until(lambda: len(room.document.causes.causes) == 3)
        assert outline(room) == [GUARD.text, TESTS.text, ROLLOUT.text]


async def test_deleting_a_leaf_keeps_the_cursor_near_and_undo_brings_it_back() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, TESTS.id)
        await room.press("d")
        await room.until(lambda: TESTS.text not in rendered(screen.tree_view))
        assert screen.view.selected == GUARD.id
        await room.press("u")
        await room.until(lambda: TESTS.text in rendered(screen.tree_view))
        assert room.document == TOLD


async def test_evidence_is_asked_for_and_counted() -> None:
    async with opened(TOLD, CausesScreen, size=(120, 30)) as (room, screen):
        await at(room, screen, GUARD.id)
        assert "! no evidence" in rendered(screen.tree_view)
        await room.press("v")
        await room.until_on_top(FormDialog)
        await room.write("a diff")
        await room.press("enter", "enter", "enter")
        await room.until(lambda: "1 evidence" in rendered(screen.tree_view))
        assert room.document.causes.cause(GUARD.id).evidence[0].text == "a diff"
        assert "evidence: a diff" in in_full(screen)


async def test_evidence_that_is_there_can_be_deleted() -> None:
    kept = GUARD.changing(evidence=(Evidence(text="a diff"),))
    document = BEGUN.changing(causes=CAUSES.with_cause(kept))
    async with opened(document, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        await room.press("v")
        await room.until_on_top(ChoiceDialog)
        await room.press("end", "enter")
        await room.until(lambda: not room.document.causes.cause(GUARD.id).evidence)


async def test_the_bone_is_chosen_from_the_teams_bones() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        await room.press("b")
        await room.until_on_top(ChoiceDialog)
        await room.press("down", "down", "enter")
        await room.until(lambda: room.document.causes.cause(GUARD.id).bone == "detection")


async def test_a_chain_is_read_back_and_its_word_recorded() -> None:
    document = TOLD.changing(scope=TOLD.scope.changing(depth=Depth.FULL, facilitator="Ada"))
    async with opened(document, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        await room.press("R")
        await room.until(lambda: room.on_top(ReadBack))
        chain = room.app.screen.query_one(".chain", Static)
        assert str(chain.content) == "The guard had been taken out"
        await room.press("right", "space")
        whole = (
            "The guard had been taken out\ntherefore  A rule burned all processors\n"
            "therefore  Visitors got errors"
        )
        await room.until(lambda: str(chain.content) == whole)
        await room.press("left")
        await room.until(lambda: "Visitors" not in str(chain.content))
        await room.press("t")
        await room.until_on_top(FormDialog)
        await room.press("enter")
        await room.until(lambda: bool(room.document.confirmations))
        assert room.document.confirmations[0].condition == "causes.readback"


async def test_a_folded_branch_stays_folded_through_edits() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, RULE.id)
        await room.press("space")
        await room.until(lambda: GUARD.text not in rendered(screen.tree_view))
        await room.press("r")
        await room.until(lambda: "●" in rendered(screen.tree_view))
        assert GUARD.text not in rendered(screen.tree_view)
        assert "▶" in rendered(screen.tree_view)


async def test_what_was_typed_before_escape_is_there_when_the_sheet_opens_again() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await at(room, screen, GUARD.id)
        await room.press("a")
        await room.until_on_top(FormDialog)
        await room.write("half a")
        await room.press("escape")
        await room.until_on_top(CausesScreen)
        assert room.document == TOLD
        await room.press("a")
        await room.until_on_top(FormDialog)
        sheet = room.app.screen
        assert isinstance(sheet, FormDialog)
        assert sheet.texts["text"] == "half a"


async def test_a_click_selects_a_cause_and_opens_nothing() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await room.pilot.click(screen.tree_view, offset=(20, 2))
        await room.until(lambda: screen.view.selected == GUARD.id)
        assert room.on_top(CausesScreen)
        assert GUARD.text in in_full(screen)


async def test_hostile_text_shows_letter_for_letter() -> None:
    causes = Causes(
        problem=HOSTILE[0],
        causes=tuple(
            Cause(text=text, evidence=(Evidence(text=text),), bone="") for text in HOSTILE
        ),
    )
    async with opened(BEGUN.changing(causes=causes), CausesScreen, (120, 40)) as (room, screen):
        for text in HOSTILE:
            assert text in rendered(screen.tree_view)
        for cause in room.document.causes.causes:
            await at(room, screen, cause.id)
            await room.until(lambda c=cause: c.text in in_full(screen))  # type: ignore[misc]
        await room.press("M")
        await room.until_on_top(ChoiceDialog)
        assert room.on_top(ChoiceDialog)


async def test_a_very_long_cause_is_cut_with_an_ellipsis_and_shown_whole_beneath() -> None:
    long = Cause(text="x" * 10_000)
    document = BEGUN.changing(causes=Causes(causes=(long,)))
    async with opened(document, CausesScreen) as (room, screen):
        await at(room, screen, long.id)
        assert "x…" in rendered(screen.tree_view)
        assert "! no evidence" in rendered(screen.tree_view)
        await room.until(lambda: long.text in in_full(screen))
