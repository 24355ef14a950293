"""The tree of causes under the problem: the drawing, and the view with a cursor and folds.

Every cause is wrapped to the width that its depth leaves it. Notes on it (role, bone, evidence)
follow its text on the last line, or on a line of their own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Region, Size

from facilitator.model.causes import Cause, Causes
from screens.base.text import drawable_words, wrapped
from screens.widgets.cause_picture import (
    ASK_FOR_PROBLEM,
    CAUSE_KEYS,
    NOTE_SEPARATOR,
    PROBLEM,
    ROLE_MARKS,
    CausePicture,
    PicturePart,
    PictureRuns,
    PictureView,
    evidence_note,
    risk_note,
    role_note,
)

FOLDED = "▶"
STEP = 3
"""Indentation of each level, in cells."""

MIN_WIDTH = 24
"""Least width of a tree; a narrower one would be all marks and no text."""

_MIN_CAUSE_WIDTH = 24
"""Width that a deep cause keeps: from there on levels are not indented any further."""

_MAX_LINES = 6
"""Most lines of a cause; the details below the tree show all of it."""


def cause_notes(cause: Cause, is_leaf: bool) -> tuple[str, ...]:
    """Return the notes behind a cause's text, the most important last."""
    notes = (role_note(cause), cause.bone, risk_note(cause), evidence_note(cause, is_leaf))
    return tuple(filter(None, notes))


def drawn_tree(causes: Causes, width: int, folded: Collection[str] = ()) -> CausePicture:
    """Draw the causes at a width in cells, at least MIN_WIDTH, leaving out folded branches."""
    return _Drawing(causes, max(width, MIN_WIDTH), folded).picture()


