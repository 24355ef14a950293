"""Where the bones of a fishbone stand, so that no text meets another one or a bone.

All bones lean the same way, so two neighbours keep their distance from the spine to their far
ends, and what stands right of a bone ends before the next one. A bone is as long as what stands on
it; the more there is, the steeper all of them are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.analysis.fishbone import Bone
from facilitator.exports.svg_bone_texts import BoneText, bone_text

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
