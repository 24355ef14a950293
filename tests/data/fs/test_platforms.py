"""macOS and Windows, as far as a fake of them can show."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from data.fs import files
from data.fs.files import F_FULLFSYNC, Files, MacFiles, WindowsFiles, files_for
from data.library.library import TinyLibrary
from facilitator.session.store import NotSaved
from tests.support.libraries import ID, MINUTE, postmortem


def test_each_system_gets_its_own() -> None:
    assert isinstance(files_for("win32"), WindowsFiles)
    assert isinstance(files_for("darwin"), MacFiles)


def test_macos_empties_the_cache_of_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(fcntl, "fcntl", lambda _, command: asked.append(command))
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("the cache of the drive is not emptied"))
    TinyLibrary(tmp_path / "library", files=MacFiles(), now=lambda: MINUTE).save(postmortem())
    assert set(asked) == {F_FULLFSYNC}
    assert len(asked) > 3  # the file and the folders


@pytest.mark.parametrize("code", [errno.ENOTSUP, errno.ENOTTY, errno.EINVAL])
def test_a_disk_that_does_not_know_it_gets_an_fsync(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> None:
        raise OSError(code, "not here")

    synced: list[int] = []
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    MacFiles().sync(7)
    assert synced == [7]


def test_a_sync_that_failed_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "fcntl", fail)
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("it would report that all is well"))
    with pytest.raises(OSError, match="Input/output"):
        MacFiles().sync(7)


class Byte(ModuleType):
    """Windows's msvcrt, as far as locks go: one byte that one descriptor holds."""

    LK_NBLCK, LK_UNLCK = 2, 0
    holder = -1

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert count == 1
        if mode == self.LK_UNLCK and self.holder == descriptor:
            self.holder = -1
        elif mode == self.LK_NBLCK and self.holder == -1:
            self.holder = descriptor
        else:
            raise PermissionError(errno.EACCES, "Permission denied")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setitem(sys.modules, "msvcrt", Byte("msvcrt"))
    monkeypatch.setattr(files, "_RETRY_SECONDS", 0.05)
    return WindowsFiles()


def test_windows_locks_one_byte_and_gives_it_back(tmp_path: Path, windows: Files) -> None:
    first, second = (windows.open_lock(tmp_path / "lock") for _ in range(2))
    assert windows.take_lock(first)
    assert not windows.take_lock(second)
    windows.close_lock(first)
    assert windows.take_lock(second)
    windows.close_lock(second)


def test_a_library_works_there(tmp_path: Path, windows: Files) -> None:
    library = TinyLibrary(tmp_path / "library", files=windows, now=lambda: MINUTE)
    first = library.save(postmortem("first")).version
    library.save(postmortem("second"), first)
    assert library.load(ID).document.scope.title == "second"
    library.delete(ID)
    library.restore(ID)


@pytest.mark.parametrize("times", [2, 10**6])
def test_a_file_that_somebody_has_open_is_waited_for(
    tmp_path: Path, windows: Files, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    library = TinyLibrary(tmp_path / "library", files=windows, now=lambda: MINUTE)
    first = library.save(postmortem("first")).version
    replace, tried = os.replace, list[Path]()

    def busy(path: Path, other: Path) -> None:
        if other == library.folder / f"{ID}.json":
            tried.append(other)
            if len(tried) <= times:
                raise PermissionError(errno.EACCES, "The file is in use")
        replace(path, other)

    monkeypatch.setattr(os, "replace", busy)
    if times == 2:
        library.save(postmortem("second"), first)
        assert library.load(ID).document.scope.title == "second"
    else:
        with pytest.raises(NotSaved, match="permission"):
            library.save(postmortem("second"), first)
        assert library.load(ID).document.scope.title == "first"
