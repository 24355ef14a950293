"""Many pasted lines after they were read: what became of each, and the event it tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from facilitator.model.timeline import Event

LineKey = tuple[str, int]
"""What a line is known by from one reading to the next: its words, and which such line it is."""


class Outcome(StrEnum):
    """What became of a pasted line."""

    UNDERSTOOD = "understood"
    MENDED = "mended"
    KEPT = "kept"
    HEADING = "heading"
    DROPPED = "dropped"
    ALREADY_THERE = "already there"
    FILLS_IN = "fills in"
    ALIKE = "alike"


@dataclass(frozen=True)
class PastedLine:
    """One line as it was pasted, and what became of it.

    A MENDED line lost something, which `remark` says. A KEPT one was joined to the event of the
    line `part_of`. The text of an event is the `words` of its line and of those joined to it.
    `number` is the line's place in the text, from 0, blank lines counted.
    """

    raw: str
    outcome: Outcome
    event: Event | None
    remark: str
    number: int = 0
    words: str = ""
    part_of: int | None = None


@dataclass(frozen=True)
class Pasted:
    """Every pasted line that is not blank, in order."""

    lines: tuple[PastedLine, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of their lines."""
        return tuple(line.event for line in self.lines if line.event is not None)

    @cached_property
    def keys(self) -> tuple[LineKey, ...]:
        """What each line is known by."""
        seen: dict[str, int] = {}
        keys = []
        for line in self.lines:
            seen[line.raw] = seen.get(line.raw, 0) + 1
            keys.append((line.raw, seen[line.raw]))
        return tuple(keys)

    @cached_property
    def parts(self) -> dict[int, tuple[int, ...]]:
        """Which lines with words are joined to each line that has some."""
        parts: dict[int, tuple[int, ...]] = {}
        for index, line in enumerate(self.lines):
            if line.part_of is not None and line.words:
                parts[line.part_of] = (*parts.get(line.part_of, ()), index)
        return parts

    @cached_property
    def taken_by_themselves(self) -> tuple[bool, ...]:
        """Whether each line is taken where nobody chooses: it adds something to the timeline."""
        taken: list[bool] = []
        for line in self.lines:
            if line.part_of is None:
                is_told = line.event is not None
                taken.append(is_told and line.outcome is not Outcome.ALREADY_THERE)
            else:
                taken.append(taken[line.part_of])
        return tuple(taken)
