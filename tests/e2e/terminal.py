"""A real terminal for stories: tmux at a size, keys in, the screen out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


PATIENCE_SECONDS = 60.0
"""How long a story waits for what is to come about; it takes so long only where it never does."""

_ESCAPE = "\x1b[27u"
"""Escape as terminals send it that keep it apart: what follows a lone one at once reads as Alt."""


class Terminal:
    """The program in a tmux of its own, over a library of its own or one that is shared."""

    def __init__(
        self,
        folder: Path,
        size: tuple[int, int],
        display: str = "",
        library: Path | None = None,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.library = library or folder / "library"
        self._socket = folder / "tmux"
        self._size = size
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "FACILITATOR_LIBRARY": str(self.library),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        if display:
            self._environment["DISPLAY"] = display

    def start(self, *arguments: str) -> None:
        """Start the program; the terminal keeps what it left on the screen when it ends."""
        words = " ".join((sys.executable, "-m", "facilitator.cli", *arguments))
        settings = [f"{name}={value}" for name, value in self._environment.items()]
        width, height = self._size
        tmux = ["tmux", "-S", str(self._socket), "-f", "/dev/null", "new-session", "-d"]
        place = ["-s", "story", "-x", str(width), "-y", str(height)]
        subprocess.run(
            ["env", "-i", *settings, *tmux, *place, f"exec env -u TMUX {words}"],
            check=True,
        )

    def _tmux(self, *words: str, given: str | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *words],
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names for them, one right after the other."""
        for key in keys:
            if key == "Escape":
                self.type(_ESCAPE)
            else:
                self._tmux("send-keys", "-t", "story", key)

    def type(self, text: str) -> None:
        """Type text letter for letter."""
        self._tmux("send-keys", "-t", "story", "-l", text)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does, in brackets."""
        self._tmux("load-buffer", "-", given=text)
        self._tmux("paste-buffer", "-p", "-t", "story")

    def paste_bytes(self, content: bytes) -> None:
        """Paste bytes that need not be text, as tmux does: nothing is filtered out of them."""
        buffer = self._socket.with_name("buffer")
        buffer.write_bytes(content)
        self._tmux("load-buffer", str(buffer))
        self._tmux("paste-buffer", "-p", "-t", "story")

    def screen(self) -> str:
        """Return what stands on the screen."""
        return self._tmux("capture-pane", "-p", "-t", "story")

    def wait_for(self, *texts: str) -> str:
        """Wait until all these texts stand on the screen. Raises AssertionError with the screen."""
        self.wait_until(lambda: all(text in self.screen() for text in texts), f"{texts} to come")
        return self.screen()

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds. Raises AssertionError with the screen where it never does."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, f"waited for {what}; the screen:\n{self.screen()}"
            time.sleep(0.05)

    def wait_for_end(self) -> None:
        """Wait until the program has ended."""
        self.wait_until(lambda: not self._tmux("list-sessions"), "the end")

    def kill(self) -> None:
        """Kill the program with SIGKILL, in whatever it is doing."""
        pid = self._tmux("list-panes", "-t", "story", "-F", "#{pane_pid}").strip()
        os.kill(int(pid), signal.SIGKILL)
        self.wait_for_end()

    def close(self) -> None:
        """End the terminal, and whatever runs in it."""
        self._tmux("kill-server")

    def clipboard(self) -> str:
        """Return what the display's clipboard holds."""
        return subprocess.run(
            ["xclip", "-selection", "clipboard", "-o"],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=True,
        ).stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the program over the same library, without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "facilitator.cli", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )


@contextmanager
def virtual_display() -> Iterator[str]:
    """Run a display of nobody's, for the clipboard; gives its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-screen", "0", "64x64x8"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def missing_programs(*names: str) -> str:
    """Return why a story cannot be told here; empty where it can."""
    missing = [name for name in names if shutil.which(name) is None]
    return f"needs {', '.join(missing)}" if missing else ""
