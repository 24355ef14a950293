"""A damaged file is set aside whole, and the newest earlier save takes its place."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from data.fs.files import Files
from data.library.library import TinyLibrary
from facilitator.session.store import Damaged
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again

DAMAGES = [b"", b"{}", b"[]", b"\xff", b'{"postmortem": {"1": {}}}']


def path_in(library: TinyLibrary) -> Path:
    return library.folder / f"{ID}.json"


def damaged_library(folder: Path, content: bytes = b"") -> TinyLibrary:
    library = library_at(folder)
    for title in ("first", "second", "third"):
        save_again(library, postmortem(title))
    path_in(library).write_bytes(content)
    return library


@pytest.mark.parametrize("content", DAMAGES)
def test_reading_a_damaged_file_names_it_and_changes_nothing(
    tmp_path: Path, content: bytes
) -> None:
    library = damaged_library(tmp_path, content)
    before = sorted(library.folder.rglob("*"))
    with pytest.raises(Damaged, match=r"is damaged \(.+\) and was left as it is"):
        library.load(ID)
    assert path_in(library).read_bytes() == content
    assert sorted(library.folder.rglob("*")) == before


@pytest.mark.parametrize("content", DAMAGES)
def test_the_save_before_takes_the_place_of_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    library = damaged_library(tmp_path, content)
    said = library.recover(ID)
    assert library.load(ID).document.scope.title == "second"
    assert "revision 2, saved 2026-03-04 14:02:00Z" in said
    (aside,) = (library.folder / "quarantine").iterdir()
    assert str(aside) in said
    assert aside.read_bytes() == content
    assert library.recover(ID) == ""


def test_half_a_file_is_recovered(tmp_path: Path) -> None:
    library = damaged_library(tmp_path)
    save_again(library_at(tmp_path / "other"), postmortem("half"))
    whole = (tmp_path / "other" / "library" / f"{ID}.json").read_bytes()
    path_in(library).write_bytes(whole[: len(whole) // 2])
    assert "revision 2" in library.recover(ID)


def test_where_the_save_before_is_damaged_too_the_history_helps(tmp_path: Path) -> None:
    library = damaged_library(tmp_path)
    (library.folder / f"{ID}.json.prev").write_bytes(b"\0" * 900)
    assert "revision 1" in library.recover(ID)
    assert library.load(ID).document.scope.title == "first"


def test_a_save_before_of_another_postmortem_is_not_taken(tmp_path: Path) -> None:
    library = damaged_library(tmp_path)
    save_again(library, postmortem("another", OTHER))
    stranger = (library.folder / f"{OTHER}.json").read_bytes()
    (library.folder / f"{ID}.json.prev").write_bytes(stranger)
    assert "revision 1" in library.recover(ID)


def test_with_no_earlier_save_the_file_stays_where_it_is(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    path_in(library).write_bytes(b"not ours")
    with pytest.raises(Damaged, match="no earlier save to restore"):
        library.recover(ID)
    assert path_in(library).read_bytes() == b"not ours"
    assert not (library.folder / "quarantine").exists()


def test_what_is_not_damaged_is_left_alone(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    before = path_in(library).stat().st_ino
    assert library.recover(ID) == ""
    assert path_in(library).stat().st_ino == before


@pytest.mark.parametrize("content", DAMAGES)
def test_a_save_over_a_damaged_file_sets_it_aside_and_keeps_the_good_spare(
    tmp_path: Path, content: bytes
) -> None:
    library = library_at(tmp_path)
    first = save_again(library, postmortem("first")).version
    second = library.save(postmortem("second"), first).version
    path_in(library).write_bytes(content)
    third = library.save(postmortem("third"), second).version
    assert third.revision == 3
    assert library.load(ID).document.scope.title == "third"
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == content
    assert b"first" in (library.folder / f"{ID}.json.prev").read_bytes()


def test_two_damages_in_one_second_are_both_kept(tmp_path: Path) -> None:
    library = damaged_library(tmp_path, b"one")
    library.recover(ID)
    path_in(library).write_bytes(b"two")
    library.recover(ID)
    aside = {path.read_bytes() for path in (library.folder / "quarantine").iterdir()}
    assert aside == {b"one", b"two"}


def test_a_disk_without_second_names_sets_a_copy_aside(tmp_path: Path) -> None:
    class NoLinks(Files):
        def link(self, path: Path, other: Path) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

    damaged_library(tmp_path, b"broken")
    library = TinyLibrary(tmp_path / "library", files=NoLinks(), now=lambda: MINUTE)
    library.recover(ID)
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == b"broken"
    assert library.load(ID).document.scope.title == "second"


def test_a_history_that_cannot_be_read_does_not_stop_the_save_before(tmp_path: Path) -> None:
    class Refusing(Files):
        def names(self, folder: Path) -> list[str]:
            if "history" in folder.parts:
                raise OSError(errno.EIO, "I/O error")
            return super().names(folder)

    damaged_library(tmp_path)
    library = TinyLibrary(tmp_path / "library", files=Refusing(), now=lambda: MINUTE)
    assert "revision 2" in library.recover(ID)
