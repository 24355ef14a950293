"""On which line of a TOML text each entry stands: `tomllib` reads the values and forgets where."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from itertools import count

Key = str | int
"""A key of a table, or the number of an entry in a list, from 0 on."""

_NOTHING = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|'
    r"'''.*?'''(?:'{0,2})|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_OTHER_VALUE = re.compile(r"[^,\]}#\n]+")


class _End(Exception):
    """The text goes on in a way that is no TOML."""


class TomlLines:
    """The lines of a text's entries; of a text that is no TOML, those up to where it is not."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted_to = 1, 0
        self._lines: dict[tuple[Key, ...], int] = {}
        with suppress(_End):
            self._tables()

    def of(self, *path: Key) -> int:
        """Return the line, from 1 on, of an entry: of what it stands in where it is not found.

        0 where nothing on the way to it is.
        """
        for length in range(len(path), 0, -1):
            if line := self._lines.get(path[:length]):
                return line
        return 0

    def _tables(self) -> None:
        table: tuple[Key, ...] = ()
        while self._goes_on():
            brackets = "[[" if self._text.startswith("[[", self._at) else "["
            if self._takes(brackets):
                table = self._dotted(())
                self._must("]" * len(brackets))
            else:
                self._entry(table)

    def _entry(self, table: tuple[Key, ...]) -> None:
        path = self._dotted(table)
        self._must("=")
        self._value(path)

    def _dotted(self, path: tuple[Key, ...]) -> tuple[Key, ...]:
        """Read a key with its dots, and note where it and the tables it names stand."""
        while True:
            self._goes_on()
            if quoted := _STRING.match(self._text, self._at):
                self._at = quoted.end()
                path = (*path, _unquoted(quoted[0]))
            elif word := _WORD.match(self._text, self._at):
                self._at = word.end()
                path = (*path, word[0])
            else:
                raise _End
            self._note(path)
            if not self._takes("."):
                return path

    def _value(self, path: tuple[Key, ...]) -> None:
        self._goes_on()
        if self._takes("["):
            for n in count():
                if self._takes("]"):
                    return
                self._goes_on()
                self._note((*path, n))
                self._value((*path, n))
                self._takes(",")
        elif self._takes("{"):
            while not self._takes("}"):
                self._entry(path)
                self._takes(",")
        elif found := (
            _STRING.match(self._text, self._at) or _OTHER_VALUE.match(self._text, self._at)
        ):
            self._at = found.end()
        else:
            raise _End

    def _note(self, path: tuple[Key, ...]) -> None:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self._lines.setdefault(path, self._line)

    def _goes_on(self) -> bool:
        """Pass over blanks and remarks; say whether anything follows them."""
        if nothing := _NOTHING.match(self._text, self._at):
            self._at = nothing.end()
        return self._at < len(self._text)

    def _takes(self, sign: str) -> bool:
        self._goes_on()
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _must(self, sign: str) -> None:
        if not self._takes(sign):
            raise _End


def _unquoted(quoted: str) -> str:
    try:
        return str(tomllib.loads(f"key = {quoted}")["key"])
    except tomllib.TOMLDecodeError:
        raise _End from None
