"""The causes as a fishbone on the screen: what `fishbone_drawing` draws, with a cursor in it."""

from __future__ import annotations

from textual.binding import Binding
from textual.geometry import Size

from facilitator.model.causes import Causes
from screens.widgets.cause_picture import CAUSE_KEYS, PROBLEM, Picture, PictureView
from screens.widgets.fishbone_drawing import drawn_fishbone
from screens.widgets.fishbone_moves import Direction, key_columns, nearest_left, next_key


class Fishbone(PictureView):
    """The causes by bone: arrow keys move over it, along ribs and from bone to bone."""

    BINDINGS = [
        *CAUSE_KEYS,
        Binding("up", "move('up')", "Up", False),
        Binding("down", "move('down')", "Down", False),
        Binding("left", "move('left')", "The bone to the left", False),
        Binding("right", "move('right')", "The bone to the right", False),
        Binding("home", "to_problem", "To the problem", False, id="cause.problem"),
    ]

    def __init__(self) -> None:
        super().__init__("fishbone")
        self._columns = key_columns(self.causes)

    def drawn(self, room: Size) -> Picture:
        """Return the fishbone drawn into a room."""
        return drawn_fishbone(self.causes, room.width, room.height)

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand; the cursor stays where it is, or near what has gone."""
        if causes != self.causes:
            self._columns = key_columns(causes)
        super().show(causes)

    def nearest(self, before: Causes, key: str) -> str:
        """Return this key, or where it has gone what is left on its rib or at its bone's place."""
        return nearest_left(key_columns(before), self._columns, key)

    def is_there(self, key: str) -> bool:
        """Whether a cause, a bone or the problem has this key."""
        return key == PROBLEM or any(key in keys for c in self._columns for keys in c)

    def action_move(self, direction: Direction) -> None:
        """Move the cursor to what is next in a direction."""
        self.step(next_key(self._columns, self.regions, self.selected, direction))
