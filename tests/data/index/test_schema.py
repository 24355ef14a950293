"""Whatever becomes of the index's file, nobody is told, and the list is right."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from data.fs.locations import CACHE_VARIABLE
from data.fs.locations import index_file as place_of
from data.index import schema
from data.index.index import IndexClosed, LibraryIndex
from data.library.library import TinyLibrary
from tests.support.indexes import everything, full_scan, index_of, refreshed, with_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with three postmortems and an index."""
    library = TinyLibrary(tmp_path / "library")
    for number in (1, 2, 3):
        library.save(with_words(number, f"title {number}"))
    refreshed(index_of(library.folder)).close()
    return library.folder


def document_path(folder: Path) -> Path:
    return folder.parent / "cache" / "index.sqlite3"


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def no_database(file: Path) -> None:
    file.write_bytes(b"{}" * 9000)


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def scrambled(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    for place in range(4096, len(whole), 64):
        whole[place : place + 32] = b"\xff" * 32
    file.write_bytes(whole)


def of_another_version(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.executescript("DROP TABLE due; PRAGMA user_version = 7;")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def without_its_folder(file: Path) -> None:
    for each in file.parent.iterdir():
        each.unlink()
    file.parent.rmdir()
    file.parent.write_text("a file")


@pytest.mark.parametrize(
    "harm",
    [
        missing,
        empty,
        no_database,
        torn,
        scrambled,
        of_another_version,
        a_folder,
        without_its_folder,
    ],
)
def test_a_file_of_no_use_is_made_anew_or_done_without(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(document_path(folder))
    index = index_of(folder)
    index.ids()
    refreshed(index)
    assert everything(refreshed(index)) == full_scan(folder)
    assert index.ids("title 2") == ["2026-03-02-abcdef"]


@pytest.mark.parametrize("harm", [no_database, scrambled])
def test_a_file_damaged_while_it_is_open_is_made_anew(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    index = index_of(folder)
    harm(document_path(folder))
    index.ids("title")
    refreshed(index)
    assert everything(refreshed(index)) == full_scan(folder)
    index.close()
    assert everything(refreshed(index_of(folder))) == full_scan(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_index_is_for_this_user_alone(folder: Path) -> None:
    index = refreshed(index_of(folder))
    assert stat.S_IMODE(document_path(folder).parent.stat().st_mode) == 0o700
    for file in document_path(folder).parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    index.close()


def test_a_window_that_holds_the_lock_keeps_nobody_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.01)
    holder = sqlite3.connect(document_path(folder), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    index = index_of(folder)
    assert len(everything(index)) == 3, "what was known shows at once"
    TinyLibrary(folder).save(with_words(4, "new"))
    assert everything(refreshed(index)) == full_scan(folder)
    assert index.ids("new") == ["2026-03-04-abcdef"]
    holder.execute("ROLLBACK")
    holder.close()
    assert everything(refreshed(index_of(folder))) == full_scan(folder)


def test_two_windows_share_one_index(folder: Path) -> None:
    one, other = index_of(folder), index_of(folder)
    TinyLibrary(folder).save(with_words(4, "new"))
    refreshed(one)
    assert everything(other) == full_scan(folder), "without looking into the folder"
    refreshed(other)
    assert everything(one) == everything(other)


def test_two_windows_that_build_it_at_once_both_have_everything(folder: Path) -> None:
    document_path(folder).unlink()
    for number in range(4, 29):
        TinyLibrary(folder).save(with_words(number, "much " * 200))
    windows = [index_of(folder) for _ in range(3)]
    threads = [Thread(target=refreshed, args=[window]) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for window in windows:
        assert everything(window) == full_scan(folder)
        assert len(window.ids("much")) == 25


def test_a_file_that_is_locked_while_it_is_of_another_version_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.01)
    of_another_version(document_path(folder))
    holder = sqlite3.connect(document_path(folder), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = document_path(folder).stat().st_ino
    assert everything(refreshed(index_of(folder))) == full_scan(folder)
    assert document_path(folder).stat().st_ino == before
    holder.close()


def test_a_full_disk_is_no_matter(folder: Path) -> None:
    index = index_of(folder)
    assert index._db is not None
    (pages,) = index._db.execute("PRAGMA page_count").fetchone()
    index._db.execute(f"PRAGMA max_page_count = {pages}")
    library = TinyLibrary(folder)
    for number in range(4, 9):
        library.save(with_words(number, "much " * 500))
    assert everything(refreshed(index)) == full_scan(folder)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_cache_that_cannot_be_written_is_no_matter(folder: Path) -> None:
    document_path(folder).unlink()
    document_path(folder).parent.chmod(0o500)
    assert everything(refreshed(index_of(folder))) == full_scan(folder)


def test_without_full_text_search_the_file_is_made_for_that(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_has_full_text", lambda: False)
    index = refreshed(index_of(folder))
    assert index.ids("title 2") == ["2026-03-02-abcdef"]
    assert index._db is not None
    assert not schema.is_full_text(index._db)


def test_a_closed_index_says_so(folder: Path) -> None:
    index = index_of(folder)
    index.close()
    index.close()
    with pytest.raises(IndexClosed):
        index.ids()


def test_every_library_has_a_file_of_its_own_in_the_cache(tmp_path: Path) -> None:
    environ = {CACHE_VARIABLE: str(tmp_path)}
    one, other = place_of(tmp_path / "a", environ), place_of(tmp_path / "b", environ)
    assert one != other
    assert {one.parent, other.parent} == {tmp_path / "index"}


def test_words_of_a_file_do_not_outlive_it(folder: Path) -> None:
    index = index_of(folder)
    (folder / "2026-03-02-abcdef.json").unlink()
    refreshed(index).close()
    with sqlite3.connect(document_path(folder)) as db:
        for table in ("words", "texts", "postmortem"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (2,)  # noqa: S608


def test_in_memory_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    document_path(folder).unlink()
    index = LibraryIndex(TinyLibrary(folder), folder, None)
    assert len(everything(refreshed(index))) == 3
    assert not document_path(folder).exists()
