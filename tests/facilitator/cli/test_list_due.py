"""`facilitator list --due`: a line for each thing that is late or comes within a week."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import list as list_command
from facilitator.cli import main
from facilitator.model.actions import Action, Actions
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope

Output = pytest.CaptureFixture[str]
TODAY = date(2027, 11, 24)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """An empty library that every command uses, on a day that stays."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setattr(list_command, "utc_today", lambda: TODAY)
    return TinyLibrary(tmp_path / "library")


def filled(library: TinyLibrary) -> None:
    actions = (
        Action(title="Limit CPU", owner="Ana", due=TODAY - timedelta(days=6)),
        Action(title="Canary [/]", due=TODAY + timedelta(days=7)),
        Action(title="Much later", owner="Ana", due=TODAY + timedelta(days=8)),
    )
    review = Followup(reviews=(Review(due=TODAY + timedelta(days=1)),))
    scope = Scope(title="Checkout errors")
    library.save(Postmortem(id="2026-10-20-abcdef", scope=scope, actions=Actions(actions=actions)))
    library.save(Postmortem(id="2026-10-21-abcdef", scope=Scope(title="Login"), followup=review))


def test_each_line_says_day_lateness_kind_id_and_what_the_earliest_first(
    library: TinyLibrary, capsys: Output
) -> None:
    filled(library)
    assert main(["list", "--due"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2027-11-18  6 days late  action  2026-10-20-abcdef  Ana: Limit CPU · Checkout errors",
        "2027-11-25  tomorrow     review  2026-10-21-abcdef  Login",
        "2027-12-01  in 7 days    action  2026-10-20-abcdef  "
        "(no owner): Canary [/] · Checkout errors",
    ]


def test_json_has_a_version_and_says_the_same(library: TinyLibrary, capsys: Output) -> None:
    filled(library)
    assert main(["list", "--due", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["version"], shape["today"]) == (1, "2027-11-24")
    first, second, _ = shape["due"]
    assert first == {
        "day": "2027-11-18",
        "days_left": -6,
        "kind": "action",
        "id": "2026-10-20-abcdef",
        "title": "Checkout errors",
        "action": "Limit CPU",
        "owner": "Ana",
    }
    assert (second["kind"], second["action"], second["owner"]) == ("review", None, None)


def test_nothing_due_is_one_sentence(library: TinyLibrary, capsys: Output) -> None:
    assert main(["list", "--due"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is due: ")
    assert main(["list", "--due", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == []


def test_a_search_leaves_only_what_it_finds(library: TinyLibrary, capsys: Output) -> None:
    filled(library)
    assert main(["list", "--due", "--search", "login"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("Login")


def test_a_damaged_file_is_said_and_the_others_are_listed(
    library: TinyLibrary, capsys: Output
) -> None:
    filled(library)
    (library.folder / "2026-10-22-abcdef.json").write_text("{")
    assert main(["list", "--due"]) == 1
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 3
    assert "is damaged" in shown.err
