"""A tree of 500 causes against a bare Tree of as many nodes, in one run.

Run it with `python -m tests.bench.bench_causes`; it prints milliseconds from a step to the frame
that shows it, and ratios. Bare and ours take turns, so that a busy machine troubles both alike. The
target is at most 1.5 times the bare tree, for moving the cursor, adding and moving a cause.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from textual.app import App, ComposeResult
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from data.library.library import TinyLibrary
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.causes.screen import CausesScreen
from tests.bench.turns import Figures, print_in_turns, timed

CAUSES, TIMES, ROOM = 500, 12, (100, 30)
FEW = 5
"""Children of each cause."""


def grown(count: int) -> Causes:
    """Return a tree of so many causes, each with five beneath it as far as they reach."""
    causes: list[Cause] = []
    for n in range(count):
        parent = causes[(n - 1) // FEW].id if n else None
        causes.append(Cause(text=f"because of what is called number {n}", parent=parent))
    return Causes(problem="every edge server spent its CPU", causes=tuple(causes))


class Bare(App[None]):
    """A tree, all of it unfolded."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Tree[str]("problem")

    def on_mount(self) -> None:
        """Fill it."""
        tree = cast("Tree[str]", self.query_one(Tree))
        nodes: dict[str | None, TreeNode[str]] = {None: tree.root}
        for _, cause in grown(CAUSES).in_tree_order():
            nodes[cause.id] = nodes[cause.parent].add(cause.text, cause.id, expand=True)
        tree.root.expand()
        tree.focus()


async def bare() -> Figures:
    """Time the bare tree."""
    app = Bare()
    async with app.run_test(size=ROOM) as pilot:
        tree = cast("Tree[str]", app.query_one(Tree))

        async def move(n: int) -> None:
            tree.action_cursor_down()

        async def add(n: int) -> None:
            tree.move_cursor(tree.root.children[0].add(f"added {n}", expand=True))

        async def lift(n: int) -> None:
            node = tree.root.children[0].children[0]
            label, data = str(node.label), node.data
            node.remove()
            tree.move_cursor(tree.root.add(label, data, expand=True))

        await pilot.pause()
        return {
            "cursor": await timed(move, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "move": await timed(lift, pilot, 4),
        }


async def whole_screen(folder: Path) -> Figures:
    """Time the whole stage, its guide and saving beside it."""
    library = TinyLibrary(folder)
    document = Postmortem(id="2026-11-20-abcdef", causes=grown(CAUSES))
    library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=ROOM) as pilot:
        app.open_postmortem(document.id, "causes")
        await pilot.pause(1)
        screen = cast(CausesScreen, app.screen)
        first = document.causes.causes[0]

        def put(causes: Causes, select: str) -> None:
            screen.edit(lambda old: old.changing(causes=causes), "Edit causes")
            screen.select(select)
            screen.repaint()

        async def move(n: int) -> None:
            screen.tree_view.action_move(1)

        async def add(n: int) -> None:
            cause = Cause(text=f"added {n}", parent=first.id)
            put(screen.document.causes.with_cause(cause), cause.id)

        async def lift(n: int) -> None:
            cause = screen.document.causes.children_of(first.id)[0]
            put(screen.document.causes.moving_cause(cause.id, None), cause.id)

        return {
            "cursor": await timed(move, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "move": await timed(lift, pilot, 4),
        }


def main() -> None:
    """Print what was measured."""
    print_in_turns(bare, whole_screen)


if __name__ == "__main__":
    main()
