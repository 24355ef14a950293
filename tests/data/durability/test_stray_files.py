"""Temporary files of dead processes are found, and removed while nobody is writing."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from data.fs.files import FILES
from data.library.locks import lock_of, locked, remove_strays, strays
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
    assert set(strays(library.folder)) == left
    assert set(remove_strays(library.folder)) == left
    assert strays(library.folder) == ()
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
        locked(lock_of(library.folder, ID), FILES),
        patch("data.library.locks.PATIENCE_SECONDS", 0.0),
    ):
        assert remove_strays(library.folder) == (library.folder / f".{OTHER}.json.tmp",)
    assert strays(library.folder) == (library.folder / f".{ID}.json.tmp",)


def test_the_next_save_removes_them(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    for name in (f".{ID}.json.tmp", f".{ID}.json.prev.tmp"):
        (library.folder / name).write_bytes(b"half a fi")
    save_again(library_at(tmp_path), postmortem("again"))
    assert strays(library.folder) == ()


def test_a_library_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert strays(tmp_path / "nowhere") == remove_strays(tmp_path / "nowhere") == ()
