"""What was typed and not taken yet is there again, whatever became of the program."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.fs.locations import drafts_folder
from data.local.drafts import Drafts

LINE = {"text": "14:02 half a li"}


def test_what_a_program_left_is_there_for_the_next_and_only_once(tmp_path: Path) -> None:
    first = Drafts(tmp_path)
    first["line"] = LINE
    first.close()
    second = Drafts(tmp_path)
    assert second["line"] == LINE
    assert Drafts(tmp_path) == {}  # the second still runs, and keeps it


def test_a_killed_program_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from data.local.drafts import Drafts;"
        "d = Drafts(Path(sys.argv[1])); d['line'] = {'text': 'é \\ud800'}; d.save();"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ended.returncode == -9
    assert Drafts(tmp_path)["line"] == {"text": "é \ud800"}


def test_two_windows_keep_their_own(tmp_path: Path) -> None:
    here, there = Drafts(tmp_path), Drafts(tmp_path)
    here["line"], there["line"] = {"text": "here"}, {"text": "there"}
    here.save()
    there.save()
    assert here["line"] == {"text": "here"}
    here.close()
    assert Drafts(tmp_path)["line"] == {"text": "here"}
    assert there["line"] == {"text": "there"}


def test_nothing_left_leaves_no_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts["line"] = LINE
    drafts.save()
    del drafts["line"]
    drafts.close()
    assert list(tmp_path.iterdir()) == []


def test_they_are_for_this_user_alone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts["line"] = LINE
    drafts.save()
    (file,) = (tmp_path / "drafts").glob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "drafts").stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"[1]", b'{"a": 1, "b": {"c": 2}}', b"{"])
def test_a_file_that_holds_something_else_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "abc.json").write_bytes(content)
    assert Drafts(tmp_path) == {}


def test_a_folder_that_cannot_be_made_keeps_them_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts = Drafts(tmp_path / "file" / "drafts")
    drafts["line"] = LINE
    drafts.save()
    assert (drafts["line"], drafts.are_saved) == (LINE, False)


def test_a_save_that_fails_is_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(drafts._files, "replace", full)
        drafts["line"] = LINE
        drafts.save()
        assert not drafts.are_saved
    drafts.save()
    assert drafts.are_saved
    (file,) = tmp_path.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8")) == {"line": LINE}


def test_each_library_has_a_folder_of_its_own(tmp_path: Path) -> None:
    environ = {"FACILITATOR_STATE": str(tmp_path)}
    folders = {drafts_folder(tmp_path / name, environ) for name in ("a", "b")}
    assert len(folders) == 2
    assert {folder.parent for folder in folders} == {tmp_path / "drafts"}
