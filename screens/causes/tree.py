"""The tree of causes under its problem: what `tree_drawing` draws, with a cursor and folds.

The causes as a tree: a function from causes, a width and what is folded to lines and regions.

The problem stands on top. Every cause wraps into the room its depth leaves it; what stands behind
its text (role, bone, evidence) goes on the last of its lines, or on one of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Region, Size

from facilitator.model.causes import Cause, CauseRole, Causes
from screens.base.text import drawable_words, wrapped
from screens.widgets.cause_picture import (
    ASK_FOR_PROBLEM,
    CAUSE_KEYS,
    PROBLEM,
    ROLE_MARKS,
    CausePicture,
    PicturePart,
    PictureRuns,
    PictureView,
)

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


def drawn_tree(causes: Causes, width: int, folded: Collection[str] = ()) -> CausePicture:
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
    lines: list[PictureRuns] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)

    def picture(self) -> CausePicture:
        """Draw the problem, and every cause beneath it that is not folded away."""
        problem = wrapped(drawable_words(self.causes.problem or ASK_FOR_PROBLEM), self.width, _MOST_LINES)
        self._add(PROBLEM, 0, [((line, PicturePart.HEAD),) for line in problem])
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
        return CausePicture(self.width, tuple(self.lines), self.regions)

    def _cause(
        self, cause: Cause, label: str, guides: str, is_last: bool, count: int, has_more: bool
    ) -> None:
        """Draw one cause: its mark and label, its text, and what stands behind it."""
        behind = words_behind(cause, not count)
        if count and not has_more:
            behind = (f"{count} beneath", *behind)
        fold = f"{FOLDED} " if count and not has_more else ""
        mark = f"{fold}{ROLE_MARKS[cause.role]} {label} "
        indent = len(guides) + STEP
        texts = _texts(cause.text, behind, max(1, self.width - indent - len(mark)))
        begins = f"{guides}{'└─ ' if is_last else '├─ '}"
        goes_on = f"{guides}{'   ' if is_last else '│  '}{'│' if has_more else ' '}"
        rows: list[PictureRuns] = []
        for n, (text, words) in enumerate(texts):
            head: PictureRuns = ((begins, PicturePart.BONE), (mark, PicturePart.MARK))
            if n:
                head = ((goes_on.ljust(indent + len(mark)), PicturePart.BONE),)
            rows.append((*head, (text, PicturePart.TEXT), (words, PicturePart.BEHIND)))
        self._add(cause.id, indent, rows)

    def _add(self, key: str, indent: int, rows: list[PictureRuns]) -> None:
        x, y = indent, len(self.lines)
        self.regions[key] = Region(x, y, max(1, self.width - x), len(rows))
        self.lines += rows


@lru_cache(maxsize=4096)
def _texts(text: str, behind: tuple[str, ...], room: int) -> tuple[tuple[str, str], ...]:
    """Return the lines of a cause: of its text, and of the words that stand behind it."""
    told = wrapped(drawable_words(text), room, _MOST_LINES)
    words = " · ".join(behind)
    last = told[-1]
    if not words:
        return tuple((line, "") for line in told)
    if cell_len(last) + 2 + cell_len(words) <= room:
        return (*((line, "") for line in told[:-1]), (last, f"  {words}"))
    more = wrapped(drawable_words(words), room, _MOST_LINES)
    return (*((line, "") for line in told), *(("", line) for line in more))


class CauseTree(PictureView):
    """The causes beneath the problem; cursor and folds stay through every edit."""

    BINDINGS = [
        *CAUSE_KEYS,
        Binding("space", "fold", "Fold or unfold", False, id="cause.fold"),
        Binding("up", "move(-1)", "Up", False),
        Binding("down", "move(1)", "Down", False),
        Binding("left", "fold_or_leave", "Fold, or to the cause above", False),
        Binding("right", "unfold_or_enter", "Unfold, or to the first beneath", False),
        Binding("pageup", "page(-1)", "Page up", False),
        Binding("pagedown", "page(1)", "Page down", False),
        Binding("home", "to_problem", "To the problem", False, id="cause.problem"),
        Binding("end", "to_last", "To the last", False),
    ]

    def __init__(self) -> None:
        super().__init__("cause-tree")
        self._folded: set[str] = set()

    def drawn(self, room: Size) -> CausePicture:
        """Return the tree drawn into a room; it is as long as it is."""
        return drawn_tree(self.causes, room.width, self._folded)

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand; a fold goes with the last cause beneath it."""
        self._folded &= {cause.parent for cause in causes.causes if cause.parent}
        super().show(causes)

    def nearest(self, before: Causes, key: str) -> str:
        """Return this key, or where it has gone the sibling or the cause above that is left."""
        left = {cause.id for cause in self.causes.causes} | {PROBLEM}
        parents = {cause.id: cause.parent or PROBLEM for cause in before.causes}
        while key not in left:
            above = parents.get(key, PROBLEM)
            beside = [other for other, parent in parents.items() if parent == above]
            key = next((other for other in beside if other in left), above)
        return self._in_sight(key)

    def uncover(self, key: str) -> None:
        """Unfold whatever a cause stands beneath."""
        above = self._above(key)
        if not self._folded.isdisjoint(above):
            self._folded -= set(above)
            self.draw()

    def _in_sight(self, key: str) -> str:
        """Return a cause, or the one it is folded away beneath."""
        folded = [each for each in self._above(key) if each in self._folded]
        return folded[-1] if folded else key

    def _above(self, key: str) -> list[str]:
        """Return what a cause stands beneath, its parent first."""
        if not any(cause.id == key for cause in self.causes.causes):
            return []
        return [cause.id for cause in self.causes.chain(key)[1:]]

    def _beneath(self, key: str) -> list[str]:
        return [cause.id for cause in self.causes.children_of(None if key == PROBLEM else key)]

    def _turn(self, key: str) -> None:
        """Fold what is unfolded, and unfold what is folded."""
        if key != PROBLEM and self._beneath(key):
            self._folded ^= {key}
            self.draw()

    def action_fold(self) -> None:
        """Fold away what stands beneath the cause under the cursor, or show it again."""
        self._turn(self.selected)

    def action_fold_or_leave(self) -> None:
        """Fold the cause under the cursor; where nothing is to fold, go to the one above it."""
        key = self.selected
        if key not in self._folded and key != PROBLEM and self._beneath(key):
            self._turn(key)
        else:
            self.step(next(iter(self._above(key)), PROBLEM))

    def action_unfold_or_enter(self) -> None:
        """Unfold the cause under the cursor, or go to the first beneath it."""
        if self.selected in self._folded:
            self._turn(self.selected)
        else:
            self.step(next(iter(self._beneath(self.selected)), self.selected))

    def action_move(self, by: int) -> None:
        """Move the cursor by some causes."""
        keys = list(self.regions)
        if self.selected in keys:
            at = keys.index(self.selected) + by
            self.step(keys[max(0, min(at, len(keys) - 1))])

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        here = self.regions.get(self.selected)
        if here is None:
            return
        wanted = here.y + by * max(1, self.size.height - 1)
        self.step(min(self.regions, key=lambda key: abs(self.regions[key].y - wanted)))

    def action_to_last(self) -> None:
        """Move the cursor to the last cause in the tree."""
        self.step(list(self.regions)[-1] if self.regions else PROBLEM)

    def on_click(self, event: Click) -> None:
        """Fold and unfold at a click on a mark; anywhere else, select and open."""
        at = event.offset + self.scroll_offset
        key = self.what_is_at(at)
        region = self.regions.get(key)
        if region is not None and key != PROBLEM and at.x == region.x and at.y == region.y:
            self.step(key)
            self._turn(key)
            event.prevent_default()
