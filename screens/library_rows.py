"""The columns of the library, and a postmortem's row in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from screens.safe import cell

if TYPE_CHECKING:
    from facilitator.guide.summary import Summary

COLUMNS = (
    ("Day", 10),
    ("Title", 0),
    ("Sev", 4),
    ("Status", 9),
    ("Stages", 6),
    ("Open", 4),
    ("Next date", 10),
)
"""Heads and widths in cells; the title takes the room that is left."""


def row_cells(summary: Summary) -> list[Text]:
    """Return what stands in each column for a postmortem."""
    return [
        cell(summary.made_on.isoformat()),
        cell(summary.title or "Untitled postmortem"),
        cell(summary.severity.value if summary.severity else "-"),
        cell(summary.status.value),
        cell("".join(mark.value for mark in summary.marks)),
        Text(str(summary.open_actions), justify="right"),
        cell(summary.next_date.isoformat() if summary.next_date else "-"),
    ]
