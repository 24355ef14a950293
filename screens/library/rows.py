"""Texts of the library screen: the table's rows, and the lines above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from facilitator.guide.library_summary import due_label
from screens.base.text import one_line, plain
from screens.widgets.table import RowContent, TableColumn

if TYPE_CHECKING:
    from data.index.search import SearchHit
    from facilitator.guide.library_summary import Counts, Summary

LIBRARY_COLUMNS = (
    TableColumn("Day", 10),
    TableColumn("Title", 0),
    TableColumn("Sev", 4),
    TableColumn("Status", 9),
    TableColumn("Stages", 6),
    TableColumn("Open", 4, right_aligned=True),
    TableColumn("Next date", 10),
)

EMPTY_LIBRARY = """No postmortems here yet.

  n   starts one: a title, a severity, the day it happened
  i   brings one in: a file of ours, or a timeline somebody kept
  w   opens a worked example, so that you see where this leads"""

NO_MATCH = "Words are found by how they begin. Esc shows all again."

_MANY_FILES = 50
"""From this many unread files on, counts of what is due would mislead, and are left out."""

_CONTEXT_CHARACTERS = 24
"""Characters shown before a match, to understand it by."""


def summary_rows(summaries: Sequence[Summary], folder: str) -> dict[str, RowContent]:
    """Return the table row of each postmortem, by its id.

    `folder` is the library's; messages about unreadable files leave it out.
    """
    return {summary.id: _summary_row(summary, folder) for summary in summaries}


def _summary_row(summary: Summary, folder: str) -> RowContent:
    if summary.problem:
        problem = summary.problem.replace(f"{folder}/{summary.id}.json", "This file", 1)
        return RowContent((summary.made_on, one_line(f"! {problem}")), has_problem=True)
    return RowContent(
        (
            summary.made_on,
            one_line(summary.title or "Untitled postmortem"),
            summary.severity or "-",
            summary.status,
            summary.marks,
            str(summary.open_actions),
            summary.next_date.isoformat() if summary.next_date else "-",
        )
    )


def status_line(
    counts: Counts,
    folder: str,
    files_left: int,
    refresh_problem: str,
    read_only: str,
    today: date,
) -> Content:
    """Return the line above the table: totals, what is overdue or due soon, and problems.

    `files_left` counts files that were not read yet, `refresh_problem` says why reading stopped
    and `read_only` why the library cannot be written; both are empty where all is well. `today` is
    a UTC date.
    """
    parts: list[str] = []
    if counts.postmortems or not refresh_problem:
        parts += _totals(counts, files_left, today)
    if counts.unreadable:
        problem = counts.first_problem.replace(f"{folder}/", "", 1)
        parts.append(f"! {counts.unreadable:,} cannot be read: {problem}")
    if refresh_problem:
        parts.append(f"! {refresh_problem}")
    elif read_only:
        parts.append(f"! read only: {read_only}")
    return plain(one_line(" · ".join(parts)))


def _totals(counts: Counts, files_left: int, today: date) -> list[str]:
    count, late = counts.postmortems, counts.overdue_actions
    parts = [f"{count:,} postmortem{'' if count == 1 else 's'}"]
    if files_left >= _MANY_FILES:
        return [*parts, f"reading {files_left:,} more …"]
    actions = "action" if late == 1 else "actions"
    parts.append(f"! {late:,} {actions} overdue" if late else "no action overdue")
    return [*parts, _due_soon(counts, today)]


def _due_soon(counts: Counts, today: date) -> str:
    """Say how many reviews and meetings are due within a week, and which is first."""
    first = counts.first_due
    if first is None:
        return "no review or meeting in the next week"
    late = "! " if first.days_left(today) < 0 else ""
    if counts.due_soon == 1:
        return late + due_label(first, today)
    return f"{late}{counts.due_soon:,} reviews and meetings due, first: {due_label(first, today)}"


def match_count(found: int, total: int) -> Content:
    """Return how many of all postmortems match the search."""
    return plain(f"{found:,} of {total:,}" if found else f"none of {total:,}")


def passage_line(hit: SearchHit) -> Content:
    """Return the passage that matches the search, with the matches in the accent colour."""
    first, context = hit.spans[0][0], _CONTEXT_CHARACTERS
    start = hit.line.find(" ", first - context, first) + 1 if first > context else 0
    line = plain(f"{hit.column}: " + ("…" if start else ""), "$quiet")
    for begin, end in hit.spans:
        line += plain(hit.line[start:begin])
        line += plain(hit.line[begin:end], "$accent bold")
        start = end
    return line + plain(hit.line[start:])
