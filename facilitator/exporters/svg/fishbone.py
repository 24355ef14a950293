"""The causes as a fishbone (Ishikawa) diagram in SVG.

The problem is at the head of a spine, the causes are on bones above and below it. All bones have
the same slant, so that neighbours keep their distance over their whole length and the text beside
a bone ends before the next one. A bone is as long as its causes need; the longest bone decides how
steep all of them are. Lengths are in units of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from facilitator.analysis.fishbone import NO_BONE_YET, Bone, BoneCause, bones_of, fishbone
from facilitator.analysis.format import UNTITLED, title_of
from facilitator.exporters.svg.shapes import (
    Box,
    Circle,
    Polyline,
    Shape,
    SvgPicture,
    TextBlock,
    diamond,
    rectangle,
    svg_document,
    text_below,
    text_height,
)
from facilitator.exporters.svg.style import text_width, wrap_to_width, xml_safe_line
from facilitator.model.causes import CauseRole, Causes
from facilitator.model.postmortem import Postmortem

_MARGIN = 32.0
_TITLE = 20.0
_HEAD_WIDTHS = (220.0, 320.0, 460.0, 640.0)
"""Widths to try for the problem's box: the first that makes it not much taller than wide."""
_PADDING = 16.0
_TAIL = 24.0
_NO_CAUSES = "No causes yet."
_NO_PROBLEM = "The problem is not put into words yet."
_NARROWEST = 640.0

_TEXT_SIZE, _SMALL_SIZE = 14.0, 12.0

_NO_CAUSE_FOUND = "no cause found yet"
"""The note below the name of a bone without causes."""

_INDENT, _DEEPEST = 20.0, 5
"""Indent of each level of causes, and the deepest level that is indented further."""

_MARK, _REACH = 16.0, 5.5  # the room for a mark, and the radius of the mark
_AFTER_LABEL = 8.0
_FROM_BONE = 4.0  # between the name of a bone and its end

_CAUSE_GAP = 12.0
"""The gap between two causes on a bone."""

_TEXT_WIDTHS = (200.0, 250.0, 310.0, 400.0, 540.0, 720.0, 960.0)
"""Text widths to try: the first that makes the picture no taller than a landscape sheet."""

_SHEET_RATIO = 0.7
"""Height divided by width of a landscape sheet, about that of A4 (0.71)."""

_RIB_LENGTH = 16.0
"""From a bone to the text beside it."""

_SPINE_GAP = 22.0
"""From the spine to the first text beside it."""

_SLANT, _MOST_SLANT = 0.32, 120.0
"""Slant of the bones (x per y), and how far the longest bone may lean in all."""

_GAP = 30.0


def fishbone_svg(postmortem: Postmortem) -> str:
    """Return the causes as an SVG document of a fishbone diagram."""
    return svg_document(fishbone_picture(postmortem))


def fishbone_picture(postmortem: Postmortem) -> SvgPicture:
    """Return the fishbone diagram; it grows with the causes, and is small without any."""
    causes = postmortem.causes
    title = xml_safe_line(title_of(postmortem)) or UNTITLED
    plan = _layout(fishbone(causes), causes.labels())
    # The bones are drawn twice: at y 0 to measure them, then where the title leaves room.
    bones = _bones(causes, plan, 0) if causes.causes else ()
    drawn = max((shape.box.right for shape in bones), default=0.0) + _MARGIN
    wide = max(_NARROWEST, ceil(drawn))
    head = text_below(
        _MARGIN, 26, wrap_to_width(title, wide - 2 * _MARGIN, _TITLE, True), _TITLE, bold=True
    )
    under = text_below(_MARGIN, head.box.bottom + 6, (_subtitle(causes),), _SMALL_SIZE + 1, "quiet")
    shapes: list[Shape] = [head, under]
    if bones:
        top = min(shape.box.top for shape in bones)
        shapes += _bones(causes, plan, under.box.bottom + 28 - top)
    elif problem := xml_safe_line(causes.problem):
        lines = wrap_to_width(problem, wide - 2 * _MARGIN, _TEXT_SIZE)
        shapes.append(text_below(_MARGIN, under.box.bottom + 14, lines, _TEXT_SIZE))
    bottom = ceil(max(shape.box.bottom for shape in shapes) + _MARGIN)
    return SvgPicture(
        "fishbone", f"Fishbone: {title}", _description(causes), wide, bottom, tuple(shapes)
    )


