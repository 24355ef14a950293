"""What a fishbone writes along a rib: each cause's words in the lines and cells it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from facilitator.analysis.fishbone import OnBone
from facilitator.model.causes import Cause, CauseRole
from screens.base.text import words_of, wrapped

INDENT = 2
"""The cells by which a cause stands further in than the one it made possible."""

_LEAST_TEXT = 8
"""A deep cause is indented no further than leaves it so many cells for its text."""
_MARK = _SET_OFF = 2
"""The cells of a mark with the blank behind it, and of the blanks before the words behind."""


@dataclass(frozen=True)
class Manner:
    """How a rib is written where there is much room, and where there is little."""

    dash: str
    gap: int
    with_labels: bool


ROOMY = Manner("├─ ", 2, True)
TIGHT = Manner("├ ", 1, False)


@dataclass(frozen=True)
class Entry:
    """A cause on a rib: its words, its short label, and what can be said of it behind them."""

    cause: Cause
    depth: int
    label: str
    words: tuple[str, ...]
    behind: tuple[str, ...]

    @cached_property
    def length(self) -> int:
        """The cells its words take in one line."""
        return sum(map(cell_len, self.words)) + len(self.words)

    def indent(self, width: int, manner: Manner) -> int:
        """Return the cells between bone and mark in a column so wide."""
        room = width - manner.gap - len(manner.dash) - self._before(manner) - _LEAST_TEXT
        return len(manner.dash) + max(0, min(self.depth * INDENT, room))

    def width_for_text(self, width: int, manner: Manner) -> int:
        """Return the cells its text has in a column so wide."""
        return width - manner.gap - self.indent(width, manner) - self._before(manner)

    def width_in_one_line(self, manner: Manner) -> int:
        """Return the width of a column in which the text is one line, with all that is behind."""
        behind = _SET_OFF + cell_len(words_behind(self.behind))
        indent = len(manner.dash) + self.depth * INDENT
        return indent + self._before(manner) + self.length + behind + manner.gap

    def head(self, manner: Manner) -> str:
        """Return the label that stands between the mark and the text."""
        return f"{self.label} " if manner.with_labels else ""

    def _before(self, manner: Manner) -> int:
        return _MARK + len(self.head(manner))


def entries(
    causes: Sequence[OnBone], labels: Mapping[str, str], leaves: frozenset[str]
) -> tuple[Entry, ...]:
    """Return the causes of a bone as what is written there."""
    return tuple(
        Entry(
            placed.cause,
            placed.depth,
            labels[placed.cause.id],
            words_of(placed.cause.text),
            _behind(placed, labels, leaves),
        )
        for placed in causes
    )


def _behind(placed: OnBone, labels: Mapping[str, str], leaves: frozenset[str]) -> tuple[str, ...]:
    """Return what is said behind a cause's text, the most important first."""
    cause, count = placed.cause, len(placed.cause.evidence)
    role = cause.role.value if cause.role is not CauseRole.STEP else ""
    evidence = f"{count} evidence" if count else "! no evidence" if cause.id in leaves else ""
    above = f"for {labels[cause.parent]}" if cause.parent and not placed.depth else ""
    risk = "risk accepted" if cause.accepted_risk else ""
    return tuple(words for words in (role, evidence, above, risk) if words)


def words_behind(behind: Sequence[str]) -> str:
    """Return what is said behind a text as one piece."""
    return " · ".join(behind)


@dataclass(frozen=True)
class Written:
    """A cause in its lines, and the words that found room behind the last of them."""

    lines: tuple[str, ...]
    behind: str = ""

    @property
    def behind_at(self) -> int:
        """The cell of the last line where the words behind it begin."""
        return _after(self.lines[-1])


def written(entry: Entry, width: int, most: int, whole: bool) -> Written:
    """Write a cause in a text so wide and at most so many lines.

    What is behind it takes a line of its own where the `whole` is to be said, and that says more.
    """
    lines = wrapped(entry.words, width, most)
    here = _fitting(entry.behind, width - _after(lines[-1]))
    below = _fitting(entry.behind, width)
    if whole and len(lines) < most and len(below) > len(here):
        return Written((*lines, ""), words_behind(below))
    return Written(lines, words_behind(here))


def _fitting(behind: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return as much of what is behind a text as fits, the most important first."""
    while behind and cell_len(words_behind(behind)) > room:
        behind = behind[:-1]
    return behind


def _after(line: str) -> int:
    return cell_len(line) + _SET_OFF if line else 0
