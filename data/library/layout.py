"""From an id to a file and back. No other text ever becomes part of a path.

What the folder of a library may hold, told by name: the same names are in a backup.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from data.fs.files import FILES, Files
from facilitator.model.stage import POSTMORTEM_ID_PATTERN
from facilitator.session.store import AmbiguousId, NoSuchPostmortem

ID = POSTMORTEM_ID_PATTERN.removeprefix("^").removesuffix("$")
"""What an id looks like within a longer name."""

_ID = re.compile(ID)
_SUFFIX = ".json"
_SHOWN = 3


def id_of(text: str) -> str:
    """Return the text where it is a postmortem's id. Raises NoSuchPostmortem."""
    if _ID.fullmatch(text) is None:
        raise NoSuchPostmortem(f"“{_short(text)}” is not a postmortem's id.")
    return text


def file_of(folder: Path, postmortem_id: str) -> Path:
    """Return the file of a postmortem. Raises NoSuchPostmortem where this is no id."""
    return folder / f"{id_of(postmortem_id)}{_SUFFIX}"


def previous_of(path: Path) -> Path:
    """Return where the save before the last one of this file is kept."""
    return path.with_name(f"{path.name}.prev")


def ids_in(folder: Path, files: Files = FILES) -> tuple[str, ...]:
    """Return the ids of the postmortems in a folder, newest day first. Raises OSError."""
    try:
        names = files.names(folder)
    except FileNotFoundError:
        return ()
    ids = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return tuple(sorted((i for i in ids if _ID.fullmatch(i)), reverse=True))


def id_in(name: str) -> str | None:
    """Return the id in a file's name; None where it is not the name of a postmortem's file."""
    found = name.removesuffix(_SUFFIX)
    return found if name.endswith(_SUFFIX) and _ID.fullmatch(found) else None


def the_one_that_begins(ids: Sequence[str], prefix: str) -> str:
    """Return the one id that begins so. Raises NoSuchPostmortem, AmbiguousId."""
    wanted = prefix.strip().lower()
    if not wanted:
        raise NoSuchPostmortem("Say which postmortem: its id, or the beginning of it.")
    found = [postmortem_id for postmortem_id in ids if postmortem_id.startswith(wanted)]
    if not found:
        raise NoSuchPostmortem(f"No postmortem's id begins with “{_short(prefix)}”.")
    if len(found) > 1:
        shown = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        raise AmbiguousId(f"{len(found)} ids begin with “{_short(prefix)}”: {shown}")
    return found[0]


def _short(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text[:40])


class Kind(Enum):
    """What a file is for."""

    DOCUMENT = "document"
    PREVIOUS = "the save before"
    SNAPSHOT = "earlier save"
    TRASHED = "in the trash"
    ASIDE = "in quarantine"


FOLDERS = ("history", "trash", "quarantine")

_PATTERNS = {
    Kind.DOCUMENT: re.compile(rf"({ID})\.json"),
    Kind.PREVIOUS: re.compile(rf"({ID})\.json\.prev"),
    Kind.SNAPSHOT: re.compile(rf"history/({ID})/[0-9]{{1,18}}(-[0-9a-f]{{8}})?\.json\.z"),
    Kind.TRASHED: re.compile(rf"trash/({ID})\.json(\.prev)?(\.[0-9]{{1,9}})?"),
    Kind.ASIDE: re.compile(rf"quarantine/({ID})\.[0-9A-Za-z.-]{{1,80}}"),
}


@dataclass(frozen=True)
class Part:
    """One file of a library: its path from the library's folder, with slashes, and what it is."""

    name: str
    kind: Kind
    postmortem_id: str


def part_of(name: str) -> Part | None:
    """Return what a path from the library's folder names; None where a library has no such file."""
    for kind, pattern in _PATTERNS.items():
        if (found := pattern.fullmatch(name)) is not None:
            return Part(name, kind, found[1])
    return None


def parts_in(folder: Path, unlisted: Callable[[OSError], None]) -> Iterator[Part]:
    """Yield the files of a library, each postmortem followed by the save before it.

    What it does not know is left out. `unlisted` is told of folders that cannot be listed.
    """
    yield from _parts(folder, "", unlisted)
    for name in FOLDERS:
        if name == "history":
            for postmortem_id in _names(folder / name, unlisted):
                yield from _parts(folder, f"{name}/{postmortem_id}/", unlisted)
        else:
            yield from _parts(folder, f"{name}/", unlisted)


def _parts(folder: Path, beneath: str, unlisted: Callable[[OSError], None]) -> Iterator[Part]:
    for name in _names(folder / beneath, unlisted):
        if (part := part_of(f"{beneath}{name}")) is not None:
            yield part


def _names(folder: Path, unlisted: Callable[[OSError], None]) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        unlisted(error)
        return []
