"""The same causes listed by the bone they stand on."""

from __future__ import annotations

from facilitator.model.causes import Causes
from screens.widgets.cause_tree import (
    PROBLEM,
    Line,
    PaintedTree,
    cause_line,
    problem_line,
    words_behind,
)

_BONE = "bone:"
_NO_BONE = "no bone yet"


def bone_key(bone: str) -> str:
    """Return the key of a bone's line; no cause's id looks like it."""
    return f"{_BONE}{bone}"


def bone_of_key(key: str) -> str | None:
    """Return the bone a line stands for ("" for those on none), or None for any other line."""
    return key.removeprefix(_BONE) if key.startswith(_BONE) else None


def bone_lines(causes: Causes) -> tuple[Line, ...]:
    """Return the problem, every bone in the team's order, and the causes on each."""
    labels, leaves = causes.labels(), {leaf.id for leaf in causes.leaves()}
    in_order = [cause for _, cause in causes.in_tree_order()]
    found = [problem_line(causes)]
    for bone in (*causes.bones, ""):
        on_it = [cause for cause in in_order if cause.bone == bone]
        if not bone and not on_it:
            continue
        how_many = str(len(on_it)) if on_it else "nothing on it yet"
        found.append(Line(bone_key(bone), PROBLEM, "", bone or _NO_BONE, (how_many,)))
        found.extend(
            cause_line(
                cause,
                bone_key(bone),
                labels[cause.id],
                words_behind(cause.changing(bone=""), cause.id in leaves),
            )
            for cause in on_it
        )
    return tuple(found)


class BoneList(PaintedTree):
    """The causes by bone; the bones nobody has looked at yet are there too."""

    def __init__(self) -> None:
        super().__init__(Line(PROBLEM, None, "", ""), id="bone-list")

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand."""
        self.paint(bone_lines(causes))
