"""Stage 7: the last look. The checklist, the document as it will leave, and its status."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static, TextArea, Tree

from facilitator.exports.markdown import internal_markdown
from facilitator.findings.place import Place
from facilitator.guide.assessment import assess
from facilitator.guide.review import review_lines
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.stage import Stage
from screens.dialogs.ask import Ask
from screens.parking_fields import PARKING_LOT
from screens.review_fields import (
    NOTES_FIELDS,
    STATUSES,
    standing_words,
    status_problem,
    whole_words,
)
from screens.safe import plain
from screens.stage import StageScreen
from screens.team import tickets_of
from screens.widgets.checklist import Checklist
from screens.widgets.document_form import DocumentForm
from screens.widgets.item_list import ItemList


class ReviewScreen(StageScreen):
    """Six lines and what they rest on; beside or beneath them the document as Markdown."""

    STAGE = Stage.REVIEW
    CSS_PATH = ["stage.tcss", "review.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS = [
        Binding("s", "ask_status", "Status", id="review.status"),
        Binding("c", "copy", "Copy", id="review.copy"),
    ]

    checklist = query_one(Checklist)
    preview = query_one("#review-preview", TextArea)

    def compose_stage(self) -> ComposeResult:
        """Lay the checklist before the document, and what stays inside beneath both."""
        with VerticalScroll(id="review", can_focus=False), Container(id="review-columns"):
            with Vertical(id="review-list"):
                yield Static(id="standing")
                yield Checklist(id="checklist")
                yield Static(id="whole")
            with Vertical(id="review-document"):
                yield Static(plain("As it leaves, for colleagues (Markdown)"), classes="heading")
                yield TextArea("", read_only=True, compact=True, id="review-preview")
            with Vertical(id="review-inside"):
                yield DocumentForm(NOTES_FIELDS, id="notes-form")
                yield ItemList(PARKING_LOT)

    def focus_first(self) -> None:
        """Begin in the checklist, on what is still open."""
        if self.checklist.selected is None:
            self.checklist.go_to_first_open()
        self.checklist.focus()

    def go_to(self, place: Place) -> bool:
        """Go to a condition of the checklist, by its name, or to the notes."""
        if not place.item_id:
            return super().go_to(place)
        self.checklist.focus()
        return self.checklist.go_to(place.item_id)

    def show_document(self, document: Postmortem) -> None:
        """Show how the document stands, and as what it leaves."""
        assessment = self.assessment or assess(document)
        standing = standing_words(document.status, assessment)
        self.query_one("#standing", Static).update(plain(standing))
        self.checklist.show(review_lines(assessment))
        self._show_whole()
        markdown = internal_markdown(document, tickets_of(self.facilitator))
        if markdown != self.preview.text:
            at = self.preview.scroll_offset
            self.preview.load_text(markdown)
            self.preview.scroll_to(at.x, at.y, animate=False)

    @on(Tree.NodeHighlighted)
    def _show_whole(self) -> None:
        result = self.checklist.selected
        words = whole_words(result) if result else "Enter on a condition goes to its stage."
        self.query_one("#whole", Static).update(plain(words))

    @on(Checklist.Chosen)
    def _condition_chosen(self, event: Checklist.Chosen) -> None:
        self.facilitator.action_go(event.result.stage.value)

    def action_copy(self) -> None:
        """Open what leaves, where c copies it."""
        self.facilitator.action_output()

    def action_ask_status(self) -> None:
        """Ask how far the document is; publishing needs all that its depth needs."""

        def taken(key: str | None) -> None:
            if key is not None:
                self._set_status(Status(key))

        answers = [(s.value, f"{s.value:<10} {words}") for s, words in STATUSES.items()]
        question = f"How far is it? Now: {self.document.status.value}"
        self.app.push_screen(Ask(question, answers), taken)

    def _set_status(self, status: Status) -> None:
        problem = status_problem(status, assess(self.document))
        if problem:
            self.say(problem, warn=True)
        else:
            self.edit_or_say(lambda document: document.changing(status=status), "Set status")
