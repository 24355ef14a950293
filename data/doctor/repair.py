"""Mending a library: each postmortem under its lock, and nothing thrown away that held words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from data.backup.restore import Taken, is_of, take_in
from data.doctor.inspect import Health, examine
from data.fs.durable import make_folders, move, why
from data.fs.files import FILES, Files
from data.fs.permissions import Rights, make_private
from data.library.layout import file_of, previous_of
from data.library.library import TinyLibrary, utc_now
from data.library.locks import remove_strays
from data.library.recovery import earlier_saves
from facilitator.session.store import StoreError


@dataclass
class Repaired:
    """What was done, and what could not be; one sentence each."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def repair(
    library: TinyLibrary,
    health: Health,
    *,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> Repaired:
    """Mend what was found in a library, as far as can be."""
    return _Repairing(library, files, now).everything(health)


class _Repairing:
    """One repairing under way."""

    def __init__(self, library: TinyLibrary, files: Files, now: Callable[[], datetime]) -> None:
        self._library = library
        self._files = files
        self._now = now

    def everything(self, health: Health) -> Repaired:
        repaired = Repaired()
        for step in self._steps(health):
            try:
                if said := step():
                    repaired.done.append(said)
            except StoreError as error:
                repaired.refused.append(str(error))
            except OSError as error:
                about = f"{error.filename} " if error.filename else "A part of the library "
                repaired.refused.append(f"{about}could not be mended: {why(error)}.")
        return repaired

    def _steps(self, health: Health) -> Iterator[Callable[[], str]]:
        if health.no_locks:
            yield self._set_locks_aside
        if closed := [*health.rights.get(Rights.OPEN, ()), *health.rights.get(Rights.CLOSED, ())]:
            yield partial(self._make_private, closed)
            health = examine(self._library.folder, files=self._files)  # more can be read now
        if health.strays:
            yield self._remove_strays
        for postmortem_id in health.damaged:
            yield partial(self._recover, postmortem_id)
        for postmortem_id in health.orphans:
            yield partial(self._bring_back, postmortem_id)
        for part in health.damaged_earlier:
            yield partial(self._set_aside, part.postmortem_id, self._library.folder / part.name)

    def _set_locks_aside(self) -> str:
        aside = self._aside("locks")
        move(self._library.folder / ".locks", aside, self._files)
        return f".locks, which was no folder, was moved to {aside}."

    def _make_private(self, paths: list[Path]) -> str:
        for path in paths:
            make_private(path)
        what = "file or folder" if len(paths) == 1 else "files and folders"
        return f"{len(paths):,} {what}: only you can read and write them now."

    def _remove_strays(self) -> str:
        removed = len(remove_strays(self._library.folder, self._files))
        what = "temporary file" if removed == 1 else "temporary files"
        return f"{removed:,} {what} of saves that were broken off removed." if removed else ""

    def _recover(self, postmortem_id: str) -> str:
        if not self._library.recover(postmortem_id):
            return ""
        kept = self._library.load(postmortem_id)
        back = _back(postmortem_id, kept.version.revision, kept.saved_at)
        return f"{back}; the damaged file is in quarantine."

    def _bring_back(self, postmortem_id: str) -> str:
        """Bring back the save in the trash, which is later, else the newest there is."""
        folder = self._library.folder
        if self._files.exists(file_of(folder / "trash", postmortem_id)):
            self._library.restore(postmortem_id)
            return f"{postmortem_id} is back from the trash, where it lay without the save before."
        spares = earlier_saves(folder, postmortem_id, self._files)
        spare = next((each for each in spares if is_of(each, postmortem_id)), None)
        if spare is None:
            return self._set_aside(postmortem_id, previous_of(file_of(folder, postmortem_id)))
        taken, _ = take_in(self._library, postmortem_id, spare, files=self._files, now=self._now)
        back = _back(postmortem_id, spare.revision, spare.saved_at)
        return f"{back}." if taken is Taken.NEW else ""

    def _set_aside(self, postmortem_id: str, path: Path) -> str:
        with self._library.changing(postmortem_id, "mended"):
            if not self._files.exists(path):
                return ""
            aside = self._aside(f"{postmortem_id}.{path.name.removeprefix(f'{postmortem_id}.')}")
            move(path, aside, self._files)
        return f"{postmortem_id}: a damaged earlier save was moved to {aside}."

    def _aside(self, name: str) -> Path:
        """Return a name in the quarantine that nothing has. Raises OSError."""
        quarantine = self._library.folder / "quarantine"
        make_folders(quarantine, self._files, below=self._library.folder)
        stem = f"{name}.{self._now():%Y%m%dT%H%M%SZ}"
        names = (quarantine / (f"{stem}-{n}" if n else stem) for n in count())
        return next(path for path in names if not self._files.exists(path))


def _back(postmortem_id: str, revision: int, saved_at: datetime) -> str:
    return f"{postmortem_id} is back as revision {revision}, saved {saved_at:%Y-%m-%d %H:%M}Z"
