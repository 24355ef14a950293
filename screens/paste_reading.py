"""Reading what was pasted while the screen goes on: in a thread, told about as it goes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.message import Message
from textual.worker import get_current_worker

from facilitator.importers.paste_parser import Told
from facilitator.importers.paste_preview import Fates, Pasted
from facilitator.model.errors import CannotRead

if TYPE_CHECKING:
    from screens.dialogs.paste import PasteSheet

_TOLD_SECONDS = 0.05
_GIVES_WAY_SECONDS = 0.0002
"""A reading stands back so long after every few lines: a key typed meanwhile comes first."""


class Pastes(Protocol):
    """What the sheet asks of where the lines go."""

    @property
    def how_read(self) -> str:
        """How a time is read that leaves something open."""

    def other_order(self) -> None:
        """Read days in figures in the next order."""

    def read(self, text: str, told: Told) -> Pasted:
        """Read a text and tell of the progress. Raises CannotRead."""

    def keep(self, text: str) -> None:
        """Keep what was not taken."""


@dataclass
class Progress(Message):
    """So many lines were read of the present text."""

    number: int
    read: int
    of: int


@dataclass
class Ended(Message):
    """A text was read: what its lines are, or in `problem` why it could not be read."""

    number: int
    fates: Fates | None
    problem: str


class _Stale(Exception):
    """Another text is there by now."""


class PasteReading:
    """Reads the present text, and only that: of one that has changed nothing more is heard.

    Posts Progress and Ended to its screen.
    """

    def __init__(self, screen: PasteSheet, pastes: Pastes) -> None:
        self._screen = screen
        self._pastes = pastes
        self._number = 0
        self.text: str | None = None
        """The text that is read, or was; None before there was any."""
        self.is_under_way = False

    def begin(self, text: str, fates: Fates | None) -> None:
        """Read this text instead of any other; what was chosen for lines that stand is kept."""
        self._number += 1
        self.text, self.is_under_way = text, True
        work = partial(self._read, self._number, text, fates)
        self._screen.run_worker(
            work, thread=True, exclusive=True, exit_on_error=False, group="paste"
        )

    def stop(self) -> None:
        """Hear no more of what is being read."""
        self._number += 1
        self.text, self.is_under_way = None, False

    def is_of_now(self, message: Progress | Ended) -> bool:
        """Whether a message is about the present text; if it is the last one, reading has ended."""
        if message.number != self._number:
            return False
        self.is_under_way = isinstance(message, Progress)
        return True

    def _read(self, number: int, text: str, fates: Fates | None) -> None:
        worker, said = get_current_worker(), time.monotonic()

        def told(read: int, of: int) -> None:
            nonlocal said
            if worker.is_cancelled or number != self._number:
                raise _Stale
            time.sleep(_GIVES_WAY_SECONDS)
            if time.monotonic() - said >= _TOLD_SECONDS:
                said = time.monotonic()
                self._screen.post_message(Progress(number, read, of))

        try:
            pasted = self._pastes.read(text, told)
            read = fates.read_again(pasted) if fates else Fates(pasted)
            ended = Ended(number, read.worked_out(), "")
        except _Stale:
            return
        except CannotRead as refused:
            ended = Ended(number, None, str(refused))
        except Exception as error:  # shown in the sheet: a thread that fails takes nothing with it
            ended = Ended(number, None, f"These lines cannot be read: {error!r}.")
        self._screen.post_message(ended)
