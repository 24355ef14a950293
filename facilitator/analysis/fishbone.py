"""The causes as a fishbone (Ishikawa) diagram: its bones, and the causes on each.

A cause is on the bone it names, or else on the bone of its parent. A child of the problem that
names no bone is without one, and so are its descendants until one of them names a bone.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.model.causes import Cause, Causes

NO_BONE_YET = "no bone yet"
"""The label of the bone for causes without a bone."""

NO_BONE = ""
"""The name of the bone for causes without a bone; it comes last, only if it has causes."""


@dataclass(frozen=True)
class BoneCause:
    """A cause on a bone, with its depth there: 0 if it is the first of its branch on this bone."""

    cause: Cause
    depth: int


@dataclass(frozen=True)
class Bone:
    """A bone and its causes, each followed by its descendants on the same bone."""

    name: str
    causes: tuple[BoneCause, ...]


def bones_of(causes: Causes) -> dict[str, str]:
    """Return the name of the bone of each cause, by the id of the cause."""
    found: dict[str, str] = {}
    for _, cause in causes.in_tree_order():
        follows = found[cause.parent] if cause.parent is not None else NO_BONE
        found[cause.id] = cause.bone or follows
    return found


def fishbone(causes: Causes) -> tuple[Bone, ...]:
    """Return the bones in order, each with its causes."""
    bone_by_id = bones_of(causes)
    on_bone: dict[str, list[BoneCause]] = {name: [] for name in causes.bones if name}
    on_bone[NO_BONE] = []
    with_parent: dict[str, list[Cause]] = {}
    first: list[Cause] = []
    for _, cause in causes.in_tree_order():
        if cause.parent is not None and bone_by_id[cause.parent] == bone_by_id[cause.id]:
            with_parent.setdefault(cause.parent, []).append(cause)
        else:
            first.append(cause)
    waiting = [BoneCause(cause, 0) for cause in reversed(first)]
    while waiting:
        placed = waiting.pop()
        on_bone[bone_by_id[placed.cause.id]].append(placed)
        beneath = reversed(with_parent.get(placed.cause.id, ()))
        waiting.extend(BoneCause(cause, placed.depth + 1) for cause in beneath)
    return tuple(Bone(name, tuple(placed)) for name, placed in on_bone.items() if name or placed)


def bone_pairs(bones: tuple[Bone, ...]) -> tuple[tuple[Bone, ...], ...]:
    """Return the bones in pairs: one above the spine and one below it. The last may be alone."""
    return tuple(bones[n : n + 2] for n in range(0, len(bones), 2))
