"""Stage 3: root cause analysis. One tree of causes under one problem statement.

Each cause may be on a bone of the fishbone diagram: the category it belongs to.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from facilitator.model.base import (
    Item,
    ItemId,
    Value,
    item_of,
    moving_item,
    with_item,
    with_unique_ids,
    without_item,
)
from facilitator.model.plain_text import plain_line
from facilitator.model.types import Line, Prose

BONES = ("process", "testing", "detection", "design", "tooling", "dependencies")
"""The bones of a new postmortem; a team may rename, add and delete some."""


class CauseRole(StrEnum):
    """The part a cause plays in the analysis.

    A step is an intermediate cause in a chain. A root cause is one whose fix stops this class of
    incident from recurring.
    """

    STEP = "step"
    CONTRIBUTING = "contributing"
    ROOT = "root"


class Evidence(Item):
    """Evidence for a cause: a text, a link or an event of the timeline; at least one of them."""

    text: Line = ""
    """The evidence in words."""
    url: Line = ""
    """A link to the evidence."""
    event: ItemId | None = None
    """Id of the event of the timeline that shows it."""

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """Refuse evidence without text, link and event."""
        if not (self.text or self.url or self.event):
            raise ValueError("evidence needs words or a link, or an event of the timeline")
        return self


class Cause(Item):
    """A cause: what made the problem, or the cause above it in the tree, possible."""

    text: Annotated[Line, Field(min_length=1)]
    """The cause in words, as one line that is not empty."""
    parent: ItemId | None = None
    """Id of the cause above it in the tree; null if it is right under the problem."""
    bone: Line = ""
    """The bone of the fishbone it is on, one of `bones`; empty for the bone of its parent."""
    role: CauseRole = CauseRole.STEP
    """The part it plays in the analysis."""
    evidence: Annotated[tuple[Evidence, ...], AfterValidator(with_unique_ids)] = ()
    """How the cause is known."""
    accepted_risk: Line = ""
    """Why the cause is left without an action item; empty if its risk is not accepted."""


class CauseLoop(ValueError):
    """A cause would become a descendant of itself."""

    def __init__(self) -> None:
        super().__init__("a cause cannot stand beneath itself")


class UnknownBone(LookupError):
    """No bone has this name."""

    def __init__(self, bone: str) -> None:
        super().__init__(f"there is no bone called {bone} any more")


class DuplicateBone(ValueError):
    """Another bone has this name already, compared without case."""

    def __init__(self, bone: str) -> None:
        super().__init__(f"there is a bone called {bone} already")


class BoneInUse(ValueError):
    """A bone to be deleted still has causes, and no other bone was named for them."""

    def __init__(self, bone: str, count: int) -> None:
        stand = "1 cause stands" if count == 1 else f"{count} causes stand"
        super().__init__(f"{stand} on {bone}: say first where they go")


class Causes(Value):
    """The problem statement, the tree of causes under it, and the bones of the fishbone."""

    problem: Prose = ""
    """The problem statement."""
    causes: Annotated[tuple[Cause, ...], AfterValidator(with_unique_ids)] = ()
    """All causes; those with the same parent are in the order people gave them."""
    bones: tuple[Line, ...] = BONES
    """Names of the bones of the fishbone, in the order they are drawn."""

    @model_validator(mode="after")
    def is_a_tree_on_bones(self) -> Self:
        """Refuse an unknown parent, a loop of parents, and an unknown bone."""
        parents = {cause.id: cause.parent for cause in self.causes}
        for cause in self.causes:
            if cause.parent is not None and cause.parent not in parents:
                raise ValueError("a cause stands beneath one that is not there")
            if cause.bone and cause.bone not in self.bones:
                raise ValueError(f"there is no bone called {cause.bone}")
        safe: set[str] = set()  # causes whose chain is known to end at the problem
        for start in parents:
            path: list[str] = []
            above: str | None = start
            while above is not None and above not in safe:
                if above in path:
                    raise CauseLoop
                path.append(above)
                above = parents[above]
            safe.update(path)
        return self

    def cause(self, cause_id: str) -> Cause:
        """Return the cause with this id. Raises UnknownItem."""
        return item_of(self.causes, cause_id)

    def children_of(self, parent: str | None) -> tuple[Cause, ...]:
        """Return the direct children of a cause, or of the problem (None), in order."""
        return self._children.get(parent, ())

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Cause, ...]]:
        """The direct children by parent id; cached, since drawing a tree asks for each of them."""
        found: dict[str | None, list[Cause]] = {}
        for cause in self.causes:
            found.setdefault(cause.parent, []).append(cause)
        return {parent: tuple(causes) for parent, causes in found.items()}

    def branch(self, cause_id: str) -> tuple[Cause, ...]:
        """Return a cause and all its descendants, parents before children. Raises UnknownItem."""
        found = [self.cause(cause_id)]
        for cause in found:
            found.extend(self.children_of(cause.id))
        return tuple(found)

    def in_tree_order(self) -> tuple[tuple[int, Cause], ...]:
        """Return every cause depth first with its depth, 0 for a child of the problem."""
        return self._in_tree_order

    @cached_property
    def _in_tree_order(self) -> tuple[tuple[int, Cause], ...]:
        found: list[tuple[int, Cause]] = []
        waiting = [(0, cause) for cause in reversed(self.children_of(None))]
        while waiting:
            depth, cause = waiting.pop()
            found.append((depth, cause))
            waiting.extend((depth + 1, child) for child in reversed(self.children_of(cause.id)))
        return tuple(found)

    def labels(self) -> dict[str, str]:
        """Return the label of each cause by its id: `c1`, `c2`, ... in tree order."""
        return self._labels

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {cause.id: f"c{n}" for n, (_, cause) in enumerate(self._in_tree_order, start=1)}

    def chain(self, cause_id: str) -> tuple[Cause, ...]:
        """Return the causes from this one up to a child of the problem. Raises UnknownItem."""
        found = [self.cause(cause_id)]
        while (parent := found[-1].parent) is not None:
            found.append(self.cause(parent))
        return tuple(found)

    def leaves(self) -> tuple[Cause, ...]:
        """Return the causes without children."""
        parents = {cause.parent for cause in self.causes}
        return tuple(cause for cause in self.causes if cause.id not in parents)

    def in_role(self, role: CauseRole) -> tuple[Cause, ...]:
        """Return the causes with this role."""
        return tuple(cause for cause in self.causes if cause.role == role)

    def with_cause(self, cause: Cause) -> Self:
        """Add a cause, or replace the one with its id; a new name in `bone` becomes a bone."""
        known = (
            self.bones if not cause.bone or cause.bone in self.bones else (*self.bones, cause.bone)
        )
        return self.changing(causes=with_item(self.causes, cause), bones=known)

    def with_cause_beside(self, cause: Cause, sibling_id: str) -> Self:
        """Add a cause right after a sibling, under the same parent. Raises UnknownItem."""
        sibling = self.cause(sibling_id)
        added = self.with_cause(cause.changing(parent=sibling.parent))
        index = [c.id for c in self.causes].index(sibling_id) + 1
        return added.changing(causes=moving_item(added.causes, cause.id, index))

    def without_cause(self, cause_id: str, children: Literal["lift", "delete"]) -> Self:
        """Remove a cause; its children move up to its parent, or all descendants go with it.

        Raises UnknownItem.
        """
        if children == "delete":
            removed = {cause.id for cause in self.branch(cause_id)}
            return self.changing(causes=tuple(c for c in self.causes if c.id not in removed))
        parent = self.cause(cause_id).parent
        lifted = tuple(
            cause.changing(parent=parent) if cause.parent == cause_id else cause
            for cause in self.causes
        )
        return self.changing(causes=without_item(lifted, cause_id))

    def moving_cause(self, cause_id: str, parent: str | None) -> Self:
        """Move a cause and its descendants under another cause, or under the problem (None).

        Raises UnknownItem for either id, and CauseLoop if the parent is one of its descendants.
        """
        if parent is not None and parent in {cause.id for cause in self.branch(cause_id)}:
            raise CauseLoop
        if parent is not None:
            self.cause(parent)
        return self.with_cause(self.cause(cause_id).changing(parent=parent))

    def indenting_cause(self, cause_id: str) -> Self:
        """Move a cause under the sibling right above it; the first sibling stays.

        Raises UnknownItem.
        """
        siblings = self.children_of(self.cause(cause_id).parent)
        index = [cause.id for cause in siblings].index(cause_id)
        return self.moving_cause(cause_id, siblings[index - 1].id) if index else self

    def lifting_cause(self, cause_id: str) -> Self:
        """Move a cause right after its parent, as its sibling; a child of the problem stays.

        Raises UnknownItem.
        """
        parent = self.cause(cause_id).parent
        if parent is None:
            return self
        rest = without_item(self.causes, cause_id)
        index = [cause.id for cause in rest].index(parent) + 1
        lifted = self.moving_cause(cause_id, self.cause(parent).parent)
        return lifted.changing(causes=moving_item(lifted.causes, cause_id, index))

    def with_bone(self, bone: str) -> Self:
        """Add a bone after the others. Raises DuplicateBone, and ValueError for an empty name."""
        return self.changing(bones=(*self.bones, self._free_name(bone)))

    def renaming_bone(self, bone: str, name: str) -> Self:
        """Rename a bone and keep its causes on it. Raises UnknownBone, DuplicateBone."""
        self._known(bone)
        new = self._free_name(name, besides=bone)
        return self.changing(
            bones=tuple(new if each == bone else each for each in self.bones),
            causes=self._with_bone_replaced(bone, new),
        )

    def moving_bone(self, bone: str, by: int) -> Self:
        """Move a bone `by` places, negative for earlier, at most to either end.

        Raises UnknownBone.
        """
        self._known(bone)
        index = self.bones.index(bone)
        rest = [*self.bones[:index], *self.bones[index + 1 :]]
        rest.insert(max(0, index + by), bone)
        return self.changing(bones=tuple(rest))

    def without_bone(self, bone: str, onto: str | None = None) -> Self:
        """Delete a bone and move its causes `onto` another one; "" leaves them without a bone.

        Raises UnknownBone, and BoneInUse if it has causes and `onto` is None.
        """
        self._known(bone)
        count = sum(cause.bone == bone for cause in self.causes)
        if count and (onto is None or onto == bone):
            raise BoneInUse(bone, count)
        if onto:
            self._known(onto)
        return self.changing(
            bones=tuple(each for each in self.bones if each != bone),
            causes=self._with_bone_replaced(bone, onto or ""),
        )

    def _with_bone_replaced(self, bone: str, onto: str) -> tuple[Cause, ...]:
        return tuple(c.changing(bone=onto) if c.bone == bone else c for c in self.causes)

    def _known(self, bone: str) -> None:
        if not bone or bone not in self.bones:
            raise UnknownBone(bone)

    def _free_name(self, bone: str, besides: str = "") -> str:
        """Return the cleaned name. Raises DuplicateBone if a bone other than `besides` has it."""
        name = plain_line(bone)
        if not name:
            raise ValueError("a bone needs a name")
        for taken in self.bones:
            if taken != besides and taken.casefold() == name.casefold():
                raise DuplicateBone(taken)
        return name
