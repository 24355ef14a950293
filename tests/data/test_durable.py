"""Failing or dying at any operation leaves the old version or the new one, and loses neither."""

from __future__ import annotations

import contextlib
import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.durable import write_durably
from data.files import Files
from data.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.store import NotSaved

ID = "2026-03-04-abcdef"
NOW = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)


class Died(BaseException):
    """The process was killed here."""


class FaultyFiles(Files):
    """Counts operations and, at the chosen one, fails before or after doing it, or dies."""

    def __init__(
        self, fault: BaseException | None = None, at: int = -1, after: bool = False
    ) -> None:
        self.fault, self.at, self.after = fault, at, after
        self.done: list[str] = []

    def _step(self, name: str, *, before: bool) -> None:
        if isinstance(self.fault, Died) and len(self.done) > self.at >= 0:
            raise self.fault  # nothing more runs in a dead process
        if before:
            self.done.append(name)
        if self.fault and len(self.done) - 1 == self.at and before is not self.after:
            raise self.fault

    def open_new(self, path: Path, mode: int) -> int:
        self._step("open", before=True)
        descriptor = super().open_new(path, mode)
        self._step("open", before=False)
        return descriptor

    def write(self, descriptor: int, content: memoryview) -> int:
        self._step("write", before=True)
        count = super().write(descriptor, content[: max(1, len(content) // 2)])
        self._step("write", before=False)
        return count

    def sync(self, descriptor: int) -> None:
        self._step("sync", before=True)
        super().sync(descriptor)
        self._step("sync", before=False)

    def link(self, path: Path, other: Path) -> None:
        self._step("link", before=True)
        super().link(path, other)
        self._step("link", before=False)

    def replace(self, path: Path, other: Path) -> None:
        self._step("replace", before=True)
        super().replace(path, other)
        self._step("replace", before=False)

    def unlink(self, path: Path) -> None:
        self._step("unlink", before=True)
        super().unlink(path)
        self._step("unlink", before=False)


def postmortem(title: str) -> Postmortem:
    return Postmortem(id=ID, scope=Scope(title=title))


def library_with(folder: Path, files: Files) -> TinyLibrary:
    return TinyLibrary(folder, files=files, now=lambda: NOW)


def operations(folder: Path) -> int:
    counting = FaultyFiles()
    old = library_with(folder, Files()).save(postmortem("old"))
    library_with(folder, counting).save(postmortem("new"), old.version)
    return len(counting.done)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("dies", [False, True])
def test_a_fault_at_any_operation_leaves_old_or_new_and_a_way_on(
    tmp_path: Path, after: bool, dies: bool
) -> None:
    count = operations(tmp_path / "counted")
    assert count > 15
    for at in range(count):
        folder = tmp_path / str(at)
        old = library_with(folder, Files()).save(postmortem("old")).version
        fault: BaseException = Died() if dies else OSError(errno.EIO, "I/O error")
        files = FaultyFiles(fault, at, after)
        library = library_with(folder, files)
        with contextlib.suppress(NotSaved, Died):
            old = library.save(postmortem("new"), old).version
        healthy = library_with(folder, Files())
        kept = healthy.load(ID)
        assert (kept.version.revision, kept.document.scope.title) in ((1, "old"), (2, "new"))
        if dies:
            healthy.save(postmortem("next"), kept.version)
        else:  # the same window saves again from the same base, and meets no false conflict
            files.fault = None
            library.save(postmortem("next"), old)
        assert healthy.load(ID).document.scope.title == "next"
        assert not [path for path in folder.iterdir() if path.name.endswith(".tmp")]


def test_every_step_of_the_protocol_runs_in_order(tmp_path: Path) -> None:
    recorded: list[str] = []

    class Recording(Files):
        def sync(self, descriptor: int) -> None:
            recorded.append("sync")
            super().sync(descriptor)

        def link(self, path: Path, other: Path) -> None:
            recorded.append("link")
            super().link(path, other)

        def replace(self, path: Path, other: Path) -> None:
            recorded.append(f"replace {other.name}")
            super().replace(path, other)

        def sync_folder(self, folder: Path) -> None:
            recorded.append(f"folder {folder.name}")

    old = library_with(tmp_path, Files()).save(postmortem("old")).version
    library_with(tmp_path, Recording()).save(postmortem("new"), old)
    in_order = ["sync", "link", f"replace {ID}.json.prev", f"replace {ID}.json"]
    assert recorded == [*in_order, "folder " + tmp_path.name]


def test_a_first_save_is_one_write(tmp_path: Path) -> None:
    library_with(tmp_path, Files()).save(postmortem("old"))
    assert not (tmp_path / f"{ID}.json.prev").exists()


def test_a_new_folder_is_made_durable_too(tmp_path: Path) -> None:
    synced: list[Path] = []

    class Recording(Files):
        def sync_folder(self, folder: Path) -> None:
            synced.append(folder)

    library_with(tmp_path / "a" / "b", Recording()).save(postmortem("old"))
    assert {tmp_path, tmp_path / "a", tmp_path / "a" / "b"} <= set(synced)


def test_a_full_disk_keeps_the_old_version_and_says_so(tmp_path: Path) -> None:
    old = library_with(tmp_path, Files()).save(postmortem("old")).version

    class Full(Files):
        def write(self, descriptor: int, content: memoryview) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NotSaved, match="the disk is full"):
        library_with(tmp_path, Full()).save(postmortem("new"), old)
    assert library_with(tmp_path, Files()).load(ID).document.scope.title == "old"


def test_a_disk_without_second_names_still_keeps_the_previous_save(tmp_path: Path) -> None:
    class NoLinks(Files):
        def link(self, path: Path, other: Path) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

    library = library_with(tmp_path, NoLinks())
    old = library.save(postmortem("old")).version
    library.save(postmortem("new"), old)
    assert b"old" in (tmp_path / f"{ID}.json.prev").read_bytes()
    assert library.load(ID).document.scope.title == "new"


def test_a_temporary_name_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    spare = tmp_path / "spare"
    spare.symlink_to(precious)
    write_durably(tmp_path / "out", b"text", temporary=spare)
    assert precious.read_text() == "mine"
    assert (tmp_path / "out").read_bytes() == b"text"
