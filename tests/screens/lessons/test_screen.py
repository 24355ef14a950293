"""Stage 4 as people use it: four lists, and where each lesson leads."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Cause, Causes
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import ParkedThought, Postmortem
from facilitator.model.stage import Stage
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.lessons.form import with_action_from_lesson, with_lesson_changed, with_no_luck_toggled
from screens.lessons.screen import LessonsScreen
from tests.support.cause_screens import HOSTILE, Room, opened, rendered

BEGUN = Postmortem(id="2019-07-02-abcdef")
PAGE = Lesson(id="pppppppp", kind=LessonKind.WENT_WELL, text="The page came at once")
SWITCH = Lesson(id="ssssssss", kind=LessonKind.WENT_WELL, text="There was a switch")
SLOW = Lesson(id="wwwwwwww", kind=LessonKind.WENT_BADLY, text="The way back was slow")
HOURS = Lesson(id="hhhhhhhh", kind=LessonKind.GOT_LUCKY, text="It was office hours")
CAUSE = Cause(id="cccccccc", text="No dry run")
THOUGHT = ParkedThought(id="tttttttt", text="Ask the vendor", stage=Stage.TIMELINE)
TOLD = BEGUN.changing(
    causes=Causes(causes=(CAUSE,)),
    lessons=Lessons(lessons=(PAGE, SWITCH, SLOW, HOURS)),
    parking_lot=(THOUGHT,),
)


def texts(room: Room, kind: LessonKind) -> list[str]:
    return [lesson.text for lesson in room.document.lessons.of(kind)]


def in_full(screen: LessonsScreen) -> str:
    return str(screen.query_one("#lesson-in-full", Static).content)


def lesson(room: Room, lesson_id: str) -> Lesson:
    return next(each for each in room.document.lessons.lessons if each.id == lesson_id)


async def into(room: Room, screen: LessonsScreen, kind: LessonKind) -> None:
    table = screen.lists[kind].table
    table.focus()
    await room.until(lambda: table.has_focus)


async def test_each_list_says_which_key_starts_it() -> None:
    async with opened(BEGUN, LessonsScreen, (80, 30)) as (_, screen):
        for kind in LessonKind:
            assert "ress a" in str(screen.lists[kind].query_one(".empty", Static).content)
        assert not screen.parked.display


async def test_what_went_well_is_added_with_how_to_keep_it() -> None:
    async with opened(BEGUN, LessonsScreen) as (room, screen):
        await room.press("a")
        await room.until_on_top(FormDialog)
        await room.write("good page")
        await room.press("enter")
        await room.write("drill")
        await room.press("enter")
        await room.until(lambda: bool(room.document.lessons.lessons))
        made = room.document.lessons.lessons[0]
        assert (made.kind, made.text, made.keep) == (LessonKind.WENT_WELL, "good page", "drill")
        await room.until(lambda: "we keep it by: drill" in in_full(screen))


async def test_a_lesson_is_added_to_the_list_that_has_the_focus() -> None:
    async with opened(BEGUN, LessonsScreen) as (room, screen):
        for n, kind in enumerate(LessonKind, start=1):
            await into(room, screen, kind)
            await room.press("a")
            await room.until_on_top(FormDialog)
            await room.write("x")
            await room.press("ctrl+s")
            await room.until(lambda n=n: len(room.document.lessons.lessons) == n)  # type: ignore[misc]
            assert texts(room, kind) == ["x"]


async def test_a_sheet_offers_the_causes_there_are() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        await into(room, screen, LessonKind.WENT_BADLY)
        await room.press("e")
        await room.until_on_top(FormDialog)
        await room.press("tab", "right", "ctrl+s")
        await room.until(lambda: lesson(room, SLOW.id).cause == CAUSE.id)
        await room.until(lambda: "leads to cause c1: No dry run" in in_full(screen))


async def test_one_key_makes_an_action_of_a_lesson_and_only_once() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        await into(room, screen, LessonKind.WENT_BADLY)
        await room.press("x")
        await room.until(lambda: len(room.document.actions.actions) == 1)
        made = room.document.actions.actions[0]
        assert (made.title, lesson(room, SLOW.id).action) == (SLOW.text, made.id)
        await room.press("x")
        await room.pilot.pause()
        assert len(room.document.actions.actions) == 1
        await room.press("u")
        await room.until(lambda: not room.document.actions.actions)


async def test_an_action_is_made_of_a_lesson_and_linked_to_it() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        await into(room, screen, LessonKind.WENT_BADLY)
        await room.press("l")
        await room.until_on_top(ChoiceDialog)
        await room.press("enter")
        await room.until(lambda: bool(room.document.actions.actions))
        action = room.document.actions.actions[0]
        assert action.title == SLOW.text
        assert lesson(room, SLOW.id).action == action.id
        await room.press("u")
        await room.until(lambda: room.document == TOLD)


async def test_a_lesson_can_lead_to_a_cause_and_the_link_be_taken_away() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        await into(room, screen, LessonKind.GOT_LUCKY)
        await room.press("l")
        await room.until_on_top(ChoiceDialog)
        await room.press("down", "enter")
        await room.until(lambda: lesson(room, HOURS.id).cause == CAUSE.id)
        await room.press("l")
        await room.until_on_top(ChoiceDialog)
        await room.press("end", "enter")
        await room.until(lambda: lesson(room, HOURS.id).cause is None)


async def test_a_lesson_moves_to_another_list() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        await into(room, screen, LessonKind.WENT_BADLY)
        await room.press("m")
        await room.until_on_top(ChoiceDialog)
        await room.press("end", "enter")
        await room.until(lambda: texts(room, LessonKind.SURPRISED) == [SLOW.text])
        assert texts(room, LessonKind.WENT_BADLY) == []


async def test_lessons_change_places_and_the_cursor_goes_along() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        table = screen.lists[LessonKind.WENT_WELL].table
        await into(room, screen, LessonKind.WENT_WELL)
        for down, up in (("J", "K"), ("shift+down", "shift+up")):
            await room.press(down)
            await room.until(lambda: texts(room, LessonKind.WENT_WELL) == [SWITCH.text, PAGE.text])
            await room.until(lambda: table.cursor_row == 1)
            assert table.selected == PAGE.id
            await room.press(up)
            await room.until(lambda: room.document == TOLD)
            await room.until(lambda: table.cursor_row == 0)


async def test_the_room_can_say_that_there_was_no_luck_and_take_it_back() -> None:
    async with opened(BEGUN, LessonsScreen) as (room, screen):
        await room.press("n")
        await room.until(lambda: room.document.lessons.no_luck)
        hint = screen.lists[LessonKind.GOT_LUCKY].query_one(".empty", Static)
        await room.until(lambda: "No luck in it" in str(hint.content))
        await room.press("n")
        await room.until(lambda: not room.document.lessons.no_luck)


async def test_parked_thoughts_wait_beside_the_lists_and_can_join_one() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        assert screen.parked.display
        screen.parked.table.focus()
        await room.until(lambda: THOUGHT.text in in_full(screen))
        await room.press("m")
        await room.until_on_top(ChoiceDialog)
        await room.press("enter")
        await room.until(lambda: not room.document.parking_lot)
        assert texts(room, LessonKind.WENT_WELL)[-1] == THOUGHT.text
        await room.until(lambda: not screen.parked.display)


async def test_a_parked_thought_can_be_let_go() -> None:
    async with opened(TOLD, LessonsScreen) as (room, screen):
        screen.parked.table.focus()
        await room.until(lambda: screen.parked.table.has_focus)
        await room.press("d")
        await room.until(lambda: not room.document.parking_lot)


async def test_the_lists_stand_two_by_two_where_there_is_room() -> None:
    async with opened(TOLD, LessonsScreen, (200, 50)) as (_, screen):
        well, badly, lucky, _ = (screen.lists[kind].region for kind in LessonKind)
        assert well.y == badly.y
        assert well.right <= badly.x
        assert lucky.y > well.y


async def test_the_lists_stand_one_beneath_the_other_where_it_is_narrow() -> None:
    async with opened(TOLD, LessonsScreen, (80, 24)) as (_, screen):
        tops = [screen.lists[kind].region.y for kind in LessonKind]
        assert tops == sorted(set(tops))


async def test_hostile_text_shows_letter_for_letter() -> None:
    lessons = tuple(Lesson(kind=LessonKind.SURPRISED, text=text) for text in HOSTILE)
    causes = Causes(causes=tuple(Cause(text=text) for text in HOSTILE))
    document = BEGUN.changing(lessons=Lessons(lessons=lessons), causes=causes)
    async with opened(document, LessonsScreen, (120, 50)) as (room, screen):
        table = screen.lists[LessonKind.SURPRISED].table
        await into(room, screen, LessonKind.SURPRISED)
        shown: list[str] = []
        for text in HOSTILE:
            await room.until(lambda t=text: in_full(screen) == t)  # type: ignore[misc]
            shown.append(rendered(table))
            await room.press("down")
        for text in HOSTILE:
            assert any(text in page for page in shown)
        await room.press("l")
        await room.until_on_top(ChoiceDialog)
        await room.press("escape")
        await room.press("e")
        await room.until_on_top(FormDialog)
        assert room.on_top(FormDialog)


def test_a_piece_of_luck_ends_the_word_that_there_was_none() -> None:
    none = BEGUN.changing(lessons=Lessons(lessons=(SLOW,), no_luck=True))
    assert not with_lesson_changed(none, SLOW.id, kind=LessonKind.GOT_LUCKY).lessons.no_luck


def test_there_cannot_be_luck_and_none() -> None:
    with pytest.raises(ValueError, match="luck is listed above"):
        with_no_luck_toggled(TOLD)


def test_an_action_made_of_a_lesson_addresses_the_lessons_cause() -> None:
    linked = with_lesson_changed(TOLD, SLOW.id, cause=CAUSE.id)
    (action,) = with_action_from_lesson(linked, SLOW.id).actions.actions
    assert action.addresses == (CAUSE.id,)


def test_an_action_that_is_there_already_stays() -> None:
    document = TOLD.changing(actions=Actions(actions=(Action(title="Bring it back"),)))
    titles = [action.title for action in with_action_from_lesson(document, SLOW.id).actions.actions]
    assert titles == ["Bring it back", SLOW.text]
