"""A backup comes back into a library: each part looked at by itself, and nothing overwritten.

No name in the zip file becomes a path: only those a library may hold are taken, and what a file
holds is verified before it is written.

A save that comes from elsewhere goes into the library as it is, and overwrites nothing.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from data.fs.durable import make_folders, temporary_of, why, write_durably
from data.fs.files import FILES, Files
from data.library import history
from data.library.layout import Kind, Part, file_of, part_of
from data.library.library import TinyLibrary, utc_now
from data.library.record import NotARecord, Record, kept_from, record_from_file
from data.library.recovery import earlier_saves, put_in_place, set_aside
from facilitator.model.migrations import MIGRATIONS, Migration
from facilitator.session.store import Damaged, FromNewerVersion, NotSaved, StoreError

_NUMBERS = 1000


class Taken(Enum):
    """What became of a save that was offered to the library."""

    NEW = "the library had none of this postmortem, or a damaged one that can not be mended"
    REPLACED = "it is newer than the library's, which went to the history"
    THERE = "the library holds just this already"
    LEFT = "the library holds another one, which stays"
    MENDABLE = "the library's is damaged, and an earlier save of its own is at least as new"


@dataclass(frozen=True)
class Standing:
    """What the library holds under an id: a save, a damaged file, or nothing."""

    held: Record | None
    damaged: bool = False
    spare: Record | None = None
    """Where the file is damaged: the newest earlier save that can be read."""


def standing(library: TinyLibrary, postmortem_id: str, files: Files = FILES) -> Standing:
    """Return what the library holds. Raises NoSuchPostmortem where this is no id, OSError."""
    path = file_of(library.folder, postmortem_id)
    try:
        held = record_from_file(files.read(path))
    except FileNotFoundError:
        return Standing(None)
    except NotARecord:
        held = None
    if held is None or not is_of(held, postmortem_id):
        spares = earlier_saves(library.folder, postmortem_id, files)
        whole = (spare for spare in spares if is_of(spare, postmortem_id))
        return Standing(None, damaged=True, spare=next(whole, None))
    return Standing(held)


def is_of(record: Record, postmortem_id: str) -> bool:
    """Whether a save is of this postmortem and not of another one."""
    return isinstance(record.document, dict) and record.document.get("id") == postmortem_id


def outcome(standing: Standing, offered: Record, *, newer_wins: bool) -> Taken:
    """Return what becomes of a save, given what the library holds."""
    if standing.damaged:
        spare = standing.spare
        mendable = spare is not None and spare.revision >= offered.revision
        return Taken.MENDABLE if mendable else Taken.NEW
    if standing.held is None:
        return Taken.NEW
    if standing.held.document == offered.document:
        return Taken.THERE
    newer = offered.revision > standing.held.revision
    return Taken.REPLACED if newer_wins and newer else Taken.LEFT


def take_in(
    library: TinyLibrary,
    postmortem_id: str,
    offered: Record,
    *,
    newer_wins: bool = False,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Taken, Standing]:
    """Put a save into the library, revision and all; return what became of it, and what it met.

    `newer_wins`: an older revision of the library gives way, and goes to the history. A damaged
    file is set aside in quarantine. The caller has verified that the save is of this postmortem.
    Raises NoSuchPostmortem where this is no id, NotSaved.
    """
    from data.library.tinydb_storage import write_record  # brings TinyDB

    with library.changing(postmortem_id, "restored"):
        met = standing(library, postmortem_id, files)
        taken = outcome(met, offered, newer_wins=newer_wins)
        if taken is Taken.NEW and met.damaged:
            set_aside(library.folder, postmortem_id, now(), files)
            put_in_place(library.folder, postmortem_id, offered, files)
        elif taken is Taken.NEW:
            make_folders(library.folder, files)
            path = file_of(library.folder, postmortem_id)
            write_record(path, offered, files, keep_previous=False)
        elif taken is Taken.REPLACED and met.held is not None:
            history.keep(library.folder, postmortem_id, met.held, files)
            write_record(file_of(library.folder, postmortem_id), offered, files)
    return taken, met


def keep_earlier(
    library: TinyLibrary, postmortem_id: str, record: Record, files: Files = FILES
) -> bool:
    """Keep an earlier save from elsewhere; say whether the history lacked it. Raises NotSaved."""
    with library.changing(postmortem_id, "restored"):
        return history.keep(library.folder, postmortem_id, record, files)


def put_beside(
    library: TinyLibrary, postmortem_id: str, name: str, content: bytes, files: Files = FILES
) -> bool:
    """Write a file of the trash or the quarantine, unless it is there already; say whether.

    `name` is a path from the library's folder that a library may hold; where another file has that
    name it gets a number. Raises NotSaved.
    """
    with library.changing(postmortem_id, "restored"):
        path = free_name(library.folder / name, content, files)
        if path is not None:
            make_folders(path.parent, files, below=library.folder)
            write_durably(path, content, files=files, temporary=temporary_of(path))
    return path is not None


def free_name(path: Path, content: bytes, files: Files) -> Path | None:
    """Return the name under which content can be kept; None where it is. Raises OSError."""
    stem = re.sub(r"\.[0-9]{1,9}$", "", path.name)
    for each in (path, *(path.with_name(f"{stem}.{n}") for n in range(1, _NUMBERS))):
        try:
            if files.read(each) == content:
                return None
        except FileNotFoundError:
            return each
    return None


LARGEST_BYTES = 256 * 1024 * 1024
"""No part of a library is larger; nothing is unpacked beyond what it claims to be."""
_SUSPICIOUS_BYTES, _MOST_PACKED = 16 * 1024 * 1024, 200
"""Postmortems shrink to a tenth; what is large and shrank a hundredfold was made to fill disks."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError,
    OverflowError, OSError,
)  # fmt: skip
"""What the standard library raises for zip files that are broken in one way or another."""
_LINK, _FORMAT = 0o120000, 0o170000


