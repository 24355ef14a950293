"""What is raised where a time cannot be read, or not without a guess."""

from __future__ import annotations


class Unreadable(ValueError):
    """A time cannot be read, or not without a guess; str() says what to write instead."""


class NoTime(Unreadable):
    """The text does not begin with a time at all."""
