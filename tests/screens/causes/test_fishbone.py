"""The fishbone as people use it: the tree's causes and keys, and bones of the team's own."""

from __future__ import annotations

from textual.widgets import Static

from facilitator.model.causes import BONES, Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.causes.fishbone import Fishbone
from screens.causes.screen import CausesScreen
from screens.causes.tree import CauseTree
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.help import key_lines
from screens.widgets.cause_picture import CAUSE_KEYS, PROBLEM, bone_key
from tests.screens.causes.fishbone_cases import some
from tests.support.cause_screens import HOSTILE, Room, opened, rendered

BEGUN = Postmortem(id="2019-07-02-abcdef")
RULE = Cause(id="rrrrrrrr", text="A rule burned", bone="design")
GUARD = Cause(id="gggggggg", text="No guard", parent=RULE.id)
TESTS = Cause(id="tttttttt", text="Tests look", parent=RULE.id, bone="testing")
ROLLOUT = Cause(id="aaaaaaaa", text="All at once", bone="process")
CAUSES = Causes(problem="Visitors got errors", causes=(RULE, GUARD, TESTS, ROLLOUT))
TOLD = BEGUN.changing(causes=CAUSES)


async def to_fishbone(room: Room, screen: CausesScreen, key: str = "") -> None:
    """Show the fishbone, with the cursor on this key."""
    await room.press("f")
    await room.until(lambda: screen.fishbone.has_focus)
    if key:
        screen.select(key)
    await room.until(lambda: (key or screen.view.selected) in screen.fishbone.regions)


def in_full(screen: CausesScreen) -> str:
    return str(screen.query_one("#cause-in-full", Static).content)


async def test_tree_and_fishbone_are_two_views_with_the_cursor_on_the_same_cause() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        screen.select(TESTS.id)
        await to_fishbone(room, screen)
        assert screen.fishbone.selected == TESTS.id
        shown = rendered(screen.fishbone)
        assert all(words in shown for words in ("testing", "· Tests look", "detection ?"))
        assert TESTS.text in in_full(screen)
        await room.press("r")
        await room.until(lambda: "●" in rendered(screen.fishbone))
        assert room.document.causes.cause(TESTS.id).role is CauseRole.ROOT
        assert screen.fishbone.selected == TESTS.id
        await room.press("f")
        await room.until(lambda: screen.view is screen.tree_view)
        assert screen.view.selected == TESTS.id


async def test_at_80_by_24_the_picture_has_14_rows_whatever_is_said_beneath() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen)
        assert screen.fishbone.outer_size == (78, 14)
        await room.press("left")
        await room.until(lambda: screen.fishbone.selected != PROBLEM)
        assert screen.fishbone.outer_size == (78, 14)


async def test_arrows_move_over_the_picture_and_home_leads_to_the_problem() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, ROLLOUT.id)
        for arrow, there in (
            ("down", TESTS.id),
            ("right", GUARD.id),
            ("up", RULE.id),
            ("home", PROBLEM),
            ("left", bone_key("tooling")),
        ):
            await room.press(arrow)
            await room.until(lambda there=there: screen.fishbone.selected == there)  # type: ignore[misc]
        await room.until(lambda: in_full(screen).startswith("tooling: nothing on it yet"))


async def test_a_click_selects_and_a_second_click_opens() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen)
        offset = screen.fishbone.regions[GUARD.id].offset
        await room.pilot.click(screen.fishbone, offset=offset)
        await room.until(lambda: screen.fishbone.selected == GUARD.id)
        assert room.on_top(CausesScreen)
        await room.pilot.click(screen.fishbone, offset=offset)
        await room.until_on_top(FormDialog)
        sheet = room.app.screen
        assert isinstance(sheet, FormDialog)
        assert sheet.texts["text"] == GUARD.text


async def test_a_cause_added_on_a_bone_stands_on_it_under_the_cursor() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, bone_key("tooling"))
        await room.press("a")
        await room.until_on_top(FormDialog)
        await room.write("no dry run")
        await room.press("enter")
        await room.until(lambda: len(room.document.causes.causes) == 5)
        added = room.document.causes.causes[-1]
        assert added.bone == "tooling"
        await room.until(lambda: screen.fishbone.selected == added.id)
        assert "no dry run" in rendered(screen.fishbone)


async def test_the_problem_is_edited_at_the_head() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, PROBLEM)
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.write("Oh ")
        await room.press("ctrl+s")
        await room.until(lambda: "│ Oh Visitors" in rendered(screen.fishbone))


