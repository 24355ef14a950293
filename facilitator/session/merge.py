"""Three-way merge of a postmortem: field by field, and item by item by their ids.

A change that only one side made is taken from that side. Where both sides changed the same place in
different ways there is a conflict: the merged document has the value of "mine" there, and the
conflict keeps both values until a person resolves it.

Two valid documents can merge into an invalid one, such as a loop of causes or a link to a deleted
item. `_repair` corrects these before the result is validated, and adds a conflict for each change
of a side that it undoes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from facilitator.analysis.stage_minutes import merged_stage_times
from facilitator.model.base import Item, Raw, Value, as_raw
from facilitator.model.causes import Cause
from facilitator.model.postmortem import Confirmation, Postmortem, StageTime, Waiver
from facilitator.model.timeline import UnknownMilestone

ConflictParts: TypeAlias = tuple[tuple[str, ...], object, object, object]
"""The fields of a Conflict: path, base, mine, theirs."""


class _Absent:
    """Type of ABSENT, which marks a value that a side does not have; None is an ordinary value."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()
"""The value of an item or field that a side of a merge does not have."""

ORDER = "order"
"""The last step in the path of a conflict about the order of a list."""

_KEY_FIELDS: Mapping[type[Value], str] = {
    Waiver: "condition",
    Confirmation: "condition",
    StageTime: "stage",
    UnknownMilestone: "milestone",
}
"""The field that identifies a value which has no id."""


class CannotMerge(ValueError):
    """Two versions do not merge into a valid document."""


@dataclass(frozen=True)
class Conflict:
    """One place in the document that both sides changed, in different ways.

    `path` leads to it from the document by names of fields and keys of list elements (see
    `element_key`). `base` is the value both sides started from. A value is ABSENT where a side does
    not have the item.
    """

    path: tuple[str, ...]
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True)
class MergeResult:
    """The merged document and its conflicts; the document has the value of "mine" in each."""

    document: Postmortem
    conflicts: tuple[Conflict, ...]


def merged(base: Postmortem, mine: Postmortem, theirs: Postmortem) -> MergeResult:
    """Merge two versions that were both made from `base`. Raises CannotMerge.

    An item that one side deleted is kept, with a conflict, if the other side edited it or added a
    link to it: no edit is lost without a question. Stage times merge without conflicts.
    """
    if mine in (base, theirs):
        return MergeResult(theirs, ())
    if theirs == base:
        return MergeResult(mine, ())
    times = merged_stage_times(base.stage_times, mine.stage_times, theirs.stage_times)
    base, mine, theirs = (
        each.changing_unchecked(stage_times=times) for each in (base, mine, theirs)
    )
    merge = _Merge()
    raw = merge.values(base, mine, theirs, ())
    merge.conflicts += (Conflict(*parts) for parts in _repair(raw, base, mine, theirs))
    try:
        document = Postmortem.model_validate(raw)
    except ValueError as error:
        raise CannotMerge("the two versions do not fit together") from error
    return MergeResult(
        document, tuple({conflict.path: conflict for conflict in merge.conflicts}.values())
    )


def element_key(element: object) -> object:
    """Return what identifies an element of a list: its id, its key field, or the value itself."""
    if isinstance(element, Item):
        return element.id
    if isinstance(element, Value):
        return str(getattr(element, _KEY_FIELDS[type(element)]))
    return element


