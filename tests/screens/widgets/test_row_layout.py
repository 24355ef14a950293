"""A row in just so many cells: its parts side by side, what stands back, what is stressed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.table import CellStyle, RowContent, TableColumn, column_widths, row_segments

COLUMNS = (
    TableColumn("When", 6, right_aligned=True),
    TableColumn("Kind", 8, is_quiet=True),
    TableColumn("What", 0),
    TableColumn("Who", 5),
)

_TEXTS = st.text("ab 漢e\u0301", max_size=30)
_COLUMNS = st.lists(
    st.builds(TableColumn, st.just(""), st.integers(0, 20), st.booleans()), min_size=1
)


def drawn(row: RowContent, width: int) -> list[tuple[str, CellStyle]]:
    """Return the parts of a row that say something, without the room around them."""
    parts = row_segments(COLUMNS, row, width, column_widths(COLUMNS, width))
    return [(text.strip(), look) for text, look in parts if text.strip()]


@given(_COLUMNS, st.data(), st.integers(2, 120), st.integers(0, 12))
def test_a_row_takes_just_its_cells(
    columns: list[TableColumn], data: st.DataObject, width: int, bold_prefix: int
) -> None:
    texts = data.draw(st.lists(_TEXTS, min_size=1, max_size=len(columns)))
    row = RowContent(tuple(texts), bold_prefix=bold_prefix)
    parts = list(row_segments(columns, row, width, column_widths(columns, width)))
    assert sum(cell_len(text) for text, _ in parts) == width


def test_what_is_quiet_and_what_is_stressed_keep_their_look() -> None:
    assert drawn(
        RowContent(("14:02", "signal", "◆ started · it fails", "ana"), bold_prefix=9), 60
    ) == [
        ("14:02", CellStyle.PLAIN),
        ("signal", CellStyle.QUIET),
        ("◆ started", CellStyle.BOLD),
        ("· it fails", CellStyle.PLAIN),
        ("ana", CellStyle.PLAIN),
    ]


def test_a_stressed_beginning_that_is_cut_is_all_there_is_of_it() -> None:
    assert drawn(RowContent(("14:02", "", "◆ acknowledged · it fails", "ana"), bold_prefix=14), 32)[
        1
    ] == (
        "◆ ackno…",
        CellStyle.BOLD,
    )


def test_the_last_text_takes_what_is_left() -> None:
    (_, said) = drawn(RowContent(("14:02", "this file cannot be read at all")), 60)
    assert said[0] == "this file cannot be read at all"


def test_columns_of_no_width_share_what_the_others_leave() -> None:
    columns = (TableColumn("a", 0), TableColumn("b", 10), TableColumn("c", 0))
    assert column_widths(columns, 41) == (14, 10, 13)
    assert column_widths(columns, 120) == (52, 10, 52)
    assert column_widths(columns, 10) == (8, 10, 8)
