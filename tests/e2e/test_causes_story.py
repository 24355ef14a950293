"""A room builds its causes in a real terminal, in the tree and in the fishbone, and covers each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.guide.coverage import coverage, uncovered
from facilitator.model.causes import CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from tests.e2e.terminal import Terminal, missing_programs

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        bool(missing_programs("tmux")), reason=missing_programs("tmux") or "all there"
    ),
]

ROOTS = ("the engine has no bound on backtracking", "the CPU guard was lost in a refactoring")
ON_BONES = ("tests check matches, not cost", "the traffic alert came late")
WAYS = {"testing": ["Left"] * 4 + ["Down"] * 2, "detection": ["Left"] * 3 + ["Up"] * 2}
"""The arrows that lead from the problem to the name of a bone."""
ACTIONS = (
    "prevent: an engine with a bound @lee +30d P2 #OPS-2 ^c1",
    "prevent: CPU guard back in the engine @kim +14d P1 #OPS-1 ^c2",
    "detect: CPU cost of each rule in the tests @kim +14d P1 #OPS-3 ^c3",
    "detect: alert within a minute on a traffic drop @ana +14d P1 #OPS-6 ^c4",
)


def test_causes_grow_in_tree_and_fishbone_and_each_is_covered(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, (80, 24))
    document = Postmortem(
        id="2026-11-20-abcdef",
        scope=Scope(title="502 errors | everywhere [/]"),
        causes=Causes(problem="every edge server spent its CPU"),
    )
    library = TinyLibrary(terminal.library)
    library.save(document)

    def until(holds: Callable[[Postmortem], bool]) -> Postmortem:
        terminal.wait_until(lambda: holds(library.load(document.id).document), "the disk")
        return library.load(document.id).document

    terminal.start("open", document.id)
    try:
        terminal.wait_for("1 Scope")
        terminal.press("F9", "F9")
        terminal.wait_for("every edge server")
        for count, text in enumerate(ROOTS, start=1):
            terminal.press("Home", "a")
            terminal.wait_for("What made this possible: every", "^s Save")
            terminal.type(text)
            terminal.press("C-s")
            until(lambda kept, count=count: len(kept.causes.causes) == count)  # type: ignore[misc]
            terminal.wait_for(text[:12])
            terminal.press("r")
            until(lambda kept: kept.causes.causes[-1].role is CauseRole.ROOT)
        terminal.press("f", "Home", "Left", "Left")
        for count, (text, bone) in enumerate(zip(ON_BONES, WAYS, strict=True), start=3):
            terminal.press("Home", *WAYS[bone])
            terminal.wait_for(f"{bone}:")
            terminal.press("a")
            terminal.wait_for("^s Save")
            terminal.type(text)
            terminal.press("C-s")
            until(lambda kept, count=count: len(kept.causes.causes) == count)  # type: ignore[misc]
            terminal.press("c")
            kept = until(lambda kept: kept.causes.causes[-1].role is CauseRole.CONTRIBUTING)
            assert kept.causes.causes[-1].bone == bone
        terminal.press("f", "F9", "F9")
        terminal.wait_for("No actions yet")
        terminal.press("a")
        for count, line in enumerate(ACTIONS, start=1):
            terminal.type(f"{line}\r")
            until(lambda kept, count=count: len(kept.actions.actions) == count)  # type: ignore[misc]
        terminal.press("Escape", "x")
        terminal.wait_for("Every cause has an answer, and every action a cause")
    finally:
        terminal.close()
    kept = library.load(document.id).document
    assert uncovered(kept) == ()
    assert [row.cause.text for row in coverage(kept).causes] == [*ROOTS, *ON_BONES]
