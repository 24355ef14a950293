"""Base of the tree and the fishbone of causes: keys, bindings, and a view with a cursor."""

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

from facilitator.model.causes import Cause, CauseRole, Causes

ROLE_MARKS = {CauseRole.ROOT: "●", CauseRole.CONTRIBUTING: "◇", CauseRole.STEP: "·"}
"""A mark of one cell for each role, beside the word for it."""


class PicturePart(StrEnum):
    """The kinds of text in a picture; each has a component class for its style."""

    BLANK = "blank"
    BONE = "bone"
    NAME = "name"
    MARK = "mark"
    TEXT = "text"
    NOTE = "behind"
    HEAD = "head"


PictureRuns = tuple[tuple[str, PicturePart], ...]
"""A finished line: runs of text of one part each."""


@dataclass(frozen=True)
class CausePicture:
    """A drawn picture: its lines, and by key the cells of the problem, each bone and each cause."""

    width: int
    lines: tuple[PictureRuns, ...]
    regions: Mapping[str, Region]


PROBLEM = "problem"
"""The key of the problem; every cause is keyed by its id."""

ASK_FOR_PROBLEM = "What went wrong for users? Press e to write the problem down."

_BONE = "bone:"


def bone_key(bone: str) -> str:
    """Return the key of a bone; no id of a cause has this form."""
    return f"{_BONE}{bone}"


def bone_of_key(key: str) -> str | None:
    """Return the bone of a key, "" for causes without a bone; None if it is no key of a bone."""
    return key.removeprefix(_BONE) if key.startswith(_BONE) else None


NOTE_SEPARATOR = " · "
"""Separates the notes behind the text of a cause."""


def role_note(cause: Cause) -> str:
    """Return the role of a cause; empty for an intermediate step."""
    return cause.role.value if cause.role is not CauseRole.STEP else ""


def evidence_note(cause: Cause, is_leaf: bool) -> str:
    """Return the number of pieces of evidence; a leaf without any is pointed out."""
    count = len(cause.evidence)
    return f"{count} evidence" if count else "! no evidence" if is_leaf else ""


def risk_note(cause: Cause) -> str:
    """Return a note that the risk of a cause is accepted; empty if it is not."""
    return "risk accepted" if cause.accepted_risk else ""


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
"""The keys of both views."""


class CauseView:
    """A view of the causes with a cursor. The screen carries out the commands.

    It is a mixin, not a widget: a Textual widget takes component classes and styles from its first
    base only.
    """

    @dataclass
    class CommandRequested(Message):
        """A command of `CAUSE_KEYS` on the cause, the bone or the problem with a key."""

        command: str
        key: str

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        raise NotImplementedError

    def action_want(self, command: str) -> None:
        """Request a command on the key under the cursor."""
        self.post_message(self.CommandRequested(command, self.selected))

    def post_message(self, message: Message) -> bool:
        """Post a message, as every widget does."""
        raise NotImplementedError


_CURSOR = "picture--cursor"


class PictureView(ScrollView, CauseView, can_focus=True):
    """Scrolls a picture that a subclass draws; a click selects, a second click edits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_CURSOR, *(f"picture--{part}" for part in PicturePart)}

    class CursorMoved(Message):
        """The cursor moved to another key."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.causes = Causes()
        self.picture = CausePicture(0, (), {})
        self._selected = PROBLEM
        self._pending_key = ""
        """The key to select once it is in the document."""
        self._clicked = ""
        self._room = Size(0, 0)
        self._bars = (False, False)
        """Whether the last picture needed a vertical and a horizontal scrollbar."""

    def draw_into(self, room: Size) -> CausePicture:
        """Return the picture for a size in cells; it is larger only where it does not fit."""
        raise NotImplementedError

    def nearest(self, before: Causes, key: str) -> str:
        """Return a key that is still there: the same, or else the nearest to where it was."""
        raise NotImplementedError

    def reveal(self, key: str) -> None:
        """Show a key in the picture if it is hidden there, as in a folded branch."""

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        return self._selected

    @property
    def regions(self) -> Mapping[str, Region]:
        """The cells of the picture that belong to each key."""
        return self.picture.regions

    def select(self, key: str) -> None:
        """Move the cursor to a key, now or once it is in the document."""
        self._pending_key = key
        if self.has_key(key):
            self.reveal(key)
            self.move_cursor(key)

    def show(self, causes: Causes) -> None:
        """Draw the causes; the cursor stays on its key, or goes to the nearest one left."""
        if causes == self.causes:
            return
        before, self.causes = self.causes, causes
        if self._pending_key and self.has_key(self._pending_key):
            self._selected, self._pending_key = self._pending_key, ""
            self.reveal(self._selected)
        else:
            self._selected = self.nearest(before, self._selected)
        self.draw()

    def has_key(self, key: str) -> bool:
        """Whether the document has this key."""
        return key == PROBLEM or any(cause.id == key for cause in self.causes.causes)

    def on_resize(self) -> None:
        """Draw the picture for the new size."""
        if self.outer_size != self._room:
            self.draw()

    def draw(self) -> None:
        """Draw the picture for the present size."""
        self._room = room = self.outer_size
        if not room.area:
            return
        picture = self._draw_within(room, self._bars)
        bars = (len(picture.lines) > room.height, picture.width > room.width)
        if bars != self._bars:  # scrollbars take space from the picture
            picture = self._draw_within(room, bars)
        self.picture, self._bars = picture, bars
        self.virtual_size = Size(picture.width, len(picture.lines))
        self.refresh()
        self.call_after_refresh(self._keep_in_view)

    def _draw_within(self, room: Size, bars: tuple[bool, bool]) -> CausePicture:
        tall, wide = bars
        return self.draw_into(Size(room.width - tall, room.height - wide))

    def render_line(self, y: int) -> Strip:
        """Render a visible line, with the cells of the cursor in its style."""
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

    def move_cursor(self, key: str) -> None:
        """Move the cursor to a key that is in the picture."""
        self._pending_key = ""
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
        self.move_to_key(PROBLEM)

    def move_to_key(self, key: str) -> None:
        """Move the cursor by the keyboard, after which a click selects and does not edit."""
        self._clicked = ""
        self.move_cursor(key)

    def picture_key_at(self, at: Offset) -> str:
        """Return the key that a cell of the picture belongs to; empty for none."""
        regions = self.picture.regions.items()
        return next((key for key, region in regions if region.contains_point(at)), "")

    def on_click(self, event: Click) -> None:
        """Select the key under the mouse, or edit it if the last click selected it."""
        key = self.picture_key_at(event.offset + self.scroll_offset)
        if key and key == self._clicked == self._selected:
            self.action_want("edit")
        elif key:
            self.move_cursor(key)
        self._clicked = key


def _with_cursor(line: Strip, region: Region, style: Style) -> Strip:
    before, within, after = line.divide([region.x, region.right, line.cell_length])
    lit = Strip([Segment(segment.text, style) for segment in within])
    return Strip.join([before, lit, after])
