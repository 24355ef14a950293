"""The line that is typed into: what of a long text is in sight, and what a letter costs."""

from __future__ import annotations

from pathlib import Path
from random import Random

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.input import Selection

from data.local.settings import LoadedSettings
from screens.services.lens import Lens
from screens.services.settings import TeamSettings
from screens.widgets.entry_line import EntryLine
from tests.support.screens import screen_text

WORDS = ("a", "14:02 ", "canary at 5% <- deploy log ", "数据库 ", "x" * 70)
KINDS = ("type", "type", "go", "delete", "delete on", "over")


class OneLine(App[None]):
    """An entry line as wide as the screen, or an input as Textual has it."""

    CSS = """
    Input { height: 1; border: none; padding: 0 1; }
    """

    def __init__(self, line: EntryLine | Input) -> None:
        super().__init__()
        self._line = line
        self.layouts = 0
        settings = TeamSettings(self, LoadedSettings(Path("none.toml")))
        self.lens = Lens(self, lambda: None, settings)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "focus-ground": "#222222"}

    def compose(self) -> ComposeResult:
        yield self._line

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._count)

    def _count(self, _: Screen[object]) -> None:
        self.layouts += 1


def entry_line() -> EntryLine:
    return EntryLine(lambda _: (True, "read"))


async def looks_of(line: EntryLine | Input) -> list[tuple[str, int, int]]:
    """Type and delete at random; return each text, how far it is scrolled, how far it can be."""
    dice, looks = Random(11), []
    async with OneLine(line).run_test(size=(40, 6)) as pilot:
        field = line.input if isinstance(line, EntryLine) else line
        field.insert_text_at_cursor("14:02")
        for _ in range(80):
            kind, word = dice.choice(KINDS), dice.choice(WORDS)
            at = dice.randint(0, len(field.value))
            match kind:
                case "type":
                    field.insert_text_at_cursor(word)
                case "go":
                    field.cursor_position = at
                case "delete":
                    field.action_delete_left_word()
                    field.action_delete_left()
                case "delete on":
                    field.action_delete_right_word()
                    field.action_delete_right()
                case "over" if len(field.value) > 200:
                    field.selection = Selection(0, at)
                    field.insert_text_at_cursor(word)
            await pilot.pause()
            looks.append((field.value, field.scroll_offset.x, field.max_scroll_x))
    return looks


async def test_a_long_text_scrolls_as_in_any_input_whatever_is_typed_and_deleted() -> None:
    ours = await looks_of(entry_line())
    stock = await looks_of(Input(compact=True, select_on_focus=False))
    assert any(scrolled for _, scrolled, _ in ours)
    assert all(scrolled <= most for _, scrolled, most in ours)
    # A text that has just become as wide as its room stays scrolled in any other input.
    assert ours == [(text, min(scrolled, most), most) for text, scrolled, most in stock]


async def test_typing_a_letter_does_not_lay_the_screen_out_again() -> None:
    app = OneLine(entry_line())
    async with app.run_test(size=(40, 6)) as pilot:
        app.query_one(EntryLine).focus()
        await pilot.press(*"14:02 ca")
        app.layouts = 0
        await pilot.press(*"nary")
        assert app.query_one(EntryLine).text == "14:02 canary"
        assert app.layouts == 0


async def test_words_that_have_no_room_beneath_the_line_end_in_an_ellipsis() -> None:
    said = {"short": "all of it", "two": f"{'one ' * 9}{'two ' * 9}", "long": "数据库 test " * 20}
    app = OneLine(EntryLine(lambda text: (True, said[text])))
    async with app.run_test(size=(40, 6)) as pilot:
        line = app.query_one(EntryLine)
        for text, ends in (("short", "it"), ("two", "two"), ("long", "…"), ("short", "it")):
            line.load(text)
            await pilot.pause()
            assert screen_text(app).rstrip().endswith(ends)
            assert line.words == said[text]
        line.load("two")
        await pilot.resize_terminal(30, 6)
        await pilot.pause()
        assert screen_text(app).rstrip().endswith("two…")
