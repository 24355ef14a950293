"""What a terminal sends, made harmless before it is read as keys.

Textual 8.2 ends with a traceback at bytes that are no UTF-8, takes the escape sequences inside a
pasted text for keys, and reads such a text letter by letter. This is the only place that knows how
it reads them.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections import deque

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from facilitator.importers.validation import SHOWN_ESCAPE

_BEGINS, _ENDS = "\x1b[200~", "\x1b[201~"
_SHOWN_INSTEAD = str.maketrans({"\x1b": SHOWN_ESCAPE, "\0": "\ufffd"})
"""In a pasted text: the sign for an escape, and for what is no text."""

_READ_BYTES = 1 << 16
_TICK_SECONDS = 0.1


class PasteShield:
    """Takes pasted texts out of what a terminal sends, piece by piece.

    A pasted text holds no escape any more, and waits in `pasted` while what stood around it is
    passed on: letter by letter, as keys are read, fifty megabytes would take minutes.
    """

    def __init__(self) -> None:
        self.pasted: deque[str] = deque()
        """The texts whose end was passed on, and that nobody has taken yet."""
        self._begun: list[str] | None = None
        """What there is of the text being pasted; None outside of one."""
        self._held = ""
        """The end of the last piece: already passed on outside a paste, kept back inside."""

    def shielded(self, piece: str) -> str:
        """Return what of a piece is to be read as keys; of a paste, where it begins and ends."""
        passed = ""
        while piece:
            data, begun = self._held + piece, self._begun
            marker = _BEGINS if begun is None else _ENDS
            before, found, after = data.partition(marker)
            kept = "" if found else _beginning_of(marker, data)
            if begun is None:
                passed += (before + found)[len(self._held) :]
                self._begun = [] if found else None
            else:
                begun.append(before[: len(before) - len(kept)].translate(_SHOWN_INSTEAD))
                if found:
                    self.pasted.append("".join(begun))
                    passed += found
                    self._begun = None
            self._held, piece = kept, after
        return passed


class ShieldedDriver(LinuxDriver):
    """The driver of Linux and macOS, which lives through whatever is pasted."""

    def run_input_thread(self) -> None:
        """Read bytes until the app ends, and hand on the keys and the pastes they mean."""
        parser, shield = XTermParser(self._debug), PasteShield()
        decoder = getincrementaldecoder("utf-8")("replace")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK_SECONDS):
                    data = shield.shielded(decoder.decode(os.read(self.fileno, _READ_BYTES)))
                    for message in parser.feed(data) if data else ():
                        self.process_message(with_its_text(message, shield))
                for message in parser.tick():
                    self.process_message(with_its_text(message, shield))


def with_its_text(message: Message, shield: PasteShield) -> Message:
    """Return a message as it was read; of a paste, whose end was read, with the text pasted."""
    if isinstance(message, events.Paste) and shield.pasted:
        return events.Paste(shield.pasted.popleft())
    return message


def _beginning_of(marker: str, data: str) -> str:
    """Return the longest beginning of a marker that a text ends in."""
    lengths = range(min(len(marker) - 1, len(data)), 0, -1)
    return next((marker[:n] for n in lengths if data.endswith(marker[:n])), "")
