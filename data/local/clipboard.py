"""Handing text to the clipboard, and saying only what was seen to be true.

Roads in order: the desktop's clipboard, tmux's buffer, the terminal's own escape (which never
answers). A file is written beside in any case, so the text is never only in the air.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.fs.durable import make_folders, write_durably

PATIENCE_SECONDS = 3.0
"""How long any program that helps may take."""

How = Literal["clipboard", "tmux", "osc52", "file"]

_COPY_AND_READ_BACK = """
import sys, time, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
end = time.monotonic() + 1
# The program that serves the clipboard takes over in its own time.
while pyperclip.paste() != text:
    if time.monotonic() > end:
        sys.exit(1)
    time.sleep(0.02)
sys.exit(0 if text else 1)
"""
"""pyperclip waits for its programs without end and lets them write on the screen: so it gets a
process of its own. Only what can be pasted again proves a copy."""


@dataclass(frozen=True)
class Copied:
    """Which road the text took. `confirmed`: it was read back. `path`: the file written beside."""

    how: How
    confirmed: bool
    path: Path
    sentence: str


def copy(text: str, *, beside: Path, osc52: Callable[[str], None] | None) -> Copied:
    """Copy text, and write it to the file `beside`, over an older one. Raises OSError there.

    `osc52` sends text to the terminal's clipboard; None where no terminal is listening.
    """
    make_folders(beside.parent)
    write_durably(beside, text.encode())
    if _on_desktop(text):
        return Copied("clipboard", True, beside, f"Copied. Also in {beside}.")
    if os.environ.get("TMUX") and _in_tmux(text):
        said = f"Copied to tmux's buffer: paste it with tmux's own key. Also in {beside}."
        return Copied("tmux", True, beside, said)
    if osc52 is not None:
        osc52(text)
        said = f"Sent to the terminal, which does not say whether it took it. Also in {beside}."
        return Copied("osc52", False, beside, said)
    return Copied("file", False, beside, f"No clipboard could be reached. Written to {beside}.")


def _on_desktop(text: str) -> bool:
    # -P: a pyperclip.py in the folder one happens to stand in is not the real one.
    return _output([sys.executable, "-P", "-c", _COPY_AND_READ_BACK], text) is not None


def _in_tmux(text: str) -> bool:
    if _output(["tmux", "load-buffer", "-w", "-"], text) is None:
        return False
    return _output(["tmux", "show-buffer"], "") == text


def _output(command: Sequence[str], text: str) -> str | None:
    """Run a program with text as its input; return what it wrote, None where it failed or hung.

    Input and output are files: a program that stays behind to serve the clipboard (xclip does)
    would hold a pipe open for ever.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 (fixed commands, text only as input)
                command,
                stdin=given,
                stdout=said,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return None
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            return None
        said.seek(0)
        return said.read().decode("utf-8", "replace") if process.returncode == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that hangs, and those it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
