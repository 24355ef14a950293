"""The causes as a fishbone: which bones there are, what stands on each, which face each other.

A cause stands on the bone it names. One that names none stands where its parent stands; at the top
of its chain it has no bone yet. So a sub-cause follows its top cause's rib until it, or one above
it, has a bone of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.model.causes import Cause, Causes

NO_BONE = ""
"""The name of the bone for causes that have none yet: the last one, drawn where it has any."""


@dataclass(frozen=True)
class BoneCause:
    """A cause on a bone, with its depth there: 0 where its parent stands elsewhere."""

    cause: Cause
    depth: int


@dataclass(frozen=True)
class Bone:
    """A bone and its causes, each followed by those beneath it on the same bone."""

    name: str
    causes: tuple[BoneCause, ...]


def bones_of(causes: Causes) -> dict[str, str]:
    """Return the name of the bone each cause stands on, by the cause's id."""
    found: dict[str, str] = {}
    for _, cause in causes.in_tree_order():
        follows = found[cause.parent] if cause.parent is not None else NO_BONE
        found[cause.id] = cause.bone or follows
    return found


def fishbone(causes: Causes) -> tuple[Bone, ...]:
    """Return the bones in the team's order, each with every cause that stands on it."""
    standing = bones_of(causes)
    on_bone: dict[str, list[BoneCause]] = {name: [] for name in causes.bones if name}
    on_bone[NO_BONE] = []
    with_parent: dict[str, list[Cause]] = {}
    first: list[Cause] = []
    for _, cause in causes.in_tree_order():
        if cause.parent is not None and standing[cause.parent] == standing[cause.id]:
            with_parent.setdefault(cause.parent, []).append(cause)
        else:
            first.append(cause)
    waiting = [BoneCause(cause, 0) for cause in reversed(first)]
    while waiting:
        placed = waiting.pop()
        on_bone[standing[placed.cause.id]].append(placed)
        beneath = reversed(with_parent.get(placed.cause.id, ()))
        waiting.extend(BoneCause(cause, placed.depth + 1) for cause in beneath)
    return tuple(Bone(name, tuple(placed)) for name, placed in on_bone.items() if name or placed)


def bone_pairs(bones: tuple[Bone, ...]) -> tuple[tuple[Bone, ...], ...]:
    """Return the bones that meet the spine at one place: the first above it, the second below."""
    return tuple(bones[n : n + 2] for n in range(0, len(bones), 2))
