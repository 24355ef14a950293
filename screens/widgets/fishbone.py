"""The causes as a fishbone on the screen: what `fishbone_drawing` draws, with a cursor in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from facilitator.model.causes import Causes
from screens.widgets.cause_view import CAUSE_KEYS, PROBLEM, CauseView
from screens.widgets.fishbone_drawing import Part, Picture, drawn_fishbone
from screens.widgets.fishbone_moves import Direction, key_columns, nearest_left, next_key

_CURSOR = "fishbone--cursor"


class Fishbone(ScrollView, CauseView, can_focus=True):
    """The causes by bone: arrow keys move over it, a second click opens what the first selected."""

    COMPONENT_CLASSES = {_CURSOR, *(f"fishbone--{part}" for part in Part)}
    BINDINGS = [
        *CAUSE_KEYS,
        Binding("up", "move('up')", "Up", False),
        Binding("down", "move('down')", "Down", False),
        Binding("left", "move('left')", "The bone to the left", False),
        Binding("right", "move('right')", "The bone to the right", False),
        Binding("home", "to_problem", "To the problem", False, id="cause.problem"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on what has this key."""

        key: str

    def __init__(self) -> None:
        super().__init__(id="fishbone")
        self._causes = Causes()
        self._columns = key_columns(self._causes)
        self._selected = PROBLEM
        self._sought = ""
        self._clicked = ""
        self._picture = Picture(0, (), {})
        self._drawn: tuple[Causes, Size] | None = None

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        return self._selected

    @property
    def regions(self) -> Mapping[str, Region]:
        """The cells of the picture that belong to each key."""
        return self._picture.regions

    def select(self, key: str) -> None:
        """Put the cursor on what has this key, now or as soon as it is there."""
        self._sought = key
        if self._is_there(key):
            self._go(key)

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand; the cursor stays where it is, or near what has gone."""
        if causes == self._causes:
            return
        before, self._columns = self._columns, key_columns(causes)
        self._causes = causes
        if self._sought and self._is_there(self._sought):
            self._selected, self._sought = self._sought, ""
        else:
            self._selected = nearest_left(before, self._columns, self._selected)
        self._draw()

    def on_resize(self) -> None:
        """Draw it again into the new room."""
        self._draw()

    def _is_there(self, key: str) -> bool:
        return key == PROBLEM or any(key in keys for c in self._columns for keys in c)

    def _draw(self) -> None:
        """Lay the picture out, where the causes or the room for them are not what they were."""
        room = self.outer_size
        if not room.area or self._drawn == (self._causes, room):
            return
        self._drawn = (self._causes, room)
        self._picture = _picture_in(self._causes, room)
        self.virtual_size = Size(self._picture.width, len(self._picture.lines))
        self.refresh()
        self.call_after_refresh(self._keep_in_view)

    def render_line(self, y: int) -> Strip:
        """Draw a line of what is in view, the cursor's cells in its own colours."""
        left, top = self.scroll_offset
        blank = self._style(Part.BLANK)
        if y + top >= len(self._picture.lines):
            return Strip.blank(self.size.width, blank)
        runs = self._picture.lines[y + top]
        line = Strip([Segment(text, self._style(part)) for text, part in runs])
        region = self._picture.regions.get(self._selected)
        if region is not None and region.y <= y + top < region.bottom:
            whole = line.adjust_cell_length(self._picture.width, blank)
            line = _with_cursor(whole, region, self.get_component_rich_style(_CURSOR))
        return line.crop_extend(left, left + self.size.width, blank)

    def _style(self, part: Part) -> Style:
        return self.get_component_rich_style(f"fishbone--{part}")

    def _go(self, key: str) -> None:
        self._sought = ""
        if key == self._selected:
            return
        self._refresh_region(self._selected)
        self._selected = key
        self._refresh_region(key)
        self._keep_in_view()
        self.post_message(self.Moved(key))

    def _refresh_region(self, key: str) -> None:
        region = self._picture.regions.get(key)
        if region is not None:
            self.refresh(region.translate(-self.scroll_offset))

    def _keep_in_view(self) -> None:
        region = self._picture.regions.get(self._selected)
        if region is not None:
            around = Spacing(1, 2, 1, 2)
            self.scroll_to_region(region.grow(around), animate=False, immediate=True)

    def action_move(self, direction: Direction) -> None:
        """Move the cursor to what is next in a direction."""
        self._clicked = ""
        self._go(next_key(self._columns, self._picture.regions, self._selected, direction))

    def action_to_problem(self) -> None:
        """Move the cursor to the problem."""
        self._clicked = ""
        self._go(PROBLEM)

    def on_click(self, event: Click) -> None:
        """Select what was clicked; open it where it was selected so already."""
        at = event.offset + self.scroll_offset
        key = next((k for k, r in self._picture.regions.items() if r.contains_point(at)), "")
        if key and key == self._clicked == self._selected:
            self.action_want("edit")
        elif key:
            self._go(key)
        self._clicked = key


def _picture_in(causes: Causes, room: Size) -> Picture:
    """Draw the causes into a room, part of which is a scrollbar's where they need more."""
    picture = drawn_fishbone(causes, room.width, room.height)
    tall, wide = len(picture.lines) > room.height, picture.width > room.width
    if tall or wide:
        picture = drawn_fishbone(causes, room.width - tall, room.height - wide)
    return picture


def _with_cursor(line: Strip, region: Region, style: Style) -> Strip:
    before, within, after = line.divide([region.x, region.right, line.cell_length])
    lit = Strip([Segment(segment.text, style) for segment in within])
    return Strip.join([before, lit, after])
