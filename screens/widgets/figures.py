"""The figures of an incident, each with the two minutes it subtracts."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from facilitator.analysis.durations import (
    budget_share,
    durations,
    hidden_share,
    impact_window,
    in_words,
    minutes_between,
    was_hidden_throughout,
)
from facilitator.analysis.phases import costliest
from facilitator.model.postmortem import Postmortem
from facilitator.text.format import clock, day_and_clock
from screens.base.text import plain

Row = tuple[str, str, str]
"""A figure: its name, its value, how it came about."""

_NAME, _VALUE = 13, 12


def figures(document: Postmortem) -> tuple[Row, ...]:
    """Return every figure of the document; an unknown one says why, and is never zero."""
    rows: list[Row] = []
    for duration in durations(document.timeline):
        if duration.minutes is None:
            rows.append((duration.name, "unknown", duration.subtraction.removeprefix("unknown: ")))
        else:
            rows.append((duration.name, in_words(duration.minutes), duration.subtraction))
    hidden = hidden_share(document.timeline)
    if hidden is not None:
        why = "detect / mitigate: nobody knew yet"
        if was_hidden_throughout(document.timeline):
            why = "nobody knew until it was over"
        rows.append(("hidden share", f"{hidden:.0%}", why))
    most = costliest(document.timeline)
    if most is not None:
        why = f"{most.name} took most, {most.length}: what would halve it?"
        rows.append(("halve it", f"-{in_words(most.minutes // 2)}", why))
    window = impact_window(document)
    if window is not None:
        start, end = window
        same_day = start.date() == end.date()
        write = clock if same_day else day_and_clock
        rows.append(
            ("impact", in_words(minutes_between(start, end)), f"{write(end)} - {write(start)}")
        )
    budget = budget_share(document)
    if budget is not None:
        rows.append(("error budget", f"{budget:.0%}", "of what the objective allows"))
    return tuple(rows)


class Figures(Static):
    """A row a figure: name, value on the right of its column, subtraction."""

    def show(self, document: Postmortem) -> None:
        """Show the figures of this document."""
        lines = []
        for name, value, why in figures(document):
            gap = " " * max(1, _VALUE - cell_len(value))
            style = "$quiet" if value == "unknown" else "bold"
            lines.append(
                plain(f"{name:<{_NAME}}", "$quiet")
                + plain(f"{gap}{value}  ", style)
                + plain(why, "$quiet")
            )
        self.update(Content("\n").join(lines))
