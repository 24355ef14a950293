"""List of a stage's exit conditions, with their states and what to do about the selected one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from facilitator.guide.conditions.condition import (
    STATE_MARKS,
    Assessment,
    ConditionResult,
    ConditionState,
)
from facilitator.model.stage import Stage
from screens.base.text import cut, plain
from screens.widgets.text import HangingIndent, LiveText

_OPEN_DETAIL_CELLS = 140
"""Longest detail of an open condition, in cells; going to its place shows the rest."""
_MET_DETAIL_CELLS = 300
"""Longest detail of a condition that is met or waived; the review shows the rest."""


def condition_line(result: ConditionResult) -> HangingIndent:
    """Return the line of a condition in the list: its mark and statement."""
    tail = " (waived)" if result.state is ConditionState.WAIVED else ""
    asked = (
        " · Enter ticks"
        if result.needs_confirmation and result.state is ConditionState.OPEN
        else ""
    )
    return HangingIndent(
        plain(STATE_MARKS[result.state]), plain(f"{result.statement}{tail}{asked}")
    )


def checklist_heading(assessment: Assessment, stage: Stage) -> str:
    """Return the heading: how many conditions are met, and the key to the next open one."""
    if assessment.is_optional(stage):
        return f"Offered at {assessment.depth} depth, not asked"
    open_count = assessment.open_count(stage)
    key = "  ^g goes there" if open_count else ""
    if stage is Stage.REVIEW:
        return f"{open_count or 'Nothing'} still open{key}"
    needed = len(assessment.needed(stage))
    return f"Needs  {needed - open_count} of {needed}{key}"


def condition_detail(result: ConditionResult) -> str:
    """Return the text below the list: why a condition is open and what to do, or why it is met."""
    if result.state is not ConditionState.OPEN:
        return cut(result.detail, _MET_DETAIL_CELLS)
    lines = [cut(result.detail, _OPEN_DETAIL_CELLS)] if result.detail else []
    return "\n".join(
        [*lines, result.todo if result.needs_confirmation else f"{result.todo} Enter goes there."]
    )


class ConditionsView(Vertical):
    """Heading, list of conditions, and the detail of the selected one."""

    @dataclass
    class CommandRequested(Message):
        """A command to confirm or waive a condition, or to undo the confirmation or waiver."""

        command: Literal["tick", "waive"]
        result: ConditionResult

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.results: tuple[ConditionResult, ...] = ()
        self.options = OptionList(markup=False, compact=True)
        self._needs = LiveText(classes="heading")
        self._todo = LiveText(classes="todo")

    def compose(self) -> ComposeResult:
        """Compose the view."""
        yield self._needs
        yield self.options
        yield self._todo

    @property
    def selected(self) -> ConditionResult | None:
        """The condition at the cursor."""
        index = self.options.highlighted
        return self.results[index] if index is not None and self.results else None

    def show(self, assessment: Assessment) -> None:
        """Show the states of the stage's conditions.

        The cursor stays while the list has the focus, else it goes to the first open condition.
        """
        results = assessment.needed(self._stage)
        self._needs.set_text(plain(checklist_heading(assessment, self._stage)))
        if results != self.results:
            at = self.options.highlighted
            self.results = results
            self.options.set_options(
                Option(condition_line(result), id=result.condition) for result in results
            )
            if not self.options.has_focus:
                at = _next_open(results)
            self.options.highlighted = min(at or 0, len(results) - 1) if results else None
        self._show_todo()

    def select(self, condition: str) -> None:
        """Move the cursor to a condition, given by its name, such as `scope.owner`."""
        names = [result.condition for result in self.results]
        if condition in names:
            self.options.highlighted = names.index(condition)

    def request(self, command: Literal["tick", "waive"]) -> None:
        """Post a `CommandRequested` for the condition at the cursor."""
        if self.selected is not None:
            self.post_message(self.CommandRequested(command, self.selected))

    @on(OptionList.OptionHighlighted)
    def _show_todo(self) -> None:
        self._todo.set_text(plain(condition_detail(self.selected) if self.selected else ""))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.request("tick")


def _next_open(results: Sequence[ConditionResult]) -> int | None:
    return next(
        (n for n, result in enumerate(results) if result.state is ConditionState.OPEN), None
    )
