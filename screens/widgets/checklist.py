"""The six lines of the review as a tree: each above the conditions it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from facilitator.guide.conditions.assessment import ReviewLine
from facilitator.guide.conditions.base import Result, State
from screens.base.text import cell
from screens.review_fields import line_words, result_words


class Checklist(Tree[Result | None]):
    """Lines with something open or waived stand unfolded; the cursor stays on its condition."""

    @dataclass
    class Chosen(Message):
        """A condition was chosen, or a line with something open: the first of it."""

        result: Result

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._lines: tuple[ReviewLine, ...] = ()

    @property
    def selected(self) -> Result | None:
        """The condition under the cursor; None on a line of the checklist."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def show(self, lines: tuple[ReviewLine, ...]) -> None:
        """Repaint what changed."""
        if not self._lines:
            for line in lines:
                self.root.add(cell(line_words(line)), expand=_matters(line))
            self.root.expand()
        for branch, line in zip(self.root.children, lines, strict=True):
            branch.set_label(cell(line_words(line), "" if _matters(line) else self._quiet))
            self._show_results(branch, line)
        self._lines = lines

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.show(self._lines))

    @property
    def _quiet(self) -> str:
        """What is settled steps back; unlike dimming this colour gives way to the cursor's."""
        return self.app.theme_variables.get("quiet", "")

    def go_to_first_open(self) -> None:
        """Put the cursor on the first condition that is still open, once it is laid out."""
        self._go_to_first(lambda result: result.state is State.OPEN)

    def go_to(self, condition: str) -> bool:
        """Put the cursor on a condition, once it is laid out. Returns whether it is there."""
        return self._go_to_first(lambda result: result.condition == condition)

    def _go_to_first(self, is_meant: Callable[[Result], bool]) -> bool:
        for branch in self.root.children:
            for node in branch.children:
                if node.data is not None and is_meant(node.data):
                    branch.expand()
                    self.call_after_refresh(self.move_cursor, node)
                    return True
        return False

    def _show_results(self, branch: TreeNode[Result | None], line: ReviewLine) -> None:
        """Show what a line rests on, relabelling where the same conditions stay."""
        results = [result for result in line.rests_on if result.state is not State.NOT_NEEDED]
        before = [node.data.condition for node in branch.children if node.data is not None]
        if before != [result.condition for result in results]:
            branch.remove_children()
            for result in results:
                branch.add_leaf("", data=result)
        for node, result in zip(branch.children, results, strict=True):
            node.data = result
            settled = result.state is State.MET
            node.set_label(cell(result_words(result), self._quiet if settled else ""))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Result | None]) -> None:
        event.stop()
        beneath = [node.data for node in event.node.children if node.data is not None]
        first_open = next((result for result in beneath if result.state is State.OPEN), None)
        if chosen := event.node.data or first_open:
            self.post_message(self.Chosen(chosen))
        else:
            event.node.toggle()


def _matters(line: ReviewLine) -> bool:
    shown = {result.state for result in line.rests_on}
    return bool(shown & {State.OPEN, State.WAIVED})
