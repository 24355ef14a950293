"""Stage 4, lessons: four lists side by side, and the parked thoughts."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import ParkedKind, Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.commands.parking_lot import PARKED_THOUGHTS
from screens.lessons.commands import create_action, link_lesson, move_item, move_up_or_down
from screens.lessons.form import (
    NO_LUCK,
    lesson_details,
    lesson_list,
    list_name,
    with_no_luck_toggled,
)
from screens.stage.edits import edit_item
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_spec import ListSpec
from screens.widgets.item_list import ItemList
from screens.widgets.table import RowTable


class LessonList(ItemList):
    """One of the four lists, or the parked thoughts (`kind` None), with the keys of a lesson."""

    BINDINGS = [
        Binding("d,delete", "want('delete')", "Delete", False, id="list.delete"),
        Binding("l", "intend('lead')", "Leads to", id="lesson.lead"),
        Binding("x", "intend('action')", "Make an action of it", False, id="lesson.action"),
        Binding("m", "intend('move')", "Move to a list", False, id="lesson.move"),
        Binding("K,shift+up", "intend('up')", "Move up", False, id="lesson.up"),
        Binding("J,shift+down", "intend('down')", "Move down", False, id="lesson.down"),
        Binding("n", "intend('no luck')", "No luck in it", False, id="lesson.no_luck"),
    ]

    @dataclass
    class LessonCommandRequested(Message):
        """A command beyond add, edit and delete; `item_id` is None in an empty list."""

        lesson_list: LessonList
        command: str
        item_id: str | None

    def __init__(self, spec: ListSpec, kind: LessonKind | None = None) -> None:
        super().__init__(spec)
        self.kind = kind

    def show(self, document: Postmortem) -> None:
        """Show the items of a document; the list of luck also shows that there was none."""
        super().show(document)
        if self.kind is LessonKind.GOT_LUCKY:
            self._empty.update(plain(NO_LUCK if document.lessons.no_luck else self.spec.empty))

    def action_intend(self, command: str) -> None:
        """Request a command for the item under the cursor."""
        self.post_message(self.LessonCommandRequested(self, command, self.table.selected))

    def on_click(self) -> None:
        """Focus the table, wherever in the list the click was."""
        if not self.table.has_focus:
            self.table.focus()


_FIRST_ROW = (LessonKind.WENT_WELL, LessonKind.WENT_BADLY)
_SECOND_ROW = (LessonKind.GOT_LUCKY, LessonKind.SURPRISED)


class LessonsScreen(StageScreen):
    """The four lists in two rows, the parked thoughts, and the item under the cursor in full."""

    STAGE = Stage.LESSONS
    CSS_PATH = [STAGE_CSS, "lessons.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-broad")]

    def __init__(self) -> None:
        super().__init__()
        self.lists = {kind: LessonList(lesson_list(kind), kind) for kind in LessonKind}
        self.parked = LessonList(PARKED_THOUGHTS)
        self._details = Static(id="lesson-in-full")
        self._document: Postmortem | None = None
        """The document shown."""

    def compose_stage(self) -> ComposeResult:
        """Lay the lists in pairs; on a narrow screen the styles stack them."""
        with VerticalScroll(id="lessons", can_focus=False):
            for pair in (_FIRST_ROW, _SECOND_ROW):
                with Horizontal(classes="pair"):
                    yield from (self.lists[kind] for kind in pair)
            yield self.parked
        with VerticalScroll(id="lesson-detail", can_focus=False):
            yield self._details

    @property
    def current(self) -> LessonList:
        """The focused list, or the first."""
        lists = (*self.lists.values(), self.parked)
        return next((each for each in lists if each.has_focus_within), lists[0])

    def focus_first(self) -> None:
        """Focus the current list."""
        self.current.table.focus()

    def show_document(self, document: Postmortem) -> None:
        """Show the parked thoughts where there are any, and the item under the cursor."""
        self._document = document
        thoughts = document.parked(ParkedKind.THOUGHT)
        if not thoughts and self.parked.has_focus_within:
            self.lists[LessonKind.WENT_WELL].table.focus()
        self.parked.display = bool(thoughts)
        self._show_details()

    def on_descendant_focus(self) -> None:
        """Show the item under the cursor of the list just entered."""
        self._show_details()

    @on(RowTable.RowHighlighted)
    def _show_details(self) -> None:
        document, item_id, details = self._document, self.current.table.selected, ""
        if document is None:
            return
        for lesson in document.lessons.lessons:
            if lesson.id == item_id:
                details = lesson_details(document, lesson)
        for thought in document.parking_lot:
            if thought.id == item_id:
                details = f"{thought.text}\nm moves it into one of the lists; d lets it go"
        self._details.update(plain(details or "Tab goes from list to list."))

    def edit_items(self, spec: ListSpec, what: str, item_id: str | None) -> None:
        """Add, edit or delete a lesson; its form offers the causes and actions of this moment."""
        for kind in LessonKind:
            if list_name(kind) == spec.name:
                spec = lesson_list(kind, self.document)
        edit_item(self, spec, what, item_id)

    @on(LessonList.LessonCommandRequested)
    def _lesson_command(self, event: LessonList.LessonCommandRequested) -> None:
        item_id, kind = event.item_id, event.lesson_list.kind
        if event.command == "no luck":
            self.edit_or_notify(with_no_luck_toggled, "Say whether there was luck")
        elif item_id is None:
            self.notify("Nothing is selected: a adds something here")
        elif event.command == "move":
            move_item(self, item_id, kind)
        elif kind is None:
            self.notify("m moves a parked thought into one of the lists first")
        elif event.command == "lead":
            link_lesson(self, item_id)
        elif event.command == "action":
            create_action(self, item_id)
        else:
            move_up_or_down(self, item_id, -1 if event.command == "up" else 1)
