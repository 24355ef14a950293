"""Whatever is pasted into a real terminal is text or refused; it is never keys, nor the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, missing_programs

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        bool(missing_programs("tmux")), reason=missing_programs("tmux") or "all there"
    ),
]


def test_escapes_and_bytes_that_are_no_text_change_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, (100, 30))
    terminal.start("demo")
    try:
        terminal.wait_for("7 Review")
        terminal.press("2")
        terminal.wait_for("undetected")
        terminal.paste_bytes(b"14:02 \x1b[31mred\x1b[0m\n14:03 \x1bd caf\xe9\n")
        terminal.wait_for("2 events", "14:02 red", "caf\ufffd")
        terminal.press("Escape")
        terminal.wait_for("undetected", "a Add")
        terminal.paste_bytes(bytes(range(256)) * 8)
        terminal.wait_for("not text but binary data")
        terminal.press("Escape")
        assert "undetected" in terminal.wait_for("a Add")
    finally:
        terminal.close()
