"""Repair of a library: each postmortem under its lock, deleting nothing that somebody wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from data.backup.restore import RestoreOutcome, restore_record
from data.doctor.inspect import Health, inspect_library
from data.fs.durable import describe_os_error, make_folders, move
from data.fs.files import FILES, Files
from data.fs.permissions import Access, make_private
from data.library.layout import document_path, previous_path
from data.library.library import TinyLibrary
from data.library.locks import remove_stale_files
from data.library.recovery import readable_saves
from data.local.clock import utc_now
from facilitator.session.store import StoreError


@dataclass
class RepairReport:
    """A sentence for each repair that was done, and for each that failed."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def repair(
    library: TinyLibrary,
    health: Health,
    *,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> RepairReport:
    """Repair what an inspection found in a library, as far as possible. `now` returns UTC."""
    return _Repair(library, files, now).run(health)


class _Repair:
    """A repair in progress."""

    def __init__(self, library: TinyLibrary, files: Files, now: Callable[[], datetime]) -> None:
        self._library = library
        self._files = files
        self._now = now

    def run(self, health: Health) -> RepairReport:
        report = RepairReport()
        for step in self._steps(health):
            try:
                if sentence := step():
                    report.done.append(sentence)
            except StoreError as error:
                report.refused.append(str(error))
            except OSError as error:
                about = f"{error.filename} " if error.filename else "A part of the library "
                report.refused.append(f"{about}could not be mended: {describe_os_error(error)}.")
        return report

    def _steps(self, health: Health) -> Iterator[Callable[[], str]]:
        """Yield the repairs; each returns a sentence, empty if it is no longer needed."""
        # First what every other repair needs: locks and permissions.
        if health.locks_path_blocked:
            yield self._move_locks_away
        problems = health.access_problems
        if paths := [*problems.get(Access.SHARED, ()), *problems.get(Access.DENIED, ())]:
            yield partial(self._make_private, paths)
            # Again, since more can be read now.
            health = inspect_library(self._library.folder, files=self._files)
        if health.stale_files:
            yield self._remove_stale_files
        for postmortem_id in health.damaged:
            yield partial(self._recover, postmortem_id)
        for postmortem_id in health.orphans:
            yield partial(self._restore_orphan, postmortem_id)
        for file in health.damaged_snapshots:
            yield partial(self._quarantine, file.postmortem_id, self._library.folder / file.name)

    def _move_locks_away(self) -> str:
        destination = self._quarantine_path("locks")
        move(self._library.folder / ".locks", destination, self._files)
        return f".locks, which was no folder, was moved to {destination}."

    def _make_private(self, paths: list[Path]) -> str:
        for path in paths:
            make_private(path)
        noun = "file or folder" if len(paths) == 1 else "files and folders"
        return f"{len(paths):,} {noun}: only you can read and write them now."

    def _remove_stale_files(self) -> str:
        removed = len(remove_stale_files(self._library.folder, self._files))
        noun = "temporary file" if removed == 1 else "temporary files"
        return f"{removed:,} {noun} of saves that were broken off removed." if removed else ""

    def _recover(self, postmortem_id: str) -> str:
        if not self._library.recover(postmortem_id):
            return ""
        stored = self._library.load(postmortem_id)
        back = _back_as(postmortem_id, stored.version.revision, stored.saved_at)
        return f"{back}; the damaged file is in quarantine."

    def _restore_orphan(self, postmortem_id: str) -> str:
        """Restore the document from the trash, which is its latest save, else an earlier save."""
        folder = self._library.folder
        if self._files.exists(document_path(folder / "trash", postmortem_id)):
            self._library.restore(postmortem_id)
            return f"{postmortem_id} is back from the trash, where it lay without the save before."
        saves = readable_saves(folder, postmortem_id, self._files)
        save = next((each for each in saves if each.belongs_to(postmortem_id)), None)
        if save is None:
            damaged = previous_path(document_path(folder, postmortem_id))
            return self._quarantine(postmortem_id, damaged)
        outcome, _ = restore_record(
            self._library, postmortem_id, save, files=self._files, now=self._now
        )
        back = _back_as(postmortem_id, save.revision, save.saved_at)
        return f"{back}." if outcome is RestoreOutcome.RESTORED else ""

    def _quarantine(self, postmortem_id: str, path: Path) -> str:
        with self._library.locked(postmortem_id, "mended"):
            if not self._files.exists(path):
                return ""
            suffix = path.name.removeprefix(f"{postmortem_id}.")
            destination = self._quarantine_path(f"{postmortem_id}.{suffix}")
            move(path, destination, self._files)
        return f"{postmortem_id}: a damaged earlier save was moved to {destination}."

    def _quarantine_path(self, name: str) -> Path:
        """Return a free path in the quarantine, with the time (UTC) in it. Raises OSError."""
        quarantine = self._library.folder / "quarantine"
        make_folders(quarantine, self._files, below=self._library.folder)
        stem = f"{name}.{self._now():%Y%m%dT%H%M%SZ}"
        paths = (quarantine / (f"{stem}-{n}" if n else stem) for n in count())
        return next(path for path in paths if not self._files.exists(path))


def _back_as(postmortem_id: str, revision: int, saved_at: datetime) -> str:
    return f"{postmortem_id} is back as revision {revision}, saved {saved_at:%Y-%m-%d %H:%M}Z"
