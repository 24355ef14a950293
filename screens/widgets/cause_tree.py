"""The tree of causes under its problem: what `tree_drawing` draws, with a cursor and folds."""

from __future__ import annotations

from textual.binding import Binding
from textual.events import Click
from textual.geometry import Size

from facilitator.model.causes import Causes
from screens.widgets.cause_picture import CAUSE_KEYS, PROBLEM, Picture, PictureView
from screens.widgets.tree_drawing import drawn_tree


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

    def drawn(self, room: Size) -> Picture:
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
        return [cause.id for cause in self.causes.beneath(None if key == PROBLEM else key)]

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
