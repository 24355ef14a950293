"""Output of the commands: exit codes, messages on standard error, counts and sizes.

Every command imports this first, so it imports nothing itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

EXIT_FAILED = 1
"""A postmortem was not found or is damaged, a check is open, or something could not be written."""

EXIT_USAGE = 2
"""The arguments do not fit together; the same code that argparse exits with."""

EXIT_INTERRUPTED = 130
"""Ctrl+C: the exit code that a shell reports for a process ended by SIGINT (128 + 2)."""

REPAIR_HINT = "To mend it: facilitator doctor --repair"
"""Follows a message about a damaged postmortem."""

MAX_LINES = 20
"""Lines of one kind that are printed; further ones are only counted."""


class UsageError(Exception):
    """The arguments of a command are wrong; str() is one sentence for the user."""


def print_message(sentence: str) -> None:
    """Write one line to standard error, without characters that could control a terminal."""
    line = " ".join(sentence.split())
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    sys.stderr.write(f"facilitator: {printable}\n")


def print_messages(sentences: Sequence[str]) -> None:
    """Write up to MAX_LINES sentences to standard error, and the number of further ones."""
    for sentence in sentences[:MAX_LINES]:
        print_message(sentence)
    if len(sentences) > MAX_LINES:
        print_message(f"{len(sentences) - MAX_LINES:,} more like these.")


def pluralize(count: int, noun: str) -> str:
    """Return a count with its noun, an `s` added unless it is 1: `1 file`, `1,200 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def human_size(size_bytes: int) -> str:
    """Return a size in decimal units, 1 MB = 1,000,000 bytes: `512 bytes`, `1.2 MB`."""
    amount, units = float(size_bytes), ["bytes", "KB", "MB", "GB", "TB"]
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.0f} {units[0]}" if units[0] == "bytes" else f"{amount:.1f} {units[0]}"


def first_few(names: Sequence[str], limit: int = 3) -> str:
    """Return the first names, joined by commas, and how many more there are."""
    rest = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {rest:,} more" if rest > 0 else "")