def _bones(causes: Causes, plan: _FishboneLayout, spine: float) -> tuple[Shape, ...]:
    """Draw spine, bones and problem; `spine` is the y coordinate of the spine."""
    start = _MARGIN
    end = start + _TAIL + plan.width
    shapes: list[Shape] = [Polyline(((start, spine), (end, spine)), "spine")]
    for bone in plan.bones:
        shapes += _bone(bone, start + _TAIL, spine)
    return (*shapes, *_problem(causes, end, spine))


def _bone(bone: _PlacedBone, start: float, spine: float) -> Iterator[Shape]:
    """Draw a bone with its name at the far end and its causes, read downwards on both sides."""
    side = -1 if bone.is_above else 1
    far = spine + side * bone.length
    yield Polyline(((start + bone.foot, spine), (start + bone.x(bone.length), far)), "bone")
    yield from _name(bone, start, far)
    y = (far if bone.is_above else spine + _SPINE_GAP) + _CAUSE_GAP / 2
    for family in bone.text.families:
        tall = _family_height(family) - _CAUSE_GAP
        nearest = spine - y - tall if bone.is_above else y - spine
        x = start + bone.x(nearest) + _RIB_LENGTH
        middle = family[0].middle_of_first_line(y)
        joint = start + bone.x(abs(spine - middle))
        yield Polyline(((joint, middle), (x - 4, middle)), "line")
        yield from _family(family, x, y)
        y += tall + _CAUSE_GAP


def _family(family: Sequence[_CauseText], x: float, top: float) -> Iterator[Shape]:
    """Draw a family of causes, each with a connector from its parent."""
    feet: list[tuple[float, float]] = []
    y = top
    for cause in family:
        middle, left = cause.middle_of_first_line(y), x + cause.indent
        del feet[cause.depth :]
        if feet:
            stem, foot = feet[-1]
            yield Polyline(((stem, foot), (stem, middle), (max(stem, left - 4), middle)), "line")
        yield from cause.shapes(x, y)
        feet.append((left + 6, middle + 9))
        y += cause.height + _CAUSE_GAP


def _name(bone: _PlacedBone, start: float, far: float) -> Iterator[TextBlock]:
    """Write a bone's name at its far end, and the note below it."""
    text = bone.text
    x = start + bone.x(bone.length)
    top = far - text.name_height if bone.is_above else far + 4
    name = text_below(x, top, text.name, _TEXT_SIZE, bold=True)
    yield name
    if text.note:
        yield text_below(x, name.box.bottom, (text.note,), _SMALL_SIZE, "quiet")


def _problem(causes: Causes, x: float, spine: float) -> tuple[Shape, ...]:
    """Draw the box of the problem, vertically centred on the spine."""
    problem = xml_safe_line(causes.problem)
    text = problem or _NO_PROBLEM
    for max_width in _HEAD_WIDTHS:
        lines = wrap_to_width(text, max_width, _TEXT_SIZE, bold=True)
        if text_height(len(lines), _TEXT_SIZE) <= 0.8 * max_width:
            break
    inner = max(text_width(line, _TEXT_SIZE, True) for line in lines)
    label_height = text_height(1, _SMALL_SIZE) + 4
    high = label_height + text_height(len(lines), _TEXT_SIZE)
    box = Box(x, spine - high / 2 - _PADDING, x + inner + 2 * _PADDING, spine + high / 2 + _PADDING)
    left, top = x + _PADDING, box.top + _PADDING
    return (
        rectangle(box.left, box.top, box.right, box.bottom, "head"),
        text_below(left, top, ("the problem",), _SMALL_SIZE, "quiet"),
        text_below(left, top + label_height, lines, _TEXT_SIZE, "ink", bold=True),
    )


def _subtitle(causes: Causes) -> str:
    if not causes.causes:
        return _NO_CAUSES
    labels, standing = causes.labels(), bones_of(causes)
    for cause in causes.causes:
        if cause.parent and standing[cause.parent] != standing[cause.id]:
            elsewhere = labels[cause.parent]
            return (
                f"Fishbone · “for {elsewhere}” says: it made {elsewhere} possible, on another bone"
            )
    return "Fishbone · the causes, each on its bone"


