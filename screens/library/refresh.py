"""The index of the library, refreshed in the background while the library is in front.

Files that other people or windows change show without a key.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from textual.screen import Screen

    from data.index.index import LibraryIndex

POLL_SECONDS = 2.0
_IDLE_FACTOR = 20
"""After a refresh the worker idles this many times as long as the refresh took, so that polling
never keeps a slow disk busy."""


@dataclass
class RefreshProgressed(Message):
    """A batch of files was read."""

    files_left: int
    changed: bool
    """Whether the index has changed, so that the table is out of date."""


@dataclass
class RefreshFinished(Message):
    """A refresh ended. `problem` is one sentence on why it failed; empty where it did not."""

    problem: str


class RefreshWorker:
    """Refreshes an index on a thread, one refresh at a time.

    Posts `RefreshProgressed` and `RefreshFinished` to the screen it was made for.
    """

    def __init__(self, screen: Screen[None], index: LibraryIndex) -> None:
        self._screen = screen
        self._index = index
        self._worker: Worker[None] | None = None
        self._is_requested_again = False
        self._idle_until = 0.0
        """In seconds of the monotonic clock."""

    def start(self) -> None:
        """Start a refresh; one that is running is finished first, and then another one runs."""
        if self._worker is not None:
            self._is_requested_again = True
            return
        self._worker = self._screen.run_worker(
            self._refresh, thread=True, exit_on_error=False, group="reading"
        )

    def start_if_idle(self) -> None:
        """Start a refresh, unless one is running or ended a moment ago."""
        if self._worker is None and time.monotonic() >= self._idle_until:
            self.start()

    def finish(self) -> None:
        """Handle the end of a refresh: start the next where one was requested meanwhile."""
        self._worker = None
        if self._is_requested_again:
            self._is_requested_again = False
            self.start()

    def _refresh(self) -> None:
        worker, started, problem = get_current_worker(), time.monotonic(), ""
        try:
            for step in self._index.refresh():
                if worker.is_cancelled:
                    return
                files_left = step.to_read - step.read
                self._screen.post_message(RefreshProgressed(files_left, step.changed))
        except StoreError as error:
            problem = str(error)
        except Exception as error:  # shown in the status line; the next poll tries again
            problem = f"The library cannot be read: {error!r}."
        ended = time.monotonic()
        self._idle_until = ended + _IDLE_FACTOR * (ended - started)
        self._screen.post_message(RefreshFinished(problem))
