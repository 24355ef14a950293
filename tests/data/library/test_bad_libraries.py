"""What is not a library gets one sentence, and nothing is overwritten."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from data.fs.files import FILES, Files
from data.fs.locations import library_folder
from data.library.library import TinyLibrary
from data.library.locks import lock_path, locked
from facilitator.session.store import UNSAVED, NoSuchPostmortem, NotSaved
from tests.support.libraries import ID, MINUTE, library_at, postmortem, save_again
from tests.support.refusals import CHANGES, READS, everything, is_a_loop, sentence_of


def is_a_file(path: Path) -> None:
    path.write_text("my notes")


def leads_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def is_below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("my notes")


@pytest.mark.parametrize("make", [is_a_file, is_a_loop, leads_nowhere, is_below_a_file])
@pytest.mark.parametrize("name", [*READS, *CHANGES])
def test_what_is_no_folder_is_no_library(
    tmp_path: Path, make: Callable[[Path], None], name: str
) -> None:
    folder = tmp_path / "above" / "library"
    folder.parent.mkdir()
    make(folder)
    before = everything(tmp_path)
    library = TinyLibrary(folder)
    assert "folder" in sentence_of({**READS, **CHANGES}[name], library)
    assert "choose another place" in library.reason_read_only()
    assert everything(tmp_path) == before


def test_a_folder_of_somebody_elses_files_is_used_without_touching_them(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    for name in ("notes.json", "2026-03-04.json", f"{ID}.json.bak", ".json", f"{ID}.JSON"):
        (library.folder / name).write_text("mine")
    before = everything(library.folder)
    assert library.ids() == ()
    save_again(library, postmortem())
    library.delete(ID)
    assert before.items() <= everything(library.folder).items()


class Refusing(Files):
    """A disk that refuses one operation."""

    def __init__(self, operation: str, code: int) -> None:
        error = OSError(code, os.strerror(code))

        def refuse(*_: object) -> None:
            raise error

        setattr(self, operation, refuse)


@pytest.mark.parametrize(
    ("operation", "code", "says"),
    [
        ("make_folder", errno.ENOSPC, "the disk is full"),
        ("open_lock", errno.ENOSPC, "the disk is full"),
        ("open_new", errno.ENOSPC, "the disk is full"),
        ("open_lock", errno.EACCES, "you do not have the permission"),
        ("open_lock", errno.EROFS, "the disk is read-only"),
        ("sync", errno.EIO, "the disk reports an error"),
    ],
)
def test_a_disk_that_refuses_the_first_save_leaves_no_postmortem(
    tmp_path: Path, operation: str, code: int, says: str
) -> None:
    library = TinyLibrary(tmp_path / "library", files=Refusing(operation, code))
    assert says in sentence_of(CHANGES["save"], library)
    assert library_at(tmp_path).ids() == ()


@pytest.mark.parametrize("operation", ["is_folder", "read"])
def test_a_library_closed_to_its_reader_says_so(tmp_path: Path, operation: str) -> None:
    save_again(library_at(tmp_path), postmortem())
    library = TinyLibrary(tmp_path / "library", files=Refusing(operation, errno.EACCES))
    before = everything(tmp_path)
    for change in (READS["load"], CHANGES["save"]):
        assert "you do not have the permission" in sentence_of(change, library)
    assert everything(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_any_permission_says_so(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    (library.folder / f"{ID}.json").chmod(0)
    assert "permission" in sentence_of(READS["load"], library)


@pytest.mark.parametrize("hostile", ["..", "../x", "/etc/passwd", f"{ID}/..", f"./{ID}", "a\0b"])
def test_no_id_leads_out_of_the_library(tmp_path: Path, hostile: str) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    before = everything(tmp_path)
    roads: tuple[Callable[[str], object], ...] = (
        library.load,
        library.delete,
        library.restore,
        library.recover,
        library.history,
        library.signature,
        lambda each: library.load_snapshot(each, "1"),
        lambda each: library.load_snapshot(ID, each),
    )
    for road in roads:
        with pytest.raises(NoSuchPostmortem):
            road(hostile)
    assert everything(tmp_path) == before


def test_a_clock_that_was_set_back_loses_no_save(tmp_path: Path) -> None:
    version = UNSAVED
    for number, hours in enumerate((0, -5, -100_000, 3)):
        at = MINUTE + timedelta(hours=hours)
        library = TinyLibrary(tmp_path, now=lambda at=at: at)  # type: ignore[misc]
        version = library.save(postmortem(f"save {number}"), version).version
        assert version.revision == number + 1
        assert library.load(ID).document.scope.title == f"save {number}"
    assert {snapshot.revision for snapshot in library.history(ID)} >= {1, 4}


@pytest.mark.parametrize(
    ("folder", "name"), [(".locks", "save"), ("trash", "delete"), ("quarantine", "recover")]
)
def test_a_file_in_the_way_of_a_folder_of_ours_is_named(
    tmp_path: Path, folder: str, name: str
) -> None:
    library = library_at(tmp_path)
    version = save_again(library, postmortem("first")).version
    library.save(postmortem("second"), version)
    if name == "recover":
        (library.folder / f"{ID}.json").write_bytes(b"broken")
    for path in (library.folder / ".locks").iterdir() if folder == ".locks" else ():
        path.unlink()
    if (library.folder / folder).exists():
        (library.folder / folder).rmdir()
    (library.folder / folder).write_text("mine")
    before = everything(tmp_path)
    said = sentence_of(CHANGES[name], library_at(tmp_path))
    assert f"there is something else named {library.folder / folder}" in said
    assert everything(tmp_path) == before


def test_a_lock_that_is_held_for_long_is_not_waited_for_without_end(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    version = save_again(library, postmortem("old")).version
    with (
        locked(lock_path(library.folder, ID), FILES),
        patch("data.library.locks.LOCK_TIMEOUT_SECONDS", 0.02),
    ):
        with pytest.raises(NotSaved, match="saving this postmortem for too long"):
            library.save(postmortem("new"), version)
        assert library.load(ID).document.scope.title == "old"
    assert library.save(postmortem("new"), version).version.revision == 2


def test_without_a_home_there_is_a_library_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "USERPROFILE", "FACILITATOR_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    assert library_folder(None, os.environ).is_absolute()
    assert library_folder("somewhere", {}).is_absolute()


def test_a_home_that_nobody_has_is_taken_as_it_is_written() -> None:
    assert library_folder("~nobody-of-this-name/x", {}).name == "x"
