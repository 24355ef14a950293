"""The causes as a picture: the problem at the head of a spine, the causes on its bones.

What stands on a bone of the fishbone: its causes in lines, one below the other.
Where the bones of a fishbone stand, so that no text meets another one or a bone.

All bones lean the same way, so two neighbours keep their distance from the spine to their far
ends, and what stands right of a bone ends before the next one. A bone is as long as what stands on
it; the more there is, the steeper all of them are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from facilitator.analysis.fishbone import Bone, OnBone, bones_of, fishbone
from facilitator.analysis.format import UNTITLED, title_of
from facilitator.exporters.svg.shapes import (
    Box,
    Disc,
    Picture,
    Shape,
    Stroke,
    Words,
    diamond,
    height,
    rectangle,
    words_below,
    written,
)
from facilitator.exporters.svg.style import clean, width, wrapped
from facilitator.model.causes import CauseRole, Causes
from facilitator.model.postmortem import Postmortem

SIZE, SMALL = 14.0, 12.0
NO_BONE_YET = "no bone yet"
"""What the bone is called whose causes have none."""

_NOBODY_ASKED = "no cause found yet"
"""Stands beneath the name of a bone that has no causes."""
_INDENT, _DEEPEST = 20.0, 5
_MARK, _REACH = 16.0, 5.5
_AFTER_LABEL = 8.0
_FROM_BONE = 4.0


@dataclass(frozen=True)
class CauseText:
    """A cause as it is written: its label `indent` units in, its lines `text_at` units further.

    `depth` is 0 where it stands at the bone; `above` names the cause it made possible, where that
    stands on another bone.
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
        """How much room it takes downwards."""
        return self._head_height + height(len(self.lines), SIZE)

    @property
    def width(self) -> float:
        """How far it reaches to the right of its family's left edge, at most."""
        head = self._head_at + width(self.head, SMALL, bold=True) if self.head else 0.0
        text = max(width(line, SIZE) for line in self.lines)
        return self.indent + self.text_at + max(head, text)

    @property
    def head(self) -> str:
        """The line above the text: the role in a word, and whose cause it is."""
        role = "" if self.role is CauseRole.STEP else self.role.value
        return " · ".join(part for part in (role, self.above) if part)

    @property
    def _head_at(self) -> float:
        return 0.0 if self.role is CauseRole.STEP else _MARK

    @property
    def _head_height(self) -> float:
        return height(1, SMALL) + 2 if self.head else 0.0

    def middle_of_first_line(self, top: float) -> float:
        """Return how far down its rib runs where it begins at `top`."""
        size = SMALL if self.head else SIZE
        return top + height(1, size) / 2

    def drawn(self, x: float, top: float) -> tuple[Shape, ...]:
        """Draw the cause with its left edge at `x`: label, mark, word and text."""
        at, middle = x + self.indent + self.text_at, self.middle_of_first_line(top)
        text = words_below(at, top + self._head_height, self.lines, SIZE)
        baseline, shapes = text.y, list[Shape]()
        if self.head:
            kind = "quiet" if self.role is CauseRole.STEP else "accent"
            head = words_below(at + self._head_at, top, (self.head,), SMALL, kind, bold=True)
            baseline = head.y
            shapes.append(head)
        if self.role is CauseRole.ROOT:
            shapes.append(Disc(at + _REACH, middle, _REACH, "mark"))
        elif self.role is CauseRole.CONTRIBUTING:
            shapes.append(diamond(at + _REACH, middle, _REACH, "open"))
        label = Words(x + self.indent, baseline, (self.label,), SMALL, "quiet")
        return (label, *shapes, text)


@dataclass(frozen=True)
class BoneText:
    """A bone's name in lines, what is said beneath it, and its causes in reading order.

    A family is a cause at the bone and those beneath it there: they keep one left edge.
    """

    name: tuple[str, ...]
    note: str
    families: tuple[tuple[CauseText, ...], ...]

    @property
    def name_height(self) -> float:
        """How much room the name takes, with the note beneath it."""
        note = height(1, SMALL) if self.note else 0.0
        return height(len(self.name), SIZE) + note + _FROM_BONE

    @property
    def causes_height(self) -> float:
        """How much room the causes take, with what lies between them."""
        return sum(map(family_height, self.families))

    @property
    def width(self) -> float:
        """How far name and causes reach to the right of where they begin."""
        name = max(width(line, SIZE, bold=True) for line in self.name)
        causes = (cause.width for family in self.families for cause in family)
        return max(name, width(self.note, SMALL), *causes)

    @property
    def tallest(self) -> float:
        """How much room the tallest piece takes that stands as one."""
        return max((self.name_height, *map(family_height, self.families)))


BETWEEN = 12.0
"""The room between two causes on a bone."""


def family_height(family: Sequence[CauseText]) -> float:
    """Return how much room a cause takes with those beneath it, and the room after each."""
    return sum(cause.height + BETWEEN for cause in family)


