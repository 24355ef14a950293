"""Where the bones of a fishbone stand, so that no text meets another one or a bone.

All bones lean the same way, so two neighbours keep their distance from the spine to their far
ends, and what stands right of a bone ends before the next one. A bone is as long as what stands on
it; the more there is, the steeper all of them are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from facilitator.exports.svg_bone_texts import BoneText, bone_text
from facilitator.fishbone import Bone

ROOMS = (230.0, 300.0, 400.0, 540.0, 720.0, 960.0)
"""How wide the texts may be: the first that leaves the picture wider than it is high."""

RIB = 16.0
"""From a bone to the text beside it."""

FROM_SPINE = 22.0
"""From the spine to the first text beside it."""

_SLANT, _MOST_SLANT = 0.36, 130.0
_GAP = 26.0


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

    @property
    def reach(self) -> float:
        """How far it reaches from the spine, with its name."""
        return self.length + self.text.name_height


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
        plan = _in_room([bone_text(bone, labels, room) for bone in bones], room)
        if plan.above + plan.below <= plan.width:
            break
    return plan


def _in_room(texts: Sequence[BoneText], room: float) -> BonePlan:
    lengths = [text.causes_height + FROM_SPINE for text in texts]
    reaches = [length + text.name_height for length, text in zip(lengths, texts, strict=True)]
    longest = max(reaches, default=0.0)
    slant = min(_SLANT, _MOST_SLANT / longest) if longest else _SLANT
    tallest = max((text.tallest for text in texts), default=0.0)
    pitch = RIB + room + slant * tallest + _GAP
    tail = slant * longest
    bones = tuple(
        Leaning(tail + n // 2 * pitch, n % 2 == 0, length, slant, text)
        for n, (length, text) in enumerate(zip(lengths, texts, strict=True))
    )
    pairs = list(zip_longest(reaches[::2], reaches[1::2], fillvalue=0.0))
    return BonePlan(
        bones,
        tail + len(pairs) * pitch,
        max((above for above, _ in pairs), default=0.0),
        max((below for _, below in pairs), default=0.0),
    )
