"""The impact view of stage 2: durations with the minutes they subtract, and the impact form."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from facilitator.analysis.durations import (
    budget_share,
    durations,
    format_minutes,
    impact_window,
    minutes_between,
    undetected_share,
    was_undetected_throughout,
)
from facilitator.analysis.phases import longest_harmful_phase
from facilitator.model.postmortem import Postmortem
from facilitator.text.format import clock, day_and_clock
from screens.base.text import plain
from screens.timeline.impact_form import IMPACT_FIELDS, MEASURES, NOTICES, SUMMARY_FIELDS
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList

FigureRow = tuple[str, str, str]
"""Name and value of a figure, and how it was computed."""

_NAME, _VALUE = 13, 12
"""Widths in cells of the columns of names and values."""


def impact_figures(document: Postmortem) -> tuple[FigureRow, ...]:
    """Return every figure of a document. An unknown one says why, and is never shown as zero."""
    rows: list[FigureRow] = []
    for duration in durations(document.timeline):
        if duration.minutes is None:
            rows.append((duration.name, "unknown", duration.subtraction.removeprefix("unknown: ")))
        else:
            rows.append((duration.name, format_minutes(duration.minutes), duration.subtraction))
    hidden = undetected_share(document.timeline)
    if hidden is not None:
        why = "detect / mitigate: nobody knew yet"
        if was_undetected_throughout(document.timeline):
            why = "nobody knew until it was over"
        rows.append(("hidden share", f"{hidden:.0%}", why))
    most = longest_harmful_phase(document.timeline)
    if most is not None:
        why = f"{most.name} took most, {most.length}: what would halve it?"
        rows.append(("halve it", f"-{format_minutes(most.minutes // 2)}", why))
    window = impact_window(document)
    if window is not None:
        start, end = window
        same_day = start.date() == end.date()
        write = clock if same_day else day_and_clock
        rows.append(
            (
                "impact",
                format_minutes(minutes_between(start, end)),
                f"{write(end)} - {write(start)}",
            )
        )
    budget = budget_share(document)
    if budget is not None:
        rows.append(("error budget", f"{budget:.0%}", "of what the objective allows"))
    return tuple(rows)


class ImpactFigures(Static):
    """The figures, one per line: name, value (right-aligned), computation."""

    def show(self, document: Postmortem) -> None:
        """Show the figures of a document."""
        lines = []
        for name, value, why in impact_figures(document):
            gap = " " * max(1, _VALUE - cell_len(value))
            style = "$quiet" if value == "unknown" else "bold"
            lines.append(
                plain(f"{name:<{_NAME}}", "$quiet")
                + plain(f"{gap}{value}  ", style)
                + plain(why, "$quiet")
            )
        self.update(Content("\n").join(lines))


class ImpactView(VerticalScroll, can_focus=False):
    """The figures above the forms and lists of the impact.

    The stage shows the document in forms and lists, as on every stage.
    """

    def compose(self) -> ComposeResult:
        """Compose the figures above the forms."""
        yield Static(
            plain("Impact · Esc leaves a field; from a list, Esc goes back to the timeline"),
            classes="heading",
        )
        yield ImpactFigures(id="figures")
        yield DocumentForm(SUMMARY_FIELDS, id="impact-summary")
        yield ItemList(MEASURES)
        yield DocumentForm(IMPACT_FIELDS, id="impact-fields")
        yield ItemList(NOTICES)

    def show(self, document: Postmortem) -> None:
        """Show the figures of a document."""
        self.query_one("#figures", ImpactFigures).show(document)

    def focus_first(self) -> None:
        """Focus the summary, with the figures visible above it."""
        self.scroll_home(animate=False, immediate=True)
        self.query_one("#impact-summary", DocumentForm).field("summary").editor.focus()

    def leave_field(self, focused: Widget | None) -> bool:
        """Focus the list of metrics; from a list, return True to leave the view."""
        if focused is None or any(isinstance(node, ItemList) for node in focused.ancestors):
            return True
        self.query_one("#measures", ItemList).table.focus()
        return False
