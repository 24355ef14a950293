"""What an import raises."""

from __future__ import annotations


class CannotRead(ValueError):
    """Text cannot be read as what it was said to be; str() is one sentence for the person."""
