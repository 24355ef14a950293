"""x: which causes have an answer and which actions answer none, tied to one another right there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import DataTable, Footer, Static

from facilitator.guide.coverage import Coverage, accepting_risk, coverage, tying
from facilitator.model.actions import Action
from facilitator.model.postmortem import Postmortem
from screens.base.modal import Dialog
from screens.base.text import plain
from screens.causes.form import ACCEPTED_RISK
from screens.dialogs.form import Sheet
from screens.widgets.cover_matrix import DOES, LEGEND, CoverMatrix
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

_RISK = FieldSpec(
    "reason", "We live with it", hint="why; empty takes it back", looked_at=ACCEPTED_RISK
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

    CSS_PATH = "cover.tcss"
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
            self._stage.say("→ goes to an action; Enter there ties it to this cause.")
            return
        cause_id, action_id = row.cause.id, column.action.id
        is_tied = cause_id in column.action.addresses
        self._edit_cover(
            lambda document: tying(document, cause_id, action_id),
            f"{'Untie' if is_tied else 'Tie'} {column.label} and {row.label}",
        )

    def _edit_cover(self, change: Callable[[Postmortem], Postmortem], label: str) -> None:
        self._stage.edit_or_say(change, label)
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
        self.app.push_screen(Sheet(f"{label}: {row.cause.text}", (_RISK,), given, check), taken)
