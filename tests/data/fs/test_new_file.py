"""A file somebody asked for is written whole or not at all, and never over another."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from data.fs.durable import write_new_file
from data.fs.files import Files


def test_a_text_is_written_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert write_new_file(" ~/out.md ", "漢字\n") == tmp_path / "out.md"
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "漢字\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "say where"),
        ("there.md", "there already"),
        ("no/such/folder.md", "no such file or folder"),
        (".", "already"),
        ("nul\0byte", "no file's name"),
        ("there.md/below", "not a folder"),
    ],
)
def test_what_cannot_be_written_says_why_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.md").write_text("mine")
    with pytest.raises(ValueError, match=says):
        write_new_file(name, "text")
    assert [path.name for path in tmp_path.iterdir()] == ["there.md"]
    assert (tmp_path / "there.md").read_text() == "mine"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    class Full(Files):
        def write(self, descriptor: int, content: memoryview) -> int:
            if len(content) < 10:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(descriptor, content[:5])

    with pytest.raises(ValueError, match="the disk is full"):
        write_new_file(str(tmp_path / "out.md"), "x" * 20, Full())
    assert not (tmp_path / "out.md").exists()
