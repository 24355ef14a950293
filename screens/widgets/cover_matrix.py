"""Causes down, actions across: in each cell what the action does to the cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rich.text import Text
from textual.binding import Binding
from textual.widgets import DataTable

from facilitator.guide.coverage import ActionCover, CauseCover, Coverage
from facilitator.model.actions import ActionStatus, ActionType
from facilitator.model.causes import CauseRole
from screens.base.text import cell

LETTERS = {
    ActionType.PREVENT: "P",
    ActionType.DETECT: "D",
    ActionType.RECOVER: "R",
    ActionType.PROCESS: "C",
}
"""One cell for what an action does; the legend and the line beneath say the word."""

DOES = {
    ActionType.PREVENT: "prevents",
    ActionType.DETECT: "detects",
    ActionType.RECOVER: "recovers",
    ActionType.PROCESS: "changes how we work",
}
"""What a type of action does to a cause, in words."""

LEGEND = "   ".join(f"{LETTERS[kind]} {words}" for kind, words in DOES.items())

_CAUSE = "cause"
_ACTION_CELLS = 4
_LEAST_CELLS, _MOST_CELLS = 24, 90


def mark_of(row: CauseCover) -> str:
    """Return the mark of a cause: `!` uncovered, `~` a risk that is lived with, `✓` answered."""
    if row.is_uncovered:
        return "!"
    return "~" if row.cause.accepted_risk else "✓"


def letter_of(row: CauseCover, column: ActionCover) -> str:
    """Return what an action does to a cause, in one cell; `-` where nobody will do it."""
    if row.cause.id not in column.action.addresses:
        return ""
    if column.action.status is ActionStatus.WONT_DO:
        return "-"
    return LETTERS[column.action.type] if column.action.type else "?"


CoverT = TypeVar("CoverT", CauseCover, ActionCover)


def _as_before(now: Sequence[CoverT], before: Sequence[str]) -> list[CoverT]:
    """Return what there is in the order it stood in: nothing moves from under the cursor."""
    place = {item_id: n for n, item_id in enumerate(before)}
    return sorted(now, key=lambda each: place.get(each[0].id, len(place)))


class CoverMatrix(DataTable[Text]):
    """The cursor stands on a cause and an action; what it stands on is told by their ids."""

    BINDINGS = [
        Binding("enter,space", "screen.tie", "Tie or untie", key_display="Enter", id="cover.tie"),
        Binding("k", "screen.accept", "Accept the risk", id="cover.accept"),
    ]

    def __init__(self) -> None:
        super().__init__(cursor_type="cell", cell_padding=1, fixed_columns=1, id="matrix")
        self._rows: tuple[CauseCover, ...] = ()
        self._columns: tuple[ActionCover, ...] = ()

    @property
    def row(self) -> CauseCover | None:
        """The cause under the cursor."""
        return self._rows[self.cursor_row] if self._rows else None

    @property
    def column(self) -> ActionCover | None:
        """The action under the cursor; None on the cause itself."""
        at = self.cursor_column - 1
        return self._columns[at] if 0 <= at < len(self._columns) else None

    def show(self, covered: Coverage) -> None:
        """Show causes against actions; the cursor stays on its cause and its action.

        What is missing comes first as it stood when this was first shown.
        """
        cause = self.row.cause.id if self.row else ""
        action = self.column.action.id if self.column else ""
        self._rows = tuple(_as_before(covered.causes, [r.cause.id for r in self._rows]))
        self._columns = tuple(_as_before(covered.actions, [c.action.id for c in self._columns]))
        self.clear(columns=True)
        self.add_column(cell("Cause"), key=_CAUSE, width=self._room_for_causes())
        for column in self._columns:
            head = Text(f"{'?' if column.is_orphan else ''}{column.label}", justify="right")
            self.add_column(head, key=column.action.id, width=_ACTION_CELLS)
        for row in self._rows:
            role = "" if row.cause.role is CauseRole.STEP else f" ({row.cause.role.value})"
            words = cell(f"{mark_of(row)} {row.label} {row.cause.text}{role}")
            if row.is_uncovered:
                words.stylize("bold", 0, 1)
            letters = [Text(letter_of(row, c), justify="right") for c in self._columns]
            self.add_row(words, *letters, key=row.cause.id)
        rows = [row.cause.id for row in self._rows]
        columns = ["", *(column.action.id for column in self._columns)]
        if self._rows:
            self.move_cursor(
                row=rows.index(cause) if cause in rows else 0,
                column=columns.index(action) if action in columns else 0,
            )

    def _room_for_causes(self) -> int:
        left = self.app.size.width - 6 - len(self._columns) * (_ACTION_CELLS + 2)
        return max(_LEAST_CELLS, min(left, _MOST_CELLS))
