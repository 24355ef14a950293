"""`facilitator list`: the postmortems of a library, or their due items, as text or JSON."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from data.fs.locations import index_file
from data.index.index import LibraryIndex
from data.local.clock import utc_today
from facilitator.cli.output import EXIT_FAILED, REPAIR_HINT, print_message
from facilitator.guide.library_summary import SOON_DAYS, DueItem, DueKind, Summary, time_until_due

if TYPE_CHECKING:
    from data.library.library import TinyLibrary

_JSON_VERSION = 1
"""Version of the JSON that `--json` prints."""

_MARK_NAMES = {"✓": "met", "~": "waived", "◐": "begun", "○": "open", "-": "offered"}
"""Names in JSON of the marks of a stage.

They are not taken from `StageMark`, which would import the document models.
"""

_HEADINGS = ("ID", "SEV", "STATUS", "STAGES", "OPEN", "NEXT", "TITLE")
_NOTHING_DUE = f"Nothing is due: no action, review or meeting is late or falls in {SOON_DAYS} days."


def show_list(library: TinyLibrary, *, as_json: bool, search: str = "") -> int:
    """Print all postmortems, or those that match a search; EXIT_FAILED if a file cannot be read.

    The newest come first; in a search, matches in the title come before all others. Raises
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
        postmortems = [_summary_json(summary) for summary in summaries]
        _print_json({"version": _JSON_VERSION, "postmortems": postmortems})
    elif summaries:
        _print_lines(table_lines(summaries, _terminal_width()))
    elif search and rows:
        print_message(f"None of {len(rows)} postmortems holds all of: {search}")
    elif not problems:
        print_message(
            f"{library.folder} holds no postmortem yet; begin with: facilitator new --title …"
        )
    return EXIT_FAILED if problems else 0


def table_lines(summaries: list[Summary], width: int | None) -> list[str]:
    """Return the lines of the table, no line wider than `width` cells; None is no limit."""
    return _align_columns([_HEADINGS, *(_summary_row(summary) for summary in summaries)], width)


def _summary_row(summary: Summary) -> tuple[str, ...]:
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


def _summary_json(summary: Summary) -> dict[str, object]:
    return {
        "id": summary.id,
        "title": summary.title,
        "severity": summary.severity or None,
        "status": summary.status,
        "stages": [_MARK_NAMES[mark] for mark in summary.marks],
        "open_actions": summary.open_actions,
        "overdue_actions": summary.overdue_actions,
        "next_date": summary.next_date.isoformat() if summary.next_date else None,
        "made_on": summary.made_on,
    }


def show_due(library: TinyLibrary, *, as_json: bool, search: str = "") -> int:
    """Print items late or due within SOON_DAYS, earliest first; EXIT_FAILED if a file is damaged.

    A search limits it to the postmortems that match. The JSON has `version`, `today` (a UTC day)
    and `due`, each with `day`, `days_left` (negative if late), `kind` (action, review or meeting),
    `id` and `title` of the postmortem, and `action` and `owner`, which are null unless the kind is
    action. Raises StoreError.
    """
    today = utc_today()
    file = index_file(library.folder)
    # One date for the whole output, even if midnight passes meanwhile.
    with closing(LibraryIndex(library, library.folder, file, today=lambda: today)) as index:
        for _ in index.refresh():
            pass
        matching = frozenset(index.ids(search))
        items = [each for each in index.due() if each.postmortem_id in matching]
        counts = index.counts()
    if counts.unreadable:
        print_message(counts.first_problem)
        print_message(REPAIR_HINT)
    if as_json:
        due = [_due_json(item, today) for item in items]
        _print_json({"version": _JSON_VERSION, "today": today.isoformat(), "due": due})
    elif items:
        rows = [_due_row(item, today) for item in items]
        _print_lines(_align_columns(rows, _terminal_width()))
    else:
        sys.stdout.write(f"{_NOTHING_DUE}\n")
    return EXIT_FAILED if counts.unreadable else 0


def _due_row(item: DueItem, today: date) -> tuple[str, ...]:
    """Return day, time left, kind, id, and title; an action's owner and title come before it."""
    due, title = item.due, item.title or "(no title yet)"
    if due.kind is DueKind.ACTION:
        title = f"{due.owner or '(no owner)'}: {due.action} · {title}"
    time_left = time_until_due(item, today)
    return due.day.isoformat(), time_left, str(due.kind), item.postmortem_id, title


def _due_json(item: DueItem, today: date) -> dict[str, object]:
    return {
        "day": item.due.day.isoformat(),
        "days_left": item.days_left(today),
        "kind": str(item.due.kind),
        "id": item.postmortem_id,
        "title": item.title,
        "action": item.due.action or None,
        "owner": item.due.owner or None,
    }


def _print_json(value: dict[str, object]) -> None:
    import json

    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def _print_lines(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def _terminal_width() -> int | None:
    """Return the width of the terminal in cells; None if the output is a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _align_columns(rows: Sequence[tuple[str, ...]], width: int | None) -> list[str]:
    """Return rows as lines with aligned columns; the last column is truncated to fit `width`."""
    widths = [max(cell_width(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for *short, title in rows:
        padded = (
            text + " " * (w - cell_width(text)) for text, w in zip(short, widths, strict=True)
        )
        start = "  ".join(padded) + "  "
        room = None if width is None else max(width - cell_width(start), 0)
        lines.append((start + truncate_cells(title, room)).rstrip())
    return lines if width is None else [truncate_cells(line, width) for line in lines]


def cell_width(text: str) -> int:
    """Return the number of terminal cells of a text: none for combining marks, two for wide ones.

    The screens have `rich.cells` for this; importing it would slow this command down.
    """
    return sum(_character_width(character) for character in text)


def truncate_cells(text: str, width: int | None) -> str:
    """Return a text in at most `width` cells, ending in an ellipsis if it was longer."""
    if width is None or cell_width(text) <= width:
        return text
    beginning, used = "", 1  # the ellipsis takes a cell
    for character in text:
        used += _character_width(character)
        if used > width:
            break
        beginning += character
    return f"{beginning}…" if width > 0 else ""


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
