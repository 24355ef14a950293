"""What is wrong with a value, as one sentence for the person who typed it."""

from __future__ import annotations

from pydantic import ValidationError


def in_one_sentence(error: Exception) -> str:
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
