"""`export --audience customer`: what customers read, and what holds it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.cli import main
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind, Participant, Scope

Output = pytest.CaptureFixture[str]
ID = "2026-11-20-abcdef"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """An empty library that the command line uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("FACILITATOR_SETTINGS", str(tmp_path / "settings.toml"))
    return TinyLibrary(tmp_path / "library")


def telling(summary: str) -> Postmortem:
    """Return a postmortem with a summary for customers; Priya Shah was there."""
    return Postmortem(
        id=ID,
        scope=Scope(
            title="Checkout was down", participants=(Participant(name="Priya Shah", role="dba"),)
        ),
        followup=Followup(customer=CustomerSummary(summary=summary)),
    )


def test_a_clean_text_leaves_as_customers_read_it(library: TinyLibrary, capsys: Output) -> None:
    document = telling("Checkout did not work for an hour.")
    library.save(document)
    assert main(["export", ID, "--audience", "customer"]) == 0
    assert capsys.readouterr().out == customer_markdown(document)


def test_a_text_that_leaks_stays_and_what_leaks_is_named(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    library.save(telling("Priya Shah restarted db-prod-03."))
    assert main(["export", ID, "--audience", "customer", "--output", str(tmp_path / "o")]) == 1
    out, said = capsys.readouterr()
    assert (out, (tmp_path / "o").exists()) == ("", False)
    assert "2 places give something away: “Priya Shah” (person), “db-prod-03” (host)" in said
    assert "--accept-leaks-by NAME" in said


def test_a_name_lets_it_leave_once_and_is_recorded(library: TinyLibrary, capsys: Output) -> None:
    library.save(telling("Priya Shah restarted it."))
    assert main(["export", ID, "--audience", "customer", "--accept-leaks-by", "Ana"]) == 0
    out, said = capsys.readouterr()
    assert "Priya Shah restarted it." in out
    assert "Let leave, and recorded: “Priya Shah” (person)." in said
    (accepted,) = library.load(ID).document.followup.accepted_leaks
    assert (accepted.by, accepted.words) == ("Ana", ("Priya Shah",))
    assert main(["export", ID, "--audience", "customer"]) == 0
    assert "Priya Shah restarted it." in capsys.readouterr().out
    assert main(["export", ID]) == 0
    assert "| Priya Shah | Ana |" in capsys.readouterr().out


def test_another_leak_asks_again(library: TinyLibrary, capsys: Output) -> None:
    library.save(telling("Priya Shah restarted it."))
    assert main(["export", ID, "--audience", "customer", "--accept-leaks-by", "Ana"]) == 0
    kept = library.load(ID)
    customer = CustomerSummary(summary="Priya Shah restarted db-prod-03.")
    document = kept.document
    library.save(
        document.changing(followup=document.followup.changing(customer=customer)), kept.version
    )
    capsys.readouterr()
    assert main(["export", ID, "--audience", "customer"]) == 1
    assert "1 place gives something away: “db-prod-03” (host)" in capsys.readouterr().err


def test_it_is_said_that_nothing_is_written_for_customers(
    library: TinyLibrary, capsys: Output
) -> None:
    library.save(telling(""))
    assert main(["export", ID, "--audience", "customer"]) == 0
    assert "Nothing is written for customers yet" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_lets_nothing_leave(library: TinyLibrary, name: str, capsys: Output) -> None:
    library.save(telling("Priya Shah restarted it."))
    assert main(["export", ID, "--audience", "customer", "--accept-leaks-by", name]) == 1
    assert "say who lets it leave" in capsys.readouterr().err
    assert library.load(ID).document.followup.accepted_leaks == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([ID, "--audience", "customer", "--format", "json"], "Customers read Markdown"),
        ([ID, "--audience", "customer", "--mermaid"], "Customers read Markdown"),
        ([ID, "--accept-leaks-by", "Ana"], "goes with --audience customer"),
        (["-", "--audience", "customer", "--accept-leaks-by", "Ana"], "recorded in the library"),
    ],
)
def test_what_does_not_go_together_is_said(
    library: TinyLibrary, words: list[str], says: str, capsys: Output
) -> None:
    library.save(telling("Priya Shah restarted it."))
    assert main(["export", *words]) == 2
    assert says in capsys.readouterr().err


def test_what_legal_has_not_signed_off_is_said_as_it_leaves(
    library: TinyLibrary, capsys: Output
) -> None:
    document = telling("Checkout did not work for an hour.")
    library.save(document.changing(scope=document.scope.changing(kind=Kind.SECURITY)))
    assert main(["export", ID, "--audience", "customer"]) == 0
    out, said = capsys.readouterr()
    assert "Legal has not signed off yet" in said
    assert "Checkout did not work" in out


def test_the_customers_of_a_team_are_named_in_its_settings(
    library: TinyLibrary, tmp_path: Path, capsys: Output
) -> None:
    library.save(telling("Globex could not pay for an hour."))
    assert main(["export", ID, "--audience", "customer"]) == 0
    (tmp_path / "settings.toml").write_text('[disclosure]\ncustomers = ["Globex"]\n')
    capsys.readouterr()
    assert main(["export", ID, "--audience", "customer"]) == 1
    assert "“Globex” (customer)" in capsys.readouterr().err
