"""`facilitator export` with pictures: `--format svg --picture`, and `--mermaid` in Markdown."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from data.example import worked_example
from data.local.clipboard import CopyResult
from facilitator.cli import main
from facilitator.model.json_codec import as_json
from tests.facilitator.cli.test_cli import one_line
from tests.facilitator.cli.test_loaded_modules import assert_not_imported
from tests.facilitator.exporters.svg.picture_cases import GOLDEN

Output = pytest.CaptureFixture[str]
PICTURES = ("fishbone", "timeline")


@pytest.fixture(autouse=True)
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The worked example, kept in a library that every command uses; its id."""
    document = worked_example()
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    (tmp_path / "example.json").write_text(as_json(document), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.StringIO())
        assert main(["import", str(tmp_path / "example.json")]) == 0
    return document.id


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_printed_or_written(
    example: str, picture: str, tmp_path: Path, capsys: Output
) -> None:
    argv = ["export", example, "--format", "svg", "--picture", picture]
    capsys.readouterr()
    assert main(argv) == 0
    printed = capsys.readouterr().out
    assert printed == (GOLDEN / f"{picture}.svg").read_text(encoding="utf-8")
    target = tmp_path / "out.svg"
    assert main([*argv, "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == printed
    assert ElementTree.fromstring(printed).tag.endswith("svg")  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (["--format", "svg"], "--picture"),
        (["--picture", "fishbone"], "--format svg"),
        (["--format", "json", "--picture", "timeline"], "--format svg"),
        (["--format", "svg", "--picture", "phases"], "fishbone"),
        (["--format", "svg", "--picture", "timeline", "--mermaid"], "--format markdown"),
        (["--format", "json", "--mermaid"], "--format markdown"),
    ],
)
def test_what_does_not_go_together_is_one_sentence_and_exit_code_2(
    example: str, argv: list[str], names: str, capsys: Output
) -> None:
    capsys.readouterr()
    assert main(["export", example, *argv]) == 2
    assert names in one_line(capsys)


def test_mermaid_diagrams_are_in_the_markdown_where_asked(example: str, capsys: Output) -> None:
    capsys.readouterr()
    assert main(["export", example]) == 0
    assert "```mermaid" not in capsys.readouterr().out
    assert main(["export", example, "--mermaid"]) == 0
    assert capsys.readouterr().out.count("```mermaid") == 2


@pytest.mark.parametrize("picture", PICTURES)
def test_a_copied_picture_has_a_file_of_its_own_beside_the_clipboard(
    example: str, picture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []

    def copied(text: str, *, copy_file: Path, send_osc52: object) -> CopyResult:
        names.append(copy_file.name)
        assert text.startswith("<svg")
        return CopyResult(method="clipboard", confirmed=True, path=copy_file, sentence="Copied.")

    monkeypatch.setattr("data.local.clipboard.copy", copied)
    assert main(["export", example, "--format", "svg", "--picture", picture, "--copy"]) == 0
    assert names == [f"{example}.{picture}.svg"]


def test_help_and_completion_know_of_both(capsys: Output) -> None:
    assert main(["export", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "--picture {fishbone,timeline}" in shown
    assert "--mermaid" in shown
    for shell in ("bash", "zsh", "fish"):
        assert main(["--completion", shell]) == 0
        completed = capsys.readouterr().out
        assert "picture" in completed
        assert "mermaid" in completed


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_needs_no_screens_and_no_markdown(
    example: str, picture: str, tmp_path: Path
) -> None:
    absent = [
        "textual",
        "rich",
        "tinydb",
        "facilitator.guide",
        "facilitator.exporters.markdown.document",
    ]
    argv = ["export", example, "--format", "svg", "--picture", picture]
    assert_not_imported(absent, argv, tmp_path)


def test_plain_markdown_needs_no_pictures(example: str, tmp_path: Path) -> None:
    absent = ["facilitator.exporters.svg.shapes", "facilitator.exporters.mermaid", "xml.sax"]
    assert_not_imported(absent, ["export", example], tmp_path)
