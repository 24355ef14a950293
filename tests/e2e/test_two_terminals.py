"""Two terminals on one postmortem: each follows the other, and one that is killed loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from tests.e2e.terminal import Terminal, missing_programs

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        bool(missing_programs("tmux")), reason=missing_programs("tmux") or "all there"
    ),
]

ID = "2026-11-20-abcdef"


def test_two_terminals_write_one_timeline_and_one_is_killed(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    library.save(Postmortem(id=ID, scope=Scope(title="Checkout errors")))

    def saved(holds: Callable[[Postmortem], bool]) -> None:
        here.wait_until(lambda: holds(library.load(ID).document), "the disk")

    here = Terminal(tmp_path / "here", (100, 30), library=library.folder)
    there = Terminal(tmp_path / "there", (80, 24), library=library.folder)
    try:
        for terminal in (here, there):
            terminal.start("open", ID)
            terminal.wait_for("1 Scope")
            terminal.press("F9")
            terminal.wait_for("14:02 canary")
        there.type("14:09 half a li")
        for minute in range(5):
            here.type(f"14:0{minute} said here {minute}\r")
        there.wait_for("said here 0", "said here 4", "14:09 half a li")
        there.type("ne\r")
        here.wait_for("half a line")
        saved(lambda document: len(document.timeline.events) == 6)
        here.type("14:20 one more\r")
        there.type("14:21 and another\r")
        saved(lambda document: len(document.timeline.events) == 8)
        here.kill()
        there.type("14:30 alone now\r")
        saved(lambda document: len(document.timeline.events) == 9)
        here.start("open", ID)
        here.wait_for("1 Scope")
        here.press("F9")
        here.wait_for("said here 0", "half a line", "one more", "alone now")
    finally:
        here.close()
        there.close()
