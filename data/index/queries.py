"""SQL of the index: writing and reading its rows, and the signatures of the indexed files.

Signatures alone show which files of a library have changed: none is opened to find out.
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
from data.index.search import SEARCH_COLUMNS, fold_words, full_text_query
from data.library.layout import id_from_name
from facilitator.guide.library_summary import SOON_DAYS, Counts, Due, DueItem, DueKind, Summary
from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from facilitator.guide.facts import Facts

_MAX_PARAMETERS = 500
"""Ids per query: older versions of SQLite take 999 parameters."""

_OVERDUE = "kind = 'action' AND day < :today"
_MEETING_DUE = "kind IN ('meeting', 'review') AND day <= :soon"
_NEXT_DATE = "min(CASE WHEN kind = 'review' OR day >= :today THEN day END)"
"""A review counts until it is held, even when late; overdue actions are counted separately."""

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

_DUE = """
SELECT kind, day, action, owner, id, title
FROM due JOIN postmortem ON number = postmortem
WHERE {condition}
ORDER BY day, kind, id, due.rowid
"""

_MEETINGS_DUE = f"SELECT count(*) FROM due WHERE {_MEETING_DUE}"  # noqa: S608


class IndexedFile(NamedTuple):
    """The facts read from a file, or the problem (a sentence) if it could not be read."""

    id: str
    signature: str
    facts: Facts | None
    problem: str = ""


def data_version(db: sqlite3.Connection) -> int:
    """Return a number that changes when another connection changes the index."""
    (number,) = db.execute("PRAGMA data_version").fetchone()
    return int(number)


def known_signatures(db: sqlite3.Connection) -> dict[str, str]:
    """Return by id the signature that each file had when it was read."""
    return dict(db.execute("SELECT id, signature FROM postmortem"))


def ids(db: sqlite3.Connection, terms: Sequence[str]) -> list[str]:
    """Return all ids, newest first; with search terms, those that match, titles first."""
    if not terms:
        return [found for (found,) in db.execute("SELECT id FROM postmortem ORDER BY id DESC")]
    conditions, parameters = _search_conditions(db, terms)
    return [found for (found,) in db.execute(_SEARCH.format(**conditions), parameters)]


def _search_conditions(
    db: sqlite3.Connection, terms: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return SQL conditions, for terms in any column (`all`) and in the title, and parameters."""
    if is_full_text(db):
        query = full_text_query(terms)
        conditions = {"all": "words MATCH :all", "title": "words MATCH :title"}
        return conditions, {"all": query, "title": f"title : ({query})"}
    parameters = {f"w{n}": term for n, term in enumerate(terms)}
    any_column = (
        " OR ".join(f"instr({column}, :{name})" for column in SEARCH_COLUMNS) for name in parameters
    )
    conditions = {
        "all": " AND ".join(f"({condition})" for condition in any_column),
        "title": " AND ".join(f"instr(title, :{name})" for name in parameters),
    }
    return conditions, parameters


def summaries(db: sqlite3.Connection, postmortem_ids: Sequence[str], today: date) -> list[Summary]:
    """Return the summaries of these postmortems in this order; unknown ids are left out.

    `today` is a UTC day.
    """
    found: dict[str, Summary] = {}
    for start in range(0, len(postmortem_ids), _MAX_PARAMETERS):
        some = postmortem_ids[start : start + _MAX_PARAMETERS]
        chunk = {f"i{n}": each for n, each in enumerate(some)}
        names = ", ".join(f":{name}" for name in chunk)
        query = f"{_SUMMARY} WHERE id IN ({names})"
        for row in db.execute(query, {**chunk, "today": today.isoformat()}):
            *columns, next_date, problem = row
            day = date.fromisoformat(next_date) if next_date else None
            found[row[0]] = Summary._make((*columns, day, problem))
    return [found[each] for each in postmortem_ids if each in found]


def counts(db: sqlite3.Connection, today: date) -> Counts:
    """Return the totals of a library on this UTC day."""
    parameters = {"today": today.isoformat()}
    postmortems, overdue, unreadable, problem = db.execute(_COUNTS, parameters).fetchone()
    meetings, first = _meetings_due(db, today)
    return Counts(postmortems, overdue, meetings, unreadable, problem or "", first)


def due(db: sqlite3.Connection, today: date) -> list[DueItem]:
    """Return the items late on this UTC day or due within SOON_DAYS, the earliest first."""
    rows = db.execute(_DUE.format(condition="day <= :soon"), _soon(today))
    return [_due_item(*row) for row in rows]


