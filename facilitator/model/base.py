"""The base every part of the document is built on: frozen values with edit functions.

The parts do without `from __future__ import annotations`: annotations kept as text would be parsed
again, one by one, each time the program starts.

What is wrong with a value, as one sentence for the person who typed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Self, TypeAlias, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitator.model.stage import ID_ALPHABET

ItemId = Annotated[str, Field(pattern=f"^[{ID_ALPHABET}]{{8}}$")]


class UnknownItem(LookupError):
    """An item was asked for by an id that the document does not hold."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"there is no item {item_id} in this postmortem any more")
        self.item_id = item_id


class Value(BaseModel):
    """A frozen value. Two values are equal when all they hold is equal."""

    # Schemas are built when first needed: a program that only reads builds one, not thirty.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def changing(self, **changes: Any) -> Self:
        """Return the same value with some fields changed, validated again.

        Raises pydantic's ValidationError where a change breaks an invariant; the old value stays.
        """
        return type(self)(**{**dict(self), **changes})

    def changing_unchecked(self, **changes: Any) -> Self:
        """Return what `changing` would, where what changes is known to be whole and in order.

        Nothing is looked at: of ten thousand items that takes longer than the rest of an edit.
        """
        return cast(Self, self.model_construct(**{**dict(self), **changes}))


class Item(Value):
    """A value in a list of the document, known by an id that survives every edit."""

    id: ItemId = Field(default_factory=lambda: new_id(8))


def is_untouched(value: Value) -> bool:
    """Whether all a value holds is as in one made from nothing.

    None is made to compare with: that would build a schema for each part of a document, which a
    document as a whole does not need. A default is a plain value, or a part made from nothing.
    """
    return all(
        is_untouched(held) if field.default_factory is type(held) else held == field.default
        for name, field in type(value).model_fields.items()
        for held in (getattr(value, name),)
    )


ItemT = TypeVar("ItemT", bound=Item)
Raw: TypeAlias = dict[str, Any]
"""A value as a mapping of its fields, which need not make a valid value."""


def as_raw(value: object) -> Any:
    """Return a value as what it can be built from again: mappings, tuples and plain values."""
    if isinstance(value, Value):
        return {name: as_raw(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return tuple(as_raw(element) for element in value)
    return value


def new_id(length: int) -> str:
    """Return a random id of that many characters from the alphabet without look-alikes."""
    import secrets  # not on the road of a program that only reads

    return "".join(secrets.choice(ID_ALPHABET) for _ in range(length))


def item_of(items: Iterable[ItemT], item_id: str) -> ItemT:
    """Return the item with this id. Raises UnknownItem."""
    for item in items:
        if item.id == item_id:
            return item
    raise UnknownItem(item_id)


def index_of(items: Sequence[Item], item_id: str | None, near: int = 0) -> int | None:
    """Return where the item with this id stands, if one has it; looked for at `near` first."""
    if item_id is None:
        return None
    if near < len(items) and items[near].id == item_id:
        return near
    return next((n for n, item in enumerate(items) if item.id == item_id), None)


def with_item(items: Sequence[ItemT], item: ItemT) -> tuple[ItemT, ...]:
    """Return the items with this one in its old place, or at the end when it is new."""
    if any(old.id == item.id for old in items):
        return tuple(item if old.id == item.id else old for old in items)
    return (*items, item)


def without_item(items: Sequence[ItemT], item_id: str) -> tuple[ItemT, ...]:
    """Return the items without the one of this id. Raises UnknownItem."""
    item_of(items, item_id)
    return tuple(item for item in items if item.id != item_id)


def moving_item(items: Sequence[ItemT], item_id: str, index: int) -> tuple[ItemT, ...]:
    """Return the items with this one at `index` (0 is first). Raises UnknownItem."""
    moved = item_of(items, item_id)
    rest = [item for item in items if item.id != item_id]
    rest.insert(max(0, index), moved)
    return tuple(rest)


def with_unique_ids(items: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    """Return the items as they are. Raises ValueError where two share an id."""
    if len({item.id for item in items}) != len(items):
        raise ValueError("two items have the same id")
    return items


def error_sentence(error: Exception) -> str:
    """Return the first problem of a refused value, in words."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    said = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "value_error":
        return said
    place = " ".join(str(part) for part in first["loc"] if isinstance(part, str))
    place = place.replace("_", " ")
    if first["type"] in ("string_too_short", "too_short"):
        return f"{place} cannot be empty"
    return f"{place}: {said[0].lower()}{said[1:]}" if place else said