@dataclass
class _Drawing:
    """Draws a tree from top to bottom."""

    causes: Causes
    width: int
    folded: Collection[str]
    lines: list[PictureRuns] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)

    def picture(self) -> CausePicture:
        """Draw the problem, and every cause that is not in a folded branch."""
        words = drawable_words(self.causes.problem or ASK_FOR_PROBLEM)
        problem = wrapped(words, self.width, _MAX_LINES)
        self._add(PROBLEM, 0, [((line, PicturePart.HEAD),) for line in problem])
        children_of, labels = self.causes.children_of, self.causes.labels()
        most = max(1, (self.width - _MIN_CAUSE_WIDTH) // STEP)
        top = children_of(None)
        waiting = [("", cause, cause is top[-1]) for cause in reversed(top)]
        while waiting:
            guides, cause, is_last = waiting.pop()
            children = children_of(cause.id)
            shown = () if cause.id in self.folded else children
            self._draw_cause(cause, labels[cause.id], guides, is_last, len(children), bool(shown))
            within = guides + ("   " if is_last else "│  ")
            within = within[-STEP * (most - 1) :] if most > 1 else ""
            waiting += [(within, child, child is shown[-1]) for child in reversed(shown)]
        return CausePicture(self.width, tuple(self.lines), self.regions)

    def _draw_cause(
        self, cause: Cause, label: str, guides: str, is_last: bool, count: int, has_more: bool
    ) -> None:
        """Draw a cause: its guides, mark and label, its text, and its notes."""
        notes = cause_notes(cause, not count)
        if count and not has_more:
            notes = (f"{count} beneath", *notes)
        fold = f"{FOLDED} " if count and not has_more else ""
        mark = f"{fold}{ROLE_MARKS[cause.role]} {label} "
        indent = len(guides) + STEP
        texts = _lines_of(cause.text, notes, max(1, self.width - indent - len(mark)))
        begins = f"{guides}{'└─ ' if is_last else '├─ '}"
        goes_on = f"{guides}{'   ' if is_last else '│  '}{'│' if has_more else ' '}"
        rows: list[PictureRuns] = []
        for n, (text, note) in enumerate(texts):
            head: PictureRuns = ((begins, PicturePart.BONE), (mark, PicturePart.MARK))
            if n:
                head = ((goes_on.ljust(indent + len(mark)), PicturePart.BONE),)
            rows.append((*head, (text, PicturePart.TEXT), (note, PicturePart.NOTE)))
        self._add(cause.id, indent, rows)

    def _add(self, key: str, indent: int, rows: list[PictureRuns]) -> None:
        x, y = indent, len(self.lines)
        self.regions[key] = Region(x, y, max(1, self.width - x), len(rows))
        self.lines += rows


@lru_cache(maxsize=4096)
def _lines_of(text: str, notes: tuple[str, ...], width: int) -> tuple[tuple[str, str], ...]:
    """Return the lines of a cause, each with its part of the text and of the notes."""
    lines = wrapped(drawable_words(text), width, _MAX_LINES)
    note = NOTE_SEPARATOR.join(notes)
    last = lines[-1]
    if not note:
        return tuple((line, "") for line in lines)
    if cell_len(last) + 2 + cell_len(note) <= width:
        return (*((line, "") for line in lines[:-1]), (last, f"  {note}"))
    more = wrapped(drawable_words(note), width, _MAX_LINES)
    return (*((line, "") for line in lines), *(("", line) for line in more))


class CauseTree(PictureView):
    """The causes under the problem; cursor and folds stay when causes change."""

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

    def draw_into(self, room: Size) -> CausePicture:
        """Return the tree at the width of a size; its height follows from the causes."""
        return drawn_tree(self.causes, room.width, self._folded)

    def show(self, causes: Causes) -> None:
        """Draw the causes; a branch is unfolded when its last cause goes."""
        self._folded &= {cause.parent for cause in causes.causes if cause.parent}
        super().show(causes)

    def nearest(self, before: Causes, key: str) -> str:
        """Return this key, or else the first sibling or the nearest ancestor that is left."""
        left = {cause.id for cause in self.causes.causes} | {PROBLEM}
        parents = {cause.id: cause.parent or PROBLEM for cause in before.causes}
        while key not in left:
            above = parents.get(key, PROBLEM)
            beside = [other for other, parent in parents.items() if parent == above]
            key = next((other for other in beside if other in left), above)
        return self._visible_key(key)

    def reveal(self, key: str) -> None:
        """Unfold every branch that a cause is in."""
        above = self._ancestors(key)
        if not self._folded.isdisjoint(above):
            self._folded -= set(above)
            self.draw()

    def _visible_key(self, key: str) -> str:
        """Return a cause, or the folded ancestor that hides it."""
        folded = [each for each in self._ancestors(key) if each in self._folded]
        return folded[-1] if folded else key

    def _ancestors(self, key: str) -> list[str]:
        """Return the ancestors of a cause, its parent first."""
        if not any(cause.id == key for cause in self.causes.causes):
            return []
        return [cause.id for cause in self.causes.chain(key)[1:]]

    def _children(self, key: str) -> list[str]:
        return [cause.id for cause in self.causes.children_of(None if key == PROBLEM else key)]

    def _toggle_fold(self, key: str) -> None:
        """Fold or unfold a branch."""
        if key != PROBLEM and self._children(key):
            self._folded ^= {key}
            self.draw()

    def action_fold(self) -> None:
        """Fold or unfold the branch under the cursor."""
        self._toggle_fold(self.selected)

    def action_fold_or_leave(self) -> None:
        """Fold the branch under the cursor; if there is none to fold, go to the parent."""
        key = self.selected
        if key not in self._folded and key != PROBLEM and self._children(key):
            self._toggle_fold(key)
        else:
            self.move_to_key(next(iter(self._ancestors(key)), PROBLEM))

    def action_unfold_or_enter(self) -> None:
        """Unfold the branch under the cursor, or go to its first cause."""
        if self.selected in self._folded:
            self._toggle_fold(self.selected)
        else:
            self.move_to_key(next(iter(self._children(self.selected)), self.selected))

    def action_move(self, by: int) -> None:
        """Move the cursor by a number of causes."""
        keys = list(self.regions)
        if self.selected in keys:
            at = keys.index(self.selected) + by
            self.move_to_key(keys[max(0, min(at, len(keys) - 1))])

    def action_page(self, by: int) -> None:
        """Move the cursor by a number of pages."""
        here = self.regions.get(self.selected)
        if here is None:
            return
        wanted = here.y + by * max(1, self.size.height - 1)
        self.move_to_key(min(self.regions, key=lambda key: abs(self.regions[key].y - wanted)))

    def action_to_last(self) -> None:
        """Move the cursor to the last cause in the tree."""
        self.move_to_key(list(self.regions)[-1] if self.regions else PROBLEM)

    def on_click(self, event: Click) -> None:
        """Fold or unfold at a click on a mark; elsewhere, select or edit."""
        at = event.offset + self.scroll_offset
        key = self.picture_key_at(at)
        region = self.regions.get(key)
        if region is not None and key != PROBLEM and at.x == region.x and at.y == region.y:
            self.move_to_key(key)
            self._toggle_fold(key)
            event.prevent_default()  # else Textual calls the handler of the base class as well
