"""What stands in the library: the columns, a postmortem's row in them, the lines above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from facilitator.guide.library_summary import due_words
from screens.base.text import one_line, plain
from screens.widgets.table import Column, Row

if TYPE_CHECKING:
    from data.index.search import Passage
    from facilitator.guide.library_summary import Counts, Summary

COLUMNS = (
    Column("Day", 10),
    Column("Title", 0),
    Column("Sev", 4),
    Column("Status", 9),
    Column("Stages", 6),
    Column("Open", 4, to_the_right=True),
    Column("Next date", 10),
)

EMPTY = """No postmortems here yet.

  n   starts one: a title, a severity, the day it happened
  i   brings one in: a file of ours, or a timeline somebody kept
  w   opens a worked example, so that you see where this leads"""

NONE_FOUND = "Words are found by how they begin. Esc shows all again."

_MANY_LEFT = 50
"""With fewer files left to read, what is due is as good as known."""

_BEFORE = 24
"""So many letters before what was found are enough to understand it."""


def row_of(summary: Summary, folder: str) -> Row:
    """Return the row of a postmortem; one that cannot be read says why."""
    if summary.problem:
        said = summary.problem.replace(f"{folder}/{summary.id}.json", "This file", 1)
        return Row((summary.made_on, one_line(f"! {said}")), is_amiss=True)
    return Row(
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


def strip_words(
    counts: Counts,
    folder: str,
    left_to_read: int,
    reading_stopped: str,
    read_only: str,
    today: date,
) -> Content:
    """Return what the library asks for, and what is wrong with it."""
    words: list[str] = []
    if counts.postmortems or not reading_stopped:
        words += _asked_for(counts, left_to_read, today)
    if counts.unreadable:
        problem = counts.first_problem.replace(f"{folder}/", "", 1)
        words.append(f"! {counts.unreadable:,} cannot be read: {problem}")
    if reading_stopped:
        words.append(f"! {reading_stopped}")
    elif read_only:
        words.append(f"! read only: {read_only}")
    return plain(one_line(" · ".join(words)))


def _asked_for(counts: Counts, left_to_read: int, today: date) -> list[str]:
    count, late = counts.postmortems, counts.overdue_actions
    words = [f"{count:,} postmortem{'' if count == 1 else 's'}"]
    if left_to_read >= _MANY_LEFT:
        return [*words, f"reading {left_to_read:,} more …"]
    actions = "action" if late == 1 else "actions"
    words.append(f"! {late:,} {actions} overdue" if late else "no action overdue")
    return [*words, looked_at_soon(counts, today)]


def looked_at_soon(counts: Counts, today: date) -> str:
    """Say how many reviews and meetings are due within a week, and which comes first."""
    first = counts.first_due
    if first is None:
        return "no review or meeting in the next week"
    late = "! " if first.days_left(today) < 0 else ""
    if counts.due_soon == 1:
        return late + due_words(first, today)
    return f"{late}{counts.due_soon:,} reviews and meetings due, first: {due_words(first, today)}"


def found_words(found: int, of: int) -> Content:
    """Return how many postmortems a search found."""
    return plain(f"{found:,} of {of:,}" if found else f"none of {of:,}")


def passage_words(passage: Passage) -> Content:
    """Return where a search found a postmortem, with what it found in the accent colour."""
    first = passage.spans[0][0]
    start = passage.line.find(" ", first - _BEFORE, first) + 1 if first > _BEFORE else 0
    words = plain(f"{passage.column}: " + ("…" if start else ""), "$quiet")
    for begin, end in passage.spans:
        words += plain(passage.line[start:begin])
        words += plain(passage.line[begin:end], "$accent bold")
        start = end
    return words + plain(passage.line[start:])


def rows_of(summaries: Sequence[Summary], folder: str) -> dict[str, Row]:
    """Return the rows of these postmortems by id."""
    return {summary.id: row_of(summary, folder) for summary in summaries}
