"""The tree of causes under its problem, and the painted tree it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from facilitator.model.causes import Cause, CauseRole, Causes
from screens.safe import cell
from screens.widgets.cause_view import CAUSE_KEYS, PROBLEM, CauseView

MARKS = {CauseRole.ROOT: "●", CauseRole.CONTRIBUTING: "◇", CauseRole.STEP: "·"}
"""One cell for each role; the word beside it says the same."""

ASK_FOR_PROBLEM = "What went wrong for users? Press e to write the problem down."

_FOLDED = "▶"

_TEXT_SHARE = 0.6
"""The share of a line that belongs to the text before the words behind it get any."""


@dataclass(frozen=True)
class Line:
    """A line of a painted tree: its key, the key above it, what it says, quiet words behind.

    The last of the words behind matter most: the first are left out where room is short.
    """

    key: str
    above: str | None
    mark: str
    text: str
    behind: tuple[str, ...] = ()


def fitted(line: Line, room: int) -> tuple[str, str]:
    """Return the text and the words behind it that fit into so many cells, in that order."""
    mark = f"{line.mark} " if line.mark else ""
    text = f"{mark}{line.text}"
    due = min(cell_len(text), int(room * _TEXT_SHARE))
    behind = list(line.behind)
    while behind and due + cell_len("  " + " · ".join(behind)) > room:
        behind.pop(0)
    words = "  " + " · ".join(behind) if behind else ""
    shown = cell(text)
    shown.truncate(max(1, room - cell_len(words)), overflow="ellipsis")
    return shown.plain, words


class PaintedTree(Tree[str], CauseView):
    """A tree painted line by line by key: cursor and folds stay through every edit."""

    BINDINGS = [
        *CAUSE_KEYS,
        Binding("space", "toggle_node", "Fold or unfold", False, id="cause.fold"),
    ]

    def __init__(self, root: Line, id: str | None = None) -> None:  # noqa: A002
        super().__init__(cell(root.text), root.key, id=id)
        self.auto_expand = False
        self.guide_depth = 3
        self.root.expand()
        self._lines = {root.key: root}
        self._painted: dict[str, TreeNode[str]] = {root.key: self.root}
        self._sought = ""

    @property
    def selected(self) -> str:
        """The key of the line under the cursor."""
        node = self.cursor_node
        return node.data if node is not None and node.data is not None else ""

    def select(self, key: str) -> None:
        """Put the cursor on this line, now or as soon as it is painted."""
        self._sought = key
        if key in self._painted:
            self._settle(key)

    def paint(self, lines: Sequence[Line]) -> None:
        """Paint these lines, the root first, changing only what changed."""
        at = self._sought or self.selected or lines[0].key
        beneath: dict[str | None, list[str]] = {}
        for line in lines:
            beneath.setdefault(line.above, []).append(line.key)
        fresh = {line.key: line for line in lines}
        folded = {
            key for key, node in self._painted.items() if node.children and not node.is_expanded
        }
        near = self._nearest(at, fresh)
        before, self._lines = self._lines, fresh
        nodes = {lines[0].key: self.root}
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            key = node.data or ""
            if before.get(key) != fresh[key]:
                node.set_label(cell(fresh[key].text))
            self._arrange(node, beneath.get(key, []), folded)
            for child in node.children:
                nodes[child.data or ""] = child
                waiting.append(child)
        self._painted = nodes
        self._settle(near)

    def _arrange(self, node: TreeNode[str], wanted: list[str], folded: set[str]) -> None:
        """Make the children of a node these, in this order; those that stay are left alone."""
        had_children = bool(node.children)
        for child in list(node.children):
            if child.data not in wanted:
                child.remove()
        for index, key in enumerate(wanted):
            if index < len(node.children) and node.children[index].data == key:
                continue
            for child in [child for child in node.children if child.data == key]:
                child.remove()
            node.add(cell(self._lines[key].text), key, before=index, expand=key not in folded)
        if bool(node.children) != node.allow_expand:
            node.allow_expand = bool(node.children)
        if node.children and not had_children and not node.is_expanded:
            node.expand()

    def _nearest(self, key: str, fresh: dict[str, Line]) -> str:
        """Return this key, or where it is gone the sibling or the line above that is left."""
        while key not in fresh:
            node = self._painted.get(key)
            if node is None or node.parent is None:
                return next(iter(fresh))
            left = [n.data for n in node.siblings if n.data in fresh and n is not node]
            key = (left[0] if left else node.parent.data) or ""
        return key

    def _settle(self, key: str) -> None:
        """Put the cursor on a painted line; a line just sought is unfolded to, others fold away."""
        node = self._painted[key]
        above = node.parent
        while above is not None:
            if not above.is_expanded:
                if self._sought == key:
                    above.expand()
                else:
                    node = above
            above = above.parent
        if self._sought == key:
            self._sought = ""
        if self.last_line >= 0:  # asking for it lays the lines out, so that each node knows its own
            self.move_cursor(node)

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Draw a line into the room there is; nothing is cut without an ellipsis.

        A click on the mark of a line with others beneath it folds and unfolds it.
        """
        line = self._lines.get(node.data or "")
        if line is None:
            return cell("")
        depth = -1
        above: TreeNode[str] | None = node
        while above is not None:
            depth, above = depth + 1, above.parent
        folded = node.allow_expand and not node.is_expanded and not node.is_root
        icon = f"{_FOLDED} " if folded else ""
        width = self.scrollable_content_region.width or 80
        room = max(12, width - depth * self.guide_depth - cell_len(icon))
        text, behind = fitted(line, room)
        is_head = node.is_root or not line.mark
        label = Text(end="", no_wrap=True)
        label.append(icon + text, style + Style(bold=True) if is_head else style)
        label.append(behind, style if node is self.cursor_node else style + self._quiet())
        if node.allow_expand and not node.is_root:
            label.stylize(Style(meta={"toggle": True}), 0, 1)
        return label

    def _quiet(self) -> Style:
        return Style(color=self.app.theme_variables.get("quiet"))


