"""Which questions were asked: kept beside the document, whatever becomes of the program."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.fs.locations import asked_prompts_folder
from data.local.asked_prompts import MAX_KEYS, AskedPrompts

ID = "2026-11-20-abcdef"
OTHER = "2026-11-20-ghjkmn"


def test_what_was_asked_is_known_to_the_next_program_in_its_order(tmp_path: Path) -> None:
    first = AskedPrompts(tmp_path / "asked")
    for key in ("causes/hidden", "causes/a1", "causes/hidden"):
        first.record(ID, key)
    assert AskedPrompts(tmp_path / "asked").keys_of(ID) == ("causes/hidden", "causes/a1")
    assert AskedPrompts(tmp_path / "asked").keys_of(OTHER) == ()


def test_a_killed_program_loses_none(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; "
        "from data.local.asked_prompts import AskedPrompts; "
        f"AskedPrompts(Path(sys.argv[1])).record('{ID}', 'scope/a'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, tmp_path], check=False).returncode == -9
    assert AskedPrompts(tmp_path).keys_of(ID) == ("scope/a",)


def test_two_windows_lose_none_of_each_others(tmp_path: Path) -> None:
    here, there = AskedPrompts(tmp_path), AskedPrompts(tmp_path)
    assert here.keys_of(ID) == there.keys_of(ID) == ()
    here.record(ID, "scope/a")
    there.record(ID, "scope/b")
    here.record(ID, "scope/c")
    assert AskedPrompts(tmp_path).keys_of(ID) == ("scope/a", "scope/b", "scope/c")


@pytest.mark.parametrize("held", [b"", b"\0\xff\xfe\n\n\x1b[2J", b"x" * 1_000_000, b"scope/a\n\0"])
def test_of_a_damaged_file_only_whole_lines_count(tmp_path: Path, held: bytes) -> None:
    (tmp_path / f"{ID}.txt").write_bytes(held)
    asked = AskedPrompts(tmp_path)
    assert set(asked.keys_of(ID)) <= {"scope/a", "\N{REPLACEMENT CHARACTER}" * 2}
    asked.record(ID, "scope/b")
    assert asked.keys_of(ID)[-1] == "scope/b"


def test_a_line_broken_off_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.txt").write_bytes(b"\nscope/a\nsco")
    AskedPrompts(tmp_path).record(ID, "scope/b")
    assert AskedPrompts(tmp_path).keys_of(ID) == ("scope/a", "sco", "scope/b")


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    asked = AskedPrompts(tmp_path / "file" / "asked")
    asked.record(ID, "scope/a")
    assert asked.keys_of(ID) == ("scope/a",)
    assert AskedPrompts(tmp_path / "file" / "asked").keys_of(ID) == ()


def test_a_folder_in_place_of_the_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.txt").mkdir()
    asked = AskedPrompts(tmp_path)
    asked.record(ID, "scope/a")
    assert asked.keys_of(ID) == ("scope/a",)


def test_without_a_folder_they_are_remembered_while_the_program_runs() -> None:
    asked = AskedPrompts()
    asked.record(ID, "scope/a")
    assert asked.keys_of(ID) == ("scope/a",)


def test_the_file_never_grows_beyond_a_bound(tmp_path: Path) -> None:
    (tmp_path / f"{ID}.txt").write_text("".join(f"\nscope/{n}" for n in range(MAX_KEYS)))
    asked = AskedPrompts(tmp_path)
    asked.record(ID, "scope/new")
    again = AskedPrompts(tmp_path).keys_of(ID)
    assert asked.keys_of(ID) == again
    assert len(again) == MAX_KEYS // 2
    assert again[-2:] == (f"scope/{MAX_KEYS - 1}", "scope/new")


def test_it_is_for_this_user_alone_and_no_word_that_cannot_be_a_key_goes_in(tmp_path: Path) -> None:
    asked = AskedPrompts(tmp_path / "asked")
    asked.record(ID, "scope/a\nscope/b")
    asked.record(ID, "scope/c")
    file = tmp_path / "asked" / f"{ID}.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert AskedPrompts(tmp_path / "asked").keys_of(ID) == ("scope/c",)


def test_each_library_has_a_folder_of_its_own(tmp_path: Path) -> None:
    environ = {"FACILITATOR_STATE": str(tmp_path)}
    folders = {asked_prompts_folder(tmp_path / name, environ) for name in ("a", "b")}
    assert len(folders) == 2
    assert {folder.parent for folder in folders} == {tmp_path / "asked"}