class NotABackup(StoreError):
    """A file cannot be read as a backup."""


@dataclass(frozen=True)
class Left:
    """A postmortem that stays as the library has it. Both revisions; `newer`: the backup's is."""

    postmortem_id: str
    here: int
    offered: int
    mendable: bool = False
    """The library's file is damaged, and `here` is the revision that can be put in its place."""

    @property
    def newer(self) -> bool:
        """Whether the backup holds the later revision."""
        return self.offered > self.here


@dataclass
class Restored:
    """What came back. `earlier`: saves of the history; `beside`: files of trash and quarantine.

    `refused`: one sentence for each part that was not taken.
    """

    new: int = 0
    replaced: int = 0
    there: int = 0
    earlier: int = 0
    beside: int = 0
    left: list[Left] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def restore(
    library: TinyLibrary,
    path: Path,
    *,
    newer_wins: bool = False,
    dry_run: bool = False,
    files: Files = FILES,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> Restored:
    """Bring the postmortems of a backup into the library; see Taken for what becomes of each.

    `dry_run`: only say what would be done. Raises NotABackup where the file is none, NotSaved where
    nothing can be saved in the library.
    """
    library.ids()
    if not dry_run and (reason := library.reason_read_only()):
        raise NotSaved(reason)
    with _opened(path) as archive:
        restoring = _Restoring(library, archive, newer_wins, dry_run, files, migrations)
        restoring.everything()
    return restoring.done


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if path.exists() and not path.is_file():
        raise NotABackup(f"{path} is not a file.")
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise NotABackup(f"{path} cannot be read: {why(error)}.") from None
    except _UNREADABLE:
        raise NotABackup(f"{path} is not a zip file, or is damaged at its end.") from None
    with archive:
        yield archive


@dataclass
class _Restoring:
    """One restoring under way."""

    library: TinyLibrary
    archive: zipfile.ZipFile
    newer_wins: bool
    dry_run: bool
    files: Files
    migrations: Mapping[int, Migration]
    done: Restored = field(default_factory=Restored)

    def everything(self) -> None:
        parts = self._parts()
        if not parts and not self.done.refused:
            raise NotABackup(f"{self.archive.filename} holds no postmortem.")
        for postmortem_id, held in sorted(parts.items()):
            documents = [each for each in held if each[0].kind in (Kind.DOCUMENT, Kind.PREVIOUS)]
            self._document(postmortem_id, documents)
            for part, info in held:
                if part.kind not in (Kind.DOCUMENT, Kind.PREVIOUS):
                    self._beside(part, info)

    def _parts(self) -> dict[str, list[tuple[Part, zipfile.ZipInfo]]]:
        """Return what the backup holds by postmortem, the document before the save before it."""
        parts: dict[str, list[tuple[Part, zipfile.ZipInfo]]] = defaultdict(list)
        seen: set[str] = set()
        for info in sorted(self.archive.infolist(), key=lambda each: each.filename):
            if info.is_dir():
                continue
            part = part_of(info.filename)
            if part is None:
                self._refuse(info.filename, "a library has no file of that name")
            elif part.name in seen:
                self._refuse(part.name, "it is in the backup twice")
            else:
                seen.add(part.name)
                parts[part.postmortem_id].append((part, info))
        return parts

    def _document(self, postmortem_id: str, held: list[tuple[Part, zipfile.ZipInfo]]) -> None:
        for part, info in held:
            try:
                record = record_from_file(self._content(info))
                self._verify(record, part)
            except (NotARecord, StoreError) as error:
                self._refuse(part.name, str(error))
                continue
            try:
                taken, met = self._take(postmortem_id, record)
            except StoreError as error:
                self._refuse(part.name, str(error).removesuffix("."))
                return
            self._count(postmortem_id, record, taken, met)
            return

    def _verify(self, record: Record, part: Part) -> None:
        """Raise NotARecord or FromNewerVersion where this program could not open a save."""
        if not is_of(record, part.postmortem_id):
            raise NotARecord("it holds another postmortem")
        try:
            kept_from(record, Path(part.name), part.postmortem_id, self.migrations)
        except Damaged:
            raise NotARecord("it does not hold a whole postmortem") from None
        except FromNewerVersion:
            raise NotARecord("a newer facilitator saved it: update this one") from None
        except StoreError:
            raise NotARecord(f"this facilitator cannot read its schema {record.schema}") from None

    def _take(self, postmortem_id: str, record: Record) -> tuple[Taken, Standing]:
        if not self.dry_run:
            return take_in(
                self.library, postmortem_id, record, newer_wins=self.newer_wins, files=self.files
            )
        try:
            met = standing(self.library, postmortem_id, self.files)
        except OSError as error:
            raise StoreError(f"the library's cannot be read: {why(error)}") from None
        return outcome(met, record, newer_wins=self.newer_wins), met

    def _count(self, postmortem_id: str, record: Record, taken: Taken, met: Standing) -> None:
        self.done.new += taken is Taken.NEW
        self.done.replaced += taken is Taken.REPLACED
        self.done.there += taken is Taken.THERE
        here = met.held or met.spare
        if taken in (Taken.LEFT, Taken.MENDABLE) and here is not None:
            mendable = taken is Taken.MENDABLE
            self.done.left.append(Left(postmortem_id, here.revision, record.revision, mendable))

    def _beside(self, part: Part, info: zipfile.ZipInfo) -> None:
        """Bring back an earlier save, or a file of the trash or the quarantine."""
        if part.kind is Kind.TRASHED and self._is_back(part):
            return
        try:
            content = self._content(info)
            if part.kind is Kind.SNAPSHOT:
                self._earlier(part, content)
                return
            if part.kind is Kind.TRASHED:
                self._verify(record_from_file(content), part)
            if self.dry_run:
                path = self.library.folder / part.name
                self.done.beside += free_name(path, content, self.files) is not None
            else:
                self.done.beside += put_beside(
                    self.library, part.postmortem_id, part.name, content, self.files
                )
        except OSError as error:
            self._refuse(part.name, why(error))
        except NotARecord as error:
            self._refuse(part.name, str(error))
        except StoreError as error:
            self._refuse(part.name, str(error).removesuffix("."))

    def _earlier(self, part: Part, content: bytes) -> None:
        record = history.record_in(content)
        if not is_of(record, part.postmortem_id):
            raise NotARecord("it holds another postmortem")
        if self.dry_run:
            self.done.earlier += not (self.library.folder / part.name).exists()
        else:
            self.done.earlier += keep_earlier(self.library, part.postmortem_id, record, self.files)

    def _is_back(self, part: Part) -> bool:
        """Whether what the trash last held of a postmortem is in the library again."""
        path = file_of(self.library.folder, part.postmortem_id)
        return part.name.endswith((".json", ".prev")) and path.exists()

    def _content(self, info: zipfile.ZipInfo) -> bytes:
        """Return what a file in the backup holds. Raises NotARecord."""
        if (info.external_attr >> 16) & _FORMAT == _LINK:
            raise NotARecord("it is a link")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotARecord("it is packed in a way that a backup is not")
        if info.flag_bits & 1:
            raise NotARecord("it is encrypted")
        if info.file_size > LARGEST_BYTES:
            raise NotARecord(f"it is larger than {LARGEST_BYTES >> 20} MB")
        if info.file_size > max(_SUSPICIOUS_BYTES, _MOST_PACKED * info.compress_size):
            raise NotARecord("it would unpack to far more than a postmortem holds")
        try:
            with self.archive.open(info) as opened:
                return opened.read(info.file_size + 1)
        except _UNREADABLE:
            raise NotARecord("it cannot be unpacked") from None

    def _refuse(self, name: str, reason: str) -> None:
        self.done.refused.append(f"“{name[:80]}” was not restored: {reason}.")
