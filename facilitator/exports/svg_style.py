"""How pictures look: colours for a light screen, a dark one and paper; the phases' patterns.

What a shape is can be told without any colour: phases by their pattern, roots by a filled disc,
contributing factors by an open diamond, and each of them by a word beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

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
