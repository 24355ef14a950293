"""Reading the library while it is in sight, so that what others change shows by itself."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

if TYPE_CHECKING:
    from textual.screen import Screen

    from data.index.index import Index

POLL_SECONDS = 2.0
_REST = 20
"""A reading rests so many times as long as it took: a slow disk is not kept busy."""


@dataclass
class Progress(Message):
    """So many files are still to be read; `changed`: there is something new to show."""

    left: int
    changed: bool


@dataclass
class Ended(Message):
    """All was read; or, where `problem` says why, it could not be."""

    problem: str


class Reading:
    """Brings the index up to the files, on a thread of its own, one time after the other.

    Posts Progress and Ended to its screen.
    """

    def __init__(self, screen: Screen[None], index: Index) -> None:
        self._screen = screen
        self._index = index
        self._worker: Worker[None] | None = None
        self._again = False
        self._rests_until = 0.0

    def begin(self) -> None:
        """Read now; what is being read is read to its end first, and then once more."""
        if self._worker is not None:
            self._again = True
            return
        self._worker = self._screen.run_worker(
            self._read, thread=True, exit_on_error=False, group="reading"
        )

    def begin_if_rested(self) -> None:
        """Read, unless that is under way or was a moment ago."""
        if self._worker is None and time.monotonic() >= self._rests_until:
            self.begin()

    def ended(self) -> None:
        """Take note that the reading ended, and begin the one that was asked for meanwhile."""
        self._worker = None
        if self._again:
            self._again = False
            self.begin()

    def _read(self) -> None:
        from facilitator.session.store import StoreError

        worker, began, problem = get_current_worker(), time.monotonic(), ""
        try:
            for step in self._index.refresh():
                if worker.is_cancelled:
                    return
                self._screen.post_message(Progress(step.to_read - step.read, step.changed))
        except StoreError as error:
            problem = str(error)
        except Exception as error:  # said in the strip, and tried again with the next reading
            problem = f"The library cannot be read: {error!r}."
        ended = time.monotonic()
        self._rests_until = ended + _REST * (ended - began)
        self._screen.post_message(Ended(problem))
