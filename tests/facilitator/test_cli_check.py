"""`check` tells what the language lens remarks, and nothing is blocked by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.example import worked_example
from data.library import TinyLibrary
from facilitator.cli import main
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem

Output = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """An empty library that the command line uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    return TinyLibrary(tmp_path / "library")


def test_blame_is_pointed_at_where_it_stands_with_another_way_to_say_it(
    library: TinyLibrary, capsys: Output
) -> None:
    cause = Cause(text="The operator forgot to set the flag")
    library.save(Postmortem(id="2026-11-20-abcdef", causes=Causes(causes=(cause,))))
    assert main(["check", "2026"]) == 1
    said = capsys.readouterr().out
    assert "  ! c1 The operator forgot to set the flag “" in said
    assert main(["check", "2026", "--json"]) == 1
    (found,) = [
        each
        for each in json.loads(capsys.readouterr().out)["findings"]
        if each["item"] == cause.id and each["family"] == "blame"
    ]
    assert cause.text[found["start"] : found["end"]] == found["words"]
    assert found["rewrites"]


def test_a_document_without_a_remark_is_ready_and_remarks_alone_do_not_hold_it_up(
    library: TinyLibrary, capsys: Output
) -> None:
    example = worked_example()
    library.save(example)
    assert main(["check", example.id]) == 0
    assert "  ! " not in capsys.readouterr().out
    said = example.changing(
        followup=example.followup.changing(internal_summary="The engineer should have known.")
    )
    library.save(said, library.load(example.id).version)
    assert main(["check", example.id]) == 0
    assert "  ! internal summary “" in capsys.readouterr().out
