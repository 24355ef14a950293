"""x: which causes have an answer and which actions answer none, tied to one another right there.

Causes down, actions across: in each cell what the action does to the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import DataTable, Footer, Static

from facilitator.guide.coverage import (
    ActionCover,
    CauseCover,
    Coverage,
    accepting_risk,
    coverage,
    tying,
)
from facilitator.model.actions import Action, ActionStatus, ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from screens.base.modal import Dialog
from screens.base.text import cell, plain
from screens.causes.form import ACCEPTED_RISK
from screens.dialogs.form import FormDialog
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

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


_RISK = FieldSpec(
    "reason", "We live with it", hint="why; empty takes it back", lint_as=ACCEPTED_RISK
)
_NOTHING = "Nothing to cover yet: no cause is marked as a root or a contributing factor (stage 3)."


def heading(covered: Coverage) -> str:
    """Say how much is missing."""
    if not covered.causes and not covered.actions:
        return "Nothing to cover yet"
    causes = "1 cause has" if covered.uncovered == 1 else f"{covered.uncovered} causes have"
    actions = "1 action answers" if covered.orphans == 1 else f"{covered.orphans} actions answer"
    said = [f"{causes} no answer"] if covered.uncovered else []
    said += [f"{actions} no cause"] if covered.orphans else []
    return " · ".join(said) or "Every cause has an answer, and every action a cause"


def action_words(action: Action, label: str) -> str:
    """Say what an action is, in one line."""
    does = DOES[action.type] if action.type else "no type yet"
    return f"{label}  {action.title} ({does}, {action.status.value})"


class Cover(Dialog[None]):
    """Causes against actions, what is missing first; ties and accepted risks are edits."""

    CSS_PATH = "coverage.tcss"
    BINDINGS = [
        Binding("u", "undo", "Undo", id="cover.undo"),
        Binding("escape,x,q", "dismiss", "Close", key_display="Esc", id="cover.close"),
    ]

    def __init__(self, stage: StageScreen) -> None:
        super().__init__()
        self._stage = stage
        self._heading = Static(classes="heading")
        self.matrix = CoverMatrix()
        self._detail = Static(id="cover-detail")

    def compose(self) -> ComposeResult:
        """Lay the matrix above what the cursor stands on."""
        with Vertical(id="cover"):
            yield self._heading
            yield self.matrix
            yield self._detail
            yield Static(plain(LEGEND, "$quiet"), id="cover-legend")
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def _show(self) -> None:
        covered = coverage(self._stage.document)
        self._heading.update(plain(heading(covered)))
        self.matrix.show(covered)
        self._show_detail()

    @on(DataTable.CellHighlighted)
    def _show_detail(self) -> None:
        """Say the cause and the action under the cursor in full, and what can be done there."""
        row, column = self.matrix.row, self.matrix.column
        if row is None:
            self._detail.update(plain(_NOTHING))
            return
        lines = [f"{row.label}  {row.cause.text}"]
        if column is not None:
            lines.append(action_words(column.action, column.label))
        elif row.cause.accepted_risk:
            lines.append(f"We live with it: {row.cause.accepted_risk}")
        elif row.is_uncovered:
            lines.append("Nothing answers to it: → goes to the actions, k accepts the risk.")
        self._detail.update(plain("\n".join(lines)))

    def action_tie(self) -> None:
        """Say that the action answers the cause, or take that back."""
        row, column = self.matrix.row, self.matrix.column
        if row is None or column is None:
            self._stage.notify("→ goes to an action; Enter there ties it to this cause.")
            return
        cause_id, action_id = row.cause.id, column.action.id
        is_tied = cause_id in column.action.addresses
        self._edit_cover(
            lambda document: tying(document, cause_id, action_id),
            f"{'Untie' if is_tied else 'Tie'} {column.label} and {row.label}",
        )

    def _edit_cover(self, change: Callable[[Postmortem], Postmortem], label: str) -> None:
        self._stage.edit_or_notify(change, label)
        self._show()

    def action_undo(self) -> None:
        """Take the last edit back."""
        self._stage.action_undo()
        self._show()

    def action_accept(self) -> None:
        """Ask why the cause under the cursor is lived with."""
        row = self.matrix.row
        if row is None:
            return
        cause_id, label = row.cause.id, f"Accept the risk of {row.label}"

        def check(texts: Mapping[str, str]) -> None:
            if not texts["reason"].strip() and not row.cause.accepted_risk:
                raise ValueError("say why this is lived with")

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                self._edit_cover(
                    lambda document: accepting_risk(document, cause_id, texts["reason"]), label
                )

        given = {"reason": row.cause.accepted_risk}
        self.app.push_screen(FormDialog(f"{label}: {row.cause.text}", (_RISK,), given, check), taken)
