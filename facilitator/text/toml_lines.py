"""Line numbers of the entries of a TOML text, which `tomllib` does not report."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from itertools import count

Key = str | int
"""A key of a table, or an index into a list."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|'
    r"'''.*?'''(?:'{0,2})|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_OTHER_VALUE = re.compile(r"[^,\]}#\n]+")


class _NotToml(Exception):
    """The text continues with something that is not TOML."""


class TomlLines:
    """The line numbers of the entries of a TOML text, up to the first error in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted_up_to = 1, 0
        self._lines: dict[tuple[Key, ...], int] = {}
        with suppress(_NotToml):
            self._tables()

    def of(self, *path: Key) -> int:
        """Return the line number of an entry, counted from 1.

        If it is not found, that of the innermost table or list that contains it; else 0.
        """
        for length in range(len(path), 0, -1):
            if line := self._lines.get(path[:length]):
                return line
        return 0

    def _tables(self) -> None:
        table: tuple[Key, ...] = ()
        while self._skip_blank():
            brackets = "[[" if self._text.startswith("[[", self._at) else "["
            if self._accept(brackets):
                table = self._dotted(())
                self._expect("]" * len(brackets))
            else:
                self._entry(table)

    def _entry(self, table: tuple[Key, ...]) -> None:
        path = self._dotted(table)
        self._expect("=")
        self._value(path)

    def _dotted(self, path: tuple[Key, ...]) -> tuple[Key, ...]:
        """Read a dotted key, and note the lines of it and of the tables that it names."""
        while True:
            self._skip_blank()
            if quoted := _STRING.match(self._text, self._at):
                self._at = quoted.end()
                path = (*path, _unquoted(quoted[0]))
            elif word := _WORD.match(self._text, self._at):
                self._at = word.end()
                path = (*path, word[0])
            else:
                raise _NotToml
            self._note(path)
            if not self._accept("."):
                return path

    def _value(self, path: tuple[Key, ...]) -> None:
        self._skip_blank()
        if self._accept("["):
            for n in count():
                if self._accept("]"):
                    return
                self._skip_blank()
                self._note((*path, n))
                self._value((*path, n))
                self._accept(",")
        elif self._accept("{"):
            while not self._accept("}"):
                self._entry(path)
                self._accept(",")
        elif found := (
            _STRING.match(self._text, self._at) or _OTHER_VALUE.match(self._text, self._at)
        ):
            self._at = found.end()
        else:
            raise _NotToml

    def _note(self, path: tuple[Key, ...]) -> None:
        self._line += self._text.count("\n", self._counted_up_to, self._at)
        self._counted_up_to = self._at
        self._lines.setdefault(path, self._line)

    def _skip_blank(self) -> bool:
        """Skip white space and comments; return whether anything follows."""
        if blank := _BLANK.match(self._text, self._at):
            self._at = blank.end()
        return self._at < len(self._text)

    def _accept(self, sign: str) -> bool:
        self._skip_blank()
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _expect(self, sign: str) -> None:
        if not self._accept(sign):
            raise _NotToml


def _unquoted(quoted: str) -> str:
    try:
        return str(tomllib.loads(f"key = {quoted}")["key"])
    except tomllib.TOMLDecodeError:
        raise _NotToml from None
