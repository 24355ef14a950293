"""`facilitator backup` and `restore`: short words, the right exit code, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import main
from tests.support.libraries import ID, OTHER, postmortem, save_again

Output = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """A library of two that every command uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    library = TinyLibrary(tmp_path / "library")
    save_again(library, postmortem())
    save_again(library, postmortem("another", OTHER))
    return library


def test_a_library_goes_out_and_comes_back(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    path = str(tmp_path / "b.zip")
    library.delete(OTHER)
    assert main(["backup", path]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 postmortem, 2 earlier saves, 1 in the trash: ")
    assert said.err == ""
    elsewhere = ["--library", str(tmp_path / "there")]
    assert main([*elsewhere, "restore", path, "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Nothing was changed. It would be: 1 restored")
    assert main([*elsewhere, "restore", path]) == 0
    assert capsys.readouterr().out == (
        "1 restored, 0 already here, 2 earlier saves, 1 file of trash and quarantine\n"
    )
    assert TinyLibrary(tmp_path / "there").load(ID) == library.load(ID)


def test_places_that_are_no_place_for_a_backup_are_wrong_use(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "b.zip").write_bytes(b"precious")
    for file in (str(tmp_path / "b.zip"), str(library.folder / "b.zip"), str(tmp_path), "", "-"):
        assert main(["backup", file]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "b.zip").read_bytes() == b"precious"
    assert main(["backup", str(tmp_path / "b.zip"), "--force"]) == 0


def test_a_damaged_postmortem_is_named_and_the_backup_made(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    (library.folder / f"{ID}.json").write_bytes(b"damaged")
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    err = capsys.readouterr().err
    assert f"1 postmortem is damaged and went in as found: {ID}." in err
    assert "doctor --repair" in err


def test_what_is_left_as_here_is_named_with_the_way_on(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    save_again(library, postmortem("newer"))
    path = str(tmp_path / "b.zip")
    assert main(["backup", path]) == 0
    there = TinyLibrary(tmp_path / "there")
    save_again(there, postmortem("mine"))
    capsys.readouterr()
    restore = ["--library", str(there.folder), "restore", path]
    assert main(restore) == 0
    out = capsys.readouterr().out
    assert f"  {ID}  here revision 1, in the backup 2\n" in out
    assert "--newer-wins takes 1 of them" in out
    assert there.load(ID).document.scope.title == "mine"
    assert main([*restore, "--newer-wins"]) == 0
    assert "1 replaced by a newer revision" in capsys.readouterr().out
    assert there.load(ID).document.scope.title == "newer"


def test_what_is_no_backup_is_one_line(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "file").write_text("\x1b[31mno zip")
    for name in ("file", "absent", "library"):
        assert main(["restore", str(tmp_path / name)]) == 1
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
