"""Stage 6: what colleagues and customers read, who agreed, who was told, who looks again.

What stage 6 says of its texts: how long they are, what they give away, what was let pass.
"""

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
from facilitator.guide.conditions.followup import legal_is_missing
from facilitator.guide.schedule import days_to_move_to, next_review
from facilitator.model.followup import AcceptedLeaks
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.text.format import day_and_clock
from screens.base.text import plain
from screens.followup.form import (
    ABOUT_FIELDS,
    CUSTOMER_FIELDS,
    INTERNAL_FIELDS,
    REVIEWS,
    SHARES,
    SIGN_OFFS,
)
from screens.followup.recurrence import (
    LooksLike,
    choose_earlier,
    finding_likeness,
    index_of,
    repeat_words,
    title_of,
)
from screens.followup.reviews import date_reviews, hold_review, move_reviews
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm, Field
from screens.widgets.item_list import ItemList
from screens.widgets.text import LiveText

if TYPE_CHECKING:
    from data.index.search import Alike

SUMMARY_CHARACTERS = range(200, 901)
"""How long an internal summary reads well: three to eight sentences."""

CUSTOMER_CHARACTERS = range(300, 1801)
"""How long the three parts for customers read well, together."""

_SHOWN = 3


def length_words(text: str) -> str:
    """Say how long a summary is, and what reads well."""
    good = SUMMARY_CHARACTERS
    short = "say what broke, for whom, how long, and what changes"
    empty = f"empty · a few sentences, {good.start} to {good.stop - 1} characters"
    return _length_words(len(text.strip()), good, empty, short)


def customer_length_words(parts: Iterable[str]) -> str:
    """Say how long the text for customers is, of all its parts, and what reads well."""
    good = CUSTOMER_CHARACTERS
    empty = f"empty · {good.start} to {good.stop - 1} characters in all, in their words"
    short = "say what they saw, from when to when, why, and what will be different"
    return _length_words(sum(len(part.strip()) for part in parts), good, empty, short)


def _length_words(count: int, good: range, empty: str, short: str) -> str:
    if not count:
        return empty
    length = f"{count} character{'' if count == 1 else 's'}"
    if count < good.start:
        return f"{length} · short: {short}"
    if count >= good.stop:
        return f"{length} · long: the first {good.stop - 1} are what most people read"
    return f"{length} · a good length"


def leaking_words(findings: Iterable[Finding]) -> str:
    """Say what of the findings customers would read and better not; nothing where there is none."""
    leaks = [finding for finding in findings if finding.kind is FindingKind.DISCLOSURE]
    if not leaks:
        return ""
    words = list(dict.fromkeys(f"“{' '.join(leak.words.split())}”" for leak in leaks))
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    named = ", ".join(words[:_SHOWN])
    return f"! {count_leaks(len(leaks))}: {named}{more}. ctrl+t there puts in what is safe."


def let_pass_words(accepted: Sequence[AcceptedLeaks]) -> str:
    """Say what was let leave all the same, by whom and when; nothing where nothing was."""
    return "\n".join(
        f"Let leave by {each.by}, {day_and_clock(each.at)} UTC: "
        + ", ".join(f"“{words}”" for words in each.words)
        for each in accepted
    )


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
        self._leaking = LiveText(id="leaking-words")
        self._let_pass = LiveText(id="let-pass-words")

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
        _show(self._leaking, leaking_words(self.guide.findings_here))

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


def _show(widget: LiveText, words: str) -> None:
    """Show words where there are any."""
    widget.display = bool(words)
    widget.set_text(plain(words))
