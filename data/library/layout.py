"""The files of a library by name: paths from ids, ids from names, and the kind of each file.

Only a valid id ever becomes part of a path. A backup holds files of the same names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from data.fs.files import FILES, Files
from facilitator.model.stage import POSTMORTEM_ID_PATTERN
from facilitator.session.store import AmbiguousId, NoSuchPostmortem

ID_PATTERN = POSTMORTEM_ID_PATTERN.removeprefix("^").removesuffix("$")
"""The pattern of an id, without anchors, for use within the pattern of a longer name."""

_ID = re.compile(ID_PATTERN)
_SUFFIX = ".json"
_MAX_IDS_NAMED = 3
"""Ids that the message about an ambiguous prefix names."""


def validated_id(text: str) -> str:
    """Return the text if it is a valid id. Raises NoSuchPostmortem."""
    if _ID.fullmatch(text) is None:
        raise NoSuchPostmortem(f"“{_short(text)}” is not a postmortem's id.")
    return text


def document_path(folder: Path, postmortem_id: str) -> Path:
    """Return the path of a postmortem's file. Raises NoSuchPostmortem for an invalid id."""
    return folder / f"{validated_id(postmortem_id)}{_SUFFIX}"


def previous_path(path: Path) -> Path:
    """Return the path of the file that keeps the save before the last one."""
    return path.with_name(f"{path.name}.prev")


def list_ids(folder: Path, files: Files = FILES) -> tuple[str, ...]:
    """Return the ids of the postmortems in a folder, newest day first. Raises OSError."""
    try:
        names = files.names(folder)
    except FileNotFoundError:
        return ()
    ids = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return tuple(sorted((i for i in ids if _ID.fullmatch(i)), reverse=True))


def id_from_name(name: str) -> str | None:
    """Return the id in a file name; None if it is not the name of a postmortem's file."""
    postmortem_id = name.removesuffix(_SUFFIX)
    is_document = name.endswith(_SUFFIX) and _ID.fullmatch(postmortem_id)
    return postmortem_id if is_document else None


def id_with_prefix(ids: Sequence[str], prefix: str) -> str:
    """Return the only id with this prefix, case ignored. Raises NoSuchPostmortem, AmbiguousId."""
    lower = prefix.strip().lower()
    if not lower:
        raise NoSuchPostmortem("Say which postmortem: its id, or the beginning of it.")
    found = [postmortem_id for postmortem_id in ids if postmortem_id.startswith(lower)]
    if not found:
        raise NoSuchPostmortem(f"No postmortem's id begins with “{_short(prefix)}”.")
    if len(found) > 1:
        named = ", ".join(found[:_MAX_IDS_NAMED]) + (", …" if len(found) > _MAX_IDS_NAMED else "")
        raise AmbiguousId(f"{len(found)} ids begin with “{_short(prefix)}”: {named}")
    return found[0]


def _short(text: str) -> str:
    """Return the beginning of a typed text, safe to print on a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text[:40])


class FileKind(Enum):
    """The purpose of a file in a library."""

    DOCUMENT = "document"
    PREVIOUS = "the save before"
    SNAPSHOT = "earlier save"
    TRASHED = "in the trash"
    QUARANTINED = "in quarantine"


_PATTERNS = {
    FileKind.DOCUMENT: rf"({ID_PATTERN})\.json",
    FileKind.PREVIOUS: rf"({ID_PATTERN})\.json\.prev",
    FileKind.SNAPSHOT: rf"history/({ID_PATTERN})/[0-9]{{1,18}}(-[0-9a-f]{{8}})?\.json\.z",
    FileKind.TRASHED: rf"trash/({ID_PATTERN})\.json(\.prev)?(\.[0-9]{{1,9}})?",
    FileKind.QUARANTINED: rf"quarantine/({ID_PATTERN})\.[0-9A-Za-z.-]{{1,80}}",
}
"""Path of each kind of file, relative to the library's folder. Compiled on first use only: every
command imports this module, but few need the patterns."""


class LibraryFile(NamedTuple):
    """A file of a library. `name` is its path relative to the library's folder, with slashes."""

    name: str
    kind: FileKind
    postmortem_id: str


def library_file(name: str) -> LibraryFile | None:
    """Return the file of this relative path; None if a library has no file of such a name."""
    for kind, pattern in _PATTERNS.items():
        if (match := re.fullmatch(pattern, name)) is not None:
            return LibraryFile(name, kind, match[1])
    return None


def library_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[LibraryFile]:
    """Yield the files of a library, each document before its previous save.

    Files of other names are skipped. `on_error` is called for each folder that cannot be listed.
    """
    yield from _files_in(folder, "", on_error)
    for postmortem_id in _names_in(folder / "history", on_error):
        yield from _files_in(folder, f"history/{postmortem_id}/", on_error)
    yield from _files_in(folder, "trash/", on_error)
    yield from _files_in(folder, "quarantine/", on_error)


def _files_in(
    folder: Path, subfolder: str, on_error: Callable[[OSError], None]
) -> Iterator[LibraryFile]:
    for name in _names_in(folder / subfolder, on_error):
        if (file := library_file(f"{subfolder}{name}")) is not None:
            yield file


def _names_in(folder: Path, on_error: Callable[[OSError], None]) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        on_error(error)
        return []
