"""How long until the first cell of the library is painted, against a blank Textual app.

Each is started as a process of its own in a terminal of its own, in turn, and timed from the start
to the moment its first words arrive there.

Run: python tests/bench/bench_first_paint.py
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS, COLUMNS, ROWS = 15, 100, 30
PATIENCE_SECONDS = 20.0

BLANK = """
from textual.app import App
from textual.widgets import Static

class Blank(App):
    def compose(self):
        yield Static("blank")

Blank().run()
"""


def first_paint_ms(arguments: list[str], words: bytes) -> float:
    """Return the milliseconds from the start of a Python process until it paints these words."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    painted = b""
    try:
        while words not in painted:
            if not select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
                raise TimeoutError(painted[-400:])
            painted += os.read(terminal, 65536)
        return (time.perf_counter() - began) * 1000
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours = ["-m", "facilitator.cli", "--library", folder]
        for n in range(10):
            new = [sys.executable, *ours, "new", "--title", f"Checkout errors, time {n}"]
            subprocess.run(new, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        blanks, libraries = [], []
        for n in range(ROUNDS + 2):
            blank = first_paint_ms(["-c", BLANK], b"blank")
            shown = first_paint_ms(ours, b"Postmortems")
            if n > 1:  # the first two fill the system's cache
                blanks.append(blank)
                libraries.append(shown)
    blank, shown = statistics.median(blanks), statistics.median(libraries)
    print(f"{ROUNDS} rounds: blank {blank:.0f} ms, library {shown:.0f} ms ({shown / blank:.2f} x)")


if __name__ == "__main__":
    main()
