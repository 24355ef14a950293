"""The command line: quick, quiet, one line for a mistake, and the right exit code."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import main
from facilitator.cli.list import cell_width
from facilitator.cli.parser import KINDS, SEVERITIES
from facilitator.model.scope import Kind, Severity

ROOT = Path(__file__).parents[3]
NOTES = "14:02 canary at 5%\n14:09 page fires\n"

needs_lines = pytest.mark.skipif(
    importlib.util.find_spec("facilitator.importers.paste_parser") is None,
    reason="no reader of lines yet",
)
Output = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """An empty library that every command uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    return TinyLibrary(tmp_path / "library")


def made(title: str = "Checkout errors") -> str:
    """Make a postmortem through the command line and return its id."""
    written = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", written)
        assert main(["new", "--title", title, "--severity", "sev2"]) == 0
    return written.getvalue().strip()


def one_line(output: Output) -> str:
    """Return the one line on standard error; nothing else was printed."""
    out, err = output.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def given_on_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_the_choices_are_those_of_the_document() -> None:
    assert tuple(severity.value for severity in Severity) == SEVERITIES
    assert tuple(kind.value for kind in Kind) == KINDS


def test_new_prints_an_id_that_the_library_holds(library: TinyLibrary) -> None:
    postmortem_id = made("  Checkout \x1b[31merrors ")
    scope = library.load(postmortem_id).document.scope
    assert (scope.title, scope.severity) == ("Checkout errors", Severity.SEV2)


@pytest.mark.parametrize("title", ["", " \t", "\udcff"])
def test_a_title_that_cannot_be_kept_is_wrong_use(
    library: TinyLibrary, title: str, capsys: Output
) -> None:
    assert main(["new", "--title", title]) == 2
    assert "title" in one_line(capsys)
    assert library.ids() == ()


@pytest.mark.parametrize("title", ["[/]", "[bold]hi[/bold]", "../../x", "'; --", "日本 " * 80])
def test_hostile_titles_are_only_text(library: TinyLibrary, title: str, capsys: Output) -> None:
    postmortem_id = made(title)
    assert main(["list"]) == 0
    assert title.strip() in capsys.readouterr().out
    assert library.ids() == (postmortem_id,)


@pytest.mark.parametrize(
    "argv",
    [["nonsense"], ["new"], ["new", "--title", "x", "--severity", "9"], ["open"], ["export"],
     ["export", "x", "--format", "pdf"], ["list", "\x1b[31m"]],
)  # fmt: skip
def test_wrong_use_is_one_line_and_exit_code_2(argv: list[str], capsys: Output) -> None:
    assert main(argv) == 2
    assert "\x1b" not in one_line(capsys)


@pytest.mark.parametrize("command", ["export", "check"])
def test_an_id_nobody_has_is_one_line_and_exit_code_1(
    library: TinyLibrary, command: str, capsys: Output
) -> None:
    assert main([command, "2031"]) == 1
    assert "2031" in one_line(capsys)


@pytest.mark.parametrize("argv", [[], ["demo"], ["open", "2026"]])
def test_screens_without_a_terminal_are_wrong_use(
    library: TinyLibrary, argv: list[str], capsys: Output
) -> None:
    assert main(argv) == 2
    assert "terminal" in one_line(capsys)


def test_a_library_that_is_a_file_is_one_line(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "file").write_text("x")
    for argv in (["list"], ["new", "--title", "x"], ["check", "2"]):
        assert main(["--library", str(tmp_path / "file"), *argv]) == 1
        assert "folder" in one_line(capsys)


def test_list_of_an_empty_library_says_how_to_begin(library: TinyLibrary, capsys: Output) -> None:
    assert main(["list"]) == 0
    assert "facilitator new" in one_line(capsys)


