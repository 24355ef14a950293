"""Text in a picture: what XML may hold of it, how wide it is about, how it breaks into lines.

No font is asked: widths are those of DejaVu Sans and Verdana, the widest of the fonts that a
viewer takes for `sans-serif`, so that a text is never wider than the room that was kept for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (its production 2, `Char`)."""

_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls that XML allows, and marks that make text read in another order than it is stored."""

_WIDTHS = {
    **dict.fromkeys("il'", 0.3),
    **dict.fromkeys(" .,fj|", 0.37),
    **dict.fromkeys('rtIJ:;!()[]{}-/\\`"', 0.46),
    **dict.fromkeys("csz", 0.55),
    **dict.fromkeys("w&#", 0.84),
    **dict.fromkeys("mMW@%+<>=~^_", 1.0),
}
_LETTER, _CAPITAL, _OTHER, _WIDE = 0.64, 0.79, 0.85, 1.02
"""Widths in ems: a small letter or digit, a capital, a letter of other scripts, a full square."""
_BOLD = 1.14

_BREAKS = re.compile(r"\S+ ?|\s")


def clean(text: str) -> str:
    """Return the text as one line that XML can hold, without what could steer a viewer."""
    return " ".join(_STEERING.sub("", _NO_XML.sub("", text)).split())


def runs_right_to_left(text: str) -> bool:
    """Whether a text begins in a script written that way: its first letter that has a direction."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in found if way in ("L", "R", "AL")), "L") != "L"


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how much room a text takes at most, in the units its font size is given in."""
    return sum(map(_ems, text.rstrip())) * size * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines of so much room; joined they are the text, letter for letter.

    A line ends behind a space, or between two letters where a word is longer than a line. A
    letter stays with the marks that belong to it.
    """
    ems = room / size / (_BOLD if bold else 1)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in _BREAKS.findall(text):
        needed = sum(map(_ems, word.rstrip()))
        if line and taken + needed > ems:
            lines.append(line)
            line, taken = "", 0.0
        if needed > ems:
            *full, word = _broken(word, ems)
            lines += full
        line += word
        taken += sum(map(_ems, word))
    return (*lines, line) if line or not lines else tuple(lines)


def _broken(word: str, ems: float) -> list[str]:
    """Return a word in pieces of so many ems, each of one letter at least."""
    pieces = [""]
    taken = 0.0
    for letter in word:
        needed = _ems(letter)
        if pieces[-1] and needed and taken + needed > ems and not letter.isspace():
            pieces.append("")
            taken = 0.0
        pieces[-1] += letter
        taken += needed
    return pieces


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _LETTER
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "FW":
        return 1.35 if ord(letter) > 0x1F000 else _WIDE
    return _OTHER
