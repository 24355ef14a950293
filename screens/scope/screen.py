"""Stage 1, scope and audience: the incident, its audience, the depth, participants and links."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from facilitator.guide.depth import (
    depth_label,
    is_lower_than_suggested,
    meet_within,
    suggested_depth,
    suggested_depth_reason,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.dialogs.form import FormDialog
from screens.scope.form import LINKS, PARTICIPANTS, PEOPLE_FIELDS, SCOPE_FIELDS
from screens.services.context import StageContext
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm
from screens.widgets.form_spec import FieldSpec
from screens.widgets.item_list import ItemList

_REASON_FIELD = FieldSpec(
    "depth_reason", "Why that depth", hint="what makes less of a look enough here"
)


def needs_depth_reason(document: Postmortem, chosen: Postmortem) -> bool:
    """Whether the depth just chosen is lower than the suggested one, and so needs a reason.

    `chosen` is `document` with the new depth.
    """
    return chosen.scope.depth is not document.scope.depth and is_lower_than_suggested(chosen)


def ask_depth_reason(stage: StageContext, edited: DocumentForm.Edited, chosen: Postmortem) -> None:
    """Ask for the reason for a lower depth; without one the depth is not changed.

    `chosen` is the document with the new depth. Depth and reason are one edit.
    """
    depth, suggested = chosen.scope.depth, suggested_depth(chosen)
    edited.field.set_text(edited.field.committed)

    def check(texts: Mapping[str, str]) -> None:
        if not texts["depth_reason"].strip():
            raise ValueError(f"say why {depth} will do, or press Esc and keep the depth as it was")

    def lower(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        reason = texts["depth_reason"]

        def change(document: Postmortem) -> Postmortem:
            scope = document.scope.changing(depth=depth, depth_reason=reason)
            return document.changing(scope=scope)

        stage.edit_or_notify(change, "Choose a lower depth")

    stage.app.push_screen(
        FormDialog(
            f"Why {depth} and not {suggested}? Suggested by {suggested_depth_reason(chosen)}",
            (_REASON_FIELD,),
            {"depth_reason": chosen.scope.depth_reason},
            check,
            stage.facilitator.drafts,
            f"{chosen.id}/why that depth",
        ),
        lower,
    )


def depth_summary(document: Postmortem) -> str:
    """Return the depth in effect, what it asks for, and the reason where it was lowered."""
    summary = f"{depth_label(document)}. Meet within {meet_within(document)}."
    if is_lower_than_suggested(document):
        reason = document.scope.depth_reason or "nobody has said why"
        summary += f"\nSuggested by {suggested_depth_reason(document)}. Lowered: {reason}"
    return summary


class ScopeScreen(StageScreen):
    """Two forms, of the incident and of the people; the lists of participants and of links."""

    STAGE = Stage.SCOPE
    CSS_PATH = [STAGE_CSS, "scope.tcss"]

    def compose_stage(self) -> ComposeResult:
        """Lay the form of the incident beside or above that of the people and the lists."""
        with VerticalScroll(id="scope", can_focus=False):
            with Vertical(id="what-column"):
                yield DocumentForm(SCOPE_FIELDS, id="what")
                yield Static(id="depth-words")
            with Vertical(id="people-column"):
                yield DocumentForm(PEOPLE_FIELDS, id="people")
                yield ItemList(PARTICIPANTS)
                yield ItemList(LINKS)

    def focus_first(self) -> None:
        """Focus the title."""
        self.query_one("#what", DocumentForm).field("title").editor.focus()

    @on(DocumentForm.Edited)
    def _depth_chosen(self, event: DocumentForm.Edited) -> None:
        if event.bound.spec.name == "depth":
            chosen = event.bound.write(self.document, event.text)
            if needs_depth_reason(self.document, chosen):
                # Keeps the base class from committing the field.
                event.prevent_default()
                ask_depth_reason(self, event, chosen)

    def show_document(self, document: Postmortem) -> None:
        """Show the depth in effect, and advice for the kind of incident."""
        summary = depth_summary(document)
        if document.scope.kind is Kind.SECURITY:
            summary += "\nSecurity incident: legal signs off before anything leaves."
        elif document.scope.kind is Kind.NEAR_MISS:
            summary += "\nA near miss: thank you for writing it down. Ask what prevented the harm."
        self.query_one("#depth-words", Static).update(plain(summary))
