"""What holds on every screen: room for words, one click, leaving with half-typed words."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.events import Paste
from textual.widgets import Static

from data.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.cutting import cut
from screens.dialogs.ask import Ask
from screens.dialogs.sheet import Sheet
from screens.followup_words import length_words
from screens.library import LibraryScreen
from screens.palette import Actions
from screens.stage import StageScreen
from screens.timeline import TimelineScreen
from screens.too_small import TooSmall
from screens.widgets.choice import Choice
from screens.widgets.entry_line import EntryLine
from screens.widgets.field import Field
from screens.widgets.guide_line import GuideLine
from screens.widgets.item_list import ItemList, ListTable
from tests.screens.support import kept, opened, postmortem, said, screen_text, until


def _with_people(*names: str) -> Postmortem:
    people = tuple(Participant(name=name) for name in names)
    return postmortem(participants=people)


@pytest.mark.parametrize("room", [0, 1, 5, 9, 80])
def test_a_cut_text_fits_and_ends_in_an_ellipsis(room: int) -> None:
    shown = cut("漢字 and more", room)
    assert cell_len(shown) <= max(1, room)
    assert shown.endswith("…") is (room < cell_len("漢字 and more"))


def test_one_character_is_not_several() -> None:
    assert length_words("a").startswith("1 character ·")
    assert length_words("ab").startswith("2 characters ·")


def test_a_choice_without_options_lets_every_key_pass() -> None:
    choice = Choice(())
    choice.action_move(1)
    choice.action_pick()
    assert choice.text == ""


async def test_the_narrow_guide_cuts_its_question_and_never_what_is_open(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.SCOPE.value, size=(80, 24)) as (app, pilot):
        line = app.screen.query_one(GuideLine)
        line.show(
            "Is this question one of the longest that anybody asked in any of these? " * 2, 12, 3
        )
        await pilot.pause()
        (shown,) = (row for row in screen_text(app).splitlines() if row.startswith(" Ask"))
        assert "… " in shown
        assert shown.rstrip().endswith("12 open · 3 ! · F2")


async def test_a_long_question_wraps_in_the_heading_of_a_sheet_and_of_an_ask(
    tmp_path: Path,
) -> None:
    long = "Every word of a long question can be read, " * 3 + "to its end."
    async with opened(tmp_path, None, size=(80, 24)) as (app, pilot):
        for asking in (Ask(long, [("a", "an answer")]), Sheet(long, (), {}, lambda texts: None)):
            app.push_screen(asking)
            await pilot.pause()
            heading = asking.query_one(".heading", Static)
            assert heading.size.height == 2
            assert "to its end." in screen_text(app)
            app.pop_screen()


async def test_what_has_the_focus_says_so_in_its_label_or_heading(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.SCOPE.value, size=(80, 24)) as (app, pilot):
        labels = {
            field.spec.name: field.query_one(".label", Static) for field in app.screen.query(Field)
        }

        def lit() -> list[str]:
            accent = Color.parse(app.theme_variables["accent"])
            return [name for name, label in labels.items() if label.styles.color == accent]

        await until(pilot, lambda: lit() == ["title"])
        await pilot.press("tab")
        await until(pilot, lambda: lit() == ["reference"])
        people = app.screen.query_one("#participants", ItemList)
        heading = people.query_one(".heading", Static)
        assert not heading.styles.text_style.underline
        people.table.focus()
        await until(pilot, lambda: bool(heading.styles.text_style.underline))
        assert lit() == []


async def test_one_click_selects_a_row_and_two_open_it(tmp_path: Path) -> None:
    document = _with_people("Ada", "Ben")
    async with opened(tmp_path, document, Stage.SCOPE.value, size=(120, 50)) as (app, pilot):
        table = app.screen.query_one("#participants ListTable", ListTable)
        await pilot.click(table, offset=(3, 1))
        await pilot.pause()
        assert not isinstance(app.screen, Sheet)
        await pilot.click(table, offset=(3, 2), times=2)
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        assert "Ben" in screen_text(app)


async def test_leaving_with_a_half_written_line_asks_to_be_told_twice(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.TIMELINE.value) as (app, pilot):
        app.screen.query_one(EntryLine).focus()
        await pilot.press(*"14:02 half a li", "ctrl+q")
        await until(pilot, lambda: "Not taken yet: 14:02 half a li" in said(app))
        await pilot.press(*"ne", "enter")
        await until(pilot, lambda: len(kept(tmp_path).timeline.events) == 1)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_leaving_an_open_sheet_asks_to_be_told_twice(tmp_path: Path) -> None:
    async with opened(tmp_path, None, size=(80, 24)) as (app, pilot):
        await pilot.press("n", *"Half", "ctrl+q")
        await until(pilot, lambda: "Not taken yet: Half" in said(app))
        assert app.return_code is None
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_several_lines_pasted_into_one_keep_all_their_words(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), Stage.SCOPE.value) as (app, pilot):
        app.post_message(Paste("Checkout\r\nis down\n"))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Checkout is down")


async def test_the_palette_undoes_an_edit_even_from_a_text_of_many_lines(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title="Before"), Stage.SCOPE.value) as (app, pilot):
        await pilot.press("end", *" and after")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Before and after")
        app.action_go(Stage.REVIEW.value)
        await pilot.pause()
        app.screen.query_one("#review-preview").focus()
        (undo,) = (
            run for words, run in Actions(app.screen)._commands() if words.startswith("Undo ")
        )
        running = undo()
        assert running is not None
        await running
        await until(pilot, lambda: kept(tmp_path).scope.title == "Before")


async def test_nothing_opens_above_the_notice_for_too_little_room(tmp_path: Path) -> None:
    async with opened(tmp_path, None, size=(60, 24)) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        await pilot.press("f1", "ctrl+p")
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_the_notice_for_too_little_room_lies_above_a_postmortem_opened_in_it(
    tmp_path: Path,
) -> None:
    document = postmortem()
    library = TinyLibrary(tmp_path)
    library.save(document)
    app = FacilitatorApp(library, tmp_path, document.id)
    async with app.run_test(size=(60, 15)) as pilot:
        await until(pilot, lambda: "Make this terminal" in screen_text(app))
        await until(pilot, lambda: any(isinstance(s, StageScreen) for s in app.screen_stack))
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        await pilot.resize_terminal(79, 24)
        await until(pilot, lambda: "Make this terminal" in screen_text(app))
        app.push_screen(Ask("Really?", [("yes", "Yes")]))
        await until(pilot, lambda: any(isinstance(s, Ask) for s in app.screen_stack))
        await until(pilot, lambda: "Make this terminal" in screen_text(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Really?" in screen_text(app))
        assert "Make this terminal" not in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_the_library_says_where_it_is_and_that_enter_opens(tmp_path: Path) -> None:
    async with opened(tmp_path / "of-the-team", postmortem(), size=(200, 24)) as (app, pilot):
        await pilot.press("f10")
        await until(pilot, lambda: "Enter Open" in screen_text(app) or "⏎ Open" in screen_text(app))
        assert "of-the-team" in screen_text(app).splitlines()[0]


async def test_in_a_field_the_footer_says_how_to_go_on(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.SCOPE.value, size=(80, 24)) as (app, pilot):

        def footer() -> str:
            return screen_text(app).splitlines()[-1]

        await until(pilot, lambda: "F9 Next stage" in footer())
        assert "esc Leave the field" in footer()
        assert footer().rstrip().endswith("F1 Keys")
        await pilot.press("escape")
        await until(pilot, lambda: "F9" not in footer())
        assert "esc" not in footer()
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))
