"""Temporary files of dead processes are found, and removed while nobody is writing."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from data.fs.files import FILES
from data.library.locks import lock_path, locked, remove_stale_files, stale_files
from tests.support.libraries import ID, OTHER, library_at, postmortem, save_again


def left_behind(folder: Path) -> set[Path]:
    """Leave what each sort of write leaves when its process dies."""
    left = {
        folder / f".{ID}.json.tmp",
        folder / f".{ID}.json.prev.tmp",
        folder / "quarantine" / f".{ID}.json.20260304T140200Z.tmp",
        folder / "trash" / f".{ID}.json.1.tmp",
    }
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half a fi")
    return left


def test_all_of_them_are_found_and_removed_and_nothing_else(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    save_again(library, postmortem())
    before = set(library.folder.rglob("*"))
    left = left_behind(library.folder)
    theirs = library.folder / ".notes.tmp"
    theirs.write_text("somebody's own")
    assert set(stale_files(library.folder)) == left
    assert set(remove_stale_files(library.folder)) == left
    assert stale_files(library.folder) == ()
    assert set(library.folder.rglob("*")) - before == {
        theirs,
        library.folder / "quarantine",
        library.folder / "trash",
    }


def test_those_of_a_save_under_way_are_left(tmp_path: Path) -> None:

    library = library_at(tmp_path)
    for each in (ID, OTHER):
        save_again(library, postmortem(postmortem_id=each))
        (library.folder / f".{each}.json.tmp").write_bytes(b"half a fi")
    with (
        locked(lock_path(library.folder, ID), FILES),
        patch("data.library.locks.LOCK_TIMEOUT_SECONDS", 0.0),
    ):
        assert remove_stale_files(library.folder) == (library.folder / f".{OTHER}.json.tmp",)
    assert stale_files(library.folder) == (library.folder / f".{ID}.json.tmp",)


def test_the_next_save_removes_them(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    for name in (f".{ID}.json.tmp", f".{ID}.json.prev.tmp"):
        (library.folder / name).write_bytes(b"half a fi")
    save_again(library_at(tmp_path), postmortem("again"))
    assert stale_files(library.folder) == ()


def test_a_library_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert stale_files(tmp_path / "nowhere") == remove_stale_files(tmp_path / "nowhere") == ()
