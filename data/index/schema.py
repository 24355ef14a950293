"""The SQLite database of the index: its tables, created when missing and again when unusable.

It is a cache and can be deleted at any time. Where no file can be used it is in memory; where
SQLite lacks full-text search, an ordinary table holds the same words.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from pathlib import Path

from data.fs.files import PRIVATE_FILE, PRIVATE_FOLDER

_BUSY_SECONDS = 0.5
"""How long one window waits for another's write, which usually takes a tenth of this."""

_TABLES = """
CREATE TABLE postmortem (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, signature TEXT NOT NULL,
  problem TEXT NOT NULL, title TEXT NOT NULL, severity TEXT NOT NULL, status TEXT NOT NULL,
  marks TEXT NOT NULL, open_actions INTEGER NOT NULL
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
"""`signature` is that of the file when it was read. `texts` has one text per line and column, as
people wrote them; `day` is a UTC day."""

_FULL_TEXT = """
CREATE VIRTUAL TABLE words USING fts5 (
  title, people, causes, timeline, tokenize='ascii', prefix='1 2 3'
);
"""
"""The words are folded before they are stored (`fold_words`), so SQLite only splits at spaces."""

_PLAIN_TEXT = "CREATE TABLE words (title, people, causes, timeline);"


def open_index(file: Path | None, *, full_text: bool = True) -> sqlite3.Connection:
    """Return a connection to the index in a file; in memory if None or if the file is unusable.

    An index that is damaged or of another version is deleted and created again.
    """
    full_text = full_text and _has_full_text()
    if file is not None:
        try:
            return _open_file(file, full_text)
        except (sqlite3.Error, OSError) as error:
            if not is_busy(error):
                with contextlib.suppress(sqlite3.Error, OSError):
                    delete_index_files(file)
                    return _open_file(file, full_text)
    return _with_tables(_connect(":memory:"), full_text)


def is_busy(error: Exception) -> bool:
    """Whether the index could not be used because another window was writing to it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def delete_index_files(file: Path) -> None:
    """Delete the file of an index and those that SQLite puts beside it. Raises OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def is_full_text(db: sqlite3.Connection) -> bool:
    """Whether this index has a full-text table."""
    (definition,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'words'").fetchone()
    return "fts5" in definition


def _open_file(file: Path, full_text: bool) -> sqlite3.Connection:
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    # Created before SQLite would create it, for this user only: it holds what people wrote.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE))
    db = _connect(str(file))
    try:
        return _with_tables(db, full_text)
    except BaseException:
        db.close()
        raise


def _connect(database: str) -> sqlite3.Connection:
    # No isolation level: transactions begin and end only where this program says so. Threads share
    # the connection under the lock of LibraryIndex.
    return sqlite3.connect(
        database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _with_tables(db: sqlite3.Connection, full_text: bool) -> sqlite3.Connection:
    """Return the connection, its tables created. Raises sqlite3.Error if it has other tables."""
    tables = _TABLES + (_FULL_TEXT if full_text else _PLAIN_TEXT)
    version = _current_version(tables)
    # WAL: a window that writes does not keep others from reading. NORMAL: a power cut may lose the
    # last writes, which can be made again from the files.
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if _stored_version(db) == version:
        return db
    db.execute("BEGIN IMMEDIATE")
    if _stored_version(db) != version:  # else another window has just created them
        if _stored_version(db) != 0:
            raise sqlite3.DatabaseError("another version made it")
        for statement in filter(str.strip, tables.split(";")):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
    db.execute("COMMIT")
    return db


def _stored_version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def _current_version(tables: str) -> int:
    """Return a checksum of the tables and of the source files that compute what is in them.

    So every index is built again after an update of this program or an edit of its code. Names,
    sizes and times of the files are enough, and cost less than reading them.
    """
    checksum = zlib.crc32(tables.encode())
    here = Path(__file__).parent
    domain = here.parents[1] / "facilitator"
    guide = domain / "guide"
    language = domain / "findings" / "language"
    for folder in (here, guide, guide / "conditions", domain / "model", language):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_file():
                    stat = entry.stat()
                    source = f"{entry.name}:{stat.st_size}:{stat.st_mtime_ns}"
                    checksum = zlib.crc32(source.encode(errors="replace"), checksum)
    return checksum & 0x7FFFFFFF  # user_version is a signed 32-bit integer


def _has_full_text() -> bool:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("SELECT fts5_source_id()")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True
