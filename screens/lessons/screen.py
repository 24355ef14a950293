"""Stage 4: what worked and what did not, in four lists.

One of the four lists of lessons: an item list with the keys that are the lessons' own.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from facilitator.model.base import item_of
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import ParkedKind, Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.causes.form import shortened
from screens.commands.parking_lot import PARKED
from screens.dialogs.choose import Ask
from screens.lessons.form import (
    NO_LUCK,
    action_options,
    cause_options,
    changing_lesson,
    lesson_in_full,
    lesson_list,
    list_name,
    thought_as_lesson,
    toggling_no_luck,
    with_action_of,
)
from screens.stage.edits import edit_item
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_spec import ListSpec
from screens.widgets.item_list import ItemList
from screens.widgets.table import RowTable


class LessonList(ItemList):
    """A list of lessons, or of parked thoughts (`kind` None)."""

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
    class Intended(Message):
        """The person wants something done to the item under the cursor, if there is one."""

        items: LessonList
        what: str
        item_id: str | None

    def __init__(self, spec: ListSpec, kind: LessonKind | None = None) -> None:
        super().__init__(spec)
        self.kind = kind

    def show(self, document: Postmortem) -> None:
        """Show the items; where luck was said to have played no part, say so."""
        super().show(document)
        if self.kind is LessonKind.GOT_LUCKY:
            said = NO_LUCK if document.lessons.no_luck else self.spec.empty
            self._empty.update(plain(said))

    def action_intend(self, what: str) -> None:
        """Ask for something to be done."""
        self.post_message(self.Intended(self, what, self.table.selected))

    def on_click(self) -> None:
        """Take the focus, wherever in the list the mouse was."""
        if not self.table.has_focus:
            self.table.focus()


_MAKE_AN_ACTION = "Make an action of a lesson"
_FIRST_ROW = (LessonKind.WENT_WELL, LessonKind.WENT_BADLY)
_SECOND_ROW = (LessonKind.GOT_LUCKY, LessonKind.SURPRISED)


class LessonsScreen(StageScreen):
    """The four lists, the parked thoughts, and the item under the cursor in full."""

    STAGE = Stage.LESSONS
    CSS_PATH = [STAGE_CSS, "lessons.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-broad")]

    def __init__(self) -> None:
        super().__init__()
        self.lists = {kind: LessonList(lesson_list(kind), kind) for kind in LessonKind}
        self.parked = LessonList(PARKED)
        self._in_full = Static(id="lesson-in-full")
        self._told: Postmortem | None = None

    def compose_stage(self) -> ComposeResult:
        """Lay the lists two by two, or one beneath the other where it is narrow."""
        with VerticalScroll(id="lessons", can_focus=False):
            for pair in (_FIRST_ROW, _SECOND_ROW):
                with Horizontal(classes="pair"):
                    yield from (self.lists[kind] for kind in pair)
            yield self.parked
        with VerticalScroll(id="lesson-detail", can_focus=False):
            yield self._in_full

    @property
    def current(self) -> LessonList:
        """The list that has the focus, or the first."""
        lists = (*self.lists.values(), self.parked)
        return next((each for each in lists if each.has_focus_within), lists[0])

    def focus_first(self) -> None:
        """Begin in the first list, or stay in the one that has the focus."""
        self.current.table.focus()

    def show_document(self, document: Postmortem) -> None:
        """Show parked thoughts where there are any, and the item under the cursor in full."""
        self._told = document
        thoughts = document.parked(ParkedKind.THOUGHT)
        if not thoughts and self.parked.has_focus_within:
            self.lists[LessonKind.WENT_WELL].table.focus()
        self.parked.display = bool(thoughts)
        self._show_in_full()

    @on(RowTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_in_full()

    def on_descendant_focus(self) -> None:
        """Show what is under the cursor of the list just entered."""
        self._show_in_full()

    def _show_in_full(self) -> None:
        document, at, words = self._told, self.current.table.selected, ""
        if document is None:
            return
        for lesson in document.lessons.lessons:
            if lesson.id == at:
                words = lesson_in_full(document, lesson)
        for thought in document.parking_lot:
            if thought.id == at:
                words = f"{thought.text}\nm moves it into one of the lists; d lets it go"
        self._in_full.update(plain(words or "Tab goes from list to list."))

    def edit_items(self, spec: ListSpec, what: str, item_id: str | None) -> None:
        """Add, edit or delete a lesson; its sheet offers the causes and actions there are now."""
        for kind in LessonKind:
            if list_name(kind) == spec.name:
                spec = lesson_list(kind, self.document)
        edit_item(self, spec, what, item_id)

    @on(LessonList.Intended)
    def _intended(self, event: LessonList.Intended) -> None:
        item_id, kind = event.item_id, event.items.kind
        if event.what == "no luck":
            self.edit_or_notify(toggling_no_luck, "Say whether there was luck")
        elif item_id is None:
            self.notify("Nothing is selected: a adds something here")
        elif event.what == "move":
            self._ask_list(item_id, kind)
        elif kind is None:
            self.notify("m moves a parked thought into one of the lists first")
        elif event.what == "lead":
            self._ask_lead(item_id)
        elif event.what == "action":
            self._make_an_action(item_id)
        else:
            by = -1 if event.what == "up" else 1
            self.edit_or_notify(
                lambda d: d.changing(lessons=d.lessons.stepping(item_id, by)), "Move lesson"
            )

    def _ask_list(self, item_id: str, kind: LessonKind | None) -> None:
        def take(answer: str | None) -> None:
            if answer is None:
                return
            target = LessonKind(answer)
            if kind is None:
                self.edit_or_notify(
                    lambda d: thought_as_lesson(d, item_id, target), "Take a thought up"
                )
            else:
                self.edit_or_notify(lambda d: changing_lesson(d, item_id, kind=target), "Move lesson")

        answers = [(other.value, other.value) for other in LessonKind if other is not kind]
        self.app.push_screen(Ask("Move to which list?", answers), take)

    def _make_an_action(self, lesson_id: str) -> None:
        """Draft an action with the words of a lesson, which then leads to it."""
        if item_of(self.document.lessons.lessons, lesson_id).action:
            self.notify("It leads to an action already: l shows which")
        elif self.edit_or_notify(lambda d: with_action_of(d, lesson_id), _MAKE_AN_ACTION):
            self.notify("Stage 5 has it as a draft, without an owner and a day")

    def _ask_lead(self, lesson_id: str) -> None:
        lesson = item_of(self.document.lessons.lessons, lesson_id)

        def take(answer: str | None) -> None:
            if answer is None:
                return
            what, _, item_id = answer.partition(":")
            if what == "new":
                self._make_an_action(lesson_id)
            else:
                fields = ("cause", "action") if what == "nowhere" else (what,)
                changes = dict.fromkeys(fields, item_id or None)
                self.edit_or_notify(
                    lambda d: changing_lesson(d, lesson_id, **changes), "Link a lesson"
                )

        answers = [("new", "a new action, with these words")] if not lesson.action else []
        answers += [(f"cause:{key}", words) for key, words in cause_options(self.document).items()]
        answers += [
            (f"action:{key}", words) for key, words in action_options(self.document).items()
        ]
        if lesson.cause or lesson.action:
            answers.append(("nowhere", "nowhere: take the link away"))
        self.app.push_screen(Ask(f"Leads to what: {shortened(lesson.text)}", answers), take)
