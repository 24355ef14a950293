"""`facilitator list`: the library as a table that fits the terminal, or as JSON."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from facilitator.cli import FAILED, complain
from facilitator.guide.summary import Summary, summary_of
from facilitator.store import StoreError

if TYPE_CHECKING:
    from data.library import TinyLibrary

_HEADS = ("ID", "SEV", "STATUS", "STAGES", "OPEN", "NEXT", "TITLE")


def show_list(library: TinyLibrary, *, as_json: bool) -> int:
    """Print every postmortem, newest first; 1 where one cannot be read. Raises StoreError."""
    today = datetime.now(UTC).date()
    summaries, unreadable = [], 0
    for postmortem_id in library.ids():
        try:
            summaries.append(summary_of(library.load(postmortem_id).document, today))
        except StoreError as error:
            complain(str(error))
            unreadable += 1
    if as_json:
        from pydantic_core import to_json

        shape = {"version": 1, "postmortems": [_values(summary) for summary in summaries]}
        sys.stdout.write(to_json(shape, indent=2).decode() + "\n")
    elif summaries:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        sys.stdout.write("\n".join(table(summaries, width)) + "\n")
    elif not unreadable:
        complain(f"{library.folder} holds no postmortem yet; begin with: facilitator new --title …")
    return FAILED if unreadable else 0


def table(summaries: list[Summary], width: int | None) -> list[str]:
    """Return the lines of the table; titles are cut where a line would pass `width` cells."""
    rows = [_HEADS, *(_cells(summary) for summary in summaries)]
    widths = [max(cell_width(row[column]) for row in rows) for column in range(len(_HEADS) - 1)]
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
        str(summary.severity or "–"),
        str(summary.status),
        "".join(str(mark) for mark in summary.marks),
        f"{summary.open_actions}{late}",
        summary.next_date.isoformat() if summary.next_date else "–",
        summary.title or "(no title yet)",
    )


def _values(summary: Summary) -> dict[str, object]:
    return {
        "id": summary.id,
        "title": summary.title,
        "severity": str(summary.severity) if summary.severity else None,
        "status": str(summary.status),
        "stages": [mark.name.lower() for mark in summary.marks],
        "open_actions": summary.open_actions,
        "overdue_actions": summary.overdue_actions,
        "next_date": summary.next_date,
        "made_on": summary.made_on,
    }