def _description(causes: Causes) -> str:
    """Describe the picture for screen readers."""
    if not causes.causes:
        return _NO_CAUSES
    labels = causes.labels()
    parts = [
        f"Problem: {xml_safe_line(causes.problem) or _NO_PROBLEM}",
        f"Causes: {len(causes.causes)}.",
    ]
    for role, word in ((CauseRole.ROOT, "Roots"), (CauseRole.CONTRIBUTING, "Contributing")):
        marked = ", ".join(labels[cause.id] for cause in causes.in_role(role))
        parts += [f"{word}: {marked}."] if marked else []
    return " ".join(parts)


@dataclass(frozen=True)
class _CauseText:
    """A cause as laid out: its label `indent` units in, its lines `text_at` units further.

    `depth` is 0 for a cause directly on the bone. `above` names the parent of the cause if that is
    on another bone; otherwise it is empty.
    """

    lines: tuple[str, ...]
    label: str
    role: CauseRole
    above: str
    depth: int
    indent: float
    text_at: float

    @property
    def height(self) -> float:
        """Height of heading and text."""
        return self._head_height + text_height(len(self.lines), _TEXT_SIZE)

    @property
    def width(self) -> float:
        """Upper bound of its width, from the left edge of its family on."""
        head = self._head_at + text_width(self.head, _SMALL_SIZE, bold=True) if self.head else 0.0
        text = max(text_width(line, _TEXT_SIZE) for line in self.lines)
        return self.indent + self.text_at + max(head, text)

    @property
    def head(self) -> str:
        """The heading above the text: the role, and the parent if that is on another bone."""
        role = "" if self.role is CauseRole.STEP else self.role.value
        return " · ".join(part for part in (role, self.above) if part)

    @property
    def _head_at(self) -> float:
        return 0.0 if self.role is CauseRole.STEP else _MARK

    @property
    def _head_height(self) -> float:
        return text_height(1, _SMALL_SIZE) + 2 if self.head else 0.0

    def middle_of_first_line(self, top: float) -> float:
        """Y coordinate of its rib if the cause begins at y `top`."""
        size = _SMALL_SIZE if self.head else _TEXT_SIZE
        return top + text_height(1, size) / 2

    def shapes(self, x: float, top: float) -> tuple[Shape, ...]:
        """Draw the cause from the left edge `x` and y `top`: label, mark, heading and text."""
        at, middle = x + self.indent + self.text_at, self.middle_of_first_line(top)
        text = text_below(at, top + self._head_height, self.lines, _TEXT_SIZE)
        baseline, shapes = text.y, list[Shape]()
        if self.head:
            kind = "quiet" if self.role is CauseRole.STEP else "accent"
            head = text_below(at + self._head_at, top, (self.head,), _SMALL_SIZE, kind, bold=True)
            baseline = head.y
            shapes.append(head)
        if self.role is CauseRole.ROOT:
            shapes.append(Circle(at + _REACH, middle, _REACH, "mark"))
        elif self.role is CauseRole.CONTRIBUTING:
            shapes.append(diamond(at + _REACH, middle, _REACH, "open"))
        label = TextBlock(x + self.indent, baseline, (self.label,), _SMALL_SIZE, "quiet")
        return (label, *shapes, text)


@dataclass(frozen=True)
class _BoneText:
    """The texts of a bone: its name in lines, a note below the name, its causes in reading order.

    A family is a cause directly on the bone and its descendants there; they share a left edge.
    """

    name: tuple[str, ...]
    note: str
    families: tuple[tuple[_CauseText, ...], ...]

    @property
    def name_height(self) -> float:
        """Height of name and note."""
        note = text_height(1, _SMALL_SIZE) if self.note else 0.0
        return text_height(len(self.name), _TEXT_SIZE) + note + _FROM_BONE

    @property
    def causes_height(self) -> float:
        """Height of all causes with the gaps between them."""
        return sum(map(_family_height, self.families))

    @property
    def width(self) -> float:
        """Width of the widest of name, note and causes."""
        name = max(text_width(line, _TEXT_SIZE, bold=True) for line in self.name)
        causes = (cause.width for family in self.families for cause in family)
        return max(name, text_width(self.note, _SMALL_SIZE), *causes)

    @property
    def tallest(self) -> float:
        """Height of the tallest block that keeps one left edge: the name or a family."""
        return max((self.name_height, *map(_family_height, self.families)))