def words_behind(cause: Cause, is_leaf: bool) -> tuple[str, ...]:
    """Return what a line says behind a cause's text, the most important last."""
    risk = "risk accepted" if cause.accepted_risk else ""
    count = len(cause.evidence)
    evidence = f"{count} evidence" if count else "! no evidence" if is_leaf else ""
    role = cause.role.value if cause.role is not CauseRole.STEP else ""
    return tuple(words for words in (role, cause.bone, risk, evidence) if words)


def cause_line(cause: Cause, above: str, label: str, behind: tuple[str, ...]) -> Line:
    """Return the line of one cause, with these words behind its text."""
    return Line(cause.id, above, f"{MARKS[cause.role]} {label}", cause.text, behind)


def problem_line(causes: Causes) -> Line:
    """Return the root line: the problem, or the question for it."""
    return Line(PROBLEM, None, "", " ".join(causes.problem.split()) or ASK_FOR_PROBLEM)


def tree_lines(causes: Causes) -> tuple[Line, ...]:
    """Return the problem and every cause beneath it, as the tree reads."""
    labels, leaves = causes.labels(), {leaf.id for leaf in causes.leaves()}
    return (
        problem_line(causes),
        *(
            cause_line(
                cause,
                cause.parent or PROBLEM,
                labels[cause.id],
                words_behind(cause, cause.id in leaves),
            )
            for _, cause in causes.in_tree_order()
        ),
    )


class CauseTree(PaintedTree):
    """The causes beneath the problem."""

    def __init__(self) -> None:
        super().__init__(Line(PROBLEM, None, "", ASK_FOR_PROBLEM), id="cause-tree")

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand."""
        self.paint(tree_lines(causes))