def bone_text(bone: Bone, labels: Mapping[str, str], room: float) -> BoneText:
    """Return what stands on a bone, in lines of so much room."""
    return BoneText(
        wrapped(clean(bone.name) or NO_BONE_YET, room, SIZE, bold=True),
        "" if bone.causes else _NOBODY_ASKED,
        _families([_cause_text(placed, labels, room) for placed in bone.causes]),
    )


def _families(causes: Sequence[CauseText]) -> tuple[tuple[CauseText, ...], ...]:
    families: list[list[CauseText]] = []
    for cause in causes:
        if not cause.depth:
            families.append([])
        families[-1].append(cause)
    return tuple(map(tuple, families))


def _cause_text(placed: OnBone, labels: Mapping[str, str], room: float) -> CauseText:
    cause = placed.cause
    label = labels[cause.id]
    indent = min(placed.depth, _DEEPEST) * _INDENT
    text_at = width(label, SMALL) + _AFTER_LABEL
    above = f"for {labels[cause.parent]}" if cause.parent and not placed.depth else ""
    lines = wrapped(clean(cause.text), room - indent - text_at, SIZE)
    return CauseText(lines, label, cause.role, above, placed.depth, indent, text_at)


ROOMS = (200.0, 250.0, 310.0, 400.0, 540.0, 720.0, 960.0)
"""How wide the texts may be: the first that leaves the picture a sheet's shape, not higher."""

_SHEET = 0.7
"""The height of a sheet of paper that lies, as a part of its width."""

RIB = 16.0
"""From a bone to the text beside it."""

FROM_SPINE = 22.0
"""From the spine to the first text beside it."""

_SLANT, _MOST_SLANT = 0.32, 120.0
_GAP = 30.0


@dataclass(frozen=True)
class Leaning:
    """A bone: where it meets the spine (`foot`), its length downwards, and what stands on it."""

    foot: float
    is_above: bool
    length: float
    slant: float
    text: BoneText

    def x(self, distance: float) -> float:
        """Return where the bone is, so far from the spine."""
        return self.foot - self.slant * distance


@dataclass(frozen=True)
class BonePlan:
    """The bones, how wide they stand from first to last, how far they reach above and below."""

    bones: tuple[Leaning, ...]
    width: float
    above: float
    below: float


def planned(bones: Sequence[Bone], labels: Mapping[str, str]) -> BonePlan:
    """Return the places of the bones, from the tail (0) on; each two stand at one place."""
    for room in ROOMS:
        plan = _placed([bone_text(bone, labels, room) for bone in bones])
        if plan.above + plan.below <= plan.width * _SHEET:
            break
    return plan


