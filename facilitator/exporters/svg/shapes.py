"""The shapes of an SVG picture, and the picture written as a self-contained SVG document.

Shapes are values that know their bounding box. Lengths are in units of the picture, x to the right
and y downwards. The `kind` of a shape is its class in the style sheet (`style.style_sheet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from facilitator.exporters.svg.style import (
    FRAME,
    is_right_to_left,
    pattern_definitions,
    style_sheet,
    text_width,
)

_ASCENT, _DESCENT = 0.95, 0.25
"""The extent of letters above and below the baseline, in ems."""

LEADING = 1.32
"""The distance from one baseline to the next, in ems."""

_TOUCHING = 0.01
"""Boxes that overlap by less only touch: their coordinates are rounded."""


@dataclass(frozen=True)
class Box:
    """The bounding box of a shape."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes overlap; boxes that only touch do not."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCHING and down > _TOUCHING


@dataclass(frozen=True)
class TextBlock:
    """Lines of text, the baseline of the first one at `y`, aligned to `x` by `anchor`.

    Several lines are always anchored at their start. `size` is the font size.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    kind: str = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"

    @property
    def box(self) -> Box:
        """The box around the text; its width is an upper bound (see `style.text_width`)."""
        wide = max((text_width(line, self.size, self.bold) for line in self.lines), default=0.0)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        top = self.y - _ASCENT * self.size
        return Box(left, top, left + wide, top + text_height(len(self.lines), self.size))

    def element(self) -> str:
        """Return the shape as an element of SVG, the text escaped."""
        weight = ' font-weight="bold"' if self.bold else ""
        style = (
            f'class="{self.kind}" font-size="{format_length(self.size)}"{weight}{self._alignment}'
        )
        if len(self.lines) == 1:
            return f"<text {_at(self.x, self.y)} {style}>{escape(self.lines[0])}</text>"
        step = self.size * LEADING
        spans = "".join(
            f"<tspan {_at(self.x, self.y + n * step)}>{escape(line)}</tspan>"
            for n, line in enumerate(self.lines)
        )
        return f"<text {style}>{spans}</text>"

    @property
    def _alignment(self) -> str:
        """Anchor and direction attributes; in right-to-left text SVG's `start` is the right end."""
        if is_right_to_left("".join(self.lines)):
            turned = {"start": "end", "middle": "middle", "end": "start"}[self.anchor]
            return f' direction="rtl" text-anchor="{turned}"'
        return f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""


@dataclass(frozen=True)
class Polyline:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    kind: str = "line"

    @property
    def box(self) -> Box:
        """The box around the points."""
        return _around(self.points)

    def element(self) -> str:
        """Return the shape as an element of SVG."""
        return f'<polyline class="{self.kind}" points="{_points(self.points)}"/>'


@dataclass(frozen=True)
class Polygon:
    """A filled area with these corners."""

    points: tuple[tuple[float, float], ...]
    kind: str

    @property
    def box(self) -> Box:
        """The box around the points."""
        return _around(self.points)

    def element(self) -> str:
        """Return the shape as an element of SVG."""
        return f'<polygon class="{self.kind}" points="{_points(self.points)}"/>'


@dataclass(frozen=True)
class Circle:
    """A filled circle."""

    x: float
    y: float
    radius: float
    kind: str = "mark"

    @property
    def box(self) -> Box:
        """The box around the circle."""
        reach = self.radius
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)

    def element(self) -> str:
        """Return the shape as an element of SVG."""
        at = f'cx="{format_length(self.x)}" cy="{format_length(self.y)}"'
        return f'<circle class="{self.kind}" {at} r="{format_length(self.radius)}"/>'


Shape: TypeAlias = TextBlock | Polyline | Polygon | Circle


@dataclass(frozen=True)
class SvgPicture:
    """A picture as values: its size, its shapes from back to front, and its title and description.

    `kind` is one word and becomes part of the ids. `title` and `description` are for
    screen readers.
    """

    kind: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[TextBlock, ...]:
        """All texts in the picture."""
        return tuple(shape for shape in self.shapes if isinstance(shape, TextBlock))


def text_height(lines: int, size: float) -> float:
    """Return the height of a number of lines of text, 0 for none."""
    return ((lines - 1) * LEADING + _ASCENT + _DESCENT) * size if lines else 0.0


def text_below(
    x: float,
    top: float,
    lines: tuple[str, ...],
    size: float,
    kind: str = "ink",
    bold: bool = False,
) -> TextBlock:
    """Return a text block whose box begins at y `top`, anchored at its start."""
    return TextBlock(x, top + _ASCENT * size, lines, size, kind, bold)


def rectangle(left: float, top: float, right: float, bottom: float, kind: str) -> Polygon:
    """Return an upright rectangle."""
    return Polygon(((left, top), (right, top), (right, bottom), (left, bottom)), kind)


def diamond(x: float, y: float, reach: float, kind: str) -> Polygon:
    """Return a square on its corner; `reach` is the distance from its centre to a corner."""
    return Polygon(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), kind)


def format_length(value: float) -> str:
    """Format a length with at most one decimal: `12`, `12.5`."""
    return f"{value:.1f}".removesuffix(".0")


def _at(x: float, y: float) -> str:
    return f'x="{format_length(x)}" y="{format_length(y)}"'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{format_length(x)},{format_length(y)}" for x, y in points)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def svg_document(picture: SvgPicture) -> str:
    """Return the picture as an SVG document that scales to the width of its container.

    It works as a file and inline in a page: it loads and runs nothing, its style rules are scoped
    to its own class, and it draws its own background, so that it is legible on any other. Its
    title and description are for screen readers.
    """
    wide, high = format_length(picture.width), format_length(picture.height)
    name = f"{FRAME}-{picture.kind}"
    labelled = quoteattr(f"{name}-title {name}-description")
    ground = rectangle(0, 0, picture.width, picture.height, "ground")
    shapes = "\n".join(shape.element() for shape in (ground, *picture.shapes))
    defined = pattern_definitions({shape.kind for shape in picture.shapes})
    definitions = f"<defs>\n{defined}\n</defs>\n" if defined else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{FRAME}" width="100%"'
        f' viewBox="0 0 {wide} {high}" role="graphics-document document"'
        f" aria-labelledby={labelled}>\n"
        f'<title id="{name}-title">{escape(picture.title)}</title>\n'
        f'<desc id="{name}-description">{escape(picture.description)}</desc>\n'
        f"<style>\n{style_sheet()}\n</style>\n"
        f"{definitions}{shapes}\n"
        "</svg>\n"
    )
