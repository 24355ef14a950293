"""What pictures are made of: words, strokes, patches and discs, each a value that knows its box.

Lengths are in units of the picture, x to the right and y downwards. `kind` is what a shape is, for
the style sheet (`svg_style`).

A picture as an SVG document: one file, nothing loaded, nothing run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from facilitator.exporters.svg.style import FRAME, patterns, runs_right_to_left, style_sheet, width

_ASCENT, _DESCENT = 0.95, 0.25
"""How far letters reach above and below their line, in ems."""

LEADING = 1.32
"""From one line to the next, in ems."""

_TOUCHING = 0.01


@dataclass(frozen=True)
class Box:
    """The smallest upright rectangle around a shape."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes have room in common; those that only touch have none."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCHING and down > _TOUCHING


@dataclass(frozen=True)
class Words:
    """A text in lines, the first one's baseline at `y`; only a single line ends at its `x`."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    kind: str = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"

    @property
    def box(self) -> Box:
        """Where the letters stand, at their widest."""
        wide = max((width(line, self.size, self.bold) for line in self.lines), default=0.0)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        top = self.y - _ASCENT * self.size
        return Box(left, top, left + wide, top + height(len(self.lines), self.size))

    def element(self) -> str:
        """Return the shape as an element of SVG, the text escaped."""
        weight = ' font-weight="bold"' if self.bold else ""
        style = f'class="{self.kind}" font-size="{number(self.size)}"{weight}{self._alignment}'
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
        """Which way it reads, and which end of it stands at `x`: right to left, start is end."""
        if runs_right_to_left("".join(self.lines)):
            turned = {"start": "end", "middle": "middle", "end": "start"}[self.anchor]
            return f' direction="rtl" text-anchor="{turned}"'
        return f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""


@dataclass(frozen=True)
class Stroke:
    """A line through some points."""

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
class Patch:
    """A filled area between some points."""

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
class Disc:
    """A disc around a point."""

    x: float
    y: float
    radius: float
    kind: str = "mark"

    @property
    def box(self) -> Box:
        """The box around the disc."""
        reach = self.radius
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)

    def element(self) -> str:
        """Return the shape as an element of SVG."""
        at = f'cx="{number(self.x)}" cy="{number(self.y)}"'
        return f'<circle class="{self.kind}" {at} r="{number(self.radius)}"/>'


Shape: TypeAlias = Words | Stroke | Patch | Disc


@dataclass(frozen=True)
class Picture:
    """A picture before it is written: its shapes from back to front, and what it is called.

    `kind` is one word; `description` says in a sentence or two what a reader would see.
    """

    kind: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """All that is written in it."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Words))


def height(lines: int, size: float) -> float:
    """Return the height of so many lines of text."""
    return ((lines - 1) * LEADING + _ASCENT + _DESCENT) * size if lines else 0.0


def words_below(
    x: float,
    top: float,
    lines: tuple[str, ...],
    size: float,
    kind: str = "ink",
    bold: bool = False,
) -> Words:
    """Return words whose box begins at `top`."""
    return Words(x, top + _ASCENT * size, lines, size, kind, bold)


def rectangle(left: float, top: float, right: float, bottom: float, kind: str) -> Patch:
    """Return an upright rectangle."""
    return Patch(((left, top), (right, top), (right, bottom), (left, bottom)), kind)


def diamond(x: float, y: float, reach: float, kind: str) -> Patch:
    """Return a square that stands on its corner."""
    return Patch(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), kind)


def number(value: float) -> str:
    """Write a length as shortly as a tenth of a unit allows."""
    return f"{value:.1f}".removesuffix(".0")


def _at(x: float, y: float) -> str:
    return f'x="{number(x)}" y="{number(y)}"'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def written(picture: Picture) -> str:
    """Return the picture as a document that scales to the width it is given.

    It can stand by itself or in a page: its style reaches nothing outside of it, and it brings its
    own ground, so that it can be read on any other. Its title and description are for those who
    have it read to them.
    """
    wide, high = number(picture.width), number(picture.height)
    name = f"{FRAME}-{picture.kind}"
    labelled = quoteattr(f"{name}-title {name}-description")
    ground = rectangle(0, 0, picture.width, picture.height, "ground")
    shapes = "\n".join(shape.element() for shape in (ground, *picture.shapes))
    defined = patterns({shape.kind for shape in picture.shapes})
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