async def test_a_bone_is_renamed_with_its_causes_and_undo_takes_it_back() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, bone_key("testing"))
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.write(" it all")
        await room.press("enter")
        new = bone_key("testing it all")
        await room.until(lambda: screen.fishbone.selected == new)
        assert room.document.causes.cause(TESTS.id).bone == "testing it all"
        await room.press("u")
        await room.until(lambda: screen.fishbone.selected == bone_key("testing"))
        assert room.document == TOLD


async def test_bones_are_put_in_order_with_the_cursor_on_them() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, bone_key("testing"))
        await room.press("greater_than_sign")
        await room.until(lambda: room.document.causes.bones[2] == "testing")
        await room.press("less_than_sign", "less_than_sign")
        await room.until(lambda: room.document.causes.bones[0] == "testing")
        assert screen.fishbone.selected == bone_key("testing")


async def test_a_bone_is_added_from_anywhere_unless_its_name_is_taken() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, GUARD.id)
        await room.press("B")
        await room.until_on_top(FormDialog)
        await room.write("design")
        await room.press("enter")
        sheet = room.app.screen
        await room.until(
            lambda: (
                "called design already" in str(sheet.query_one(".sheet-problem", Static).content)
            )
        )
        await room.write("ers")
        await room.press("enter")
        await room.until(lambda: screen.fishbone.selected == bone_key("designers"))
        assert room.document.causes.bones == (*BONES, "designers")


async def test_deleting_a_bone_asks_where_its_causes_go() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, bone_key("tooling"))
        await room.press("d")
        await room.until(lambda: "tooling" not in room.document.causes.bones)
        screen.select(bone_key("testing"))
        await room.press("d")
        await room.until_on_top(ChoiceDialog)
        await room.press("down", "enter")
        await room.until(lambda: "testing" not in room.document.causes.bones)
        assert room.document.causes.cause(TESTS.id).bone == "process"
        await room.until(lambda: screen.fishbone.selected == TESTS.id)


async def test_what_no_bone_yet_means_is_said_to_who_would_rename_it() -> None:
    loose = BEGUN.changing(causes=CAUSES.with_cause(RULE.changing(bone="")))
    async with opened(loose, CausesScreen) as (room, screen):
        await to_fishbone(room, screen, bone_key(""))
        await room.until(lambda: in_full(screen).startswith("no bone yet: 2 causes"))
        await room.press("e")
        await room.until(lambda: bool(room.app._notifications))
        assert room.on_top(CausesScreen)
        assert room.document == loose


async def test_sixty_causes_scroll_with_the_cursor_in_view() -> None:
    async with opened(BEGUN.changing(causes=some(60)), CausesScreen) as (room, screen):
        view = screen.fishbone
        await to_fishbone(room, screen)
        for key in (bone_key("testing"), bone_key("process"), PROBLEM):
            screen.select(key)
            await room.until(
                lambda key=key: view.size.region.translate(view.scroll_offset).contains_region(
                    view.regions[key]
                )  # type: ignore[misc]
            )
        assert view.virtual_size.height > 14
        assert not view.show_horizontal_scrollbar


async def test_hostile_text_stands_in_the_picture_letter_for_letter() -> None:
    texts = HOSTILE[:10]
    causes = Causes(
        problem=HOSTILE[0],
        bones=texts,
        causes=tuple(Cause(text=text, bone=text) for text in texts),
    )
    async with opened(BEGUN.changing(causes=causes), CausesScreen, (200, 50)) as (room, screen):
        await to_fishbone(room, screen)
        shown = rendered(screen.fishbone)
        assert HOSTILE[0] in shown
        for text in texts[:8]:
            assert text in shown
        for bone in causes.bones:
            screen.select(bone_key(bone))
            await room.until(lambda bone=bone: in_full(screen).startswith(f"{bone}: 1 cause"))  # type: ignore[misc]
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.press("escape")
        await room.until_on_top(CausesScreen)
        await room.press("d")
        await room.until_on_top(ChoiceDialog)


def test_tree_and_fishbone_have_every_key_from_one_definition() -> None:
    for binding in CAUSE_KEYS:
        assert binding in CauseTree.BINDINGS
        assert binding in Fishbone.BINDINGS


async def test_the_help_names_each_key_once_in_either_view() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        await to_fishbone(room, screen)
        described = {words: keys for keys, words in key_lines(screen)}  # type: ignore[arg-type]
        assert described["Tree or fishbone"] == "f"
        assert described["Add a bone"] == "B"
        assert sum(binding.show for binding in CAUSE_KEYS) + 4 <= 7
