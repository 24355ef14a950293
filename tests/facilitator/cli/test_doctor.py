"""`facilitator doctor`: one line for what is well, one and what to do for what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import main
from tests.support.libraries import ID, postmortem, save_again

Output = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """A library with one postmortem, saved twice, on a roomy disk of this computer."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setattr("data.fs.locations.sync_product", lambda _: "")
    monkeypatch.setattr("data.fs.locations.network_file_system", lambda _: "")
    monkeypatch.setattr("data.fs.locations.free_bytes", lambda _: 10**12)
    library = TinyLibrary(tmp_path / "library")
    for title in ("first", "second"):
        save_again(library, postmortem(title))
    return library


def test_what_is_well_takes_a_line_each(library: TinyLibrary, capsys: Output) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "✓ files      1 whole" in lines
    assert "✓ history    1 earlier save whole" in lines
    assert not any(line.startswith("!") and "clipboard" not in line for line in lines)


def test_what_is_not_well_says_what_to_do_and_repair_does_it(
    library: TinyLibrary, capsys: Output
) -> None:
    (library.folder / f"{ID}.json").write_bytes(b"damaged")
    library.folder.chmod(0o755)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f"! files      1 damaged: {ID}\n" in out
    assert "! rights     1 file or folder can be read or written by others: library\n" in out
    assert out.count("facilitator doctor --repair") == 2
    assert main(["doctor", "--repair"]) == 0
    out = capsys.readouterr().out
    assert [line[:2] for line in out.splitlines()[:2]] == ["+ ", "+ "]
    assert "✓ files      1 whole" in out
    assert main(["doctor", "--repair"]) == 0
    assert "nothing that could be mended" in capsys.readouterr().out


def test_what_cannot_be_mended_stays_an_error(library: TinyLibrary, capsys: Output) -> None:
    (library.folder / "2026-03-04-zzzzzz.json").write_bytes(b"damaged")
    assert main(["doctor", "--repair"]) == 1
    out, err = capsys.readouterr()
    assert "no earlier save" in err
    assert "! files      1 damaged" in out


def test_many_problems_take_few_lines(library: TinyLibrary, capsys: Output) -> None:
    for number in range(100):
        name = f"2026-03-04-{'23456789ab'[number // 10]}{'23456789ab'[number % 10]}mmmm"
        (library.folder / f"{name}.json").write_bytes(b"damaged")
    assert main(["doctor", "--repair"]) == 1
    out, err = capsys.readouterr()
    assert out.count("\n") < 30
    assert "and 97 more" in out
    assert err.count("\n") == 21


def test_where_a_library_lies_is_said_with_what_to_do(
    library: TinyLibrary, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.fs.locations.sync_product", lambda _: "Dropbox")
    monkeypatch.setattr("data.fs.locations.network_file_system", lambda _: "nfs4")
    monkeypatch.setattr("data.fs.locations.free_bytes", lambda _: 99_000_000)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "! place      Dropbox copies this folder" in out
    assert "network file system (nfs4)" in out
    assert "! room       99.0 MB free" in out


@pytest.mark.parametrize("command", ["export", "check"])
def test_a_damaged_postmortem_says_who_can_mend_it(
    library: TinyLibrary, command: str, capsys: Output
) -> None:
    (library.folder / f"{ID}.json").write_bytes(b"damaged")
    assert main([command, ID]) == 1
    assert capsys.readouterr().err.endswith("To mend it: facilitator doctor --repair\n")


def test_a_library_that_is_a_file_is_said(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "file").write_text("x")
    for argv in (["doctor"], ["doctor", "--repair"]):
        assert main(["--library", str(tmp_path / "file"), *argv]) == 1
        assert "is a file" in capsys.readouterr().out
    assert (tmp_path / "file").read_text() == "x"
