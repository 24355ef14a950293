"""Marks of findings in a text that is being typed, and the cycle of their rewrites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from facilitator.findings.finding import Finding
from facilitator.findings.language.kinds import LintedField

if TYPE_CHECKING:
    from facilitator.findings.finding import Rewrite
    from facilitator.findings.language.analyzer import LanguageFinding


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in a text that is being typed.

    `offset`: the number of characters that edits have moved it by since it was found. A leak (a
    `Finding`) cannot be suppressed here: acknowledging it needs a name.
    """

    finding: LanguageFinding | Finding
    linted_field: LintedField
    offset: int = 0

    @property
    def can_be_suppressed(self) -> bool:
        """Whether it is a language finding, which may be suppressed."""
        return not isinstance(self.finding, Finding)

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.finding.start + self.offset

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.finding.end + self.offset


def marks_after_edit(marks: Sequence[Mark], old: str, new: str) -> tuple[Mark, ...]:
    """Return the marks outside an edited stretch, moved to their offsets in the new text."""
    head, tail = _common_ends(old, new)
    shift = len(new) - len(old)
    before = [mark for mark in marks if mark.end <= head]
    after = [mark for mark in marks if mark.start >= len(old) - tail and mark.end > head]
    return (*before, *(replace(mark, offset=mark.offset + shift) for mark in after))


def rewrite_preview(written: str, rewritten: str) -> str:
    """Return the new words of a rewrite, with an ellipsis for the others.

    If there is only one, or none since words were only removed, the words beside it are shown too.
    """
    old, new = written.split(), rewritten.split()
    room = min(len(old), len(new))
    head = next((n for n in range(room) if old[n] != new[n]), room)
    remaining = room - head
    tail = next((n for n in range(remaining) if old[-n - 1] != new[-n - 1]), remaining)
    end = len(new) - tail
    if end - head <= 1:
        head, end = max(0, head - 1), min(len(new), end + 1)
    words = new[head:end]
    return " ".join([*(["…"] if head else []), *words, *(["…"] if end < len(new) else [])])


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """Return the lengths of the common beginning and the common end of two texts."""
    shorter = min(len(one), len(other))
    head = _largest(shorter, lambda n: one[:n] == other[:n])
    tail = _largest(shorter - head, lambda n: one[len(one) - n :] == other[len(other) - n :])
    return head, tail


def _largest(high: int, holds: Callable[[int], bool]) -> int:
    """Return the largest number up to `high` for which `holds`; it holds for all smaller ones."""
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def mark_at(marks: Sequence[Mark], cursor: int) -> Mark | None:
    """Return the mark at a cursor, else the nearest before it, else the first after it."""
    if not marks:
        return None
    return marks[max(0, bisect_right([mark.start for mark in marks], cursor) - 1)]


def spans_by_row(marks: Sequence[Mark], text: str) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of the marks by line of a text, as (first column, column after the last)."""
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
class RewriteCycle:
    """The variants of a passage that a key steps through: the original, then each rewrite."""

    text: str
    """The whole text with the current variant."""
    start: int
    variants: tuple[str, ...]
    at: int = 0

    @property
    def end(self) -> int:
        """The offset after the current variant."""
        return self.start + len(self.variants[self.at])

    @property
    def is_original(self) -> bool:
        """Whether the current variant is the one the author wrote."""
        return self.at == 0

    @property
    def next_variant(self) -> str:
        """The variant that comes next."""
        return self.variants[(self.at + 1) % len(self.variants)]

    def advanced(self) -> RewriteCycle:
        """Return the cycle with the next variant in the text."""
        text = f"{self.text[: self.start]}{self.next_variant}{self.text[self.end :]}"
        return replace(self, text=text, at=(self.at + 1) % len(self.variants))

    def is_current(self, text: str, cursor: int) -> bool:
        """Whether a text is unchanged since this step, with the cursor still at the passage."""
        return text == self.text and self.start <= cursor <= self.end


def rewrite_cycle(text: str, mark: Mark, masked: str) -> RewriteCycle | None:
    """Return the cycle of a mark, at the original; None if it has no rewrites.

    `masked` is the text that was checked: the marks of an entry line are blank in it. Each rewrite
    keeps these marks, after the sentence they were in.
    """
    rewrites = mark.finding.rewrites
    if not rewrites:
        return None
    start = min(each.start for each in rewrites) + mark.offset
    end = max(each.end for each in rewrites) + mark.offset

    def passage(rewrite: Rewrite) -> str:
        first, last = rewrite.start + mark.offset, rewrite.end + mark.offset
        entry_marks = "".join(
            letter if blank.isspace() else " "
            for letter, blank in zip(text[first:last], masked[first:last], strict=True)
        )
        words = " ".join([rewrite.words, *entry_marks.split()])
        return f"{text[start:first]}{words}{text[last:end]}"

    return RewriteCycle(text, start, (text[start:end], *map(passage, rewrites)))
