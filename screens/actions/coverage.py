"""Coverage dialog: a matrix of causes and actions, in which they are linked to one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

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
    coverage,
    with_cause_link_toggled,
    with_risk_accepted,
)
from facilitator.model.actions import Action, ActionStatus, ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from screens.base.modal import Dialog
from screens.base.text import plain, rich_line
from screens.causes.form import ACCEPTED_RISK
from screens.dialogs.form import FormDialog
from screens.services.context import StageContext
from screens.widgets.form_spec import FieldSpec

_TYPE_LETTERS = {
    ActionType.PREVENT: "P",
    ActionType.DETECT: "D",
    ActionType.RECOVER: "R",
    ActionType.PROCESS: "C",
}
"""Letter of an action in the matrix; the legend explains it. C is for "changes": P was taken."""

_TYPE_EFFECTS = {
    ActionType.PREVENT: "prevents",
    ActionType.DETECT: "detects",
    ActionType.RECOVER: "recovers",
    ActionType.PROCESS: "changes how we work",
}
"""The effect of each type of action on the causes it is linked to."""

_LEGEND = "   ".join(f"{_TYPE_LETTERS[kind]} {words}" for kind, words in _TYPE_EFFECTS.items())

_CAUSE_KEY = "cause"
"""Key of the first column."""

_ACTION_CELLS = 4
_LEAST_CAUSE_CELLS, _MOST_CAUSE_CELLS = 24, 90


def _cause_mark(row: CauseCover) -> str:
    """Return the mark of a cause: `!` uncovered, `~` an accepted risk, `✓` covered by an action."""
    if row.is_uncovered:
        return "!"
    return "~" if row.cause.accepted_risk else "✓"


def _effect_letter(row: CauseCover, column: ActionCover) -> str:
    """Return the effect of an action on a cause, in one cell; `-` if it won't be done."""
    if row.cause.id not in column.action.addresses:
        return ""
    if column.action.status is ActionStatus.WONT_DO:
        return "-"
    return _TYPE_LETTERS[column.action.type] if column.action.type else "?"


_CoverT = TypeVar("_CoverT", CauseCover, ActionCover)


def _in_former_order(covers: Sequence[_CoverT], former: Sequence[str]) -> list[_CoverT]:
    """Return rows or columns in the order of these ids, new ones last.

    So an edit moves nothing from under the cursor, although it changes what is missing.
    """
    place = {item_id: n for n, item_id in enumerate(former)}
    return sorted(covers, key=lambda cover: place.get(cover[0].id, len(place)))


class CoverageMatrix(DataTable[Text]):
    """Causes down, actions across; in each cell the effect of the action on the cause."""

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
        """Show the coverage; the cursor stays on its cause and its action.

        Rows and columns keep the order of the first call, which has what is missing first.
        """
        cause = self.row.cause.id if self.row else ""
        action = self.column.action.id if self.column else ""
        self._rows = tuple(_in_former_order(covered.causes, [r.cause.id for r in self._rows]))
        self._columns = tuple(
            _in_former_order(covered.actions, [c.action.id for c in self._columns])
        )
        self.clear(columns=True)
        self.add_column(rich_line("Cause"), key=_CAUSE_KEY, width=self._cause_cells())
        for column in self._columns:
            head = Text(f"{'?' if column.is_orphan else ''}{column.label}", justify="right")
            self.add_column(head, key=column.action.id, width=_ACTION_CELLS)
        for row in self._rows:
            role = "" if row.cause.role is CauseRole.STEP else f" ({row.cause.role.value})"
            title = rich_line(f"{_cause_mark(row)} {row.label} {row.cause.text}{role}")
            if row.is_uncovered:
                title.stylize("bold", 0, 1)
            letters = [Text(_effect_letter(row, c), justify="right") for c in self._columns]
            self.add_row(title, *letters, key=row.cause.id)
        rows = [row.cause.id for row in self._rows]
        columns = ["", *(column.action.id for column in self._columns)]
        if self._rows:
            self.move_cursor(
                row=rows.index(cause) if cause in rows else 0,
                column=columns.index(action) if action in columns else 0,
            )

    def _cause_cells(self) -> int:
        left = self.app.size.width - 6 - len(self._columns) * (_ACTION_CELLS + 2)
        return max(_LEAST_CAUSE_CELLS, min(left, _MOST_CAUSE_CELLS))


