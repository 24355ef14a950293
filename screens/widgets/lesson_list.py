"""One of the four lists of lessons: an item list with the keys that are the lessons' own."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from screens.base.text import plain
from screens.lessons_fields import NO_LUCK
from screens.widgets.form_spec import ListSpec
from screens.widgets.item_list import ItemList


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
