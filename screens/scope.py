"""Stage 1: what this is about, who reads it, who takes part."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from facilitator.guide.depth import (
    depth_in_words,
    is_lower_than_suggested,
    meet_within,
    why_suggested,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.depth_asking import ask_why, asks_why
from screens.scope_fields import LINKS, PARTICIPANTS, PEOPLE_FIELDS, SCOPE_FIELDS
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList


def standing_words(document: Postmortem) -> str:
    """Say which depth is in force, what it means, what it rests on, and why it was lowered."""
    words = f"{depth_in_words(document)}. Meet within {meet_within(document)}."
    if is_lower_than_suggested(document):
        reason = document.scope.depth_reason or "nobody has said why"
        words += f"\nSuggested by {why_suggested(document)}. Lowered: {reason}"
    return words


class ScopeScreen(StageScreen):
    """A form for what happened, another for who is here, and the lists of people and links."""

    STAGE = Stage.SCOPE
    CSS_PATH = [STAGE_CSS, "scope.tcss"]

    def compose_stage(self) -> ComposeResult:
        """Lay the forms above the lists."""
        with VerticalScroll(id="scope", can_focus=False):
            with Vertical(id="what-column"):
                yield DocumentForm(SCOPE_FIELDS, id="what")
                yield Static(id="depth-words")
            with Vertical(id="people-column"):
                yield DocumentForm(PEOPLE_FIELDS, id="people")
                yield ItemList(PARTICIPANTS)
                yield ItemList(LINKS)

    def focus_first(self) -> None:
        """Begin in the title."""
        self.query_one("#what", DocumentForm).field("title").editor.focus()

    @on(DocumentForm.Edited)
    def _depth_chosen(self, event: DocumentForm.Edited) -> None:
        if event.bound.spec.name == "depth":
            chosen = event.bound.write(self.document, event.text)
            if asks_why(self.document, chosen):
                event.prevent_default()
                ask_why(self, event, chosen)

    def show_document(self, document: Postmortem) -> None:
        """Say what the severity asks for, and what a security incident changes."""
        words = standing_words(document)
        if document.scope.kind is Kind.SECURITY:
            words += "\nSecurity incident: legal signs off before anything leaves."
        elif document.scope.kind is Kind.NEAR_MISS:
            words += "\nA near miss: thank you for writing it down. Ask what prevented the harm."
        self.query_one("#depth-words", Static).update(plain(words))
