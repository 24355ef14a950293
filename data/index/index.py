"""The index of a library: what its list shows and its search finds, without opening a postmortem.

The files are the truth and this is a copy of a little of them, brought up to date by one look into
the folder and by reading what changed. It may be deleted at any time.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from data.index import queries, search
from data.index import queries as rows
from data.index.queries import UNSURE, looks_in
from data.index.schema import opened, removed
from data.index.search import Alike, Passage, passage_in, searched
from data.library.layout import document_path
from facilitator.guide.library_summary import Counts, DueItem, Summary
from facilitator.guide.similarity import Traits
from facilitator.session.store import NoSuchPostmortem, Store, StoreError

_BATCH_SECONDS = 0.15
"""So long files are read before what they gave is written and shown."""

Answer = TypeVar("Answer")


class Progress(NamedTuple):
    """How far a refreshing is: files read, files that had to be, and whether the list changed."""

    read: int
    to_read: int
    changed: bool


class Closed(StoreError):
    """The index was closed while it was being refreshed."""


def utc_today() -> date:
    """Return the present day in UTC."""
    return datetime.now(UTC).date()


class Index:
    """The index of the library in `folder`, kept in `file`, or in memory without one.

    Every method may be called from any thread. None of them fails for the sake of the index: a
    damaged file is made anew, and where the disk refuses or another window keeps it locked, this
    one goes on in memory.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        file: Path | None,
        *,
        today: Callable[[], date] = utc_today,
        full_text: bool = True,
    ) -> None:
        self._store = store
        self._folder = folder
        self._file = file
        self._today = today
        self._full_text = full_text
        self._lock = Lock()
        self._db: sqlite3.Connection | None = opened(file, full_text=full_text)
        self._version = self._asking(rows.version)
        """Of what the last refreshing left; another window's writing shows in it."""
        self._deleted: set[str] = set()
        """Ids deleted while a refreshing, which may have read them just before, is under way."""

    def close(self) -> None:
        """Close the index. What is asked of it afterwards raises Closed."""
        with self._lock:
            if self._db is not None:
                self._db.close()
            self._db = None

    def ids(self, search: str = "") -> list[str]:
        """Return the ids of all postmortems, or of those a search finds; newest first.

        A search finds what holds all its words, each at the beginning of a word in the title, the
        names of people, the causes or the timeline. What the title holds stands first.
        """
        words = searched(search)
        return self._asking(lambda db: rows.ids(db, words))

    def summaries(self, ids: Sequence[str]) -> list[Summary]:
        """Return the rows of these postmortems in this order; those not there are left out."""
        return self._asking(lambda db: rows.summaries(db, ids, self._today()))

    def counts(self) -> Counts:
        """Return what all of them together ask for today."""
        return self._asking(lambda db: rows.counts(db, self._today()))

    def due(self) -> list[DueItem]:
        """Return what is due today or within a week, and what is late; the earliest first."""
        return self._asking(lambda db: queries.due(db, self._today()))

    def alike(self, traits: Traits, but: str) -> list[Alike]:
        """Return the postmortems like these traits, the most like first; not the one of id `but`.

        Of 10,000 it takes some hundredths of a second: not for every key.
        """
        return self._asking(lambda db: search.alike(db, traits, but))

    def passage(self, postmortem_id: str, search: str) -> Passage | None:
        """Return a line of a postmortem in which words of a search stand; None where none does."""
        texts = self._asking(lambda db: rows.texts(db, postmortem_id))
        return passage_in(searched(search), texts)

    def drop(self, postmortem_id: str) -> None:
        """Leave out a postmortem that was deleted from the library, before the next refreshing."""
        self._deleted.add(postmortem_id)
        self._asking(lambda db: _changing(db, lambda: rows.forget(db, [postmortem_id])))

    def refresh(self) -> Iterator[Progress]:
        """Bring the index up to the files, newest first; gives at least one Progress.

        What it gives is in the index by then; what another window put there counts as changed
        too. One refreshing at a time. Raises StoreError where the library's folder cannot be read.
        """
        self._deleted.clear()
        there = looks_in(self._folder)
        known = self._asking(rows.looks)
        gone = known.keys() - there.keys()
        changed = sorted(
            (i for i, look in there.items() if look == UNSURE or look != known.get(i)), reverse=True
        )
        if gone:
            self._asking(lambda db: _changing(db, lambda: rows.forget(db, gone)))
        del known
        read, version = 0, self._asking(rows.version)
        by_others, self._version = version != self._version, version
        yield Progress(read, len(changed), bool(gone) or by_others)
        while read < len(changed):
            batch, ends = [], time.monotonic() + _BATCH_SECONDS
            while read < len(changed) and time.monotonic() < ends:
                batch.append(self._read(changed[read], there[changed[read]]))
                read += 1
            self._write(batch)
            yield Progress(read, len(changed), True)

    def _read(self, postmortem_id: str, look: str) -> rows.Found | None:
        """Read one file; None where it is gone by now."""
        from facilitator.guide.facts import facts_of  # brings the models, after the first frame

        try:
            return rows.Found(
                postmortem_id, look, facts_of(self._store.load(postmortem_id).document)
            )
        except NoSuchPostmortem as error:
            if not os.path.lexists(document_path(self._folder, postmortem_id)):
                return None
            return rows.Found(postmortem_id, look, None, str(error))
        except StoreError as error:
            return rows.Found(postmortem_id, look, None, str(error))

    def _write(self, batch: Sequence[rows.Found | None]) -> None:
        def put_all(db: sqlite3.Connection) -> None:
            for found in batch:
                if found is not None and found.id not in self._deleted:
                    rows.put(db, found)

        self._asking(lambda db: _changing(db, lambda: put_all(db)))

    def _asking(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return the answer of the index, or of a better one where this one cannot give any.

        Raises Closed.
        """
        with self._lock:
            if self._db is None:
                raise Closed("The index is closed.")
            for _ in range(2):
                try:
                    return question(self._db)
                except sqlite3.ProgrammingError:
                    raise
                except sqlite3.Error as error:
                    self._db = self._replaced(self._db, error)
            return question(self._db)

    def _replaced(self, db: sqlite3.Connection, error: Exception) -> sqlite3.Connection:
        """Return an index in the place of one that failed.

        A damaged file is made anew. What the disk or another window refuses is not asked of them
        again: this window goes on in memory, with what can still be read.
        """
        with closing(db):
            if self._file is not None and not isinstance(error, sqlite3.OperationalError):
                with suppress(OSError):
                    removed(self._file)
                    return opened(self._file, full_text=self._full_text)
            self._file = None
            with suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
                copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                db.backup(copy)
                return copy
        return opened(None, full_text=self._full_text)


def _changing(db: sqlite3.Connection, change: Callable[[], None]) -> None:
    """Make a change in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        change()
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
