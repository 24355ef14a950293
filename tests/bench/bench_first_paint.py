"""How long until the first row of the library is painted, against a blank Textual app.

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
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Painted:
    """How long a process took to paint some words; how much memory it holds, and held at most."""

    milliseconds: float
    megabytes: float
    peak_megabytes: float


def painted(arguments: list[str], words: bytes, settle_seconds: float = 0) -> Painted:
    """Start a Python process, wait until it paints these words, and so many seconds longer."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    shown = b""
    try:
        while words not in shown:
            if not select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
                raise TimeoutError(shown[-400:])
            shown += os.read(terminal, 65536)
        show_applied = (time.perf_counter() - began) * 1000
        ends = time.monotonic() + settle_seconds
        while (left := ends - time.monotonic()) > 0:
            if select.select([terminal], [], [], left)[0]:
                os.read(terminal, 65536)
        status = dict(
            line.split(":", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines()
        )
        held, most = (int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return Painted(show_applied, held, most)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACILITATOR_CACHE"] = f"{folder}/cache"
        ours = ["-m", "facilitator.cli", "--library", f"{folder}/library"]
        for n in range(10):
            new = [sys.executable, *ours, "new", "--title", f"Checkout errors, time {n}"]
            subprocess.run(new, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        blanks, libraries = [], []
        for n in range(ROUNDS + 2):
            blank = painted(["-c", BLANK], b"blank").milliseconds
            shown = painted(ours, b"Checkout errors").milliseconds
            if n > 1:  # the first two fill the system's cache
                blanks.append(blank)
                libraries.append(shown)
    blank, shown = statistics.median(blanks), statistics.median(libraries)
    print(f"{ROUNDS} rounds: blank {blank:.0f} ms, library {shown:.0f} ms ({shown / blank:.2f} x)")


if __name__ == "__main__":
    main()
