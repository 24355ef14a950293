"""The error that reading a file or a pasted text raises."""

from __future__ import annotations


class CannotRead(ValueError):
    """A text is not in the format it was read as; str() is one sentence for the user."""
