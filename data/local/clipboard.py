"""Copying text to the clipboard, with a message that claims only what was confirmed.

Methods in order: the desktop's clipboard, tmux's buffer, the escape sequence OSC 52, which no
terminal answers. The text is also written to a file in any case, so that it is not lost.
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

PROGRAM_TIMEOUT_SECONDS = 3.0
"""How long a clipboard program may take."""

CopyMethod = Literal["clipboard", "tmux", "osc52", "file"]

_COPY_SCRIPT = """
import sys, time, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
end = time.monotonic() + 1
# The program that serves the clipboard takes over some time after copy() returns.
while pyperclip.paste() != text:
    if time.monotonic() > end:
        sys.exit(1)
    time.sleep(0.02)
sys.exit(0 if text else 1)
"""
"""Run in a process of its own, since pyperclip waits for its programs without a timeout and lets
them write to the terminal. A copy counts once it can be pasted again; empty text never does."""


@dataclass(frozen=True)
class CopyResult:
    """Result of a copy; `sentence` describes it to the user.

    `confirmed`: the text was read back. `path`: the file that it was also written to.
    """

    method: CopyMethod
    confirmed: bool
    path: Path
    sentence: str


def copy(text: str, *, copy_file: Path, send_osc52: Callable[[str], None] | None) -> CopyResult:
    """Copy text to the clipboard, and write it to `copy_file`, replacing an older file.

    `send_osc52` sends text to the terminal's clipboard; None if there is no terminal. Raises
    OSError if the file cannot be written.
    """
    make_folders(copy_file.parent)
    write_durably(copy_file, text.encode())
    if _on_desktop(text):
        return CopyResult("clipboard", True, copy_file, f"Copied. Also in {copy_file}.")
    if os.environ.get("TMUX") and _in_tmux(text):
        sentence = f"Copied to tmux's buffer: paste it with tmux's own key. Also in {copy_file}."
        return CopyResult("tmux", True, copy_file, sentence)
    if send_osc52 is not None:
        send_osc52(text)
        sentence = (
            f"Sent to the terminal, which does not say whether it took it. Also in {copy_file}."
        )
        return CopyResult("osc52", False, copy_file, sentence)
    return CopyResult(
        "file", False, copy_file, f"No clipboard could be reached. Written to {copy_file}."
    )


def _on_desktop(text: str) -> bool:
    # -P: else a pyperclip.py in the current folder would be imported.
    return _output([sys.executable, "-P", "-c", _COPY_SCRIPT], text) is not None


def _in_tmux(text: str) -> bool:
    if _output(["tmux", "load-buffer", "-w", "-"], text) is None:
        return False
    return _output(["tmux", "show-buffer"], "") == text


def _output(command: Sequence[str], text: str) -> str | None:
    """Run a program with text as its input; return its output, None if it failed or timed out.

    Input and output are files, since a program that stays in the background to serve the clipboard
    (xclip does) would keep a pipe open for ever.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 (fixed commands, text only as input)
                command,
                stdin=given,
                stdout=output,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return None
        try:
            process.wait(PROGRAM_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(process)
            return None
        output.seek(0)
        return output.read().decode("utf-8", "replace") if process.returncode == 0 else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and the processes it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
