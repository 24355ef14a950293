"""What is written into the index, and what is asked of it, as statements of sqlite.

What is due in a library, as the index has it: no file is opened for it.
What the files of a library look like from outside: one look into the folder, nothing read.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.fs.durable import describe_os_error
from data.index.schema import is_full_text
from data.index.search import COLUMNS, folded, full_text_query
from data.library.layout import id_from_name
from facilitator.guide.library_summary import SOON_DAYS, Counts, Due, DueItem, DueKind, Summary
from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from facilitator.guide.facts import Facts

_LOOKS = "kind IN ('meeting', 'review') AND day <= :soon"

_DUE = """
SELECT kind, day, action, owner, id, title
FROM due JOIN postmortem ON number = postmortem
WHERE day <= :soon
ORDER BY day, kind, id, due.rowid
"""

_COUNT = f"SELECT count(*) FROM due WHERE {_LOOKS}"  # noqa: S608

_FIRST = f"""
SELECT kind, day, action, owner, id, title
FROM due JOIN postmortem ON number = postmortem
WHERE {_LOOKS}
ORDER BY day, kind, id LIMIT 1
"""  # noqa: S608


def due(db: sqlite3.Connection, today: date) -> list[DueItem]:
    """Return what is due on this UTC day, earliest first: what is late, and what comes soon."""
    return [_due_in(*row) for row in db.execute(_DUE, _asked(today))]


def first_look(db: sqlite3.Connection, today: date) -> tuple[int, DueItem | None]:
    """Return how many reviews and meetings are due on this UTC day, and the first of them."""
    (count,) = db.execute(_COUNT, _asked(today)).fetchone()
    row = db.execute(_FIRST, _asked(today)).fetchone() if count else None
    return count, _due_in(*row) if row else None


def _asked(today: date) -> dict[str, str]:
    return {"soon": (today + timedelta(days=SOON_DAYS)).isoformat()}


def _due_in(kind: str, day: str, action: str, owner: str, postmortem_id: str, title: str) -> DueItem:
    return DueItem(Due(DueKind(kind), date.fromisoformat(day), action, owner), postmortem_id, title)


_AT_ONCE = 500

_OVERDUE = "kind = 'action' AND day < :today"
_NEXT_DATE = "min(CASE WHEN kind = 'review' OR day >= :today THEN day END)"
"""A review stays until it is held, even once its day is past; overdue actions are counted."""

_SUMMARY = f"""
SELECT id, title, severity, status, marks, open_actions,
  (SELECT count(*) FROM due WHERE postmortem = number AND {_OVERDUE}),
  (SELECT {_NEXT_DATE} FROM due WHERE postmortem = number),
  problem
FROM postmortem
"""  # noqa: S608

_COUNTS = f"""
SELECT
  (SELECT count(*) FROM postmortem),
  (SELECT count(*) FROM due WHERE {_OVERDUE}),
  (SELECT count(*) FROM postmortem WHERE problem != ''),
  (SELECT problem FROM postmortem WHERE problem != '' ORDER BY id DESC LIMIT 1)
"""  # noqa: S608

_SEARCH = """
SELECT id FROM postmortem JOIN (SELECT rowid AS found FROM words WHERE {all}) ON number = found
ORDER BY found IN (SELECT rowid FROM words WHERE {title}) DESC, id DESC
"""


class Found(NamedTuple):
    """What reading one file gave: its facts, or the problem (one sentence) where it gave none."""

    id: str
    look: str
    facts: Facts | None
    problem: str = ""


def version(db: sqlite3.Connection) -> int:
    """Return a number that changes when another connection changes the index."""
    (number,) = db.execute("PRAGMA data_version").fetchone()
    return int(number)


def looks(db: sqlite3.Connection) -> dict[str, str]:
    """Return, by id, what each file looked like when it was read."""
    return dict(db.execute("SELECT id, look FROM postmortem"))


def ids(db: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Return the ids newest first; with folded words, those that hold all, in the title first."""
    if not words:
        return [found for (found,) in db.execute("SELECT id FROM postmortem ORDER BY id DESC")]
    holds, asked = _holding(db, words)
    return [found for (found,) in db.execute(_SEARCH.format(**holds), asked)]


def summaries(db: sqlite3.Connection, wanted: Sequence[str], today: date) -> list[Summary]:
    """Return the rows of these postmortems, in this order; those not there are left out."""
    found: dict[str, Summary] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = {f"i{n}": each for n, each in enumerate(wanted[start : start + _AT_ONCE])}
        asked = {**some, "today": today.isoformat()}
        which = ", ".join(f":{name}" for name in some)
        for row in db.execute(f"{_SUMMARY} WHERE id IN ({which})", asked):
            found[row[0]] = _summary(*row)
    return [found[each] for each in wanted if each in found]


