"""How pictures look: colours for a light screen, a dark one and paper; the phases' patterns.

What a shape is can be told without any colour: phases by their pattern, roots by a filled disc,
contributing factors by an open diamond, and each of them by a word beside it.

Text in a picture: what XML may hold of it, how wide it is about, how it breaks into lines.

No font is asked: widths are those of DejaVu Sans and Verdana, the widest of the fonts that a
viewer takes for `sans-serif`, so that a text is never wider than the room that was kept for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

FRAME = "facilitator-picture"
"""The class of every picture: its style stays within it, also inside of a page."""


@dataclass(frozen=True)
class Palette:
    """Six colours: of the ground, of text, of lesser text, of lines, of marks, of patterns."""

    ground: str
    ink: str
    quiet: str
    line: str
    accent: str
    pattern: str


LIGHT = Palette("#ffffff", "#1c2024", "#565d64", "#737b83", "#0b5394", "#565d64")
DARK = Palette("#14171a", "#eceff1", "#a8b1b9", "#868f98", "#8ec3f5", "#a8b1b9")
PRINT = Palette("#ffffff", "#000000", "#404040", "#505050", "#000000", "#404040")

_SCREENS = (
    ("", LIGHT),
    ("@media screen and (prefers-color-scheme: dark)", DARK),
    ("@media print", PRINT),
)

_PATTERNS = {
    "before": (8, "M2 2h1.6v1.6h-1.6z M6 6h1.6v1.6h-1.6z", True),
    "undetected": (8, "M-2 2L2 -2 M0 8L8 0 M6 10L10 6", False),
    "investigating": (7, "M-2 5L2 9 M0 0L7 7 M5 -2L9 2", False),
    "responding": (6, "M1.5 0V6 M4.5 0V6", False),
    "mitigating": (7, "M0 0L7 7 M0 7L7 0", False),
    "recovering": (6, "M0 1.5H6 M0 4.5H6", False),
}
"""The phases' patterns: the side of the square that repeats, its path, whether that is filled."""


def style_sheet() -> str:
    """Return the style of all pictures, in three colourings."""
    return "\n".join((_forms(), *(_colouring(medium, colours) for medium, colours in _SCREENS)))


def patterns(kinds: Collection[str]) -> str:
    """Return the patterns of these kinds of shape as definitions; most kinds have none."""
    return "\n".join(
        f'<pattern id="{FRAME}-{name}" width="{side}" height="{side}" '
        f'patternUnits="userSpaceOnUse"><path class="{"dots" if filled else "hatching"}" '
        f'd="{path}"/></pattern>'
        for name, (side, path, filled) in _PATTERNS.items()
        if f"phase-{name}" in kinds
    )


def _forms() -> str:
    """Return what is the same in every colouring: widths, joints, which pattern is whose."""
    phases = "\n".join(
        f".{FRAME} .phase-{name} {{ fill: url(#{FRAME}-{name}); }}" for name in _PATTERNS
    )
    return (
        f".{FRAME} {{ font-family: sans-serif; direction: ltr; }}\n"
        f".{FRAME} polyline {{ fill: none; stroke-width: 1.2; }}\n"
        f".{FRAME} .hatching {{ fill: none; stroke-width: 1.2; }}\n"
        f".{FRAME} .bone, .{FRAME} .spine, .{FRAME} .head {{ stroke-linecap: round; }}\n"
        f".{FRAME} .bone {{ stroke-width: 2; }}\n"
        f".{FRAME} .spine {{ stroke-width: 3.5; }}\n"
        f".{FRAME} .head, .{FRAME} .open, .{FRAME} .mark {{ stroke-width: 1.6; }}\n"
        f".{FRAME} .dashed {{ stroke-dasharray: 4 3; }}\n"
        f"{phases}"
    )


def _colouring(medium: str, colours: Palette) -> str:
    """Return the colours of one medium."""
    rules = "\n".join(
        (
            f".{FRAME} .ground, .{FRAME} .open, .{FRAME} .head {{ fill: {colours.ground}; }}",
            f".{FRAME} .ink {{ fill: {colours.ink}; }}",
            f".{FRAME} .quiet {{ fill: {colours.quiet}; }}",
            f".{FRAME} .accent, .{FRAME} .mark {{ fill: {colours.accent}; }}",
            f".{FRAME} .mark, .{FRAME} .open {{ stroke: {colours.accent}; }}",
            f".{FRAME} .dot {{ fill: {colours.ink}; }}",
            f".{FRAME} .line, .{FRAME} .dashed {{ stroke: {colours.line}; }}",
            f".{FRAME} .bone, .{FRAME} .spine, .{FRAME} .head, .{FRAME} .edge"
            f" {{ stroke: {colours.ink}; }}",
            f".{FRAME} .hatching {{ stroke: {colours.pattern}; }}",
            f".{FRAME} .dots {{ fill: {colours.pattern}; }}",
        )
    )
    return f"{medium} {{\n{rules}\n}}" if medium else rules


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
