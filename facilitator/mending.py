"""What merging has to mend where two sides, each sound, do not make a sound document together.

Works on a document as mappings, before it is validated. Each function yields what it could not
keep of one side, as the parts of a clash: path, base, mine, theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from facilitator.model.base import Item, Raw, as_raw
from facilitator.model.causes import Cause
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import UnknownMilestone

Found: TypeAlias = tuple[tuple[str, ...], object, object, object]


class _Absent:
    """The value of something that is not there; None is a value like any other."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()


def mend(raw: Raw, base: Postmortem, mine: Postmortem, theirs: Postmortem) -> Iterator[Found]:
    """Make the merged document hold together."""
    sides = _Sides(base, mine, theirs)
    yield from _bring_back_what_is_pointed_at(raw, sides)
    yield from _break_loops(raw, sides)
    yield from _one_event_a_milestone(raw, sides)
    yield from _a_window_that_runs_forwards(raw, sides)
    causes = raw["causes"]
    used = {cause["bone"] for cause in causes["causes"] if cause["bone"]}
    causes["bones"] = (*causes["bones"], *sorted(used - set(causes["bones"])))


class _Sides:
    """The three documents, and their items by id."""

    def __init__(self, base: Postmortem, mine: Postmortem, theirs: Postmortem) -> None:
        self.documents = (base, mine, theirs)
        self._items = [
            {item.id: item for item in (*d.causes.causes, *d.actions.actions, *d.timeline.events)}
            for d in self.documents
        ]

    def item(self, item_id: str) -> tuple[Any, Any, Any]:
        """Return an item as base, mine and theirs have it."""
        base, mine, theirs = (items.get(item_id, ABSENT) for items in self._items)
        return base, mine, theirs

    def field(self, item_id: str, name: str) -> tuple[Any, Any, Any]:
        """Return a field of an item as base, mine and theirs have it."""
        base, mine, theirs = (getattr(item, name, ABSENT) for item in self.item(item_id))
        return base, mine, theirs


def _bring_back_what_is_pointed_at(raw: Raw, sides: _Sides) -> Iterator[Found]:
    """Keep a cause or an action one side deleted while the other began to point at it.

    A pointer as old as the item goes with it; a cause beneath a deleted one moves up.
    """
    for part, names in (("causes", ("parent", "cause", "addresses")), ("actions", ("action",))):
        there = {item["id"] for item in raw[part][part]}
        for holder_part, item, name in _pointers(raw, names):
            pointed = item[name] if isinstance(item[name], tuple) else (item[name],)
            for target in pointed:
                if target is None or target in there:
                    continue
                if target in _pointed_at_in_base(holder_part, item["id"], name, sides):
                    continue
                base, mine, theirs = sides.item(target)
                survivor = mine if isinstance(mine, Item) else theirs
                raw[part][part] = (*raw[part][part], as_raw(survivor))
                there.add(target)
                yield (part, part, target), base, mine, theirs
        for _, item, name in _pointers(raw, names):
            if isinstance(item[name], tuple):
                item[name] = tuple(target for target in item[name] if target in there)
            elif name == "parent":
                item[name] = _nearest(item[name], there, sides)
            elif item[name] not in there:
                item[name] = None


def _pointers(raw: Raw, names: tuple[str, ...]) -> list[tuple[str, Raw, str]]:
    return [
        (part, item, name)
        for part in ("causes", "actions", "lessons")
        for item in raw[part][part]
        for name in names
        if name in item
    ]


def _pointed_at_in_base(part: str, item_id: str, name: str, sides: _Sides) -> tuple[Any, ...]:
    items: tuple[Any, ...] = getattr(getattr(sides.documents[0], part), part)
    held = next((getattr(item, name) for item in items if item.id == item_id), None)
    return held if isinstance(held, tuple) else (held,)


def _nearest(parent: str | None, there: set[str], sides: _Sides) -> str | None:
    """Return the nearest cause above that is still there, as the sides that had them say."""
    seen: set[str] = set()
    while parent is not None and parent not in there:
        if parent in seen:
            return None
        seen.add(parent)
        above = [item.parent for item in sides.item(parent) if isinstance(item, Cause)]
        parent = above[-1] if above else None
    return parent


def _break_loops(raw: Raw, sides: _Sides) -> Iterator[Found]:
    """Let causes that were put beneath each other stand where mine has them."""
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


def _one_event_a_milestone(raw: Raw, sides: _Sides) -> Iterator[Found]:
    """Leave a milestone where mine has it: on its event, or said to be unknown."""
    timeline = raw["timeline"]
    mine = sides.documents[1].timeline
    for milestone in {event["milestone"] for event in timeline["events"]} - {None}:
        holders = [event for event in timeline["events"] if event["milestone"] == milestone]
        unknown = any(each["milestone"] == milestone for each in timeline["unknown"])
        if len(holders) + unknown == 1:
            continue
        here = mine.milestone(milestone)
        said_unknown = mine.unknown_reason(milestone) is not None
        ids = [event["id"] for event in holders]
        keep = here.id if here is not None and here.id in ids else ids[0]
        if unknown and not said_unknown:
            timeline["unknown"] = tuple(
                each for each in timeline["unknown"] if each["milestone"] != milestone
            )
            reason = sides.documents[2].timeline.unknown_reason(milestone) or ""
            theirs = UnknownMilestone(milestone=milestone, reason=reason)
            yield ("timeline", "unknown", str(milestone)), ABSENT, ABSENT, theirs
        for event in holders:
            if event["id"] != keep or (unknown and said_unknown):
                event["milestone"] = None
                base = sides.field(event["id"], "milestone")[0]
                yield ("timeline", "events", event["id"], "milestone"), base, None, milestone


def _a_window_that_runs_forwards(raw: Raw, sides: _Sides) -> Iterator[Found]:
    impact = raw["impact"]
    start, end = impact["window_start"], impact["window_end"]
    if not (start and end and end < start):
        return
    for name in ("window_start", "window_end"):
        base, mine, theirs = (getattr(document.impact, name) for document in sides.documents)
        impact[name] = mine
        if theirs not in (base, mine):
            yield ("impact", name), base, mine, theirs