def counts(db: sqlite3.Connection, today: date) -> Counts:
    """Return what all of them together ask for on this UTC day."""
    asked = {"today": today.isoformat()}
    postmortems, overdue, unreadable, problem = db.execute(_COUNTS, asked).fetchone()
    due_soon, first_due = first_look(db, today)
    return Counts(postmortems, overdue, due_soon, unreadable, problem or "", first_due)


def texts(db: sqlite3.Connection, wanted: str) -> tuple[str, ...]:
    """Return the texts of a postmortem in the order of COLUMNS; empty ones where it has none."""
    asked = (
        "SELECT title, people, causes, timeline FROM postmortem JOIN texts USING (number) "
        "WHERE id = ?"
    )
    return tuple(db.execute(asked, (wanted,)).fetchone() or [""] * len(COLUMNS))


def forget(db: sqlite3.Connection, gone: Iterable[str]) -> None:
    """Leave these postmortems out from now on. The caller holds a transaction."""
    for each in gone:
        if (number := _number(db, each)) is not None:
            _empty(db, number)
            db.execute("DELETE FROM postmortem WHERE number = ?", (number,))


def put(db: sqlite3.Connection, found: Found) -> None:
    """Write what reading a file gave in the place of what stood there, in a transaction."""
    facts, number = found.facts, _number(db, found.id)
    row = (
        (facts.title, facts.severity, facts.status, facts.marks, facts.open_actions)
        if facts is not None
        else ("", "", "", "", 0)
    )
    if number is not None:
        _empty(db, number)
    number = db.execute(
        "INSERT OR REPLACE INTO postmortem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, found.id, found.look, found.problem.encode(errors="replace").decode(), *row),
    ).lastrowid
    if facts is None:
        return
    lines = (facts.people, facts.causes, facts.timeline)
    row_of_texts = (number, *lines, facts.services, facts.bones)
    db.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", row_of_texts)
    db.executemany(
        "INSERT INTO due VALUES (?, ?, ?, ?, ?)",
        [(number, str(d.kind), d.day.isoformat(), d.action, d.owner) for d in facts.due],
    )
    db.execute(
        "INSERT INTO words (rowid, title, people, causes, timeline) VALUES (?, ?, ?, ?, ?)",
        (number, *map(folded, (facts.title, *lines))),
    )


def _holding(db: sqlite3.Connection, words: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the conditions on `words` for all columns and for the title, and their values."""
    if is_full_text(db):
        query = full_text_query(words)
        conditions = {"all": "words MATCH :all", "title": "words MATCH :title"}
        return conditions, {"all": query, "title": f"title : ({query})"}
    asked = {f"w{n}": word for n, word in enumerate(words)}
    anywhere = (" OR ".join(f"instr({c}, :{name})" for c in COLUMNS) for name in asked)
    conditions = {
        "all": " AND ".join(f"({condition})" for condition in anywhere),
        "title": " AND ".join(f"instr(title, :{name})" for name in asked),
    }
    return conditions, asked


def _summary(
    postmortem_id: str,
    title: str,
    severity: str,
    status: str,
    marks: str,
    open_actions: int,
    overdue_actions: int,
    next_date: str | None,
    problem: str,
) -> Summary:
    return Summary(
        postmortem_id,
        title,
        severity,
        status,
        marks,
        open_actions,
        overdue_actions,
        date.fromisoformat(next_date) if next_date else None,
        problem,
    )


def _number(db: sqlite3.Connection, wanted: str) -> int | None:
    row = db.execute("SELECT number FROM postmortem WHERE id = ?", (wanted,)).fetchone()
    return row[0] if row else None


def _empty(db: sqlite3.Connection, number: int) -> None:
    db.execute("DELETE FROM due WHERE postmortem = ?", (number,))
    db.execute("DELETE FROM texts WHERE number = ?", (number,))
    db.execute("DELETE FROM words WHERE rowid = ?", (number,))


UNSURE = "?"
_TICK_NS = 100_000_000
"""A file changed so shortly before the look may change again in the same tick of its clock."""


def looks_in(folder: Path) -> dict[str, str]:
    """Return, by id, the look of every postmortem's file, which every change alters.

    The look is `?` where it cannot be relied upon, and the file is to be read again. Raises
    StoreError where the folder cannot be read; one that is not there holds nothing.
    """
    now_ns = time.time_ns()
    try:
        with os.scandir(folder) as entries:
            return {
                found: _look(entry, now_ns)
                for entry in entries
                if (found := id_from_name(entry.name)) is not None
            }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"The library {folder} cannot be read: {describe_os_error(error)}.") from None


def _look(entry: os.DirEntry[str], now_ns: int) -> str:
    try:
        stat = entry.stat()
    except OSError:
        return UNSURE  # gone by now, or a link to nowhere: reading will say which
    if abs(now_ns - stat.st_ctime_ns) < _TICK_NS:
        return UNSURE
    return f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size} {stat.st_ino}"
