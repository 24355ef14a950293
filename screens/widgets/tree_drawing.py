"""The causes as a tree: a function from causes, a width and what is folded to lines and regions.

The problem stands on top. Every cause wraps into the room its depth leaves it; what stands behind
its text (role, bone, evidence) goes on the last of its lines, or on one of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len
from textual.geometry import Region

from facilitator.model.causes import Cause, CauseRole, Causes
from screens.base.text import words_of, wrapped
from screens.widgets.cause_picture import ASK_FOR_PROBLEM, MARKS, PROBLEM, Part, Picture, Runs

FOLDED = "▶"
STEP = 3
"""Cells each level is further in than the one above it."""

LEAST_WIDTH = 24
"""A narrower tree would be all marks and no text."""

_LEAST_ROOM = 24
"""Cells a cause keeps however deep it stands: beyond, nothing moves further in."""

_MOST_LINES = 6
"""A cause takes so many lines at most; beneath the tree the whole of it stands."""


def words_behind(cause: Cause, is_leaf: bool) -> tuple[str, ...]:
    """Return what a line says behind a cause's text, the most important last."""
    risk = "risk accepted" if cause.accepted_risk else ""
    count = len(cause.evidence)
    evidence = f"{count} evidence" if count else "! no evidence" if is_leaf else ""
    role = cause.role.value if cause.role is not CauseRole.STEP else ""
    return tuple(words for words in (role, cause.bone, risk, evidence) if words)


def drawn_tree(causes: Causes, width: int, folded: Collection[str] = ()) -> Picture:
    """Draw the causes into so many cells, LEAST_WIDTH at least.

    What stands beneath a `folded` cause is left out.
    """
    return _Drawing(causes, max(width, LEAST_WIDTH), folded).picture()


@dataclass
class _Drawing:
    """A tree as far as it is drawn."""

    causes: Causes
    width: int
    folded: Collection[str]
    lines: list[Runs] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)

    def picture(self) -> Picture:
        """Draw the problem, and every cause beneath it that is not folded away."""
        problem = wrapped(words_of(self.causes.problem or ASK_FOR_PROBLEM), self.width, _MOST_LINES)
        self._add(PROBLEM, 0, [((line, Part.HEAD),) for line in problem])
        beneath, labels = self.causes.beneath, self.causes.labels()
        most = max(1, (self.width - _LEAST_ROOM) // STEP)
        top = beneath(None)
        waiting = [("", cause, cause is top[-1]) for cause in reversed(top)]
        while waiting:
            guides, cause, is_last = waiting.pop()
            children = beneath(cause.id)
            shown = () if cause.id in self.folded else children
            self._cause(cause, labels[cause.id], guides, is_last, len(children), bool(shown))
            within = guides + ("   " if is_last else "│  ")
            within = within[-STEP * (most - 1) :] if most > 1 else ""
            waiting += [(within, child, child is shown[-1]) for child in reversed(shown)]
        return Picture(self.width, tuple(self.lines), self.regions)

    def _cause(
        self, cause: Cause, label: str, guides: str, is_last: bool, count: int, has_more: bool
    ) -> None:
        """Draw one cause: its mark and label, its text, and what stands behind it."""
        behind = words_behind(cause, not count)
        if count and not has_more:
            behind = (f"{count} beneath", *behind)
        fold = f"{FOLDED} " if count and not has_more else ""
        mark = f"{fold}{MARKS[cause.role]} {label} "
        indent = len(guides) + STEP
        texts = _texts(cause.text, behind, max(1, self.width - indent - len(mark)))
        begins = f"{guides}{'└─ ' if is_last else '├─ '}"
        goes_on = f"{guides}{'   ' if is_last else '│  '}{'│' if has_more else ' '}"
        rows: list[Runs] = []
        for n, (text, words) in enumerate(texts):
            head: Runs = ((begins, Part.BONE), (mark, Part.MARK))
            if n:
                head = ((goes_on.ljust(indent + len(mark)), Part.BONE),)
            rows.append((*head, (text, Part.TEXT), (words, Part.BEHIND)))
        self._add(cause.id, indent, rows)

    def _add(self, key: str, indent: int, rows: list[Runs]) -> None:
        x, y = indent, len(self.lines)
        self.regions[key] = Region(x, y, max(1, self.width - x), len(rows))
        self.lines += rows


@lru_cache(maxsize=4096)
def _texts(text: str, behind: tuple[str, ...], room: int) -> tuple[tuple[str, str], ...]:
    """Return the lines of a cause: of its text, and of the words that stand behind it."""
    told = wrapped(words_of(text), room, _MOST_LINES)
    words = " · ".join(behind)
    last = told[-1]
    if not words:
        return tuple((line, "") for line in told)
    if cell_len(last) + 2 + cell_len(words) <= room:
        return (*((line, "") for line in told[:-1]), (last, f"  {words}"))
    more = wrapped(words_of(words), room, _MOST_LINES)
    return (*((line, "") for line in told), *(("", line) for line in more))
