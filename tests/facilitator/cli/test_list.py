"""`facilitator list`: every postmortem or those a search finds, in lines that fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import main
from facilitator.cli.list import cell_width, table_lines, truncate_cells
from facilitator.guide.conditions.condition import StageMark
from facilitator.guide.library_summary import Summary
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope

Output = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """A library of three that every command uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    library = TinyLibrary(tmp_path / "library")
    titles = (("Cart is empty", "Ana"), ("Login is slow", "Kim"), ("Cart is slow", "Kim"))
    for number, (title, facilitator) in enumerate(titles, start=1):
        scope = Scope(title=title, facilitator=facilitator)
        library.save(Postmortem(id=f"2026-03-0{number}-abcdef", scope=scope))
    return library


def titles(capsys: Output, *argv: str) -> list[str]:
    assert main(["list", "--json", *argv]) == 0
    return [row["title"] for row in json.loads(capsys.readouterr().out)["postmortems"]]


def test_newest_stand_first(library: TinyLibrary, capsys: Output) -> None:
    assert titles(capsys) == ["Cart is slow", "Login is slow", "Cart is empty"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["cart"], ["Cart is slow", "Cart is empty"]),
        (["car", "slow"], ["Cart is slow"]),
        (["car slow"], ["Cart is slow"]),
        (["kim"], ["Cart is slow", "Login is slow"]),
        (["kim", "ana"], []),
        (['"'], ["Cart is slow", "Login is slow", "Cart is empty"]),
        (["NEAR("], []),
        (["\udcff", "login"], ["Login is slow"]),
    ],
)
def test_a_search_finds_what_holds_all_words(
    library: TinyLibrary, words: list[str], found: list[str], capsys: Output
) -> None:
    assert titles(capsys, "--search", *words) == found


def test_a_search_that_finds_nothing_says_so_in_one_line(
    library: TinyLibrary, capsys: Output
) -> None:
    assert main(["list", "--search", "\x1b[31mnothing"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), "\x1b" in err) == ("", 1, False)
    assert "None of 3" in err
    assert main(["list", "--search"]) == 2


def test_a_found_postmortem_stands_in_the_table(library: TinyLibrary, capsys: Output) -> None:
    assert main(["list", "--search", "login"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("2026-03-02-abcdef")
    assert lines[1].endswith("Login is slow")


def test_json_says_everything_the_table_does(library: TinyLibrary, capsys: Output) -> None:
    assert main(["list", "--json", "--search", "login"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["postmortems"]
    assert row == {
        "id": "2026-03-02-abcdef",
        "title": "Login is slow",
        "severity": None,
        "status": "draft",
        "stages": ["begun", "open", "open", "open", "open", "open"],
        "open_actions": 0,
        "overdue_actions": 0,
        "next_date": None,
        "made_on": "2026-03-02",
    }


def test_every_mark_of_a_stage_has_a_word() -> None:
    from facilitator.cli.list import _MARK_NAMES

    names = {mark.value: mark.name.lower() for mark in StageMark}
    assert names | {StageMark.OPTIONAL.value: "offered"} == _MARK_NAMES  # its word in the JSON


def test_a_damaged_one_is_said_and_the_exit_code_tells(
    library: TinyLibrary, capsys: Output
) -> None:
    (library.folder / "2026-03-02-abcdef.json").write_text("{")
    assert main(["list", "--search", "cart"]) == 1
    out, err = capsys.readouterr()
    assert out.count("Cart") == 2
    assert "damaged" in err


def test_completion_knows_the_search(capsys: Output) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert main(["--completion", shell]) == 0
        assert "search" in capsys.readouterr().out


def test_a_second_listing_reads_no_document(
    library: TinyLibrary, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.index.queries._TICK_NS", 0)
    assert len(titles(capsys)) == 3

    def refuse(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(TinyLibrary, "load", refuse)
    assert len(titles(capsys)) == 3


def test_the_table_fits_the_terminal() -> None:
    long = ("Checkout errors for everybody in the north", "東京の決済が遅い " * 9)
    summaries = [
        Summary(f"2026-03-04-abcde{n + 2}", title, "SEV2", "draft", "✓◐○○○○", 1, 1, None)
        for n, title in enumerate(long)
    ]
    for width in (20, 60, 80, 120):
        assert max(cell_width(line) for line in table_lines(summaries, width)) <= width
    assert "…" in table_lines(summaries, 80)[2]
    assert long[0] in table_lines(summaries, None)[1]


def test_a_text_is_cut_by_cells_and_says_so() -> None:
    assert truncate_cells("東京東京", 5) == "東京…"
    assert truncate_cells("e\u0301e\u0301", 2) == "e\u0301e\u0301"
    assert truncate_cells("abc", 0) == ""
