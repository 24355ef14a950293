"""`check` tells what asks for a second look, and nothing is blocked by it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.example import worked_example
from data.library.library import TinyLibrary
from facilitator.cli import main
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.suppressions import with_suppression
from facilitator.model.actions import ActionStatus
from facilitator.model.causes import Cause, Causes
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline

START = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)
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
    (first, second) = found["rewrites"]
    assert first["words"] == "What would have reminded whoever had to set the flag?"
    assert (first["start"], first["end"]) == (0, len(cause.text))
    assert second["words"] == "Nothing called for anybody to set the flag."


def _all_done(document: Postmortem) -> Postmortem:
    """Return a document whose actions wait for nobody: days long past are asked about."""
    actions = tuple(
        action.changing(status=ActionStatus.DONE) if action.is_open else action
        for action in document.actions.actions
    )
    return document.changing(actions=document.actions.changing(actions=actions))


def test_findings_of_all_kinds_are_told_and_what_was_let_stand_is_not(
    library: TinyLibrary, capsys: Output
) -> None:
    events = (Event(at=START, text="they said 9:48 EST"),)
    document = Postmortem(
        id="2026-11-20-abcdef",
        timeline=Timeline(events=events),
        causes=Causes(problem="The operator forgot it"),
        followup=Followup(customer=CustomerSummary(summary="We restarted ledger-db-01.")),
    )
    (blame,) = language_findings(document)
    library.save(with_suppression(document, blame))
    assert main(["check", "2026", "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert [(each["kind"], each["rule"], each["words"]) for each in shape["findings"]] == [
        ("scope", "solo", ""),
        ("timeline", "zone", "9:48 EST"),
        ("disclosure", "leak-host", "ledger-db-01"),
    ]
    assert main(["check", "2026"]) == 1
    said = capsys.readouterr().out
    assert "  ! 13:42 they said 9:48 EST “9:48 EST”: This is not in UTC" in said
    assert "  ! customer, summary “ledger-db-01”: " in said


def test_a_document_without_a_remark_is_ready_and_remarks_alone_do_not_hold_it_up(
    library: TinyLibrary, capsys: Output
) -> None:
    example = _all_done(worked_example())
    library.save(example)
    assert main(["check", example.id]) == 0
    assert "  ! " not in capsys.readouterr().out
    said = example.changing(
        followup=example.followup.changing(internal_summary="The engineer should have known.")
    )
    library.save(said, library.load(example.id).version)
    assert main(["check", example.id]) == 0
    assert "  ! internal summary “" in capsys.readouterr().out
