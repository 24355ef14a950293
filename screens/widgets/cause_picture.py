"""A drawn picture of causes: lines of text in pieces, and the cells that belong to each key.

What the tree of causes and the fishbone share: the keys of their lines, and what people want.
A picture of the causes on the screen: drawn when they change, with a cursor that stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Offset, Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from facilitator.model.causes import CauseRole, Causes

ROLE_MARKS = {CauseRole.ROOT: "●", CauseRole.CONTRIBUTING: "◇", CauseRole.STEP: "·"}
"""One cell for each role; the word beside it says the same."""


class PicturePart(StrEnum):
    """What a piece of a picture is, for whoever colours it."""

    BLANK = "blank"
    BONE = "bone"
    NAME = "name"
    MARK = "mark"
    TEXT = "text"
    BEHIND = "behind"
    HEAD = "head"


PictureRuns = tuple[tuple[str, PicturePart], ...]
"""A finished line: its text in pieces, each with what it is."""


@dataclass(frozen=True)
class CausePicture:
    """The lines of a picture, and which cells belong to the problem, each bone and each cause."""

    width: int
    lines: tuple[PictureRuns, ...]
    regions: Mapping[str, Region]


PROBLEM = "problem"
"""The key of the problem; every cause is keyed by its id."""

ASK_FOR_PROBLEM = "What went wrong for users? Press e to write the problem down."

NO_BONE_YET = "no bone yet"
"""What the causes stand on that nobody has put on a bone."""

_BONE = "bone:"


def bone_key(bone: str) -> str:
    """Return the key of a bone's label; no cause's id looks like it."""
    return f"{_BONE}{bone}"


def bone_of_key(key: str) -> str | None:
    """Return the bone a key stands for ("" for no bone yet), or None for any other key."""
    return key.removeprefix(_BONE) if key.startswith(_BONE) else None


CAUSE_KEYS = (
    Binding("a", "want('add')", "Add beneath", id="cause.add"),
    Binding("e", "want('edit')", "Edit", id="cause.edit"),
    Binding("enter", "want('edit')", "Edit", False, id="cause.open"),
    Binding("r", "want('root')", "Root", id="cause.root"),
    Binding("c", "want('contributing')", "Contributing", False, id="cause.contributing"),
    Binding("s", "want('beside')", "Add beside", False, id="cause.beside"),
    Binding("b", "want('bone')", "Bone", False, id="cause.bone"),
    Binding("v", "want('evidence')", "Evidence", False, id="cause.evidence"),
    Binding("greater_than_sign", "want('indent')", "Put under the one above; a bone: later",
            False, id="cause.indent"),
    Binding("less_than_sign", "want('lift')", "Lift one level; a bone: earlier", False,
            id="cause.lift"),
    Binding("M", "want('move')", "Move anywhere", False, id="cause.move"),
    Binding("d,delete", "want('delete')", "Delete", False, id="cause.delete"),
    Binding("B", "want('new bone')", "Add a bone", False, id="cause.new_bone"),
    Binding("R", "want('read back')", "Read the chain back", False, id="cause.read_back"),
    Binding("q", "want('questions')", "Parked questions", False, id="cause.questions"),
    Binding("f", "want('other view')", "Tree or fishbone", False, id="cause.view"),
)  # fmt: skip
"""The keys of both views: there is one definition of each."""


class CauseView:
    """A view of the causes with one of them, a bone or the problem selected.

    It is no widget itself: a widget has its component classes and styles from one base only.
    """

    @dataclass
    class CommandRequested(Message):
        """The person wants something done to what has this key."""

        what: str
        key: str

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        raise NotImplementedError

    def action_want(self, what: str) -> None:
        """Ask for something to be done to what is under the cursor."""
        self.post_message(self.CommandRequested(what, self.selected))

    def post_message(self, message: Message) -> bool:
        """Post a message, as every widget does."""
        raise NotImplementedError


_CURSOR = "picture--cursor"


class PictureView(ScrollView, CauseView, can_focus=True):
    """Shows what a subclass draws; a click selects, a second one opens what the first selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_CURSOR, *(f"picture--{part}" for part in PicturePart)}

    class CursorMoved(Message):
        """The cursor stands on something else."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.causes = Causes()
        self.picture = CausePicture(0, (), {})
        self._selected = PROBLEM
        self._sought = ""
        self._clicked = ""
        self._room = Size(0, 0)
        self._bars = (False, False)
        """Whether the last picture needed a scrollbar at its side, and one beneath."""

    def drawn(self, room: Size) -> CausePicture:
        """Return the causes drawn into a room, or into as little more as it takes."""
        raise NotImplementedError

    def nearest(self, before: Causes, key: str) -> str:
        """Return this key, or where it has gone what is left next to where it was."""
        raise NotImplementedError

    def uncover(self, key: str) -> None:
        """Bring what was sought into the picture, where it is hidden."""

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        return self._selected

    @property
    def regions(self) -> Mapping[str, Region]:
        """The cells of the picture that belong to each key."""
        return self.picture.regions

    def select(self, key: str) -> None:
        """Put the cursor on what has this key, now or as soon as it is there."""
        self._sought = key
        if self.is_there(key):
            self.uncover(key)
            self.go(key)

    def show(self, causes: Causes) -> None:
        """Show the causes as they stand; the cursor stays where it is, or near what has gone."""
        if causes == self.causes:
            return
        before, self.causes = self.causes, causes
        if self._sought and self.is_there(self._sought):
            self._selected, self._sought = self._sought, ""
            self.uncover(self._selected)
        else:
            self._selected = self.nearest(before, self._selected)
        self.draw()

    def is_there(self, key: str) -> bool:
        """Whether something of the document has this key."""
        return key == PROBLEM or any(cause.id == key for cause in self.causes.causes)

    def on_resize(self) -> None:
        """Draw it again into the new room."""
        if self.outer_size != self._room:
            self.draw()

    def draw(self) -> None:
        """Lay the picture out, where there is room for one."""
        self._room = room = self.outer_size
        if not room.area:
            return
        picture = self._within(room, self._bars)
        bars = (len(picture.lines) > room.height, picture.width > room.width)
        if bars != self._bars:  # a part of the room is a scrollbar's then
            picture = self._within(room, bars)
        self.picture, self._bars = picture, bars
        self.virtual_size = Size(picture.width, len(picture.lines))
        self.refresh()
        self.call_after_refresh(self._keep_in_view)

    def _within(self, room: Size, bars: tuple[bool, bool]) -> CausePicture:
        tall, wide = bars
        return self.drawn(Size(room.width - tall, room.height - wide))

    def render_line(self, y: int) -> Strip:
        """Draw a line of what is in view, the cursor's cells in its own colours."""
        left, top = self.scroll_offset
        blank = self._style(PicturePart.BLANK)
        if y + top >= len(self.picture.lines):
            return Strip.blank(self.size.width, blank)
        runs = self.picture.lines[y + top]
        line = Strip([Segment(text, self._style(part)) for text, part in runs])
        region = self.picture.regions.get(self._selected)
        if region is not None and region.y <= y + top < region.bottom:
            whole = line.adjust_cell_length(self.picture.width, blank)
            line = _with_cursor(whole, region, self.get_component_rich_style(_CURSOR))
        return line.crop_extend(left, left + self.size.width, blank)

    def _style(self, part: PicturePart) -> Style:
        return self.get_component_rich_style(f"picture--{part}")

    def go(self, key: str) -> None:
        """Put the cursor on what has this key, which is in the picture."""
        self._sought = ""
        if key == self._selected:
            return
        self._refresh_region(self._selected)
        self._selected = key
        self._refresh_region(key)
        self._keep_in_view()
        self.post_message(self.CursorMoved())

    def _refresh_region(self, key: str) -> None:
        region = self.picture.regions.get(key)
        if region is not None:
            self.refresh(region.translate(-self.scroll_offset))

    def _keep_in_view(self) -> None:
        region = self.picture.regions.get(self._selected)
        if region is not None:
            around = Spacing(1, 2, 1, 2)
            self.scroll_to_region(region.grow(around), animate=False, immediate=True)

    def action_to_problem(self) -> None:
        """Move the cursor to the problem."""
        self.step(PROBLEM)

    def step(self, key: str) -> None:
        """Move the cursor by a key press: the next click is a first one."""
        self._clicked = ""
        self.go(key)

    def what_is_at(self, at: Offset) -> str:
        """Return the key that a cell of the picture belongs to; empty where it is nobody's."""
        regions = self.picture.regions.items()
        return next((key for key, region in regions if region.contains_point(at)), "")

    def on_click(self, event: Click) -> None:
        """Select what was clicked; open it where it was selected so already."""
        key = self.what_is_at(event.offset + self.scroll_offset)
        if key and key == self._clicked == self._selected:
            self.action_want("edit")
        elif key:
            self.go(key)
        self._clicked = key


def _with_cursor(line: Strip, region: Region, style: Style) -> Strip:
    before, within, after = line.divide([region.x, region.right, line.cell_length])
    lit = Strip([Segment(segment.text, style) for segment in within])
    return Strip.join([before, lit, after])