@dataclass
class _Merge:
    """One merge; collects its conflicts."""

    conflicts: list[Conflict] = field(default_factory=list)

    def values(self, base: object, mine: Value, theirs: Value, path: tuple[str, ...]) -> Raw:
        """Merge two values of the same type field by field; `base` may be ABSENT."""
        before = len(self.conflicts)
        raw: Raw = {}
        for name in type(mine).model_fields:
            old = getattr(base, name) if isinstance(base, Value) else ABSENT
            new = (getattr(mine, name), getattr(theirs, name))
            raw[name] = self._field(old, *new, (*path, name))
        # Only items are validated here. The rules of stages and document span several items:
        # `_repair` enforces them after the merge.
        if isinstance(mine, Item) and not _is_valid(type(mine), raw):
            del self.conflicts[before:]
            return self._whole_of_mine(base, mine, theirs, path)
        return raw

    def _whole_of_mine(
        self, base: object, mine: Value, theirs: Value, path: tuple[str, ...]
    ) -> Raw:
        """Take all fields of mine, since those of both sides together are invalid."""
        for name in type(mine).model_fields:
            old = getattr(base, name) if isinstance(base, Value) else ABSENT
            here, there = getattr(mine, name), getattr(theirs, name)
            if there not in (old, here):
                self.conflicts.append(Conflict((*path, name), old, here, there))
        raw: Raw = as_raw(mine)
        return raw

    def _field(self, base: object, mine: object, theirs: object, path: tuple[str, ...]) -> object:
        if mine == theirs or theirs == base:
            return as_raw(mine)
        if mine == base:
            return as_raw(theirs)
        if isinstance(mine, tuple) and isinstance(theirs, tuple):
            old = base if isinstance(base, tuple) else ()
            if all(_is_keyed(each) for each in (old, mine, theirs)):
                return self._lists(old, mine, theirs, path)
        elif isinstance(mine, Value) and isinstance(theirs, Value):
            return self.values(base, mine, theirs, path)
        self.conflicts.append(Conflict(path, base, mine, theirs))
        return as_raw(mine)

    def _lists(
        self,
        base: Sequence[object],
        mine: Sequence[object],
        theirs: Sequence[object],
        path: tuple[str, ...],
    ) -> tuple[object, ...]:
        old, here, there = (_by_key(elements) for elements in (base, mine, theirs))
        kept: dict[object, object] = {}
        for key in {**here, **there}:
            element = self._element(
                old.get(key, ABSENT), here.get(key, ABSENT), there.get(key, ABSENT),
                (*path, str(key)),
            )  # fmt: skip
            if element is not ABSENT:
                kept[key] = element
        order = self._order(list(old), list(here), list(there), path)
        return tuple(kept[key] for key in order if key in kept)

    def _element(self, old: object, here: object, there: object, path: tuple[str, ...]) -> object:
        if isinstance(here, Value) and isinstance(there, Value):
            same = here == there or there == old
            if same or here == old:
                return as_raw(here if same else there)
            return self.values(old, here, there, path)
        if here is not ABSENT and there is not ABSENT:
            return here
        survivor = there if here is ABSENT else here
        if old is ABSENT:
            return as_raw(survivor)  # one side added it
        if survivor == old:
            return ABSENT  # one side deleted it, and the other left it alone
        self.conflicts.append(Conflict(path, old, here, there))
        return as_raw(survivor)

    def _order(
        self, old: list[object], here: list[object], there: list[object], path: tuple[str, ...]
    ) -> list[object]:
        """Return the keys of both sides, with the moves and the additions of each."""
        common = set(old) & set(here) & set(there)
        was, mine, theirs = ([k for k in keys if k in common] for keys in (old, here, there))
        # Events are sorted by their minute anyway: their order is never a conflict.
        if was not in (mine, theirs) and mine != theirs and path != ("timeline", "events"):
            self.conflicts.append(Conflict((*path, ORDER), tuple(was), tuple(mine), tuple(theirs)))
        first, second = (here, there) if mine != was else (there, here)
        order = list(first)
        place = 0
        for key in second:
            if key in order:
                place = order.index(key) + 1
            else:
                order.insert(place, key)
                place += 1
        return order


def _is_keyed(elements: tuple[object, ...]) -> bool:
    return len(_by_key(elements)) == len(elements)


def _by_key(elements: Sequence[object]) -> dict[object, object]:
    return {element_key(element): element for element in elements}


def _is_valid(kind: type[Value], raw: Raw) -> bool:
    try:
        kind.model_validate(raw)
    except ValueError:
        return False
    return True


def _repair(
    raw: Raw, base: Postmortem, mine: Postmortem, theirs: Postmortem
) -> Iterator[ConflictParts]:
    """Make a merged document valid, in place; yield a conflict for each change of a side."""
    sides = _Sides(base, mine, theirs)
    # Links first: a cause that comes back with its old parent may close a loop.
    yield from _repair_links(raw, sides)
    yield from _break_loops(raw, sides)
    yield from _repair_milestones(raw, sides)
    yield from _repair_impact_window(raw, sides)
    causes = raw["causes"]
    used = {cause["bone"] for cause in causes["causes"] if cause["bone"]}
    causes["bones"] = (*causes["bones"], *sorted(used - set(causes["bones"])))


class _Sides:
    """The three documents, with their causes, actions and events by id."""

    def __init__(self, base: Postmortem, mine: Postmortem, theirs: Postmortem) -> None:
        self.documents = (base, mine, theirs)
        self._items = [
            {item.id: item for item in (*d.causes.causes, *d.actions.actions, *d.timeline.events)}
            for d in self.documents
        ]

    def item(self, item_id: str) -> tuple[Any, Any, Any]:
        """Return an item of base, mine and theirs; ABSENT where it is not there."""
        base, mine, theirs = (items.get(item_id, ABSENT) for items in self._items)
        return base, mine, theirs

    def field(self, item_id: str, name: str) -> tuple[Any, Any, Any]:
        """Return a field of an item of base, mine and theirs; ABSENT where it is not there."""
        base, mine, theirs = (getattr(item, name, ABSENT) for item in self.item(item_id))
        return base, mine, theirs