def _family_height(family: Sequence[_CauseText]) -> float:
    """Return the height of a family, with the gap after each cause."""
    return sum(cause.height + _CAUSE_GAP for cause in family)


def _bone_text(bone: Bone, labels: Mapping[str, str], max_width: float) -> _BoneText:
    """Return the texts of a bone, wrapped to lines of at most `max_width`."""
    return _BoneText(
        wrap_to_width(xml_safe_line(bone.name) or NO_BONE_YET, max_width, _TEXT_SIZE, bold=True),
        "" if bone.causes else _NO_CAUSE_FOUND,
        _families([_cause_text(placed, labels, max_width) for placed in bone.causes]),
    )


def _families(causes: Sequence[_CauseText]) -> tuple[tuple[_CauseText, ...], ...]:
    families: list[list[_CauseText]] = []
    for cause in causes:
        if not cause.depth:
            families.append([])
        families[-1].append(cause)
    return tuple(map(tuple, families))


def _cause_text(placed: BoneCause, labels: Mapping[str, str], max_width: float) -> _CauseText:
    cause = placed.cause
    label = labels[cause.id]
    indent = min(placed.depth, _DEEPEST) * _INDENT
    text_at = text_width(label, _SMALL_SIZE) + _AFTER_LABEL
    above = f"for {labels[cause.parent]}" if cause.parent and not placed.depth else ""
    lines = wrap_to_width(xml_safe_line(cause.text), max_width - indent - text_at, _TEXT_SIZE)
    return _CauseText(lines, label, cause.role, above, placed.depth, indent, text_at)


@dataclass(frozen=True)
class _PlacedBone:
    """A bone: x where it meets the spine (`foot`), its vertical length, its slant and texts."""

    foot: float
    is_above: bool
    length: float
    slant: float
    text: _BoneText

    def x(self, distance: float) -> float:
        """X coordinate of the bone at a vertical distance from the spine."""
        return self.foot - self.slant * distance


@dataclass(frozen=True)
class _FishboneLayout:
    """The placed bones, their total width, and how far they reach above and below the spine."""

    bones: tuple[_PlacedBone, ...]
    width: float
    above: float
    below: float


def _layout(bones: Sequence[Bone], labels: Mapping[str, str]) -> _FishboneLayout:
    """Place the bones from the tail (x 0) on, in pairs above and below the spine."""
    for max_width in _TEXT_WIDTHS:
        plan = _place([_bone_text(bone, labels, max_width) for bone in bones])
        if plan.above + plan.below <= plan.width * _SHEET_RATIO:
            break
    return plan


def _place(texts: Sequence[_BoneText]) -> _FishboneLayout:
    lengths = [text.causes_height + _SPINE_GAP for text in texts]
    reaches = [length + text.name_height for length, text in zip(lengths, texts, strict=True)]
    longest = max(reaches, default=0.0)
    slant = min(_SLANT, _MOST_SLANT / longest) if longest else _SLANT
    places, end = _places(texts, slant, slant * longest)
    bones = tuple(
        _PlacedBone(places[n // 2], n % 2 == 0, length, slant, text)
        for n, (length, text) in enumerate(zip(lengths, texts, strict=True))
    )
    return _FishboneLayout(
        bones, end, max(reaches[::2], default=0.0), max(reaches[1::2], default=0.0)
    )


def _places(texts: Sequence[_BoneText], slant: float, tail: float) -> tuple[list[float], float]:
    """Return the x coordinates at which the pairs of bones meet the spine, and that of the end.

    A block of text clears its own bone at the end nearer to the spine, and must clear the next bone
    at its far end, where that bone has come closer by the slant times the height of the block.
    """
    places: list[float] = []
    for n in range(0, len(texts), 2):
        places.append(tail)
        pair = texts[n : n + 2]
        tallest = max(text.tallest for text in pair)
        tail += _RIB_LENGTH + max(text.width for text in pair) + slant * tallest + _GAP
    return places, tail
