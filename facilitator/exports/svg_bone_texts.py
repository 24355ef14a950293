"""What stands on a bone of the fishbone: its causes in lines, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.analysis.fishbone import Bone, OnBone
from facilitator.exports.svg_shapes import Disc, Shape, Words, diamond, height, words_below
from facilitator.exports.svg_text import clean, width, wrapped
from facilitator.model.causes import CauseRole

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
