"""Stage 6: what colleagues and customers read, who agreed, who was told, who looks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static, TextArea

from facilitator.guide.conditions.followup import legal_is_missing
from facilitator.guide.schedule import days_to_move_to, next_review
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.followup_fields import (
    ABOUT_FIELDS,
    CUSTOMER_FIELDS,
    INTERNAL_FIELDS,
    REVIEWS,
    SHARES,
    SIGN_OFFS,
)
from screens.followup_words import (
    customer_length_words,
    leaking_words,
    length_words,
    let_pass_words,
)
from screens.looking_again import date_reviews, hold_review, move_reviews
from screens.repeating import (
    LooksLike,
    choose_earlier,
    finding_likeness,
    index_of,
    repeat_words,
    title_of,
)
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm, Field
from screens.widgets.item_list import ItemList
from screens.widgets.text import Words

if TYPE_CHECKING:
    from data.index.search import Alike


_LEGAL = "! Security incident: legal signs off before anything leaves. a asks for a sign-off."


class AboutForm(DocumentForm):
    """The form in which Enter in what is repeated asks for it."""

    class EarlierWanted(Message):
        """Enter was pressed where the earlier postmortem stands."""

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        if event.field.spec.name == "repeat_of":
            event.stop()
            event.prevent_default()
            self.post_message(self.EarlierWanted())


class FollowupScreen(StageScreen):
    """Summaries above, side by side where there is room; lists beneath."""

    STAGE = Stage.FOLLOWUP
    CSS_PATH = [STAGE_CSS, "followup.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS = [
        Binding("r", "date_reviews", "Date reviews", id="followup.reviews"),
        Binding("h", "hold_review", "Hold review", id="followup.hold"),
        Binding("p", "choose_earlier", "What it repeats", False, id="followup.earlier"),
        # In the footer the word is short: with the keys of a list beside it there is no more room.
        Binding("m", "move_reviews", "Move", id="followup.move"),
    ]

    page = query_one("#followup", VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._looks_like: Alike | None = None
        self._repeats = Static(id="repeat-words")
        self._legal = Static(plain(_LEGAL), id="legal-words")
        self._leaking = Words(id="leaking-words")
        self._let_pass = Words(id="let-pass-words")

    def compose_stage(self) -> ComposeResult:
        """Lay the texts above the lists."""
        with VerticalScroll(id="followup", can_focus=True):
            with Container(id="summaries"):
                with Vertical(id="internal"):
                    yield Static(plain("For colleagues"), classes="heading")
                    yield DocumentForm(INTERNAL_FIELDS, id="internal-form")
                    yield Static(id="length-words")
                with Vertical(id="customers"):
                    yield Static(plain("For customers"), classes="heading")
                    yield DocumentForm(CUSTOMER_FIELDS, id="customer-form")
                    yield Static(id="customer-length")
                    yield self._leaking
                    yield self._let_pass
            yield AboutForm(ABOUT_FIELDS, id="about-form")
            yield self._repeats
            yield ItemList(SHARES)
            yield self._legal
            yield ItemList(SIGN_OFFS)
            yield ItemList(REVIEWS)

    @property
    def _reviews(self) -> ItemList:
        return self.query_one(f"#{REVIEWS.name}", ItemList)

    @property
    def _summary(self) -> Field:
        return self.query_one("#internal-form", DocumentForm).field("internal_summary")

    def focus_first(self) -> None:
        """Begin in the summary while there is none, else on the page, where the keys work."""
        if self.focused is None and not self._summary.text.strip():
            self._summary.editor.focus()
        else:
            self.page.focus(scroll_visible=False)

    def action_leave_field(self) -> None:
        """Leave a field for the page, which stays where it is and scrolls with the arrows."""
        self.page.focus(scroll_visible=False)

    def show_document(self, document: Postmortem) -> None:
        """Say how long the summary is, who still signs off, and what this repeats or looks like."""
        self._show_length()
        self.refresh_bindings()  # whether there are reviews to move
        self._legal.display = legal_is_missing(document)
        _show(self._let_pass, let_pass_words(document.followup.accepted_leaks))
        title = title_of(index_of(self), document.followup.repeat_of)
        words = repeat_words(document, title, self._looks_like)
        self._repeats.update(plain(words))
        self._repeats.display = bool(words)

    def on_screen_resume(self) -> None:
        """Look for an earlier postmortem that is like this one, meanwhile."""
        self.run_worker(finding_likeness(self), thread=True, exit_on_error=False, group="likeness")

    def show_findings(self) -> None:
        """Show what asks for a second look, and what of it customers would read."""
        super().show_findings()
        _show(self._leaking, leaking_words(self.guiding.findings_here))

    @on(LooksLike)
    def _looked(self, event: LooksLike) -> None:
        self._looks_like = event.earlier
        self.show_document(self.session.document)

    @on(AboutForm.EarlierWanted)
    def action_choose_earlier(self) -> None:
        """Choose the earlier postmortem that this one repeats."""
        choose_earlier(self)

    @on(TextArea.Changed)
    def _show_length(self) -> None:
        self.query_one("#length-words", Static).update(plain(length_words(self._summary.text)))
        form = self.query_one("#customer-form", DocumentForm)
        words = customer_length_words(form.field(f.spec.name).text for f in CUSTOMER_FIELDS)
        self.query_one("#customer-length", Static).update(plain(words))

    def action_date_reviews(self) -> None:
        """Date the reviews that the depth needs."""
        date_reviews(self)
        self._reviews.table.focus()

    def action_move_reviews(self) -> None:
        """Move the reviews to come to the days that publishing gives."""
        move_reviews(self)

    def action_hold_review(self) -> None:
        """Hold the review under the cursor, or the next one: ask what became of each action."""
        table = self._reviews.table
        hold_review(self, table.selected if table.has_focus else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to date, hold or move reviews only where there is none, or one to hold or move."""
        if action == "date_reviews":
            return not self.document.followup.reviews
        if action == "hold_review":
            return next_review(self.document) is not None
        if action == "move_reviews":
            return bool(days_to_move_to(self.document))
        return super().check_action(action, parameters)


def _show(widget: Words, words: str) -> None:
    """Show words where there are any."""
    widget.display = bool(words)
    widget.say(plain(words))
