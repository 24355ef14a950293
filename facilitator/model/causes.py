"""Stage 3: how it was possible. One tree of causes under one problem, each on a bone."""

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
from facilitator.model.types import Line, Prose, plain_line

BONES = ("process", "testing", "detection", "design", "tooling", "dependencies")
"""The bones a fishbone starts with; a team may have its own."""


class CauseRole(StrEnum):
    """What part a cause plays: a step of the chain, a contributing factor, or a root."""

    STEP = "step"
    CONTRIBUTING = "contributing"
    ROOT = "root"


class Evidence(Item):
    """How a cause is known: words, a link, an event of the timeline that shows it (`event`)."""

    text: Line = ""
    url: Line = ""
    event: ItemId | None = None

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """Refuse evidence that holds nothing of the three."""
        if not (self.text or self.url or self.event):
            raise ValueError("evidence needs words or a link, or an event of the timeline")
        return self


class Cause(Item):
    """Something that made the problem, or the cause above it (`parent`), possible."""

    text: Annotated[Line, Field(min_length=1)]
    parent: ItemId | None = None
    bone: Line = ""
    role: CauseRole = CauseRole.STEP
    evidence: Annotated[tuple[Evidence, ...], AfterValidator(with_unique_ids)] = ()
    accepted_risk: Line = ""


class CauseLoop(ValueError):
    """A cause was to be put beneath itself."""

    def __init__(self) -> None:
        super().__init__("a cause cannot stand beneath itself")


class UnknownBone(LookupError):
    """A bone was asked for by a name that none has."""

    def __init__(self, bone: str) -> None:
        super().__init__(f"there is no bone called {bone} any more")


class DuplicateBone(ValueError):
    """A bone was to be called what another one is called."""

    def __init__(self, bone: str) -> None:
        super().__init__(f"there is a bone called {bone} already")


class BoneInUse(ValueError):
    """A bone was to be deleted, and nobody said where the causes on it go."""

    def __init__(self, bone: str, count: int) -> None:
        stand = "1 cause stands" if count == 1 else f"{count} causes stand"
        super().__init__(f"{stand} on {bone}: say first where they go")