def _placed(texts: Sequence[BoneText]) -> BonePlan:
    lengths = [text.causes_height + FROM_SPINE for text in texts]
    reaches = [length + text.name_height for length, text in zip(lengths, texts, strict=True)]
    longest = max(reaches, default=0.0)
    slant = min(_SLANT, _MOST_SLANT / longest) if longest else _SLANT
    places, end = _places(texts, slant, slant * longest)
    bones = tuple(
        Leaning(places[n // 2], n % 2 == 0, length, slant, text)
        for n, (length, text) in enumerate(zip(lengths, texts, strict=True))
    )
    return BonePlan(bones, end, max(reaches[::2], default=0.0), max(reaches[1::2], default=0.0))


def _places(texts: Sequence[BoneText], slant: float, tail: float) -> tuple[list[float], float]:
    """Return where each two bones meet the spine, and where what stands on the last two ends.

    A piece of text keeps off its own bone at the end that is nearer to the spine, and off the next
    bone at the other end: that bone leans closer by as much as the piece is high.
    """
    places: list[float] = []
    for n in range(0, len(texts), 2):
        places.append(tail)
        pair = texts[n : n + 2]
        tallest = max(text.tallest for text in pair)
        tail += RIB + max(text.width for text in pair) + slant * tallest + _GAP
    return places, tail


_MARGIN = 32.0
_TITLE = 20.0
_HEADS = (220.0, 320.0, 460.0, 640.0)
"""How wide the box of the problem may be: the first that is not much higher than wide."""
_PADDING = 16.0
_TAIL = 24.0
_NO_CAUSES = "No causes yet."
_NO_PROBLEM = "The problem is not put into words yet."
_NARROWEST = 640.0


def fishbone_svg(postmortem: Postmortem) -> str:
    """Return the causes as an SVG document."""
    return written(fishbone_picture(postmortem))


def fishbone_picture(postmortem: Postmortem) -> Picture:
    """Return the picture of the causes: as large as they need, small where there are none."""
    causes = postmortem.causes
    title = clean(title_of(postmortem)) or UNTITLED
    plan = planned(fishbone(causes), causes.labels())
    bones = _bones(causes, plan, 0) if causes.causes else ()
    drawn = max((shape.box.right for shape in bones), default=0.0) + _MARGIN
    wide = max(_NARROWEST, ceil(drawn))
    head = words_below(
        _MARGIN, 26, wrapped(title, wide - 2 * _MARGIN, _TITLE, True), _TITLE, bold=True
    )
    under = words_below(_MARGIN, head.box.bottom + 6, (_subtitle(causes),), SMALL + 1, "quiet")
    shapes: list[Shape] = [head, under]
    if bones:
        top = min(shape.box.top for shape in bones)
        shapes += _bones(causes, plan, under.box.bottom + 28 - top)
    elif problem := clean(causes.problem):
        lines = wrapped(problem, wide - 2 * _MARGIN, SIZE)
        shapes.append(words_below(_MARGIN, under.box.bottom + 14, lines, SIZE))
    bottom = ceil(max(shape.box.bottom for shape in shapes) + _MARGIN)
    return Picture(
        "fishbone", f"Fishbone: {title}", _description(causes), wide, bottom, tuple(shapes)
    )


def _bones(causes: Causes, plan: BonePlan, spine: float) -> tuple[Shape, ...]:
    """Draw the bones and the problem with the spine so far down."""
    start = _MARGIN
    end = start + _TAIL + plan.width
    shapes: list[Shape] = [Stroke(((start, spine), (end, spine)), "spine")]
    for bone in plan.bones:
        shapes += _bone(bone, start + _TAIL, spine)
    return (*shapes, *_problem(causes, end, spine))


def _bone(bone: Leaning, start: float, spine: float) -> Iterator[Shape]:
    """Draw a bone from the spine to its name, its causes in reading order on either side."""
    side = -1 if bone.is_above else 1
    far = spine + side * bone.length
    yield Stroke(((start + bone.foot, spine), (start + bone.x(bone.length), far)), "bone")
    yield from _name(bone, start, far)
    y = (far if bone.is_above else spine + FROM_SPINE) + BETWEEN / 2
    for family in bone.text.families:
        tall = family_height(family) - BETWEEN
        nearest = spine - y - tall if bone.is_above else y - spine
        x = start + bone.x(nearest) + RIB
        middle = family[0].middle_of_first_line(y)
        joint = start + bone.x(abs(spine - middle))
        yield Stroke(((joint, middle), (x - 4, middle)), "line")
        yield from _family(family, x, y)
        y += tall + BETWEEN


def _family(family: Sequence[CauseText], x: float, top: float) -> Iterator[Shape]:
    """Draw a cause and those beneath it, each with a line from the one it made possible."""
    feet: list[tuple[float, float]] = []
    y = top
    for cause in family:
        middle, left = cause.middle_of_first_line(y), x + cause.indent
        del feet[cause.depth :]
        if feet:
            stem, foot = feet[-1]
            yield Stroke(((stem, foot), (stem, middle), (max(stem, left - 4), middle)), "line")
        yield from cause.drawn(x, y)
        feet.append((left + 6, middle + 9))
        y += cause.height + BETWEEN


def _name(bone: Leaning, start: float, far: float) -> Iterator[Words]:
    """Write a bone's name at its far end, and what is said of it beneath that."""
    text = bone.text
    x = start + bone.x(bone.length)
    top = far - text.name_height if bone.is_above else far + 4
    name = words_below(x, top, text.name, SIZE, bold=True)
    yield name
    if text.note:
        yield words_below(x, name.box.bottom, (text.note,), SMALL, "quiet")


def _problem(causes: Causes, x: float, spine: float) -> tuple[Shape, ...]:
    """Draw the box of the problem, its middle on the spine."""
    problem = clean(causes.problem)
    text = problem or _NO_PROBLEM
    for room in _HEADS:
        lines = wrapped(text, room, SIZE, bold=True)
        if height(len(lines), SIZE) <= 0.8 * room:
            break
    inner = max(width(line, SIZE, True) for line in lines)
    label_height = height(1, SMALL) + 4
    high = label_height + height(len(lines), SIZE)
    box = Box(x, spine - high / 2 - _PADDING, x + inner + 2 * _PADDING, spine + high / 2 + _PADDING)
    left, top = x + _PADDING, box.top + _PADDING
    return (
        rectangle(box.left, box.top, box.right, box.bottom, "head"),
        words_below(left, top, ("the problem",), SMALL, "quiet"),
        words_below(left, top + label_height, lines, SIZE, "ink", bold=True),
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
    """Say what the picture shows, for who has it read aloud."""
    if not causes.causes:
        return _NO_CAUSES
    labels = causes.labels()
    parts = [f"Problem: {clean(causes.problem) or _NO_PROBLEM}", f"Causes: {len(causes.causes)}."]
    for role, word in ((CauseRole.ROOT, "Roots"), (CauseRole.CONTRIBUTING, "Contributing")):
        marked = ", ".join(labels[cause.id] for cause in causes.in_role(role))
        parts += [f"{word}: {marked}."] if marked else []
    return " ".join(parts)
