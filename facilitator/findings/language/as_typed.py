"""Findings in a text that is being typed: where they stand now, and what a key makes of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from facilitator.findings.language.kinds import LookedAt

if TYPE_CHECKING:
    from facilitator.findings.language.reading import LanguageFinding


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in a text as it is typed, and of which field; `moved`: characters since read."""

    finding: LanguageFinding
    looked_at: LookedAt
    moved: int = 0

    @property
    def start(self) -> int:
        """The first character of the words."""
        return self.finding.start + self.moved

    @property
    def end(self) -> int:
        """The character after the last of the words."""
        return self.finding.end + self.moved


def carried_over(marks: Sequence[Mark], old: str, new: str) -> tuple[Mark, ...]:
    """Return the marks of what an edit left as it was, where that stands in the new text."""
    same = _same_at_the_start(old, new)
    left = min(len(old), len(new)) - same
    rest = _same_at_the_start(old[len(old) - left :][::-1], new[len(new) - left :][::-1])
    by = len(new) - len(old)
    before = [mark for mark in marks if mark.end <= same]
    after = [mark for mark in marks if mark.start >= len(old) - rest and mark.end > same]
    return (*before, *(replace(mark, moved=mark.moved + by) for mark in after))


def _same_at_the_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike, without looking at each of them."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def mark_at(marks: Sequence[Mark], cursor: int) -> Mark | None:
    """Return the mark under a cursor, else the nearest before it, else the first one after."""
    if not marks:
        return None
    return marks[max(0, bisect_right([mark.start for mark in marks], cursor) - 1)]


def by_row(marks: Sequence[Mark], text: str) -> dict[int, list[tuple[int, int]]]:
    """Return where the marks stand in each line of a text, from one column up to another."""
    rows: dict[int, list[tuple[int, int]]] = {}
    row = at = 0
    for mark in marks:
        row += text.count("\n", at, mark.start)
        at = mark.start
        for part in text[mark.start : mark.end].split("\n"):
            column = at - text.rfind("\n", 0, at) - 1
            if part:
                rows.setdefault(row, []).append((column, column + len(part)))
            row, at = row + 1, at + len(part) + 1
        row, at = row - 1, at - 1
    return rows


@dataclass(frozen=True, slots=True)
class Turn:
    """A passage that a key turns: as it was written, then each rewrite, then as it was again."""

    text: str
    """The whole text as it stands with this passage."""
    start: int
    passages: tuple[str, ...]
    at: int = 0

    @property
    def end(self) -> int:
        """The character after the passage as it stands."""
        return self.start + len(self.passages[self.at])

    @property
    def is_as_written(self) -> bool:
        """Whether the passage is back as it was written."""
        return self.at == 0

    @property
    def next_passage(self) -> str:
        """What the passage is turned to next."""
        return self.passages[(self.at + 1) % len(self.passages)]

    def turned(self) -> Turn:
        """Return the next turn."""
        text = f"{self.text[: self.start]}{self.next_passage}{self.text[self.end :]}"
        return replace(self, text=text, at=(self.at + 1) % len(self.passages))

    def holds(self, text: str, cursor: int) -> bool:
        """Whether a text is the one this turn left, with the cursor at its passage."""
        return text == self.text and self.start <= cursor <= self.end


def turn_of(text: str, mark: Mark) -> Turn:
    """Return the turn that begins at a mark; nothing is turned yet."""
    written = text[mark.start : mark.end]
    return Turn(text, mark.start, (written, *mark.finding.rewrites))
