"""The index of a library: its list, search and due items, without opening a postmortem.

It is a cache of a few facts per file: a refresh lists the folder and reads only the files that have
changed. It may be deleted at any time.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from data.index import queries, search
from data.index.queries import UNRELIABLE, IndexedFile, scan_signatures
from data.index.schema import delete_index_files, open_index
from data.index.search import SearchHit, SimilarPostmortem, best_hit, search_terms
from data.library.layout import document_path
from data.local.clock import utc_today
from facilitator.guide.library_summary import Counts, DueItem, Summary
from facilitator.guide.similarity import Traits
from facilitator.session.store import NoSuchPostmortem, Store, StoreError

_BATCH_SECONDS = 0.15
"""Time for which files are read before their facts are written to the index and can be shown."""

_Result = TypeVar("_Result")


class IndexProgress(NamedTuple):
    """How far a refresh is: files read, files to read in all, and whether the list has changed."""

    read: int
    to_read: int
    changed: bool


class IndexClosed(StoreError):
    """The index was closed while it was being refreshed."""


class LibraryIndex:
    """The index of the library in `folder`, in the file `file`, or in memory if None.

    `today` returns a UTC day. Every method may be called from any thread, and none fails because of
    the database: a damaged file is created again, and if the disk refuses or another window keeps
    it locked, the index continues in memory.
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
        self._db: sqlite3.Connection | None = open_index(file, full_text=full_text)
        self._data_version = self._query(queries.data_version)
        """As of the last refresh; it changes when another window writes."""
        self._deleted: set[str] = set()
        """Ids deleted during a refresh, which may have read their files just before."""

    def close(self) -> None:
        """Close the index; every later call raises IndexClosed."""
        with self._lock:
            if self._db is not None:
                self._db.close()
            self._db = None

    def ids(self, search: str = "") -> list[str]:
        """Return the ids of all postmortems, or of those that match a search, newest first.

        A postmortem matches if each term begins a word in its title, people, causes or timeline.
        Those with all terms in the title come first.
        """
        terms = search_terms(search)
        return self._query(lambda db: queries.ids(db, terms))

    def summaries(self, ids: Sequence[str]) -> list[Summary]:
        """Return the summaries of these postmortems in this order; unknown ids are left out."""
        return self._query(lambda db: queries.summaries(db, ids, self._today()))

    def counts(self) -> Counts:
        """Return the totals of the library as of today."""
        return self._query(lambda db: queries.counts(db, self._today()))

    def due(self) -> list[DueItem]:
        """Return the items that are late or due within SOON_DAYS, the earliest first."""
        return self._query(lambda db: queries.due(db, self._today()))

    def similar_postmortems(self, traits: Traits, own_id: str) -> list[SimilarPostmortem]:
        """Return the postmortems with similar traits, the most similar first, without own_id.

        Among 10,000 it takes a few hundredths of a second: too long for every key press.
        """
        return self._query(lambda db: search.similar_postmortems(db, traits, own_id))

    def search_hit(self, postmortem_id: str, search: str) -> SearchHit | None:
        """Return the line of a postmortem that matches a search best; None if none does."""
        texts = self._query(lambda db: queries.texts_of(db, postmortem_id))
        return best_hit(search_terms(search), texts)

    def remove(self, postmortem_id: str) -> None:
        """Remove a postmortem that was deleted from the library, before the next refresh."""
        self._deleted.add(postmortem_id)
        self._change(lambda db: queries.delete_rows(db, [postmortem_id]))

    def refresh(self) -> Iterator[IndexProgress]:
        """Bring the index up to date with the files, newest first; yield progress at least once.

        Everything read so far is in the index at each yield. Changes by other windows count as
        changes of the list. There must be one refresh at a time. Raises StoreError if the library's
        folder cannot be read.
        """
        self._deleted.clear()
        current = scan_signatures(self._folder)
        known = self._query(queries.known_signatures)
        gone = known.keys() - current.keys()
        changed = sorted(
            (
                postmortem_id
                for postmortem_id, signature in current.items()
                if signature == UNRELIABLE or signature != known.get(postmortem_id)
            ),
            reverse=True,
        )
        if gone:
            self._change(lambda db: queries.delete_rows(db, gone))
        del known  # of 10,000 files, while these are read
        data_version = self._query(queries.data_version)
        changed_by_others = data_version != self._data_version
        self._data_version = data_version
        read = 0
        yield IndexProgress(read, len(changed), bool(gone) or changed_by_others)
        while read < len(changed):
            batch, deadline = [], time.monotonic() + _BATCH_SECONDS
            while read < len(changed) and time.monotonic() < deadline:
                batch.append(self._read(changed[read], current[changed[read]]))
                read += 1
            self._write(batch)
            yield IndexProgress(read, len(changed), True)

    def _read(self, postmortem_id: str, signature: str) -> IndexedFile | None:
        """Read a file; None if it has been deleted meanwhile."""
        from facilitator.guide.facts import facts_of  # brings the models, after the first frame

        try:
            facts = facts_of(self._store.load(postmortem_id).document)
        except NoSuchPostmortem as error:
            if not os.path.lexists(document_path(self._folder, postmortem_id)):
                return None
            return IndexedFile(postmortem_id, signature, None, str(error))
        except StoreError as error:
            return IndexedFile(postmortem_id, signature, None, str(error))
        return IndexedFile(postmortem_id, signature, facts)

    def _write(self, batch: Sequence[IndexedFile | None]) -> None:
        def write_rows(db: sqlite3.Connection) -> None:
            for file in batch:
                if file is not None and file.id not in self._deleted:
                    queries.write_row(db, file)

        self._change(write_rows)

    def _change(self, change: Callable[[sqlite3.Connection], None]) -> None:
        self._query(lambda db: _in_transaction(db, change))

    def _query(self, query: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Return the result of a query; after an error, that of a replacement of the database.

        Raises IndexClosed.
        """
        with self._lock:
            if self._db is None:
                raise IndexClosed("The index is closed.")
            # At most two replacements: a file that was created again may fail too.
            for _ in range(2):
                try:
                    return query(self._db)
                except sqlite3.ProgrammingError:  # a mistake in this program: not to be hidden
                    raise
                except sqlite3.Error as error:
                    self._db = self._replacement(self._db, error)
            return query(self._db)

    def _replacement(self, db: sqlite3.Connection, error: Exception) -> sqlite3.Connection:
        """Return a database to use instead of one that raised an error.

        A damaged file is created again. If the disk refuses or another window holds the lock
        (OperationalError), the file is not used any more: a copy in memory keeps what can be read.
        """
        with closing(db):
            if self._file is not None and not isinstance(error, sqlite3.OperationalError):
                with suppress(OSError):
                    delete_index_files(self._file)
                    return open_index(self._file, full_text=self._full_text)
            self._file = None
            with suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
                copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                db.backup(copy)
                return copy
        return open_index(None, full_text=self._full_text)


def _in_transaction(db: sqlite3.Connection, change: Callable[[sqlite3.Connection], None]) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        change(db)
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
