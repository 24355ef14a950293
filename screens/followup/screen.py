"""Stage 6, communication and follow-up: summaries, recurrence, sharing, sign-offs and reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static, TextArea

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.redaction.leak import count_leaks
from facilitator.guide.conditions.followup import lacks_legal_sign_off
from facilitator.guide.schedule import next_review, rescheduled_dates
from facilitator.model.followup import AcceptedLeaks
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.text.format import day_and_clock
from screens.base.text import plain
from screens.followup.commands import hold_review, reschedule_reviews, schedule_reviews
from screens.followup.form import (
    ABOUT_FIELDS,
    CUSTOMER_FIELDS,
    INTERNAL_FIELDS,
    REVIEWS,
    SHARES,
    SIGN_OFFS,
)
from screens.followup.recurrence import (
    SimilarPostmortemFound,
    choose_earlier_postmortem,
    earlier_title,
    library_index,
    recurrence_text,
    similarity_search,
)
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm, Field
from screens.widgets.item_list import ItemList
from screens.widgets.text import LiveText

if TYPE_CHECKING:
    from data.index.search import SimilarPostmortem

SUMMARY_CHARACTERS = range(200, 901)
"""Length at which an internal summary reads well, in characters: three to eight sentences."""

CUSTOMER_CHARACTERS = range(300, 1801)
"""Length at which the three texts for customers read well together, in characters."""

_MOST_LEAKS = 3
"""Leaks that the warning names; it counts the others."""


def length_hint(text: str) -> str:
    """Return the length of an internal summary, with advice where it is short or long."""
    good = SUMMARY_CHARACTERS
    short = "say what broke, for whom, how long, and what changes"
    empty = f"empty · a few sentences, {good.start} to {good.stop - 1} characters"
    return _length_hint(len(text.strip()), good, empty, short)


def customer_length_hint(parts: Iterable[str]) -> str:
    """Return the length of all texts for customers, with advice where it is short or long."""
    good = CUSTOMER_CHARACTERS
    empty = f"empty · {good.start} to {good.stop - 1} characters in all, in their words"
    short = "say what they saw, from when to when, why, and what will be different"
    return _length_hint(sum(len(part.strip()) for part in parts), good, empty, short)


def _length_hint(count: int, good: range, empty: str, short: str) -> str:
    if not count:
        return empty
    length = f"{count} character{'' if count == 1 else 's'}"
    if count < good.start:
        return f"{length} · short: {short}"
    if count >= good.stop:
        return f"{length} · long: the first {good.stop - 1} are what most people read"
    return f"{length} · a good length"


def leak_warning(findings: Iterable[Finding]) -> str:
    """Return the leaks among the findings, and how to redact them; empty where there are none."""
    leaks = [finding for finding in findings if finding.kind is FindingKind.DISCLOSURE]
    if not leaks:
        return ""
    words = list(dict.fromkeys(f"“{' '.join(leak.words.split())}”" for leak in leaks))
    more = f" and {len(words) - _MOST_LEAKS} more" if len(words) > _MOST_LEAKS else ""
    named = ", ".join(words[:_MOST_LEAKS])
    return f"! {count_leaks(len(leaks))}: {named}{more}. ctrl+t there puts in what is safe."


def acknowledgements_text(accepted: Sequence[AcceptedLeaks]) -> str:
    """Return the acknowledged leaks, a line for each time: by whom, when (UTC), which words."""
    return "\n".join(
        f"Let leave by {each.by}, {day_and_clock(each.at)} UTC: "
        + ", ".join(f"“{words}”" for words in each.words)
        for each in accepted
    )


_LEGAL = "! Security incident: legal signs off before anything leaves. a asks for a sign-off."


class AboutForm(DocumentForm):
    """Form with the recurrence field, where Enter opens the dialog to choose from."""

    class EarlierPostmortemRequested(Message):
        """Enter was pressed in the recurrence field."""

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        if event.field.spec.name == "repeat_of":
            event.stop()
            event.prevent_default()
            self.post_message(self.EarlierPostmortemRequested())


class FollowupScreen(StageScreen):
    """Forms of the two summaries above, the lists below."""

    STAGE = Stage.FOLLOWUP
    CSS_PATH = [STAGE_CSS, "followup.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS = [
        Binding("r", "date_reviews", "Date reviews", id="followup.reviews"),
        Binding("h", "hold_review", "Hold review", id="followup.hold"),
        Binding("p", "choose_earlier", "What it repeats", False, id="followup.earlier"),
        # One short word: with the keys of a focused list the footer has no room for more.
        Binding("m", "move_reviews", "Move", id="followup.move"),
    ]

    page = query_one("#followup", VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._similar: SimilarPostmortem | None = None
        """The most similar earlier postmortem, where one is similar enough."""
        self._recurrence = Static(id="repeat-words")
        self._legal = Static(plain(_LEGAL), id="legal-words")
        self._leaks = LiveText(id="leaking-words")
        self._acknowledged = LiveText(id="let-pass-words")

    def compose_stage(self) -> ComposeResult:
        """Lay the forms above the lists."""
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
                    yield self._leaks
                    yield self._acknowledged
            yield AboutForm(ABOUT_FIELDS, id="about-form")
            yield self._recurrence
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
        """Focus the internal summary while it is empty, else the page, where single keys work."""
        if self.focused is None and not self._summary.text.strip():
            self._summary.editor.focus()
        else:
            self.page.focus(scroll_visible=False)

    def action_leave_field(self) -> None:
        """Focus the page, which keeps its scroll position and scrolls with the arrow keys."""
        self.page.focus(scroll_visible=False)

    def show_document(self, document: Postmortem) -> None:
        """Show the lengths, missing legal sign-off, acknowledged leaks and recurrence."""
        self._show_length()
        self.refresh_bindings()  # the keys of reviews depend on the document
        self._legal.display = lacks_legal_sign_off(document)
        _show(self._acknowledged, acknowledgements_text(document.followup.accepted_leaks))
        title = earlier_title(library_index(self), document.followup.repeat_of)
        recurrence = recurrence_text(document, title, self._similar)
        self._recurrence.update(plain(recurrence))
        self._recurrence.display = bool(recurrence)

    def on_screen_resume(self) -> None:
        """Search for a similar earlier postmortem, on a thread."""
        self.run_worker(similarity_search(self), thread=True, exit_on_error=False, group="likeness")

    def show_findings(self) -> None:
        """Show the findings in rail and guide, and the leaks beneath the texts for customers."""
        super().show_findings()
        _show(self._leaks, leak_warning(self.guide.findings_here))

    @on(SimilarPostmortemFound)
    def _similar_found(self, event: SimilarPostmortemFound) -> None:
        self._similar = event.earlier
        self.show_document(self.session.document)

    @on(AboutForm.EarlierPostmortemRequested)
    def action_choose_earlier(self) -> None:
        """Choose the earlier postmortem that this one repeats, from the library."""
        choose_earlier_postmortem(self)

    @on(TextArea.Changed)
    def _show_length(self) -> None:
        self.query_one("#length-words", Static).update(plain(length_hint(self._summary.text)))
        form = self.query_one("#customer-form", DocumentForm)
        words = customer_length_hint(form.field(f.spec.name).text for f in CUSTOMER_FIELDS)
        self.query_one("#customer-length", Static).update(plain(words))

    def action_date_reviews(self) -> None:
        """Schedule the reviews that the depth asks for, and focus their list."""
        schedule_reviews(self)
        self._reviews.table.focus()

    def action_move_reviews(self) -> None:
        """Reschedule the reviews to come, counted from the day of publishing."""
        reschedule_reviews(self)

    def action_hold_review(self) -> None:
        """Hold the review under the cursor of their list, or else the next one."""
        table = self._reviews.table
        hold_review(self, table.selected if table.has_focus else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the keys of reviews where there is something to schedule, hold or reschedule."""
        if action == "date_reviews":
            return not self.document.followup.reviews
        if action == "hold_review":
            return next_review(self.document) is not None
        if action == "move_reviews":
            return bool(rescheduled_dates(self.document))
        return super().check_action(action, parameters)


def _show(widget: LiveText, words: str) -> None:
    """Show a text, or hide its widget where the text is empty."""
    widget.display = bool(words)
    widget.set_text(plain(words))
