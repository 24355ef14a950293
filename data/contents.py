"""What the folder of a library may hold, told by name: the same names are in a backup."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from data.names import ID


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
