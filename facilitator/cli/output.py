"""Counts, sizes and long lists, said shortly."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.cli import complain

SHOWN = 20
"""More lines of one kind than so many are only counted."""


def counted(count: int, what: str) -> str:
    """Say how many of something there are, with commas and an s."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def size(size_bytes: int) -> str:
    """Say a size as people do, in powers of ten."""
    amount, units = float(size_bytes), ["bytes", "KB", "MB", "GB", "TB"]
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.0f} {units[0]}" if units[0] == "bytes" else f"{amount:.1f} {units[0]}"


def first(names: Sequence[str], shown: int = 3) -> str:
    """Name the first few, and count the others."""
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {rest:,} more" if rest > 0 else "")


def complain_of(sentences: Sequence[str]) -> None:
    """Write the first sentences on standard error, and count the others."""
    for sentence in sentences[:SHOWN]:
        complain(sentence)
    if len(sentences) > SHOWN:
        complain(f"{len(sentences) - SHOWN:,} more like these.")