def _meetings_due(db: sqlite3.Connection, today: date) -> tuple[int, DueItem | None]:
    """Return the number of meetings and reviews late or due within SOON_DAYS, and the first one."""
    parameters = _soon(today)
    (count,) = db.execute(_MEETINGS_DUE, parameters).fetchone()
    if not count:
        return 0, None
    first = f"{_DUE.format(condition=_MEETING_DUE)} LIMIT 1"
    row = db.execute(first, parameters).fetchone()
    return count, _due_item(*row)


def _soon(today: date) -> dict[str, str]:
    return {"soon": (today + timedelta(days=SOON_DAYS)).isoformat()}


def _due_item(
    kind: str, day: str, action: str, owner: str, postmortem_id: str, title: str
) -> DueItem:
    due = Due(DueKind(kind), date.fromisoformat(day), action, owner)
    return DueItem(due, postmortem_id, title)


def texts_of(db: sqlite3.Connection, postmortem_id: str) -> tuple[str, ...]:
    """Return the texts of a postmortem in the order of SEARCH_COLUMNS; empty ones if unknown."""
    query = (
        "SELECT title, people, causes, timeline FROM postmortem JOIN texts USING (number) "
        "WHERE id = ?"
    )
    return tuple(db.execute(query, (postmortem_id,)).fetchone() or [""] * len(SEARCH_COLUMNS))


def delete_rows(db: sqlite3.Connection, postmortem_ids: Iterable[str]) -> None:
    """Delete these postmortems from the index. The caller has begun a transaction."""
    for each in postmortem_ids:
        if (number := _row_number(db, each)) is not None:
            _delete_details(db, number)
            db.execute("DELETE FROM postmortem WHERE number = ?", (number,))


def write_row(db: sqlite3.Connection, file: IndexedFile) -> None:
    """Insert or replace a postmortem in the index. The caller has begun a transaction."""
    facts, number = file.facts, _row_number(db, file.id)
    columns = (
        (facts.title, facts.severity, facts.status, facts.marks, facts.open_actions)
        if facts is not None
        else ("", "", "", "", 0)
    )
    if number is not None:
        _delete_details(db, number)
    # A problem may name a path with bytes that are no text, which SQLite would refuse.
    problem = file.problem.encode(errors="replace").decode()
    number = db.execute(
        "INSERT OR REPLACE INTO postmortem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, file.id, file.signature, problem, *columns),
    ).lastrowid
    if facts is None:
        return
    texts = (facts.people, facts.causes, facts.timeline)
    db.execute(
        "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)",
        (number, *texts, facts.services, facts.bones),
    )
    db.executemany(
        "INSERT INTO due VALUES (?, ?, ?, ?, ?)",
        [(number, str(d.kind), d.day.isoformat(), d.action, d.owner) for d in facts.due],
    )
    db.execute(
        "INSERT INTO words (rowid, title, people, causes, timeline) VALUES (?, ?, ?, ?, ?)",
        (number, *map(fold_words, (facts.title, *texts))),
    )


def _row_number(db: sqlite3.Connection, postmortem_id: str) -> int | None:
    row = db.execute("SELECT number FROM postmortem WHERE id = ?", (postmortem_id,)).fetchone()
    return row[0] if row else None


def _delete_details(db: sqlite3.Connection, number: int) -> None:
    db.execute("DELETE FROM due WHERE postmortem = ?", (number,))
    db.execute("DELETE FROM texts WHERE number = ?", (number,))
    db.execute("DELETE FROM words WHERE rowid = ?", (number,))


UNRELIABLE = "?"
"""The signature of a file that has to be read again the next time as well."""

_TICK_NS = 100_000_000
"""100 ms, more than a tick of any file system's clock: a file changed so recently may change again
and keep its times."""


def scan_signatures(folder: Path) -> dict[str, str]:
    """Return by id the signature of every postmortem's file: times, size and inode.

    A folder that does not exist has none. Raises StoreError if the folder cannot be read.
    """
    now_ns = time.time_ns()
    try:
        with os.scandir(folder) as entries:
            return {
                postmortem_id: _signature(entry, now_ns)
                for entry in entries
                if (postmortem_id := id_from_name(entry.name)) is not None
            }
    except FileNotFoundError:
        return {}
    except OSError as error:
        reason = describe_os_error(error)
        raise StoreError(f"The library {folder} cannot be read: {reason}.") from None


def _signature(entry: os.DirEntry[str], now_ns: int) -> str:
    try:
        stat = entry.stat()
    except OSError:
        return UNRELIABLE  # deleted meanwhile, or a broken link: reading will tell
    if abs(now_ns - stat.st_ctime_ns) < _TICK_NS:
        return UNRELIABLE
    return f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size} {stat.st_ino}"
