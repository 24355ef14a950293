"""Three-way merging: what two windows made of one postmortem, item by item and field by field.

What only one side changed is taken from that side. What both changed differently is a clash: the
document keeps mine for the moment, and the clash keeps both until a person has chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.mending import ABSENT, mend
from facilitator.model.base import Item, Raw, Value, as_raw
from facilitator.model.postmortem import Confirmation, Postmortem, StageTime, Waiver
from facilitator.model.stage_minutes import merged_times
from facilitator.model.timeline import UnknownMilestone

ORDER = "order"
"""The last step of the path of a clash about the order of a list."""

_KEY_FIELDS: Mapping[type[Value], str] = {
    Waiver: "condition",
    Confirmation: "condition",
    StageTime: "stage",
    UnknownMilestone: "milestone",
}
"""What tells values without an id of their own apart."""


class CannotMerge(ValueError):
    """Two versions that no merging brings together; both stay as they are."""


@dataclass(frozen=True)
class Clash:
    """One place that both sides changed, each in its own way.

    `path` leads there from the document: names of fields, and keys of items. `base` is what both
    began from; a value is ABSENT on a side that does not have the item.
    """

    path: tuple[str, ...]
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True)
class Merged:
    """The merged document, and what could not be decided; mine stands in those places."""

    document: Postmortem
    clashes: tuple[Clash, ...]


def merged(base: Postmortem, mine: Postmortem, theirs: Postmortem) -> Merged:
    """Merge what two sides made of `base`. Raises CannotMerge where the result would be no whole.

    Where one deleted what the other edited, or pointed at for the first time, it is kept and
    clashes: nobody's words go without a question. Of minutes both counted, the larger number holds.
    """
    if mine in (base, theirs):
        return Merged(theirs, ())
    if theirs == base:
        return Merged(mine, ())
    times = merged_times(base.stage_times, mine.stage_times, theirs.stage_times)
    base, mine, theirs = (
        each.changing_unchecked(stage_times=times) for each in (base, mine, theirs)
    )
    merging = _Merging()
    raw = merging.values(base, mine, theirs, ())
    merging.clashes += (Clash(*found) for found in mend(raw, base, mine, theirs))
    try:
        document = Postmortem.model_validate(raw)
    except ValueError as error:
        raise CannotMerge("the two versions do not fit together") from error
    return Merged(document, tuple({clash.path: clash for clash in merging.clashes}.values()))


def key_of(element: object) -> object:
    """Return what tells an element of a list from the others: its id, its condition, itself."""
    if isinstance(element, Item):
        return element.id
    if isinstance(element, Value):
        return str(getattr(element, _KEY_FIELDS[type(element)]))
    return element


@dataclass
class _Merging:
    """One merge under way; `clashes` fills as places are met that both sides changed."""

    clashes: list[Clash] = field(default_factory=list)

    def values(self, base: object, mine: Value, theirs: Value, path: tuple[str, ...]) -> Raw:
        """Merge two values of one type field by field; `base` may be ABSENT."""
        before = len(self.clashes)
        raw: Raw = {}
        for name in type(mine).model_fields:
            old = getattr(base, name) if isinstance(base, Value) else ABSENT
            new = (getattr(mine, name), getattr(theirs, name))
            raw[name] = self._field(old, *new, (*path, name))
        # A document and its parts hold more than fields: what they ask is mended afterwards.
        if isinstance(mine, Item) and not _is_valid(type(mine), raw):
            del self.clashes[before:]
            return self._mine_whole(base, mine, theirs, path)
        return raw

    def _mine_whole(self, base: object, mine: Value, theirs: Value, path: tuple[str, ...]) -> Raw:
        """Take mine where the fields of both sides together say something impossible."""
        for name in type(mine).model_fields:
            old = getattr(base, name) if isinstance(base, Value) else ABSENT
            here, there = getattr(mine, name), getattr(theirs, name)
            if there not in (old, here):
                self.clashes.append(Clash((*path, name), old, here, there))
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
        self.clashes.append(Clash(path, base, mine, theirs))
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
        self.clashes.append(Clash(path, old, here, there))
        return as_raw(survivor)

    def _order(
        self, old: list[object], here: list[object], there: list[object], path: tuple[str, ...]
    ) -> list[object]:
        """Return all keys in an order that keeps both sides' moves and additions."""
        common = set(old) & set(here) & set(there)
        was, mine, theirs = ([k for k in keys if k in common] for keys in (old, here, there))
        if was not in (mine, theirs) and mine != theirs and path != ("timeline", "events"):
            self.clashes.append(Clash((*path, ORDER), tuple(was), tuple(mine), tuple(theirs)))
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
    return {key_of(element): element for element in elements}


def _is_valid(kind: type[Value], raw: Raw) -> bool:
    try:
        kind.model_validate(raw)
    except ValueError:
        return False
    return True
