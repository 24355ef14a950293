"""Looking at every file of a library: what is whole, what is not, and what does not belong."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.backup.restore import is_of
from data.fs.durable import why
from data.fs.files import FILES, Files
from data.fs.permissions import Rights, folders_of, rights_of
from data.library import history
from data.library.layout import Kind, Part, file_of, parts_in, previous_of
from data.library.locks import strays
from data.library.record import NotARecord, Record, kept_from, record_from_file
from facilitator.model.migrations import MIGRATIONS, Migration
from facilitator.model.stage import SCHEMA_VERSION
from facilitator.session.store import Damaged, FromNewerVersion, StoreError

_SAVE_SECONDS = 1.0
"""A save takes far less: a lock that is held for longer is worth a word."""


@dataclass(frozen=True)
class Held:
    """A lock that somebody holds, and who, where the system says."""

    postmortem_id: str
    by: str = ""


@dataclass
class Health:
    """What was found. `unread`: one sentence for each file that could not be looked into.

    `older`, `newer`: whole ones that another version of this program saved. `orphans`: ids of which
    only the save before is there. `strays`: temporary files that no save will use.
    """

    whole: int = 0
    older: int = 0
    newer: int = 0
    damaged: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    earlier: int = 0
    damaged_earlier: list[Part] = field(default_factory=list)
    trashed: int = 0
    aside: int = 0
    strays: list[Path] = field(default_factory=list)
    rights: dict[Rights, list[Path]] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    no_locks: bool = False
    """What is named `.locks` is no folder, so nothing can be saved."""
    size_bytes: int = 0


def examine(
    folder: Path, *, files: Files = FILES, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Health:
    """Look at every file of a library, changing none. What cannot be looked at is in `unread`."""
    health = Health()
    if not folder.is_dir():
        return health

    def unread(error: OSError) -> None:
        said = f"{error.filename or folder} cannot be read: {why(error)}."
        if said not in health.unread:
            health.unread.append(said)

    begun = _strays(folder, unread, files)
    for part in parts_in(folder, unread):
        _look_at(folder / part.name, part, health, files, migrations)
    for look in (_look_at_folders, _look_at_locks):
        try:
            look(folder, health, files)
        except OSError as error:
            unread(error)
    # One that was there all the time is of no save under way.
    health.strays = sorted(begun & _strays(folder, unread, files))
    return health


def _strays(folder: Path, unread: Callable[[OSError], None], files: Files) -> set[Path]:
    try:
        return set(strays(folder, files))
    except OSError as error:
        unread(error)
        return set()


def _look_at_folders(folder: Path, health: Health, _: Files) -> None:
    for each in folders_of(folder):
        with contextlib.suppress(FileNotFoundError):
            _note(each, each.stat(), health)


def _note(path: Path, found: os.stat_result, health: Health) -> None:
    if (rights := rights_of(found)) is not Rights.RIGHT:
        health.rights.setdefault(rights, []).append(path)


def _look_at(
    path: Path, part: Part, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    found = files.stat(path)
    if found is None:
        return  # it moved away meanwhile
    health.size_bytes += found.st_size
    _note(path, found, health)
    try:
        _look_into(path, part, health, files, migrations)
    except FileNotFoundError:
        return
    except OSError as error:
        health.unread.append(f"{path} cannot be read: {why(error)}.")


def _look_into(
    path: Path, part: Part, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    match part.kind:
        case Kind.DOCUMENT:
            _look_into_document(path, part, health, files, migrations)
        case Kind.PREVIOUS:
            document = file_of(path.parent, part.postmortem_id)
            if not files.exists(document) and files.exists(previous_of(document)):
                health.orphans.append(part.postmortem_id)
        case Kind.SNAPSHOT:
            health.earlier += 1
            try:
                if not is_of(history.record_in(files.read(path)), part.postmortem_id):
                    health.damaged_earlier.append(part)
            except NotARecord:
                health.damaged_earlier.append(part)
        case Kind.TRASHED:
            health.trashed += path.suffix == ".json"
        case Kind.ASIDE:
            health.aside += 1


def _look_into_document(
    path: Path, part: Part, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    try:
        record = record_from_file(files.read(path))
        _verify(record, path, part, migrations)
    except (NotARecord, Damaged):
        health.damaged.append(part.postmortem_id)
    except StoreError as error:
        health.unread.append(str(error))
    else:
        health.whole += 1
        health.older += record.schema < SCHEMA_VERSION
        health.newer += record.schema > SCHEMA_VERSION


def _verify(record: Record, path: Path, part: Part, migrations: Mapping[int, Migration]) -> None:
    if record.schema > SCHEMA_VERSION and not is_of(record, part.postmortem_id):
        raise Damaged("")
    with contextlib.suppress(FromNewerVersion):  # its checksum fits: whole, only not for us
        kept_from(record, path, part.postmortem_id, migrations)


def _look_at_locks(folder: Path, health: Health, files: Files) -> None:
    locks = folder / ".locks"
    if not files.is_folder(locks):
        health.no_locks = files.exists(locks)
        return
    held = []
    for name in sorted(files.names(locks)):
        path = locks / name
        found = files.stat(path)
        if found is not None and name.endswith(".lock"):
            _note(path, found, health)
            if _is_held(path, files):
                held.append(path)
    if held:
        time.sleep(_SAVE_SECONDS)
    for path in held:
        if _is_held(path, files):
            health.held.append(Held(path.stem, _holder(path)))


def _is_held(path: Path, files: Files) -> bool:
    try:
        descriptor = files.open_lock(path)
    except OSError:
        return False  # whose it is has been noted
    try:
        return not files.take_lock(descriptor)
    finally:
        files.close_lock(descriptor)


def _holder(path: Path) -> str:
    """Name the program that holds a lock, from what Linux tells; empty where it does not."""
    with contextlib.suppress(OSError, IndexError):
        found = path.stat()
        where = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for process in _locking(where):
            name = Path(f"/proc/{process}/comm").read_text().strip()
            return f"{name}, process {process}"
    return ""


def _locking(where: str) -> Iterator[str]:
    for line in Path("/proc/locks").read_text().splitlines():
        fields = line.split()  # 1: FLOCK ADVISORY WRITE <process> <device:inode> 0 EOF
        if fields[1] == "FLOCK" and fields[5] == where:
            yield fields[4]
