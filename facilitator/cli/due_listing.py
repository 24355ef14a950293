"""`facilitator list --due`: what is late and what comes within a week, in all of the library."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from data.fs.locations import index_file
from data.index.index import Index, utc_today
from facilitator.cli import FAILED, complain
from facilitator.cli.commands import TO_MEND
from facilitator.cli.listing import aligned
from facilitator.guide.library_summary import SOON_DAYS, DueIn, DueKind, when_due

if TYPE_CHECKING:
    from data.library.library import TinyLibrary

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
    with closing(Index(library, library.folder, file, today=lambda: today)) as index:
        for _ in index.refresh():
            pass
        searched = frozenset(index.ids(search))
        found = [each for each in index.due() if each.postmortem_id in searched]
        counts = index.counts()
    if counts.unreadable:
        complain(counts.first_problem)
        complain(TO_MEND)
    if as_json:
        import json

        due = [_values(each, today) for each in found]
        shape = {"version": 1, "today": today.isoformat(), "due": due}
        sys.stdout.write(json.dumps(shape, indent=2, ensure_ascii=False) + "\n")
    elif found:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        lines = aligned([_cells(each, today) for each in found], width)
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        sys.stdout.write(f"{_NOTHING}\n")
    return FAILED if counts.unreadable else 0


def _cells(found: DueIn, today: date) -> tuple[str, ...]:
    """Return day, lateness, kind and id, and last what it is: an owner before an action."""
    due, title = found.due, found.title or "(no title yet)"
    if due.kind is DueKind.ACTION:
        title = f"{due.owner or '(no owner)'}: {due.action} · {title}"
    return due.day.isoformat(), when_due(found, today), str(due.kind), found.postmortem_id, title


def _values(found: DueIn, today: date) -> dict[str, object]:
    return {
        "day": found.due.day.isoformat(),
        "days_left": found.days_left(today),
        "kind": str(found.due.kind),
        "id": found.postmortem_id,
        "title": found.title,
        "action": found.due.action or None,
        "owner": found.due.owner or None,
    }