def test_list_as_json_has_a_version_and_every_postmortem(
    library: TinyLibrary, capsys: Output
) -> None:
    ids = {made("one"), made("two")}
    assert main(["list", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["version"] == 1
    assert {row["id"] for row in shape["postmortems"]} == ids
    assert len(shape["postmortems"][0]["stages"]) == 6


def test_a_damaged_file_is_named_and_the_others_are_listed(
    library: TinyLibrary, capsys: Output
) -> None:
    good, bad = made("good one"), made("bad one")
    (library.folder / f"{bad}.json").write_bytes(b"")
    assert main(["list"]) == 1
    out, err = capsys.readouterr()
    assert good in out
    assert "damaged" in err


def test_export_prints_writes_and_reads_its_own_json(
    library: TinyLibrary, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    postmortem_id = made()
    assert main(["export", postmortem_id[:12]]) == 0
    assert "Checkout errors" in capsys.readouterr().out
    target = tmp_path / "out.json"
    assert main(["export", postmortem_id, "--format", "json", "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    given_on_stdin(monkeypatch, target.read_bytes())
    assert main(["export", "-"]) == 0
    assert "Checkout errors" in capsys.readouterr().out


def test_export_into_a_folder_that_is_not_there_is_one_line(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    postmortem_id = made()
    for target in (tmp_path / "no" / "out.md", tmp_path):
        assert main(["export", postmortem_id, "--output", str(target)]) == 1
        assert "could not be written" in one_line(capsys)


def test_check_is_not_clean_while_something_is_open(library: TinyLibrary, capsys: Output) -> None:
    postmortem_id = made()
    assert main(["check", postmortem_id]) == 1
    assert "still open" in capsys.readouterr().out
    assert main(["check", postmortem_id, "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert (shape["version"], shape["publishable"]) == (2, False)
    assert any(row["condition"] == "scope.owner" for row in shape["conditions"])


def test_json_comes_back_in_once_and_then_as_a_second_one(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    postmortem_id, target = made(), tmp_path / "out.json"
    main(["export", postmortem_id, "--format", "json", "--output", str(target)])
    assert main(["import", str(target)]) == 0
    assert capsys.readouterr().out.strip() == postmortem_id
    kept = library.load(postmortem_id)
    changed = kept.document.changing(private_notes="more")
    library.save(changed, kept.version)
    assert main(["import", str(target)]) == 0
    assert capsys.readouterr().out.strip() != postmortem_id
    assert len(library.ids()) == 2
    assert main(["import", str(target), "--into", postmortem_id]) == 2


@needs_lines
def test_notes_become_events(library: TinyLibrary, tmp_path: Path, capsys: Output) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    assert main(["import", str(notes)]) == 0
    out, err = capsys.readouterr()
    assert "2 events" in err
    timeline = library.load(out.strip()).document.timeline
    assert [event.text for event in timeline.events] == ["canary at 5%", "page fires"]
    notes.write_text(f"{NOTES}14:40 calm again\n")
    assert main(["import", str(notes), "--into", out.strip()]) == 0
    assert "1 event understood" in (said := capsys.readouterr().err)
    assert "2 are there already" in said
    assert len(library.load(out.strip()).document.timeline.events) == 3


@needs_lines
@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x01", b"", b"nothing with a time\n", b"{"])
def test_a_file_that_cannot_be_read_changes_nothing(
    library: TinyLibrary, tmp_path: Path, content: bytes, capsys: Output
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert main(["import", str(file)]) == 1
    assert one_line(capsys)
    assert main(["import", str(tmp_path / "absent")]) == 1
    assert library.ids() == ()


def test_help_version_and_completion_work(capsys: Output) -> None:
    for argv in (["--help"], ["export", "--help"], ["--version"]):
        assert main(argv) == 0
        assert "facilitator" in capsys.readouterr().out
    for shell in ("bash", "zsh", "fish"):
        assert main(["--completion", shell]) == 0
        assert "export" in capsys.readouterr().out


def test_a_reader_that_leaves_early_is_not_an_error(library: TinyLibrary) -> None:
    for n in range(3):
        made(f"title {n} " * 5000)
    process = subprocess.Popen(
        [sys.executable, "-m", "facilitator.cli", "list"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


def test_a_terminal_of_80_columns_gets_lines_of_80(library: TinyLibrary) -> None:
    made("a title that is much longer than the room there is for it in a line " * 2)
    outer, inner = pty.openpty()
    environ = os.environ | {"COLUMNS": "80"}
    command = [sys.executable, "-m", "facilitator.cli", "list"]
    subprocess.run(command, cwd=ROOT, stdout=inner, env=environ, check=True)
    lines = os.read(outer, 10_000).decode().splitlines()
    os.close(outer)
    os.close(inner)
    assert max(cell_width(line) for line in lines) == 80
    assert lines[1].endswith("…")
