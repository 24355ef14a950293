"""Base classes of the document: frozen pydantic values, items with an id, and lists of items.

Functions named with a participle (`changing`, `moving_item`) or with `with_` and `without_` leave
the value alone and return a changed one.

The modules that define models must not use `from __future__ import annotations`: pydantic would
then parse every annotation from its text again at each start of the program.

Each field of a model has a docstring of one sentence below it. The compiler drops it, so it costs
nothing at run time; `docs/file_format.py` reads it from the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Self, TypeAlias, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitator.model.stage import ID_ALPHABET

ItemId = Annotated[str, Field(pattern=f"^[{ID_ALPHABET}]{{8}}$")]


class UnknownItem(LookupError):
    """No item of the document has this id."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"there is no item {item_id} in this postmortem any more")
        self.item_id = item_id


class Value(BaseModel):
    """A frozen value of the document; equal to another one when all fields are equal.

    Unknown fields, NaN and infinity are refused.
    """

    # `defer_build`: a model's schema is built at its first validation. A program that only reads
    # documents needs the one of Postmortem, not all thirty.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def changing(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated as a whole.

        Raises pydantic's ValidationError if a change breaks a rule of the model.
        """
        return type(self)(**{**dict(self), **changes})

    def changing_unchecked(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, without validation.

        Only for values known to be valid. Validating ten thousand events again would take longer
        than all the rest of an edit.
        """
        return cast(Self, self.model_construct(**{**dict(self), **changes}))


class Item(Value):
    """A value in a list of the document, with an id that survives every edit."""

    id: ItemId = Field(default_factory=lambda: new_id(8))
    """Random id: 8 characters of the digits 2 to 9 and lower-case letters except i, l and o."""


def is_untouched(value: Value) -> bool:
    """Whether every field of a value, however deep, still has its default.

    Compares with the defaults field by field: making a default instance of each part would build
    a schema for it, which validating a whole document does not need.
    """
    return all(
        is_untouched(held) if field.default_factory is type(held) else held == field.default
        for name, field in type(value).model_fields.items()
        for held in (getattr(value, name),)
    )


ItemT = TypeVar("ItemT", bound=Item)
Raw: TypeAlias = dict[str, Any]
"""The fields of a value by name; they need not be valid together."""


def as_raw(value: object) -> Any:
    """Return a value as nested mappings, tuples and plain values, ready for `model_validate`."""
    if isinstance(value, Value):
        return {name: as_raw(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return tuple(as_raw(element) for element in value)
    return value


def new_id(length: int) -> str:
    """Return a random id of `length` characters of ID_ALPHABET."""
    import secrets  # costs start-up time, and a program that only reads makes no ids

    return "".join(secrets.choice(ID_ALPHABET) for _ in range(length))


def item_of(items: Iterable[ItemT], item_id: str) -> ItemT:
    """Return the item with this id. Raises UnknownItem."""
    for item in items:
        if item.id == item_id:
            return item
    raise UnknownItem(item_id)


def index_of(items: Sequence[Item], item_id: str | None, near: int = 0) -> int | None:
    """Return the index of the item with this id, or None; the index `near` is tried first."""
    if item_id is None:
        return None
    if near < len(items) and items[near].id == item_id:
        return near
    return next((n for n, item in enumerate(items) if item.id == item_id), None)


def with_item(items: Sequence[ItemT], item: ItemT) -> tuple[ItemT, ...]:
    """Return the items with the one of the same id replaced; a new one is added at the end."""
    if any(old.id == item.id for old in items):
        return tuple(item if old.id == item.id else old for old in items)
    return (*items, item)


def without_item(items: Sequence[ItemT], item_id: str) -> tuple[ItemT, ...]:
    """Return the items without the one that has this id. Raises UnknownItem."""
    item_of(items, item_id)
    return tuple(item for item in items if item.id != item_id)


def moving_item(items: Sequence[ItemT], item_id: str, index: int) -> tuple[ItemT, ...]:
    """Return the items with this one moved to `index`, counted from 0. Raises UnknownItem."""
    moved = item_of(items, item_id)
    rest = [item for item in items if item.id != item_id]
    rest.insert(max(0, index), moved)
    return tuple(rest)


def with_unique_ids(items: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    """Return the items unchanged. Raises ValueError if two have the same id."""
    if len({item.id for item in items}) != len(items):
        raise ValueError("two items have the same id")
    return items


def error_sentence(error: Exception) -> str:
    """Return the first error of a refused value as a sentence for the person who typed it."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    message = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "value_error":
        return message
    place = " ".join(str(part) for part in first["loc"] if isinstance(part, str))
    place = place.replace("_", " ")
    if first["type"] in ("string_too_short", "too_short"):
        return f"{place} cannot be empty"
    return f"{place}: {message[0].lower()}{message[1:]}" if place else message
