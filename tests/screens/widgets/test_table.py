"""A table of any number of rows, of which only those in sight are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip

from screens.widgets.table import RowContent, RowTable, TableColumn, fit_cells

COLUMNS = (
    TableColumn("Key", 6),
    TableColumn("Title", 0),
    TableColumn("Open", 4, right_aligned=True),
)


class Shown(App[None]):
    """A table alone."""

    CSS = "RowTable > .row-table--cursor { background: $block-cursor-background; }"

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.chosen = self.opened = 0
        self.table = RowTable(COLUMNS, self.rows)

    def rows(self, keys: Sequence[str]) -> Mapping[str, RowContent]:
        self.fetched += keys
        return {key: RowContent((key, f"title of {key}", "7"), key == "k00003") for key in keys}

    def compose(self) -> ComposeResult:
        yield self.table

    def on_row_table_row_clicked(self) -> None:
        self.chosen += 1

    def on_row_table_row_double_clicked(self) -> None:
        self.opened += 1

    def strips(self) -> list[Strip]:
        """Return what stands on the screen, as it is coloured."""
        return self.screen._compositor.render_strips()

    def lit(self) -> list[int]:
        """Return which lines are drawn as the cursor's."""
        ground = self.table.get_component_rich_style("row-table--cursor").bgcolor
        return [
            n
            for n, strip in enumerate(self.strips())
            if any(segment.style and segment.style.bgcolor == ground for segment in strip)
        ]

    def lines(self) -> list[str]:
        """Return what stands on the screen."""
        return ["".join(segment.text for segment in strip) for strip in self.strips()]


def keys(count: int) -> list[str]:
    return [f"k{n:05}" for n in range(count)]


async def test_of_ten_thousand_rows_only_those_in_sight_are_fetched() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(10_000))
        await pilot.pause()
        assert app.lines()[0].split() == ["Key", "Title", "Open"]
        assert app.lines()[1].split() == ["k00000", "title", "of", "k00000", "7"]
        await pilot.press("end")
        assert app.table.selected == "k09999"
        assert app.lines()[11].startswith(" k09999")
        assert len(app.fetched) < 400
        await pilot.press("up", "pageup")
        assert app.table.selected == "k09988"
        await pilot.press("home", "down", "j", "k")
        assert app.table.selected == "k00001"
        assert app.lines()[1].startswith(" k00000")


async def test_the_cursor_stays_on_its_row_and_the_row_at_its_height() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(500))
        app.table.select("k00250")
        await pilot.pause()
        height = next(n for n, line in enumerate(app.lines()) if line.startswith(" k00250"))
        app.table.show_keys(["new", "newer", *keys(500)])
        await pilot.pause()
        assert app.table.selected == "k00250"
        assert app.lines()[height].startswith(" k00250")
        app.table.show_keys(keys(20))
        await pilot.pause()
        assert app.table.selected == "k00019"
        assert app.lines()[11].startswith(" k00019")
        app.table.show_keys([])
        await pilot.press("down", "end", "pageup")
        assert app.table.selected is None
        app.table.show_keys(keys(3))
        assert app.table.selected == "k00000"


async def test_a_click_moves_the_cursor_and_a_second_one_chooses() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(5))
        await pilot.click(RowTable, offset=(10, 3))
        assert (app.table.selected, app.chosen) == ("k00002", 0)
        await pilot.click(RowTable, offset=(10, 3))
        await pilot.pause()
        assert app.chosen == 1
        await pilot.click(RowTable, offset=(10, 9))
        await pilot.click(RowTable, offset=(10, 0))
        assert (app.table.selected, app.chosen) == ("k00002", 1)


async def test_two_clicks_open_a_row_and_none_the_heads() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(5))
        await pilot.click(RowTable, offset=(10, 3), times=2)
        await pilot.pause()
        assert (app.table.selected, app.opened) == ("k00002", 1)
        await pilot.click(RowTable, offset=(10, 0), times=2)
        await pilot.pause()
        assert app.opened == 1


async def test_just_one_row_is_lit_wherever_the_cursor_goes() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(100))
        await pilot.pause()
        assert app.lit() == [1]
        for key, line in (("down", 2), ("end", 11), ("up", 10), ("home", 1)):
            await pilot.press(key)
            assert app.lit() == [line]
        app.table.show_keys(keys(100), "k00004")
        await pilot.pause()
        assert app.lit() == [5]
        app.table.show_keys(keys(100), "nobody's")
        await pilot.pause()
        assert app.lit() == [5]


async def test_other_columns_show_the_rows_in_them_and_without_heads_one_row_more() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.show_keys(keys(100))
        app.table.set_columns([TableColumn("", 0), TableColumn("", 20)])
        await pilot.pause()
        assert app.lines()[0].split() == ["k00000", "title", "of", "k00000"]
        await pilot.press("end")
        assert app.lines()[11].startswith(" k00099")
        assert app.lines()[0].startswith(" k00088")


async def test_a_smaller_terminal_keeps_the_cursor_in_sight() -> None:
    app = Shown()
    async with app.run_test(size=(60, 30)) as pilot:
        app.table.show_keys(keys(100))
        app.table.select("k00025")
        await pilot.resize_terminal(50, 10)
        await pilot.pause()
        assert any(line.startswith(" k00025") for line in app.lines())


@pytest.mark.parametrize("text", ["", "abc", "abcdefgh", "漢字漢字漢字", "e\u0301" * 9, "a漢字b漢"])
@pytest.mark.parametrize("width", [1, 4, 5, 12])
def test_a_text_takes_just_its_room(text: str, width: int) -> None:
    assert cell_len(fit_cells(text, width)) == width
    assert cell_len(fit_cells(text, width, right_aligned=True)) == width
    assert (text in fit_cells(text, width)) == (cell_len(text) <= width)


async def test_the_last_text_takes_all_that_is_left_and_a_narrow_table_has_small_gaps() -> None:
    app = Shown()
    amiss = RowContent(
        ("k00000", "something is wrong and takes many words to say what"), has_problem=True
    )
    app.table._fetch = lambda wanted: dict.fromkeys(wanted, amiss)
    async with app.run_test(size=(62, 6)) as pilot:
        app.table.show_keys(keys(1))
        await pilot.pause()
        assert app.lines()[0].startswith(" Key    Title ")
        assert app.lines()[1].rstrip().endswith("to say what")
        await pilot.resize_terminal(110, 6)
        await pilot.pause()
        assert app.lines()[0].startswith(" Key     Title ")
