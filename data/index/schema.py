"""The index's sqlite file: made where it is missing, made anew where it is of no use.

Nothing in it is anybody's only copy. Where it cannot be kept on the disk it is kept in memory, and
where sqlite has no full-text search the same words stand in a plain table.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from pathlib import Path

_BUSY_SECONDS = 0.5
"""How long one window waits for another's write, which takes a tenth of that."""

_TABLES = """
CREATE TABLE postmortem (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, look TEXT NOT NULL, problem TEXT NOT NULL,
  title TEXT NOT NULL, severity TEXT NOT NULL, status TEXT NOT NULL, marks TEXT NOT NULL,
  open_actions INTEGER NOT NULL
);
CREATE TABLE due (
  postmortem INTEGER NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL,
  action TEXT NOT NULL, owner TEXT NOT NULL
);
CREATE INDEX due_of_postmortem ON due (postmortem, kind, day);
CREATE INDEX due_on_day ON due (kind, day, postmortem);
CREATE INDEX unreadable ON postmortem (problem) WHERE problem != '';
CREATE TABLE texts (
  number INTEGER PRIMARY KEY, people TEXT NOT NULL, causes TEXT NOT NULL, timeline TEXT NOT NULL,
  services TEXT NOT NULL, bones TEXT NOT NULL
);
"""
"""`look` is what the file looked like when it was read; `texts` are words as people wrote them."""

_FULL_TEXT = """
CREATE VIRTUAL TABLE words USING fts5 (
  title, people, causes, timeline, tokenize='ascii', prefix='1 2 3'
);
"""
"""The words are folded before they come here, so that sqlite only splits them at spaces."""

_PLAIN_TEXT = "CREATE TABLE words (title, people, causes, timeline);"


def opened(file: Path | None, *, full_text: bool = True) -> sqlite3.Connection:
    """Return a connection to the index in this file, or in memory (None, or no use on the disk).

    An index that is damaged, or was made by another version, is made anew.
    """
    full_text = full_text and _has_full_text()
    if file is not None:
        try:
            return _opened_file(file, full_text)
        except (sqlite3.Error, OSError) as error:
            if not is_busy(error):
                with contextlib.suppress(sqlite3.Error, OSError):
                    removed(file)
                    return _opened_file(file, full_text)
    return _ready(_connected(":memory:"), full_text)


def is_busy(error: Exception) -> bool:
    """Return whether an index could not be used because another window was at it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def removed(file: Path) -> None:
    """Remove an index and what sqlite keeps beside it. Raises OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def is_full_text(db: sqlite3.Connection) -> bool:
    """Return whether the words of this index are in a full-text table."""
    (made,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'words'").fetchone()
    return "fts5" in made


def _opened_file(file: Path, full_text: bool) -> sqlite3.Connection:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What people wrote stands in it: for this user alone, as the library itself.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    db = _connected(str(file))
    try:
        return _ready(db, full_text)
    except BaseException:
        db.close()
        raise


def _connected(place: str) -> sqlite3.Connection:
    return sqlite3.connect(
        place, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _ready(db: sqlite3.Connection, full_text: bool) -> sqlite3.Connection:
    """Return the connection with its tables there. Raises sqlite3.Error where others are."""
    tables = _TABLES + (_FULL_TEXT if full_text else _PLAIN_TEXT)
    stamp = _stamp(tables)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if _version(db) == stamp:
        return db
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != stamp:  # nobody was quicker
        if _version(db) != 0:
            raise sqlite3.DatabaseError("another version made it")
        for statement in filter(str.strip, tables.split(";")):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {stamp}")
    db.execute("COMMIT")
    return db


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def _stamp(tables: str) -> int:
    """Return a number that changes with the tables, and with the code that fills them."""
    stamp = zlib.crc32(tables.encode())
    here = Path(__file__).parent
    rules = here.parents[1] / "facilitator"
    lens = rules / "findings" / "language"
    guide = rules / "guide"
    for folder in (here, guide, guide / "conditions", rules / "model", lens):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_file():
                    stat = entry.stat()
                    look = f"{entry.name}:{stat.st_size}:{stat.st_mtime_ns}"
                    stamp = zlib.crc32(look.encode(errors="replace"), stamp)
    return stamp & 0x7FFFFFFF


def _has_full_text() -> bool:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("SELECT fts5_source_id()")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True
