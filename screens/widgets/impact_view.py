"""The second view of stage 2: the figures with their subtractions, and what the incident did."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from facilitator.model.postmortem import Postmortem
from screens.base.text import plain
from screens.impact_fields import IMPACT_FIELDS, MEASURES, NOTICES, SUMMARY_FIELDS
from screens.widgets.figures import Figures
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList


class ImpactView(VerticalScroll, can_focus=False):
    """Forms and lists of the impact; the stage hands them the document, as it does everywhere."""

    def compose(self) -> ComposeResult:
        """Lay the figures above what people fill in."""
        yield Static(
            plain("Impact · Esc leaves a field; from a list, Esc goes back to the timeline"),
            classes="heading",
        )
        yield Figures(id="figures")
        yield DocumentForm(SUMMARY_FIELDS, id="impact-summary")
        yield ItemList(MEASURES)
        yield DocumentForm(IMPACT_FIELDS, id="impact-fields")
        yield ItemList(NOTICES)

    def show(self, document: Postmortem) -> None:
        """Show the figures of a document."""
        self.query_one("#figures", Figures).show(document)

    def focus_first(self) -> None:
        """Begin in the summary, the figures above it in sight."""
        self.scroll_home(animate=False, immediate=True)
        self.query_one("#impact-summary", DocumentForm).field("summary").editor.focus()

    def leave(self, focused: Widget | None) -> bool:
        """Leave a field for the lists; returns whether the view itself is to be left instead."""
        if focused is None or any(isinstance(node, ItemList) for node in focused.ancestors):
            return True
        self.query_one("#measures", ItemList).table.focus()
        return False
