"""What is not a postmortem gets one sentence, and nothing is overwritten."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.fs.files import MAX_FILE_BYTES
from data.library.library import TinyLibrary
from facilitator.session.store import Damaged
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again
from tests.support.refusals import CHANGES, READS, everything, is_a_loop, sentence_of


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "content",
    [
        b'{"name": "facilitator", "version": "1.0"}',
        b'{"_default": {"1": {"title": "another TinyDB"}}}',
        b'{"postmortem": {"1": {"_meta": {"revision": 1}, "document": {}}}}',
        b'{"postmortem": {"1": {"_meta": {}, "document": %s}}}' % nested(150),
        nested(100_000),
        b"null",
        b"1" * 10_000,
        b'"' + b"x" * 1_000_000 + b'"',
        b"\x00" * 4096,
    ],
)
def test_what_is_not_ours_is_damaged_and_stays(tmp_path: Path, content: bytes) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    path = library.folder / f"{ID}.json"
    path.write_bytes(content)
    for change in (READS["load"], CHANGES["recover"]):
        assert "is damaged" in sentence_of(change, library)
        assert path.read_bytes() == content
    assert library.ids() == (ID,)
    library.save(postmortem("new"))
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == content


def is_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)


def is_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def is_a_folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


def is_a_link_out(path: Path) -> None:
    outside = path.parents[1] / "outside"
    save_again(TinyLibrary(outside, now=lambda: MINUTE), postmortem("outside"))
    path.symlink_to(outside / f"{ID}.json")


def is_a_link_to_a_folder(path: Path) -> None:
    path.symlink_to(path.parents[1])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize(
    "make",
    [is_huge, is_a_pipe, is_a_folder, is_a_link_out, is_a_link_to_a_folder, is_a_loop],
)
@pytest.mark.parametrize("name", ["load", "save", "recover"])
def test_what_is_no_file_is_neither_opened_nor_replaced(
    tmp_path: Path, make: Callable[[Path], None], name: str
) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    make(library.folder / f"{ID}.json")
    before = everything(tmp_path)
    said = sentence_of({**READS, **CHANGES}[name], library)
    assert f"{ID}.json cannot be read: " in said
    assert everything(tmp_path) == before


def test_two_files_with_one_id_are_told_apart_by_their_names(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("the one"))
    content = (library.folder / f"{ID}.json").read_bytes()
    (library.folder / f"{OTHER}.json").write_bytes(content)
    assert f"it holds {ID} instead" in sentence_of(lambda it: it.load(OTHER), library)
    assert library.load(ID).document.scope.title == "the one"
    # A window that has the other open saves it beside what is there, not over it.
    library.save(postmortem("the other", OTHER))
    assert library.load(OTHER).document.scope.title == "the other"
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == content


def test_a_record_that_claims_to_be_ours_is_checked_field_by_field(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    path = library.folder / f"{ID}.json"
    row = json.loads(path.read_bytes())
    for field, value in (("revision", 0), ("revision", 1.5), ("saved_at", "yesterday")):
        changed = json.loads(json.dumps(row))
        changed["postmortem"]["1"]["_meta"][field] = value
        path.write_text(json.dumps(changed))
        with pytest.raises(Damaged):
            library.load(ID)