def _repair_links(raw: Raw, sides: _Sides) -> Iterator[ConflictParts]:
    """Bring back a cause or an action that one side deleted and the other newly linked to.

    Links that `base` had already are removed with the item, and a child of a deleted cause moves up
    to the nearest ancestor left.
    """
    for part, names in (("causes", ("parent", "cause", "addresses")), ("actions", ("action",))):
        there = {item["id"] for item in raw[part][part]}
        for holder_part, item, name in _links(raw, names):
            targets = item[name] if isinstance(item[name], tuple) else (item[name],)
            for target in targets:
                if target is None or target in there:
                    continue
                if target in _linked_in_base(holder_part, item["id"], name, sides):
                    continue
                base, mine, theirs = sides.item(target)
                survivor = mine if isinstance(mine, Item) else theirs
                raw[part][part] = (*raw[part][part], as_raw(survivor))
                there.add(target)
                yield (part, part, target), base, mine, theirs
        for _, item, name in _links(raw, names):
            if isinstance(item[name], tuple):
                item[name] = tuple(target for target in item[name] if target in there)
            elif name == "parent":
                item[name] = _nearest_ancestor(item[name], there, sides)
            elif item[name] not in there:
                item[name] = None


def _links(raw: Raw, names: tuple[str, ...]) -> list[tuple[str, Raw, str]]:
    return [
        (part, item, name)
        for part in ("causes", "actions", "lessons")
        for item in raw[part][part]
        for name in names
        if name in item
    ]


def _linked_in_base(part: str, item_id: str, name: str, sides: _Sides) -> tuple[Any, ...]:
    items: tuple[Any, ...] = getattr(getattr(sides.documents[0], part), part)
    held = next((getattr(item, name) for item in items if item.id == item_id), None)
    return held if isinstance(held, tuple) else (held,)


def _nearest_ancestor(parent: str | None, there: set[str], sides: _Sides) -> str | None:
    """Return the nearest ancestor that is still there, or None for the problem."""
    seen: set[str] = set()
    while parent is not None and parent not in there:
        if parent in seen:
            return None
        seen.add(parent)
        above = [item.parent for item in sides.item(parent) if isinstance(item, Cause)]
        parent = above[-1] if above else None
    return parent


def _break_loops(raw: Raw, sides: _Sides) -> Iterator[ConflictParts]:
    """Break each loop of causes by giving one that theirs moved the parent it has in mine."""
    causes = {cause["id"]: cause for cause in raw["causes"]["causes"]}
    while loop := _loop(causes):
        moved = [c for c in loop if sides.field(c, "parent")[2] == causes[c]["parent"]]
        moved = [c for c in moved if sides.field(c, "parent")[1] != causes[c]["parent"]]
        chosen = moved[0] if moved else loop[0]
        base, mine, theirs = sides.field(chosen, "parent")
        above = mine if moved and mine in causes else None
        causes[chosen]["parent"] = above
        yield ("causes", "causes", chosen, "parent"), base, above, theirs


def _loop(causes: dict[str, Raw]) -> list[str]:
    for start in causes:
        path: list[str] = []
        above: str | None = start
        while above is not None and above not in path:
            path.append(above)
            above = causes[above]["parent"]
        if above is not None:
            return path[path.index(above) :]
    return []


def _repair_milestones(raw: Raw, sides: _Sides) -> Iterator[ConflictParts]:
    """Keep each milestone in one place, that of mine: on its event, or declared unknown."""
    timeline = raw["timeline"]
    mine = sides.documents[1].timeline
    for milestone in {event["milestone"] for event in timeline["events"]} - {None}:
        holders = [event for event in timeline["events"] if event["milestone"] == milestone]
        unknown = any(each["milestone"] == milestone for each in timeline["unknown"])
        if len(holders) + unknown == 1:
            continue
        here = mine.milestone(milestone)
        is_unknown_in_mine = mine.unknown_reason(milestone) is not None
        ids = [event["id"] for event in holders]
        keep = here.id if here is not None and here.id in ids else ids[0]
        if unknown and not is_unknown_in_mine:
            timeline["unknown"] = tuple(
                each for each in timeline["unknown"] if each["milestone"] != milestone
            )
            reason = sides.documents[2].timeline.unknown_reason(milestone) or ""
            theirs = UnknownMilestone(milestone=milestone, reason=reason)
            yield ("timeline", "unknown", str(milestone)), ABSENT, ABSENT, theirs
        for event in holders:
            if event["id"] != keep or (unknown and is_unknown_in_mine):
                event["milestone"] = None
                base = sides.field(event["id"], "milestone")[0]
                yield ("timeline", "events", event["id"], "milestone"), base, None, milestone


def _repair_impact_window(raw: Raw, sides: _Sides) -> Iterator[ConflictParts]:
    """Take the impact window of mine if the merged one would end before it begins."""
    impact = raw["impact"]
    start, end = impact["window_start"], impact["window_end"]
    if not (start and end and end < start):
        return
    for name in ("window_start", "window_end"):
        base, mine, theirs = (getattr(document.impact, name) for document in sides.documents)
        impact[name] = mine
        if theirs not in (base, mine):
            yield ("impact", name), base, mine, theirs
