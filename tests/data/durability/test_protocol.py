"""The steps of a durable write, in their order, and on disks that are not like most."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from data.fs.durable import make_folders, write_durably
from data.fs.files import Files
from data.library.library import TinyLibrary
from facilitator.session.store import NotSaved
from tests.data.durability.watched import Quick, Recorded
from tests.support.libraries import ID, MINUTE, postmortem


def library_with(folder: Path, files: Files) -> TinyLibrary:
    return TinyLibrary(folder, files=files, now=lambda: MINUTE)


def test_every_step_of_the_protocol_runs_in_order(tmp_path: Path) -> None:
    old = library_with(tmp_path, Files()).save(postmortem("old")).version
    files = Recorded(Files())
    library_with(tmp_path, files).save(postmortem("new"), old)
    looks = ("head", "read", "stat", "exists", "is_folder", "names")
    done = [step.name for step in files.steps if step.name not in looks]
    assert done == [
        *("open_lock", "take_lock"),
        *("open_new", "write", "sync", "close"),
        *("link", "replace", "unlink"),  # .prev
        *("replace", "sync_folder"),
        "close_lock",
    ]


def test_a_first_save_is_one_write(tmp_path: Path) -> None:
    library_with(tmp_path, Files()).save(postmortem("old"))
    assert not (tmp_path / f"{ID}.json.prev").exists()


def test_a_new_folder_is_made_durable_too(tmp_path: Path) -> None:
    files = Recorded(Quick())
    library_with(tmp_path / "a" / "b", files).save(postmortem("old"))
    synced = {step.arguments[0] for step in files.steps if step.name == "sync_folder"}
    assert {tmp_path, tmp_path / "a", tmp_path / "a" / "b"} <= synced


def test_folders_above_that_may_not_be_opened_are_left_alone(tmp_path: Path) -> None:
    class IndexClosed(Quick):
        def sync_folder(self, folder: Path) -> None:
            if folder == tmp_path:
                raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "a").mkdir()
    make_folders(tmp_path / "a" / "b", IndexClosed(), below=tmp_path.parent)
    assert (tmp_path / "a" / "b").is_dir()


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
