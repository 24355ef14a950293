"""What a terminal sends, made harmless before it is read as keys.

Textual 8.2 ends with a traceback at bytes that are no UTF-8, and takes the escape sequences inside
a pasted text for keys. This is the only place that knows how it reads them.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from facilitator.imports.only_text import SHOWN_ESCAPE

_BEGINS, _ENDS = "\x1b[200~", "\x1b[201~"
_SHOWN_INSTEAD = str.maketrans({"\x1b": SHOWN_ESCAPE, "\0": "\ufffd"})
"""In a pasted text: the sign for an escape, and for what is no text."""

_READ_BYTES = 4096
_TICK_SECONDS = 0.1


class PasteShield:
    """Passes on what a terminal sends, piece by piece; a pasted text holds no escape any more."""

    def __init__(self) -> None:
        self._is_inside = False
        self._held = ""
        """The end of the last piece: already passed on outside a paste, kept back inside."""

    def shielded(self, piece: str) -> str:
        """Return a piece as it may be read."""
        passed = ""
        while piece:
            inside, data = self._is_inside, self._held + piece
            marker = _ENDS if inside else _BEGINS
            before, found, after = data.partition(marker)
            kept = "" if found else _beginning_of(marker, data)
            if inside:
                passed += before[: len(before) - len(kept)].translate(_SHOWN_INSTEAD) + found
            else:
                passed += (before + found)[len(self._held) :]
            self._held, piece = kept, after
            self._is_inside = inside is not bool(found)
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
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)


def _beginning_of(marker: str, data: str) -> str:
    """Return the longest beginning of a marker that a text ends in."""
    lengths = range(min(len(marker) - 1, len(data)), 0, -1)
    return next((marker[:n] for n in lengths if data.endswith(marker[:n])), "")
