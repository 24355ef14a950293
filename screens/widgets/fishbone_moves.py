"""How the arrow keys move over a fishbone: along a rib, over the spine, from bone to bone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from textual.geometry import Region

from facilitator.analysis.fishbone import fishbone, pairs
from facilitator.model.causes import Causes
from screens.widgets.cause_picture import PROBLEM, bone_key, bone_of_key

Direction = Literal["up", "down", "left", "right"]

KeyColumns = tuple[tuple[tuple[str, ...], ...], ...]
"""The keys at each place along the spine, as they stand from the top: those above, those below."""


def key_columns(causes: Causes) -> KeyColumns:
    """Return the key of every bone and cause where it stands; a bone's is the farthest out."""
    found = []
    for pair in pairs(fishbone(causes)):
        along = [tuple(placed.cause.id for placed in bone.causes) for bone in pair]
        sides = [(bone_key(pair[0].name), *along[0])]
        if len(pair) > 1:
            sides.append((*along[1], bone_key(pair[1].name)))
        found.append(tuple(sides))
    return tuple(found)


def next_key(
    columns: KeyColumns, regions: Mapping[str, Region], key: str, direction: Direction
) -> str:
    """Return the key an arrow leads to from this one: itself at the edge of the picture."""
    place = _place(columns, key)
    if place is None:
        return _from_head(columns, regions, key, direction)
    column, side = place
    if direction in ("up", "down"):
        keys = [each for keys in columns[column] for each in keys]
        index = keys.index(key) + (1 if direction == "down" else -1)
        return keys[max(0, min(index, len(keys) - 1))]
    column += 1 if direction == "right" else -1
    if column == len(columns):
        return PROBLEM
    return _nearest(columns[column], side, regions, key) if column >= 0 else key


def nearest_left(before: KeyColumns, after: KeyColumns, key: str) -> str:
    """Return the key that is left where this one has gone: on its rib, or at its bone's place."""
    left = {each for column in after for keys in column for each in keys} | {PROBLEM}
    place = _place(before, key)
    if key in left or place is None:
        return key if key in left else PROBLEM
    column, side = place
    there = after[column][side] if column < len(after) and side < len(after[column]) else ()
    if bone_of_key(key) is not None and there and _place(before, there[-side]) is None:
        return there[-side]  # a bone that was not there before: this one, by another name
    keys = before[column][side]
    index = keys.index(key)
    around = sorted((abs(n - index), -n, each) for n, each in enumerate(keys) if each in left)
    if around:
        return around[0][2]
    return there[-side] if there else PROBLEM


def _place(columns: KeyColumns, key: str) -> tuple[int, int] | None:
    for n, column in enumerate(columns):
        for side, keys in enumerate(column):
            if key in keys:
                return n, side
    return None


def _from_head(
    columns: KeyColumns, regions: Mapping[str, Region], key: str, direction: Direction
) -> str:
    """Return what is next to the problem: to its left, and along the last bones above and below."""
    if direction == "right" or not columns:
        return key
    if direction == "left":
        return _nearest(columns[-1], 0, regions, key)
    side = 0 if direction == "up" else 1
    found = [column[side] for column in columns if side < len(column)]
    return found[-1][side - 1] if found else key


def _nearest(
    column: Sequence[Sequence[str]], side: int, regions: Mapping[str, Region], key: str
) -> str:
    """Return what stands at the height of a key: from a name a name, else a cause if there is one.

    Where this place has no bone on that side, the one across the spine is the neighbour.
    """
    keys = column[min(side, len(column) - 1)]
    causes = [each for each in keys if bone_of_key(each) is None]
    if bone_of_key(key) is not None or not causes:
        return keys[0] if keys is column[0] else keys[-1]
    here = regions[key]
    return min(causes, key=lambda each: abs(_middle(regions[each]) - _middle(here)))


def _middle(region: Region) -> float:
    return region.y + region.height / 2
