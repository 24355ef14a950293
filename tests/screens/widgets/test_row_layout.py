"""A row in just so many cells: its parts side by side, what stands back, what is stressed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.table import Column, Look, Row, parts_of, widths_in

COLUMNS = (
    Column("When", 6, to_the_right=True),
    Column("Kind", 8, is_quiet=True),
    Column("What", 0),
    Column("Who", 5),
)

_TEXTS = st.text("ab 漢e\u0301", max_size=30)
_COLUMNS = st.lists(st.builds(Column, st.just(""), st.integers(0, 20), st.booleans()), min_size=1)


def drawn(row: Row, width: int) -> list[tuple[str, Look]]:
    """Return the parts of a row that say something, without the room around them."""
    parts = parts_of(COLUMNS, row, width, widths_in(COLUMNS, width))
    return [(text.strip(), look) for text, look in parts if text.strip()]


@given(_COLUMNS, st.data(), st.integers(2, 120), st.integers(0, 12))
def test_a_row_takes_just_its_cells(
    columns: list[Column], data: st.DataObject, width: int, strong: int
) -> None:
    texts = data.draw(st.lists(_TEXTS, min_size=1, max_size=len(columns)))
    row = Row(tuple(texts), strong=strong)
    parts = list(parts_of(columns, row, width, widths_in(columns, width)))
    assert sum(cell_len(text) for text, _ in parts) == width


def test_what_is_quiet_and_what_is_stressed_keep_their_look() -> None:
    assert drawn(Row(("14:02", "signal", "◆ started · it fails", "ana"), strong=9), 60) == [
        ("14:02", Look.PLAIN),
        ("signal", Look.QUIET),
        ("◆ started", Look.STRONG),
        ("· it fails", Look.PLAIN),
        ("ana", Look.PLAIN),
    ]


def test_a_stressed_beginning_that_is_cut_is_all_there_is_of_it() -> None:
    assert drawn(Row(("14:02", "", "◆ acknowledged · it fails", "ana"), strong=14), 32)[1] == (
        "◆ ackno…",
        Look.STRONG,
    )


def test_the_last_text_takes_what_is_left() -> None:
    (_, said) = drawn(Row(("14:02", "this file cannot be read at all")), 60)
    assert said[0] == "this file cannot be read at all"


def test_columns_of_no_width_share_what_the_others_leave() -> None:
    columns = (Column("a", 0), Column("b", 10), Column("c", 0))
    assert widths_in(columns, 41) == (14, 10, 13)
    assert widths_in(columns, 120) == (52, 10, 52)
    assert widths_in(columns, 10) == (8, 10, 8)
