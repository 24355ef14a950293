"""Workaround for how Textual reads a terminal: its driver for Linux and macOS, made robust.

Textual 8.2 ends with a traceback at bytes that are not UTF-8, takes escape sequences inside a
pasted text for keys, and parses such a text character by character. The other workarounds are in
`textual_workarounds.py`.
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

from facilitator.importers.validation import ESCAPE_SYMBOL

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
"""Markers of bracketed paste, as xterm defines them."""
_VISIBLE = str.maketrans({"\x1b": ESCAPE_SYMBOL, "\0": "\ufffd"})
"""Stand-ins for the control characters that a pasted text may hold."""

_READ_BYTES = 1 << 16
_TICK_SECONDS = 0.1
"""How often the parser is asked whether a lone escape was a key: Textual's own interval."""


class PasteFilter:
    """Takes pasted texts out of a terminal's input, which arrives in chunks cut anywhere.

    Keys and the paste markers pass; the texts between the markers wait in `pasted`, free of escape
    characters. Textual's parser would take minutes for a paste of fifty megabytes.
    """

    def __init__(self) -> None:
        self.pasted: deque[str] = deque()
        """Texts of finished pastes, oldest first, until `with_pasted_text` takes them."""
        self._parts: list[str] | None = None
        """Parts of the unfinished paste; None outside of a paste."""
        self._held = ""
        """End of the last chunk that may be the start of a marker.

        Outside a paste it was passed already, so that a lone escape key is not delayed.
        """

    def filter(self, chunk: str) -> str:
        """Return the part of a chunk that the parser is to see: keys and paste markers."""
        passed = ""
        while chunk:
            data, parts = self._held + chunk, self._parts
            marker = _PASTE_START if parts is None else _PASTE_END
            before, found, after = data.partition(marker)
            held = "" if found else _partial_marker(marker, data)
            if parts is None:
                passed += (before + found)[len(self._held) :]
                self._parts = [] if found else None
            else:
                parts.append(before[: len(before) - len(held)].translate(_VISIBLE))
                if found:
                    self.pasted.append("".join(parts))
                    passed += found
                    self._parts = None
            self._held, chunk = held, after
        return passed


class PasteFilterDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with a `PasteFilter` before its parser."""

    def run_input_thread(self) -> None:
        """Read bytes until the application ends, and post the keys and pastes in them."""
        parser, paste_filter = XTermParser(self._debug), PasteFilter()
        # Bytes that are not UTF-8 become U+FFFD instead of an exception.
        decoder = getincrementaldecoder("utf-8")("replace")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK_SECONDS):
                    text = decoder.decode(os.read(self.fileno, _READ_BYTES))
                    data = paste_filter.filter(text)
                    # The parser takes an empty text for the end of the input.
                    for message in parser.feed(data) if data else ():
                        self.process_message(with_pasted_text(message, paste_filter))
                for message in parser.tick():
                    self.process_message(with_pasted_text(message, paste_filter))


def with_pasted_text(message: Message, paste_filter: PasteFilter) -> Message:
    """Return a message of the parser; a paste gets the text the filter took out of it."""
    if isinstance(message, events.Paste) and paste_filter.pasted:
        return events.Paste(paste_filter.pasted.popleft())
    return message


def _partial_marker(marker: str, data: str) -> str:
    """Return the longest start of a marker that a text ends in."""
    lengths = range(min(len(marker) - 1, len(data)), 0, -1)
    return next((marker[:n] for n in lengths if data.endswith(marker[:n])), "")
