"""The style sheet of the SVG pictures, and the measuring and wrapping of their texts.

Colour alone never carries a meaning: phases differ by their pattern, root causes are filled
circles, contributing factors open diamonds, and each has a word beside it.

Text is measured without a font: the widths are those of DejaVu Sans and Verdana, the widest of the
fonts that viewers use for `sans-serif`, so that no text is wider than its space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

FRAME = "facilitator-picture"
"""The class of every picture; all style rules are scoped to it."""


@dataclass(frozen=True)
class ColourScheme:
    """The colours of background, text, secondary text, lines, marks and phase patterns, as hex."""

    ground: str
    ink: str
    quiet: str
    line: str
    accent: str
    pattern: str


LIGHT_SCHEME = ColourScheme("#ffffff", "#1c2024", "#565d64", "#737b83", "#0b5394", "#565d64")
DARK_SCHEME = ColourScheme("#14171a", "#eceff1", "#a8b1b9", "#868f98", "#8ec3f5", "#a8b1b9")
PRINT_SCHEME = ColourScheme("#ffffff", "#000000", "#404040", "#505050", "#000000", "#404040")

_SCREENS = (
    ("", LIGHT_SCHEME),
    ("@media screen and (prefers-color-scheme: dark)", DARK_SCHEME),
    ("@media print", PRINT_SCHEME),
)

_PATTERNS = {
    "before": (8, "M2 2h1.6v1.6h-1.6z M6 6h1.6v1.6h-1.6z", True),
    "undetected": (8, "M-2 2L2 -2 M0 8L8 0 M6 10L10 6", False),
    "investigating": (7, "M-2 5L2 9 M0 0L7 7 M5 -2L9 2", False),
    "responding": (6, "M1.5 0V6 M4.5 0V6", False),
    "mitigating": (7, "M0 0L7 7 M0 7L7 0", False),
    "recovering": (6, "M0 1.5H6 M0 4.5H6", False),
}
"""The pattern of each phase: side of the tile, path in the tile, whether the path is filled."""


def style_sheet() -> str:
    """Return the style sheet of all pictures: shapes, and colours for light, dark and print."""
    return "\n".join(
        (_shape_rules(), *(_colour_rules(medium, colours) for medium, colours in _SCREENS))
    )


def pattern_definitions(kinds: Collection[str]) -> str:
    """Return SVG definitions of the phase patterns that these kinds of shape use."""
    return "\n".join(
        f'<pattern id="{FRAME}-{name}" width="{side}" height="{side}" '
        f'patternUnits="userSpaceOnUse"><path class="{"dots" if filled else "hatching"}" '
        f'd="{path}"/></pattern>'
        for name, (side, path, filled) in _PATTERNS.items()
        if f"phase-{name}" in kinds
    )


def _shape_rules() -> str:
    """Return the rules that do not depend on the colours: fonts, line widths, patterns."""
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


def _colour_rules(medium: str, colours: ColourScheme) -> str:
    """Return the colour rules of one medium; an empty `medium` is the default."""
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
"""Characters that XML 1.0 does not allow, not even escaped (production 2, `Char`)."""

_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C1 controls, which XML allows, and bidirectional overrides, which reorder the text shown."""

_WIDTHS = {
    **dict.fromkeys("il'", 0.3),
    **dict.fromkeys(" .,fj|", 0.37),
    **dict.fromkeys('rtIJ:;!()[]{}-/\\`"', 0.46),
    **dict.fromkeys("csz", 0.55),
    **dict.fromkeys("w&#", 0.84),
    **dict.fromkeys("mMW@%+<>=~^_", 1.0),
}
_LETTER, _CAPITAL, _OTHER, _WIDE = 0.64, 0.79, 0.85, 1.02
"""Widths in ems: small ASCII letters and digits, capitals, other scripts, full-width (CJK)."""
_BOLD = 1.14
"""Bold text is at most this much wider than regular."""

_BREAKS = re.compile(r"\S+ ?|\s")


def xml_safe_line(text: str) -> str:
    """Return the text as one line without characters that XML forbids or that reorder text."""
    return " ".join(_STEERING.sub("", _NO_XML.sub("", text)).split())


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is of a right-to-left script."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in found if way in ("L", "R", "AL")), "L") != "L"


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return an upper bound of the width of a line of text, in the unit of `size`."""
    return sum(map(_ems, text.rstrip())) * size * (_BOLD if bold else 1)


def wrap_to_width(text: str, max_width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Wrap a text to lines of at most `max_width`; joined they are the text, letter for letter.

    Lines break after a space, or inside a word that is longer than a line, but never between a
    letter and its combining marks.
    """
    ems = max_width / size / (_BOLD if bold else 1)
    lines: list[str] = []
    line, line_ems = "", 0.0
    for word in _BREAKS.findall(text):
        needed = sum(map(_ems, word.rstrip()))
        if line and line_ems + needed > ems:
            lines.append(line)
            line, line_ems = "", 0.0
        if needed > ems:
            *full, word = _split_word(word, ems)
            lines += full
        line += word
        line_ems += sum(map(_ems, word))
    return (*lines, line) if line or not lines else tuple(lines)


def _split_word(word: str, ems: float) -> list[str]:
    """Split a word into pieces of at most this many ems, each with at least one letter."""
    pieces = [""]
    piece_ems = 0.0
    for letter in word:
        needed = _ems(letter)
        if pieces[-1] and needed and piece_ems + needed > ems and not letter.isspace():
            pieces.append("")
            piece_ems = 0.0
        pieces[-1] += letter
        piece_ems += needed
    return pieces


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    """Return the width of a character in ems, 0 for one that joins the letter before it."""
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _LETTER
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0  # combining marks and joiners have no width of their own
    if unicodedata.east_asian_width(letter) in "FW":
        return 1.35 if ord(letter) > 0x1F000 else _WIDE  # emoji are wider than CJK
    return _OTHER
