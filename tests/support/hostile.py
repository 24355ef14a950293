"""Texts that break programs which read markup, or a terminal, in what people type."""

from __future__ import annotations

from typing import NamedTuple


class Hostile(NamedTuple):
    """A text as somebody may type it, and what is kept and shown of it."""

    name: str
    typed: str
    shown: str


def _as_typed(name: str, text: str) -> Hostile:
    return Hostile(name, text, text)


LONG = "x" * 10_000

HOSTILES = (
    _as_typed("bold", "[bold]hi[/bold]"),
    _as_typed("half a tag", "[/"),
    _as_typed("an end of nothing", "[/]"),
    _as_typed("an end of foo", "[/foo]"),
    _as_typed("a tag left open", "[b unclosed"),
    _as_typed("code", "arr[0] = x"),
    _as_typed("an action", "[@click=app.quit]x[/]"),
    _as_typed("a link", "see [link=http://x]y[/link]"),
    _as_typed("a backslash", "ends in a backslash \\"),
    _as_typed("wide letters", "漢字とかな"),
    _as_typed("combining marks", "e\u0301a\u0300"),
    _as_typed("right to left", "\u05e9\u05dc\u05d5\u05dd"),
    Hostile("a colour", "a\x1b[31mred\x1b[0m \x9b1mword\x07", "ared 1mword"),
    Hostile(
        "the clipboard", "a\x1b]52;c;c2VjcmV0\x07 secret\x1b]52;c;b3Blbg", "a secret52;c;b3Blbg"
    ),
    Hostile("a link of a terminal", "\x1b]8;;http://x\x1b\\here\x1b]8;;\x1b\\ it is", "here it is"),
    Hostile("turned around", "a\u202egpj.exe\u202c \u2066b\u2069", "agpj.exe b"),
    _as_typed("a long line", LONG),
)
"""All that every widget which shows user text is tried with."""

HOSTILE = tuple(text.typed for text in HOSTILES if text.typed == text.shown != LONG)
"""Those that stand on a line as they are typed."""
