"""A backup holds the whole library, is there whole or not at all, and comes back as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from data.backup.backup import InvalidBackupPath, write_backup
from data.backup.restore import restore_backup
from data.fs.files import Files
from data.library.library import TinyLibrary
from facilitator.session.store import NotSaved, StoreError
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again

THIRD = "2026-03-04-abcdeh"


def full_library(folder: Path) -> TinyLibrary:
    """Return a library with two saves of one postmortem, one deleted and one set aside."""
    library = library_at(folder)
    for title in ("first", "second"):
        save_again(library, postmortem(title))
    save_again(library, postmortem("thrown away", OTHER))
    library.delete(OTHER)
    for title in ("one", "two"):
        save_again(library, postmortem(title, THIRD))
    (library.folder / f"{THIRD}.json").write_bytes(b"damaged")
    library.recover(THIRD)
    return library


def files_of(library: TinyLibrary) -> dict[str, bytes]:
    """Return what a library holds, but for locks and the saves before."""
    paths = (path for path in library.folder.rglob("*") if path.is_file())
    return {
        path.relative_to(library.folder).as_posix(): path.read_bytes()
        for path in paths
        if path.suffix not in (".lock", ".prev")
    }


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_a_backup_comes_back_as_it_was(tmp_path: Path) -> None:
    library = full_library(tmp_path / "here")
    made = write_backup(library, tmp_path / "b.zip", now=lambda: MINUTE)
    assert (made.postmortems, made.trashed, made.damaged, made.unreadable) == (2, 1, [], [])
    assert made.size_bytes == (tmp_path / "b.zip").stat().st_size
    there = library_at(tmp_path / "there")
    done = restore_backup(there, tmp_path / "b.zip")
    assert (done.restored, done.unchanged, done.refused) == (2, 0, [])
    assert files_of(there) == files_of(library)
    assert there.load(ID) == library.load(ID)
    again = restore_backup(there, tmp_path / "b.zip")
    assert (again.restored, again.unchanged, again.snapshots, again.other_files) == (0, 2, 0, 0)
    assert files_of(there) == files_of(library)
    there.restore(OTHER)
    assert there.load(OTHER).document.scope.title == "thrown away"


def test_a_backup_that_is_unpacked_is_a_library(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    write_backup(library, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert TinyLibrary(tmp_path / "unpacked").load(ID) == library.load(ID)


def test_only_its_owner_can_read_a_backup(tmp_path: Path) -> None:
    write_backup(full_library(tmp_path), tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


def test_a_damaged_postmortem_goes_in_as_it_is_with_the_save_before(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    (library.folder / f"{ID}.json").write_bytes(b"half a fi")
    made = write_backup(library, tmp_path / "b.zip")
    assert made.damaged == [ID]
    there = library_at(tmp_path / "there")
    done = restore_backup(there, tmp_path / "b.zip")
    assert there.load(ID).document.scope.title == "first"
    assert done.refused == [f"“{ID}.json” was not restored: it is not JSON."]


@pytest.mark.parametrize("name", ["library/b.zip", "library/trash/b.zip", "x/../library/b.zip"])
def test_a_backup_inside_the_library_is_refused(tmp_path: Path, name: str) -> None:
    full_library(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "library")
    with pytest.raises(InvalidBackupPath, match="inside the library"):
        write_backup(TinyLibrary(tmp_path / "link"), tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_file_that_is_there_is_overwritten_only_when_asked(tmp_path: Path) -> None:
    library, path = full_library(tmp_path), tmp_path / "b.zip"
    path.write_bytes(b"precious")
    with pytest.raises(InvalidBackupPath, match="--force"):
        write_backup(library, path)
    assert path.read_bytes() == b"precious"
    write_backup(library, path, overwrite=True)
    assert f"{ID}.json" in names_in(path)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    class Slow(Files):
        def sync(self, descriptor: int) -> None:
            (tmp_path / "b.zip").write_bytes(b"precious")
            super().sync(descriptor)

    with pytest.raises(InvalidBackupPath):
        write_backup(full_library(tmp_path), tmp_path / "b.zip", files=Slow())
    assert (tmp_path / "b.zip").read_bytes() == b"precious"
    assert not list(tmp_path.glob(".*"))


def test_only_a_file_is_overwritten(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(InvalidBackupPath):
            write_backup(full_library(tmp_path / "here"), path, overwrite=True)
    assert (tmp_path / "pipe").is_fifo()


def test_an_empty_library_makes_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing yet"):
        write_backup(library_at(tmp_path), tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_nothing_does_not_replace_an_older_one(tmp_path: Path) -> None:
    library, path = full_library(tmp_path), tmp_path / "b.zip"
    write_backup(library, path)
    before = path.read_bytes()
    for document in library.folder.glob("*.json"):
        document.unlink()
        document.mkdir()
    with pytest.raises(StoreError, match="No postmortem could be read"):
        write_backup(library, path, overwrite=True)
    assert path.read_bytes() == before


class Faulty(Files):
    """Fails or dies at the operation of one number."""

    def __init__(self, at: int, fault: BaseException) -> None:
        self.at, self.fault, self.count = at, fault, 0

    def _step(self) -> None:
        self.count += 1
        if self.count > self.at:
            raise self.fault

    def open_new(self, path: Path, mode: int) -> int:
        self._step()
        return super().open_new(path, mode)

    def sync(self, descriptor: int) -> None:
        self._step()
        super().sync(descriptor)

    def link(self, path: Path, other: Path) -> None:
        self._step()
        super().link(path, other)

    def replace(self, path: Path, other: Path) -> None:
        self._step()
        super().replace(path, other)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_backup_is_there_whole_or_not_at_all(
    tmp_path: Path, overwrite: bool, fault: BaseException
) -> None:
    library, path = full_library(tmp_path), tmp_path / "b.zip"
    if overwrite:
        write_backup(library, path)
    before = path.read_bytes() if overwrite else None
    for at in range(4):
        with contextlib.suppress(NotSaved, KeyboardInterrupt):
            write_backup(library, path, overwrite=overwrite, files=Faulty(at, fault))
            pytest.fail("it says there is a backup")
        if path.exists() and path.read_bytes() != before:
            assert f"{ID}.json" in names_in(path)
            path.unlink()
        assert not list(tmp_path.glob(".*"))


def test_what_moves_between_library_and_trash_meanwhile_is_in_the_backup(tmp_path: Path) -> None:
    library = full_library(tmp_path)

    class Moving(Files):
        moved = False

        def read(self, path: Path) -> bytes:
            content = super().read(path)
            if not self.moved:  # the library has been listed, the trash has not
                self.moved = True
                library.restore(OTHER)
            return content

    made = write_backup(library, tmp_path / "b.zip", files=Moving())
    assert made.postmortems == 3
    assert f"{OTHER}.json" in names_in(tmp_path / "b.zip")


def test_what_cannot_be_read_is_named_and_the_rest_is_there(tmp_path: Path) -> None:
    library = full_library(tmp_path)
    (library.folder / f"{OTHER}.json").mkdir()
    os.mkfifo(library.folder / "2026-03-04-zzzzzz.json")
    made = write_backup(library, tmp_path / "b.zip")
    assert made.postmortems == 2
    assert [OTHER in made.unreadable[0], "zzzzzz" in made.unreadable[1]] == [True, True]


def test_memory_does_not_grow_with_the_library(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("x"))
    large = postmortem("\n".join(str(n) for n in range(200)))
    for number in range(60):
        name = f"2026-03-04-{'23456789'[number % 8]}{'bcdfghjk'[number // 8]}mmmm"
        save_again(library, large.changing(id=name, private_notes=os.urandom(50_000).hex()))
    tracemalloc.start()
    write_backup(library, tmp_path / "b.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "b.zip").stat().st_size > 5_000_000
    assert peak < 2_000_000
