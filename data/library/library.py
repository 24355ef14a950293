"""The library: a folder with one TinyDB file a postmortem, safe from crashes and second windows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.fs.durable import make_folders, why
from data.fs.files import FILES, Files
from data.fs.permissions import reason_read_only
from data.library import history
from data.library.layout import file_of, id_of, ids_in, the_one_that_begins
from data.library.locks import lock_of, locked
from data.library.record import (
    Json,
    NotARecord,
    Record,
    damage,
    kept_from,
    met,
    record_from_file,
    user,
    written,
)
from data.library.recovery import earlier_saves, put_in_place, set_aside
from data.library.signature import Seen, look_at
from facilitator.model.migrations import MIGRATIONS, Migration
from facilitator.model.stage import SCHEMA_VERSION
from facilitator.session.store import (
    UNSAVED,
    Damaged,
    FromNewerVersion,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    SaveResult,
    Snapshot,
    StoredPostmortem,
    StoreError,
    TrashEntry,
    Version,
)

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


def utc_now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class TinyLibrary:
    """Keeps postmortems in a folder, which is made when the first one is saved.

    Beside them: `.locks/`, `trash/`, `history/` with earlier saves, `quarantine/` with what was
    damaged.
    """

    def __init__(
        self,
        folder: Path,
        *,
        files: Files = FILES,
        now: Callable[[], datetime] = utc_now,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        self.folder = folder
        self._files = files
        self._now = now
        self._migrations = migrations
        self._last_saved: dict[str, Seen] = {}
        """By id, what the last save left in its file; a file that looks just so is not read."""
        self._last_kept: dict[str, datetime] = {}
        """By id, when (UTC) the newest save in its history was made."""
        self._perhaps_saved: dict[str, set[str]] = {}
        """By id, the checksums of saves that failed, though the bytes of one may have arrived."""

    def load(self, postmortem_id: str, /) -> StoredPostmortem:
        """Return a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion.

        One that a newer version of this program saved is read-only, and lacks what is not known.
        """
        self._refuse_a_file()
        path = file_of(self.folder, postmortem_id)
        record = self._read(path)
        if record is None:
            raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        kept = self._kept(record, path, postmortem_id)
        return kept._replace(read_only=kept.read_only or reason_read_only(self.folder, path))

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        """Make a postmortem durable that was made from the version `base`.

        `keep_replaced`: the version it takes the place of goes to the history first. Raises
        NewerRevision where the file holds another version, FromNewerVersion where a newer program
        wrote it, and NotSaved where the disk refuses: it may then hold the old document or the new
        one, and saving again with the same base is right in both cases. A damaged file is set
        aside in `quarantine/`, since the document to be saved is newer than all it held.
        """
        with self.changing(document.id, "saved"):
            path = file_of(self.folder, document.id)
            held, damaged = self._held(path, document.id)
            if (held or damaged) and (reason := reason_read_only(self.folder, path)):
                raise NotSaved(reason)
            if held is not None and held.schema > SCHEMA_VERSION:
                raise FromNewerVersion(f"{path} was saved by a newer facilitator: update this one.")
            attempts = self._perhaps_saved.setdefault(document.id, set())
            version = held.version if held else UNSAVED
            if not damaged and version != base and version.sha256 not in attempts:
                raise NewerRevision(met(document.id, held))
            if held is not None and (keep_replaced or held.schema < SCHEMA_VERSION):
                history.keep(self.folder, document.id, held, self._files)
            content = Json(written(document))
            revision = max(version.revision, base.revision) + 1
            record = Record(content, SCHEMA_VERSION, revision, user(), self._now())
            attempts.add(record.sha256)
            if damaged:
                set_aside(self.folder, document.id, self._now(), self._files)
            self._write(path, record, keep_previous=not damaged)
            attempts.clear()
            if (look := look_at(path, self._files)) is not None:
                self._last_saved[document.id] = Seen(look, record)
            self._keep_now_and_then(document.id, record)
        return SaveResult(record.version, record.saved_at, damaged)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest day first. Raises StoreError."""
        self._refuse_a_file()
        with _in_words(f"The library {self.folder} cannot be read"):
            return ids_in(self.folder, self._files)

    def find(self, prefix: str, /) -> str:
        """Return the one id that begins so. Raises NoSuchPostmortem, AmbiguousId."""
        return the_one_that_begins(self.ids(), prefix)

    def signature(self, postmortem_id: str, /) -> tuple[int, int, int] | None:
        """Return a cheap sign that changes with every save; None where there is no file."""
        try:
            stat = self._files.stat(file_of(self.folder, postmortem_id))
        except OSError:
            return None
        return stat and (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        from data.library.recovery import put_in_trash

        self._refuse_a_file()
        path = file_of(self.folder, postmortem_id)
        with _in_words(f"{path} cannot be read"):
            if not self._files.exists(path):  # nothing is made for what is not there
                raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        with self.changing(postmortem_id, "deleted"):
            put_in_trash(self.folder, postmortem_id, self._files)

    def restore(self, postmortem_id: str, /) -> None:
        """Bring a postmortem back from the trash, overwriting nothing.

        Raises NoSuchPostmortem where the trash does not hold it, NotSaved.
        """
        from data.library.recovery import take_from_trash

        id_of(postmortem_id)
        with self.changing(postmortem_id, "restored"):
            take_from_trash(self.folder, postmortem_id, self._files)

    def trashed(self) -> tuple[TrashEntry, ...]:
        """Return what the trash holds, the last deleted first. Raises StoreError."""
        from data.library.recovery import trashed_in

        with _in_words(f"The trash of {self.folder} cannot be read"):
            return trashed_in(self.folder, self._files)

    def recover(self, postmortem_id: str, /) -> str:
        """Put an earlier save in the place of a damaged one, and say so in one sentence.

        Empty where nothing was damaged. Raises Damaged where no earlier save can be read, NotSaved.
        """
        path = file_of(self.folder, postmortem_id)
        with self.changing(postmortem_id, "recovered"):
            try:
                if (record := self._read(path)) is not None:
                    self._kept(record, path, postmortem_id)
                return ""
            except Damaged as found:
                earlier = self._newest_earlier(path, postmortem_id)
                if earlier is None:
                    raise Damaged(f"{found} There is no earlier save to restore.") from None
            aside = set_aside(self.folder, postmortem_id, self._now(), self._files)
            put_in_place(self.folder, postmortem_id, earlier, self._files)
        return (
            f"The file of this postmortem was damaged and is set aside as {aside}. What you see is "
            f"revision {earlier.revision}, saved {earlier.saved_at:%Y-%m-%d %H:%M:%S}Z."
        )

    def history(self, postmortem_id: str, /) -> tuple[Snapshot, ...]:
        """Return the earlier saves that were kept, newest first. Raises StoreError."""
        with _in_words("The history cannot be read"):
            return history.snapshots(self.folder, postmortem_id, self._files)

    def load_snapshot(self, postmortem_id: str, name: str, /) -> StoredPostmortem:
        """Return an earlier save by its name. Raises NoSuchPostmortem, Damaged, StoreError."""
        path = self.folder / "history" / id_of(postmortem_id) / name
        with _in_words(f"{path} cannot be read"):
            try:
                record = history.record_of(self.folder, postmortem_id, name, self._files)
            except NotARecord as error:
                raise Damaged(f"This earlier save, {path}, is damaged: {error}.") from None
        return self._kept(record, path, postmortem_id)

    def reason_read_only(self) -> str:
        """Say why nothing can be saved here; empty where saving works, or would make the folder."""
        return reason_read_only(self.folder)

    @contextlib.contextmanager
    def changing(self, postmortem_id: str, done: str) -> Iterator[None]:
        """Hold a postmortem's lock for what is `done` to it. Raises StoreError, one sentence."""
        with _in_words(f"{postmortem_id} could not be {done} in {self.folder}", NotSaved):
            lock = lock_of(self.folder, id_of(postmortem_id))
            # Where the folder of the locks is, all above it were brought to the disk before it.
            if not self._files.is_folder(lock.parent):
                self._refuse_a_file()
                make_folders(lock.parent, self._files, below=Path(self.folder.anchor))
            with locked(lock, self._files):
                yield

    def _refuse_a_file(self) -> None:
        with _in_words(f"The library {self.folder} cannot be read"):
            if self._files.is_folder(self.folder) or not self._files.exists(self.folder):
                return
        what = "a link that leads nowhere" if self.folder.is_symlink() else "a file"
        raise StoreError(f"The library {self.folder} is {what}; it needs to be a folder.")

    def _read(self, path: Path) -> Record | None:
        """Return what a file holds, None where there is none. Raises Damaged, StoreError."""
        with _in_words(f"{path} cannot be read"):
            try:
                return record_from_file(self._files.read(path))
            except FileNotFoundError:
                return None
            except NotARecord as error:
                raise Damaged(damage(path, str(error))) from None

    def _kept(self, record: Record, path: Path, postmortem_id: str) -> StoredPostmortem:
        return kept_from(record, path, postmortem_id, self._migrations)

    def _newest_earlier(self, path: Path, postmortem_id: str) -> Record | None:
        for record in earlier_saves(self.folder, postmortem_id, self._files):
            with contextlib.suppress(StoreError):
                self._kept(record, path, postmortem_id)
                return record
        return None

    def _held(self, path: Path, postmortem_id: str) -> tuple[Record | None, bool]:
        """Return what a file holds, and whether it is damaged; the caller has the lock.

        It is not read again where it is, to the system's eye, the file this library saved last.
        Raises StoreError.
        """
        seen = self._last_saved.pop(postmortem_id, None)
        if seen is not None and seen.look == look_at(path, self._files):
            return seen.record, False
        try:
            record = self._read(path)
        except Damaged:
            return None, True
        # Another postmortem's file under this name is whole, but not this one's to overwrite.
        strange = record is not None and record.names_another(postmortem_id)
        return (None, True) if strange else (record, False)

    def _write(self, path: Path, record: Record, *, keep_previous: bool) -> None:
        from data.library.tinydb_storage import (
            write_record,  # brings TinyDB, which reading never needs
        )

        write_record(path, record, self._files, keep_previous=keep_previous)

    def _keep_now_and_then(self, postmortem_id: str, record: Record) -> None:
        """Keep a save in the history where the newest there is five minutes old.

        The save itself is safe already: a history that cannot be written does not undo that.
        """
        with contextlib.suppress(OSError):
            if postmortem_id not in self._last_kept:
                newest = history.newest(self.folder, postmortem_id, self._files)
                self._last_kept[postmortem_id] = newest or datetime.min.replace(tzinfo=UTC)
            if abs(record.saved_at - self._last_kept[postmortem_id]) < history.EVERY:
                return
            self._last_kept[postmortem_id] = record.saved_at
            history.keep(self.folder, postmortem_id, record, self._files)
            history.thin(self.folder, postmortem_id, record.saved_at, self._files)


@contextlib.contextmanager
def _in_words(what: str, kind: type[StoreError] = StoreError) -> Iterator[None]:
    """Say in one sentence what the system refused."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {why(error)}.") from error
