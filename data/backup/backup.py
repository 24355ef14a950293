"""A whole library in one zip file, laid out as its folder is: unpacked, it is a library.

Nothing is locked: every save puts a whole new file in the old one's place, so each is read as one
save or the other; the checksum is verified besides. What moves to or from the trash meanwhile is
found on the second pass.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from data.fs.durable import why
from data.fs.files import FILES, PRIVATE_FILE, Files
from data.library.layout import Kind, Part, parts_in
from data.library.library import TinyLibrary, utc_now
from data.library.record import NotARecord, record_from_file
from facilitator.session.store import NotSaved, StoreError

_PASSES = 3
_COMPRESSED = ".z"


class WrongPlace(StoreError):
    """A backup cannot be written there; its text says why."""


@dataclass
class BackedUp:
    """What went into a backup. `damaged`: ids of postmortems that went in as they are.

    `left_out`: one sentence for each file that could not be read.
    """

    path: Path
    postmortems: int = 0
    trashed: int = 0
    earlier: int = 0
    size_bytes: int = 0
    damaged: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def back_up(
    library: TinyLibrary,
    path: Path,
    *,
    overwrite: bool = False,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> BackedUp:
    """Write every postmortem, the history, trash and quarantine of a library to a zip file.

    It survives a power cut once this returns, and is there whole or not at all. Raises WrongPlace,
    NotSaved where the disk refuses, StoreError where there is nothing to back up.
    """
    library.ids()
    path = _place(library.folder, path, overwrite)
    made = BackedUp(path)
    try:
        with _durable_file(path, files, overwrite) as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
                _pack(archive, library.folder, made, files, now())
            made.size_bytes = opened.tell()
            if not archive.infolist() or (made.left_out and not made.postmortems):
                raise StoreError(_nothing(library.folder, made))
    except FileExistsError:
        raise WrongPlace(_there_already(path)) from None
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {why(error)}.") from error
    return made


def _place(folder: Path, path: Path, overwrite: bool) -> Path:
    try:
        path, folder = path.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):
        raise WrongPlace(f"{path} is no place for a file.") from None
    if path.is_relative_to(folder):
        raise WrongPlace(f"{path} is inside the library: keep the backup somewhere else.")
    if path.exists() and not path.is_file():
        raise WrongPlace(f"{path} is there already and is not a file: name another.")
    if path.exists() and not overwrite:
        raise WrongPlace(_there_already(path))
    return path


def _nothing(folder: Path, made: BackedUp) -> str:
    if made.left_out:  # an older backup is worth more than one of nothing
        return f"No postmortem could be read; no backup was made. {made.left_out[0]}"
    return f"{folder} holds nothing yet: there is no backup to make."


def _there_already(path: Path) -> str:
    return f"{path} is there already: name another, or add --force to overwrite it."


@contextlib.contextmanager
def _durable_file(path: Path, files: Files, overwrite: bool) -> Iterator[IO[bytes]]:
    """Give a new file that takes its name, durably, when the block ends well. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    descriptor = files.open_new(temporary, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            yield opened
            opened.flush()
            files.sync(descriptor)
        if overwrite:
            files.replace(temporary, path)
        else:
            _name(temporary, path, files)
    finally:
        files.unlink(temporary)
    files.sync_folder(path.parent)


def _name(temporary: Path, path: Path, files: Files) -> None:
    """Give a file a name that nothing has yet. Raises FileExistsError, OSError."""
    try:
        files.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        files.replace(temporary, path)  # a file system without second names


def _pack(
    archive: zipfile.ZipFile, folder: Path, made: BackedUp, files: Files, now: datetime
) -> None:
    whole: set[str] = set()
    packed: set[str] = set()
    unlisted: dict[str, str] = {}

    def cannot_list(error: OSError) -> None:
        said = f"{error.filename} cannot be read ({why(error)}) and is not in the backup."
        unlisted[str(error.filename)] = said

    for _ in range(_PASSES):
        before = len(packed)
        for part in parts_in(folder, cannot_list):
            if part.name in packed:
                continue
            # Of a postmortem that is whole, the history is enough.
            if part.kind is Kind.PREVIOUS and part.postmortem_id in whole:
                continue
            content = _read(folder, part, made, files)
            packed.add(part.name)
            if content is None:
                continue
            if part.kind is Kind.DOCUMENT:
                _count(part, content, made, whole)
            made.trashed += part.kind is Kind.TRASHED and part.name.endswith(".json")
            made.earlier += part.kind is Kind.SNAPSHOT
            archive.writestr(_entry(part, now), content)
        if len(packed) == before:
            break
    made.left_out += unlisted.values()


def _read(folder: Path, part: Part, made: BackedUp, files: Files) -> bytes | None:
    """Return what a file holds; None where it has moved away meanwhile or cannot be read."""
    path = folder / part.name
    try:
        return files.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        made.left_out.append(f"{path} cannot be read ({why(error)}) and is not in the backup.")
        return None


def _count(part: Part, content: bytes, made: BackedUp, whole: set[str]) -> None:
    made.postmortems += 1
    try:
        document = record_from_file(content).document
    except NotARecord:
        made.damaged.append(part.postmortem_id)
        return
    if isinstance(document, dict) and document.get("id") == part.postmortem_id:
        whole.add(part.postmortem_id)
    else:
        made.damaged.append(part.postmortem_id)


def _entry(part: Part, now: datetime) -> zipfile.ZipInfo:
    year = min(max(now.year, 1980), 2107)  # what a zip file can say
    entry = zipfile.ZipInfo(part.name, (year, *now.timetuple()[1:6]))
    entry.external_attr = (stat.S_IFREG | PRIVATE_FILE) << 16
    packed = part.name.endswith(_COMPRESSED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry
