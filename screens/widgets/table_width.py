"""Changing the width of a table's columns after it was made."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey


def set_widths(table: DataTable[Text], widths: Mapping[ColumnKey, int]) -> None:
    """Give columns these widths in cells, and have the table drawn again.

    A DataTable has no public way to do this after `add_column`; this is the only place that
    reaches into it (Textual 8.2).
    """
    for key, width in widths.items():
        column = table.columns[key]
        column.width, column.auto_width = width, False
    table._clear_caches()
    table._require_update_dimensions = True
    table.refresh(layout=True)
