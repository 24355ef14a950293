"""Stage 7: the last look. The checklist, the document as it will leave, and its status."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static, TextArea, Tree

from facilitator.findings.finding import Place
from facilitator.guide.conditions.assessment import review_lines
from facilitator.guide.publishing import status_words
from facilitator.guide.schedule import days_to_move_to
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.commands.export import Readers, what_leaves
from screens.commands.parking_lot import PARKING_LOT
from screens.dialogs.choose import Ask
from screens.followup.reviews import move_reviews, set_status
from screens.review_fields import (
    NOTES_FIELDS,
    standing_words,
    status_answers,
    whole_words,
)
from screens.stage.navigation import go_to_condition
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.checklist import Checklist
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList


class ReviewScreen(StageScreen):
    """Six lines and what they rest on; beside or beneath them the document as Markdown."""

    STAGE = Stage.REVIEW
    CSS_PATH = [STAGE_CSS, "review.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS = [
        Binding("s", "ask_status", "Status", id="review.status"),
        Binding("c", "copy", "Copy", id="review.copy"),
        Binding("v", "other_readers", "Readers", id="review.readers"),
        Binding("m", "move_reviews", "Move reviews", id="review.move"),
    ]

    checklist = query_one(Checklist)
    preview = query_one("#review-preview", TextArea)

    def __init__(self) -> None:
        super().__init__()
        self._readers = Readers.COLLEAGUES
        """For whom the document is shown as it leaves."""

    def compose_stage(self) -> ComposeResult:
        """Lay the checklist before the document, and what stays inside beneath both."""
        with VerticalScroll(id="review", can_focus=False), Container(id="review-columns"):
            with Vertical(id="review-list"):
                yield Static(id="standing")
                yield Checklist(id="checklist")
                yield Static(id="whole")
            with Vertical(id="review-document"):
                yield Static(id="review-readers", classes="heading")
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
        self.refresh_bindings()  # whether there are reviews to move
        standing = standing_words(document, self.assessment)
        self.query_one("#standing", Static).update(plain(standing))
        self.checklist.show(review_lines(self.assessment))
        self._show_whole()
        self._show_preview()

    def _show_preview(self) -> None:
        readers, leaves = self._readers, what_leaves(self.facilitator, self.session)
        head = f"As it leaves, for {readers.value} (v: for {readers.others.value})"
        self.query_one("#review-readers", Static).update(plain(head))
        markdown = leaves.markdown(readers)
        if markdown != self.preview.text:
            at = self.preview.scroll_offset
            self.preview.load_text(markdown)
            self.preview.scroll_to(at.x, at.y, animate=False)

    def action_other_readers(self) -> None:
        """Show the document as customers read it, or as colleagues do, where it is read."""
        self._readers = self._readers.others
        self._show_preview()
        self.preview.focus(scroll_visible=False)
        # It fills a narrow screen: the private notes beneath it are nothing for the room.
        self.query_one("#review-document").scroll_visible(top=True, animate=False)

    @on(Tree.NodeHighlighted)
    def _show_whole(self) -> None:
        result = self.checklist.selected
        words = whole_words(result) if result else "Enter goes to the first that is open here."
        self.query_one("#whole", Static).update(plain(words))

    @on(Checklist.Chosen)
    def _condition_chosen(self, event: Checklist.Chosen) -> None:
        go_to_condition(self.facilitator, event.result)

    def action_copy(self) -> None:
        """Open what leaves, where c copies it."""
        self.facilitator.action_output()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move reviews only while some were counted from another day."""
        if action == "move_reviews":
            return bool(days_to_move_to(self.document))
        return super().check_action(action, parameters)

    def action_move_reviews(self) -> None:
        """Move the reviews to come to the days that publishing gives."""
        move_reviews(self)

    def action_ask_status(self) -> None:
        """Ask how far the document is; publishing needs all that its depth needs."""

        def taken(key: str | None) -> None:
            if key is not None:
                set_status(self, Status(key))

        question = f"How far is it? Now: {status_words(self.document)}"
        ask = Ask(question, status_answers(self.document), self.document.status.value)
        self.app.push_screen(ask, taken)
