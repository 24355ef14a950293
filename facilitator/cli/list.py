"""`facilitator list`: the library, or what a search finds in it, as a table or as JSON.

`facilitator list --due`: what is late and what comes within a week, in all of the library.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from data.fs.locations import index_file
from data.index.index import LibraryIndex, utc_today
from facilitator.cli.output import EXIT_FAILED, REPAIR_HINT, print_message
from facilitator.guide.library_summary import SOON_DAYS, DueItem, DueKind, Summary, when_due

if TYPE_CHECKING:
    from data.library.library import TinyLibrary

_STAGE_WORDS = {"✓": "met", "~": "waived", "◐": "begun", "○": "open", "-": "offered"}
"""What each mark of a stage (`StageMark`) is called in JSON."""

_HEADS = ("ID", "SEV", "STATUS", "STAGES", "OPEN", "NEXT", "TITLE")


def show_list(library: TinyLibrary, *, as_json: bool, search: str = "") -> int:
    """Print every postmortem, or those a search finds; 1 where a file cannot be read.

    Newest first, of a search those with the words in the title before the others. Raises
    StoreError.
    """
    with closing(LibraryIndex(library, library.folder, index_file(library.folder))) as index:
        for _ in index.refresh():
            pass
        rows = {row.id: row for row in index.summaries(index.ids())}
        found = [rows[each] for each in index.ids(search) if each in rows]
    problems = [row.problem for row in rows.values() if row.problem]
    summaries = [row for row in found if not row.problem]
    for problem in problems:
        print_message(problem)
    if problems:
        print_message(REPAIR_HINT)
    if as_json:
        import json

        shape = {"version": 1, "postmortems": [_values(summary) for summary in summaries]}
        sys.stdout.write(json.dumps(shape, indent=2, ensure_ascii=False) + "\n")
    elif summaries:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        sys.stdout.write("\n".join(table(summaries, width)) + "\n")
    elif search and rows:
        print_message(f"None of {len(rows)} postmortems holds all of: {search}")
    elif not problems:
        print_message(
            f"{library.folder} holds no postmortem yet; begin with: facilitator new --title …"
        )
    return EXIT_FAILED if problems else 0


def table(summaries: list[Summary], width: int | None) -> list[str]:
    """Return the lines of the table; titles are cut where a line would pass `width` cells."""
    return aligned([_HEADS, *(_cells(summary) for summary in summaries)], width)


def aligned(rows: Sequence[tuple[str, ...]], width: int | None) -> list[str]:
    """Return rows as lines of columns; the last one is cut where a line would pass `width`."""
    widths = [max(cell_width(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for *short, title in rows:
        padded = (
            text + " " * (w - cell_width(text)) for text, w in zip(short, widths, strict=True)
        )
        start = "  ".join(padded) + "  "
        room = None if width is None else max(width - cell_width(start), 0)
        lines.append((start + cut(title, room)).rstrip())
    return lines if width is None else [cut(line, width) for line in lines]


def cell_width(text: str) -> int:
    """Return how many terminal cells a text takes: a combining mark none, a wide letter two."""
    return sum(_cell(character) for character in text)


def cut(text: str, width: int | None) -> str:
    """Return the text in at most so many cells; an ellipsis says that something is missing."""
    if width is None or cell_width(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += _cell(character)
        if used > width:
            break
        kept += character
    return f"{kept}…" if width > 0 else ""


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cells(summary: Summary) -> tuple[str, ...]:
    late = f" ({summary.overdue_actions} late)" if summary.overdue_actions else ""
    return (
        summary.id,
        summary.severity or "–",
        summary.status,
        summary.marks,
        f"{summary.open_actions}{late}",
        summary.next_date.isoformat() if summary.next_date else "–",
        summary.title or "(no title yet)",
    )


def _values(summary: Summary) -> dict[str, object]:
    return {
        "id": summary.id,
        "title": summary.title,
        "severity": summary.severity or None,
        "status": summary.status,
        "stages": [_STAGE_WORDS[mark] for mark in summary.marks],
        "open_actions": summary.open_actions,
        "overdue_actions": summary.overdue_actions,
        "next_date": summary.next_date.isoformat() if summary.next_date else None,
        "made_on": summary.made_on,
    }


_NOTHING = f"Nothing is due: no action, review or meeting is late or falls in {SOON_DAYS} days."


def show_due(library: TinyLibrary, *, as_json: bool, search: str = "") -> int:
    """Print what is due, the earliest day first; 1 where a file cannot be read.

    With a search, only of the postmortems it finds. As JSON: `version`, `today` (a UTC day), and
    `due`, where each says `day`, `days_left` (below zero it is late), `kind` (action, review or
    meeting), `id` and `title` of the postmortem, and of an action its `action` and `owner`, which
    are null else. Raises StoreError.
    """
    today = utc_today()
    file = index_file(library.folder)
    with closing(LibraryIndex(library, library.folder, file, today=lambda: today)) as index:
        for _ in index.refresh():
            pass
        searched = frozenset(index.ids(search))
        found = [each for each in index.due() if each.postmortem_id in searched]
        counts = index.counts()
    if counts.unreadable:
        print_message(counts.first_problem)
        print_message(REPAIR_HINT)
    if as_json:
        import json

        due = [_due_values(each, today) for each in found]
        shape = {"version": 1, "today": today.isoformat(), "due": due}
        sys.stdout.write(json.dumps(shape, indent=2, ensure_ascii=False) + "\n")
    elif found:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        lines = aligned([_due_cells(each, today) for each in found], width)
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        sys.stdout.write(f"{_NOTHING}\n")
    return EXIT_FAILED if counts.unreadable else 0


def _due_cells(found: DueItem, today: date) -> tuple[str, ...]:
    """Return day, lateness, kind and id, and last what it is: an owner before an action."""
    due, title = found.due, found.title or "(no title yet)"
    if due.kind is DueKind.ACTION:
        title = f"{due.owner or '(no owner)'}: {due.action} · {title}"
    return due.day.isoformat(), when_due(found, today), str(due.kind), found.postmortem_id, title


def _due_values(found: DueItem, today: date) -> dict[str, object]:
    return {
        "day": found.due.day.isoformat(),
        "days_left": found.days_left(today),
        "kind": str(found.due.kind),
        "id": found.postmortem_id,
        "title": found.title,
        "action": found.due.action or None,
        "owner": found.due.owner or None,
    }
