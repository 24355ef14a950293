"""Stage 1: what this is about, who reads it, who takes part.

Choosing a depth: one lower than the harm calls for asks why, before it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from facilitator.guide.depth import (
    depth_in_words,
    is_lower_than_suggested,
    meet_within,
    suggested_depth,
    why_suggested,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.dialogs.form import Sheet
from screens.scope.form import LINKS, PARTICIPANTS, PEOPLE_FIELDS, SCOPE_FIELDS
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm
from screens.widgets.form_spec import FieldSpec
from screens.widgets.item_list import ItemList

WHY = FieldSpec("depth_reason", "Why that depth", hint="what makes less of a look enough here")


def asks_why(document: Postmortem, chosen: Postmortem) -> bool:
    """Say whether this choice is lower than the suggested depth, and so asks for a reason."""
    return chosen.scope.depth is not document.scope.depth and is_lower_than_suggested(chosen)


def ask_why(stage: StageScreen, edited: DocumentForm.Edited, chosen: Postmortem) -> None:
    """Ask why so low a depth will do; without an answer the depth stays what it was."""
    depth, suggested = chosen.scope.depth, suggested_depth(chosen)
    edited.field.set_text(edited.field.committed)

    def check(texts: Mapping[str, str]) -> None:
        if not texts["depth_reason"].strip():
            raise ValueError(f"say why {depth} will do, or press Esc and keep the depth as it was")

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        reason = texts["depth_reason"]

        def lowered(document: Postmortem) -> Postmortem:
            scope = document.scope.changing(depth=depth, depth_reason=reason)
            return document.changing(scope=scope)

        stage.edit_or_notify(lowered, "Choose a lower depth")

    stage.app.push_screen(
        Sheet(
            f"Why {depth} and not {suggested}? Suggested by {why_suggested(chosen)}",
            (WHY,),
            {"depth_reason": chosen.scope.depth_reason},
            check,
            stage.facilitator.drafts,
            f"{chosen.id}/why that depth",
        ),
        taken,
    )


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