_RISK_FIELD = FieldSpec(
    "reason", "We live with it", hint="why; empty takes it back", lint_as=ACCEPTED_RISK
)
_NO_CAUSES = (
    "Nothing to cover yet: no cause is marked as a root or a contributing factor (stage 3)."
)


def coverage_summary(covered: Coverage) -> str:
    """Return how many causes have no action, and how many actions no cause."""
    if not covered.causes and not covered.actions:
        return "Nothing to cover yet"
    causes = "1 cause has" if covered.uncovered == 1 else f"{covered.uncovered} causes have"
    actions = "1 action answers" if covered.orphans == 1 else f"{covered.orphans} actions answer"
    parts = [f"{causes} no answer"] if covered.uncovered else []
    parts += [f"{actions} no cause"] if covered.orphans else []
    return " · ".join(parts) or "Every cause has an answer, and every action a cause"


def action_summary(action: Action, label: str) -> str:
    """Return label, title, effect and status of an action, in one line."""
    does = _TYPE_EFFECTS[action.type] if action.type else "no type yet"
    return f"{label}  {action.title} ({does}, {action.status.value})"


class CoverageDialog(Dialog[None]):
    """The matrix of causes and actions. Links and accepted risks are edits of the stage."""

    CSS_PATH = "coverage.tcss"
    BINDINGS = [
        Binding("u", "undo", "Undo", id="cover.undo"),
        Binding("escape,x,q", "dismiss", "Close", key_display="Esc", id="cover.close"),
    ]

    def __init__(self, stage: StageContext) -> None:
        super().__init__()
        self._stage = stage
        self._heading = Static(classes="heading")
        self.matrix = CoverageMatrix()
        self._detail = Static(id="cover-detail")

    def compose(self) -> ComposeResult:
        """Lay the matrix above the details of its cursor, and the legend."""
        with Vertical(id="cover"):
            yield self._heading
            yield self.matrix
            yield self._detail
            yield Static(plain(_LEGEND, "$quiet"), id="cover-legend")
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the coverage of the stage's document."""
        self._show()

    def _show(self) -> None:
        covered = coverage(self._stage.document)
        self._heading.update(plain(coverage_summary(covered)))
        self.matrix.show(covered)
        self._show_detail()

    @on(DataTable.CellHighlighted)
    def _show_detail(self) -> None:
        """Show the cause and the action under the cursor, and which keys work there."""
        row, column = self.matrix.row, self.matrix.column
        if row is None:
            self._detail.update(plain(_NO_CAUSES))
            return
        lines = [f"{row.label}  {row.cause.text}"]
        if column is not None:
            lines.append(action_summary(column.action, column.label))
        elif row.cause.accepted_risk:
            lines.append(f"We live with it: {row.cause.accepted_risk}")
        elif row.is_uncovered:
            lines.append("Nothing answers to it: → goes to the actions, k accepts the risk.")
        self._detail.update(plain("\n".join(lines)))

    def action_tie(self) -> None:
        """Link the action under the cursor to the cause, or remove that link."""
        row, column = self.matrix.row, self.matrix.column
        if row is None or column is None:
            self._stage.notify("→ goes to an action; Enter there ties it to this cause.")
            return
        cause_id, action_id = row.cause.id, column.action.id
        is_tied = cause_id in column.action.addresses
        self._edit(
            lambda document: with_cause_link_toggled(document, cause_id, action_id),
            f"{'Untie' if is_tied else 'Tie'} {column.label} and {row.label}",
        )

    def _edit(self, change: Callable[[Postmortem], Postmortem], label: str) -> None:
        self._stage.edit_or_notify(change, label)
        self._show()

    def action_undo(self) -> None:
        """Undo the last edit of the stage."""
        self._stage.action_undo()
        self._show()

    def action_accept(self) -> None:
        """Ask for the reason to accept the risk of the cause under the cursor."""
        row = self.matrix.row
        if row is None:
            return
        cause_id, label = row.cause.id, f"Accept the risk of {row.label}"

        def check(texts: Mapping[str, str]) -> None:
            if not texts["reason"].strip() and not row.cause.accepted_risk:
                raise ValueError("say why this is lived with")

        def accept(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                self._edit(
                    lambda document: with_risk_accepted(document, cause_id, texts["reason"]), label
                )

        given = {"reason": row.cause.accepted_risk}
        self.app.push_screen(
            FormDialog(f"{label}: {row.cause.text}", (_RISK_FIELD,), given, check), accept
        )