class Causes(Value):
    """The problem and the causes beneath it, siblings in the order people gave them."""

    problem: Prose = ""
    causes: Annotated[tuple[Cause, ...], AfterValidator(with_unique_ids)] = ()
    bones: tuple[Line, ...] = BONES

    @model_validator(mode="after")
    def is_a_tree_on_bones(self) -> Self:
        """Refuse a parent that is not there, a loop, and a bone nobody has named."""
        parents = {cause.id: cause.parent for cause in self.causes}
        for cause in self.causes:
            if cause.parent is not None and cause.parent not in parents:
                raise ValueError("a cause stands beneath one that is not there")
            if cause.bone and cause.bone not in self.bones:
                raise ValueError(f"there is no bone called {cause.bone}")
        safe: set[str] = set()
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

    def beneath(self, parent: str | None) -> tuple[Cause, ...]:
        """Return the causes right beneath this one, or beneath the problem (None)."""
        return self._beneath.get(parent, ())

    @cached_property
    def _beneath(self) -> Mapping[str | None, tuple[Cause, ...]]:
        """The causes by what they stand beneath: asked for many times of one tree."""
        found: dict[str | None, list[Cause]] = {}
        for cause in self.causes:
            found.setdefault(cause.parent, []).append(cause)
        return {parent: tuple(causes) for parent, causes in found.items()}

    def branch(self, cause_id: str) -> tuple[Cause, ...]:
        """Return a cause and all beneath it, parents before children."""
        found = [self.cause(cause_id)]
        for cause in found:
            found.extend(self.beneath(cause.id))
        return tuple(found)

    def in_tree_order(self) -> tuple[tuple[int, Cause], ...]:
        """Return every cause with its depth (0 right beneath the problem), as the tree reads."""
        return self._in_tree_order

    @cached_property
    def _in_tree_order(self) -> tuple[tuple[int, Cause], ...]:
        found: list[tuple[int, Cause]] = []
        waiting = [(0, cause) for cause in reversed(self.beneath(None))]
        while waiting:
            depth, cause = waiting.pop()
            found.append((depth, cause))
            waiting.extend((depth + 1, child) for child in reversed(self.beneath(cause.id)))
        return tuple(found)

    def labels(self) -> dict[str, str]:
        """Return the label people call each cause by (`c1`, `c2`, ... down the tree), by its id."""
        return self._labels

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {cause.id: f"c{n}" for n, (_, cause) in enumerate(self._in_tree_order, start=1)}

    def chain(self, cause_id: str) -> tuple[Cause, ...]:
        """Return the causes from this one up to the problem, this one first."""
        found = [self.cause(cause_id)]
        while (parent := found[-1].parent) is not None:
            found.append(self.cause(parent))
        return tuple(found)

    def leaves(self) -> tuple[Cause, ...]:
        """Return the causes with nothing beneath them."""
        parents = {cause.parent for cause in self.causes}
        return tuple(cause for cause in self.causes if cause.id not in parents)

    def in_role(self, role: CauseRole) -> tuple[Cause, ...]:
        """Return the causes that play this part."""
        return tuple(cause for cause in self.causes if cause.role == role)

    def with_cause(self, cause: Cause) -> Self:
        """Add a cause, or replace the one with its id; a bone not known yet becomes one."""
        known = (
            self.bones if not cause.bone or cause.bone in self.bones else (*self.bones, cause.bone)
        )
        return self.changing(causes=with_item(self.causes, cause), bones=known)

    def with_cause_beside(self, cause: Cause, sibling_id: str) -> Self:
        """Add a new cause right after its sibling, under the same parent. Raises UnknownItem."""
        sibling = self.cause(sibling_id)
        added = self.with_cause(cause.changing(parent=sibling.parent))
        index = [c.id for c in self.causes].index(sibling_id) + 1
        return added.changing(causes=moving_item(added.causes, cause.id, index))

    def without_cause(self, cause_id: str, children: Literal["lift", "delete"]) -> Self:
        """Remove a cause; what stands beneath it moves up to its parent, or goes with it.

        Raises UnknownItem.
        """
        if children == "delete":
            gone = {cause.id for cause in self.branch(cause_id)}
            return self.changing(causes=tuple(c for c in self.causes if c.id not in gone))
        parent = self.cause(cause_id).parent
        lifted = tuple(
            cause.changing(parent=parent) if cause.parent == cause_id else cause
            for cause in self.causes
        )
        return self.changing(causes=without_item(lifted, cause_id))

    def moving_cause(self, cause_id: str, parent: str | None) -> Self:
        """Put a cause, with all beneath it, under another one or under the problem (None).

        Raises UnknownItem where either is not there, CauseLoop where the parent stands beneath it.
        """
        if parent is not None and parent in {cause.id for cause in self.branch(cause_id)}:
            raise CauseLoop
        if parent is not None:
            self.cause(parent)
        return self.with_cause(self.cause(cause_id).changing(parent=parent))

    def indenting_cause(self, cause_id: str) -> Self:
        """Put a cause beneath the sibling right above it; the first of its siblings stays.

        Raises UnknownItem.
        """
        siblings = self.beneath(self.cause(cause_id).parent)
        index = [cause.id for cause in siblings].index(cause_id)
        return self.moving_cause(cause_id, siblings[index - 1].id) if index else self

    def lifting_cause(self, cause_id: str) -> Self:
        """Put a cause right after its parent, under its grandparent; a top one stays.

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
        """Add a bone of the team's own, after the others. Raises BoneTaken."""
        return self.changing(bones=(*self.bones, self._free_name(bone)))

    def renaming_bone(self, bone: str, name: str) -> Self:
        """Call a bone something else, its causes still on it. Raises UnknownBone, BoneTaken."""
        self._known(bone)
        new = self._free_name(name, besides=bone)
        return self.changing(
            bones=tuple(new if each == bone else each for each in self.bones),
            causes=self._put(bone, new),
        )

    def moving_bone(self, bone: str, by: int) -> Self:
        """Put a bone so many places later (or earlier, where negative), as far as there are any.

        Raises UnknownBone.
        """
        self._known(bone)
        index = self.bones.index(bone)
        rest = [*self.bones[:index], *self.bones[index + 1 :]]
        rest.insert(max(0, index + by), bone)
        return self.changing(bones=tuple(rest))

    def without_bone(self, bone: str, onto: str | None = None) -> Self:
        """Delete a bone; the causes on it go `onto` another, or onto none yet where that is "".

        Raises UnknownBone, and BoneInUse where causes stand on it and nobody said where they go.
        """
        self._known(bone)
        standing = sum(cause.bone == bone for cause in self.causes)
        if standing and (onto is None or onto == bone):
            raise BoneInUse(bone, standing)
        if onto:
            self._known(onto)
        return self.changing(
            bones=tuple(each for each in self.bones if each != bone),
            causes=self._put(bone, onto or ""),
        )

    def _put(self, bone: str, onto: str) -> tuple[Cause, ...]:
        return tuple(c.changing(bone=onto) if c.bone == bone else c for c in self.causes)

    def _known(self, bone: str) -> None:
        if not bone or bone not in self.bones:
            raise UnknownBone(bone)

    def _free_name(self, bone: str, besides: str = "") -> str:
        """Return the name as it will be kept. Raises BoneTaken where another bone has it."""
        name = plain_line(bone)
        if not name:
            raise ValueError("a bone needs a name")
        for taken in self.bones:
            if taken != besides and taken.casefold() == name.casefold():
                raise DuplicateBone(taken)
        return name
