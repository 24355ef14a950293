"""The settings file on the command line: tickets become links, a broken file is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.folders import LIBRARY_VARIABLE, SETTINGS_VARIABLE
from data.library import TinyLibrary
from facilitator.cli import main
from facilitator.model.actions import Action, Actions
from facilitator.model.postmortem import Postmortem

Output = pytest.CaptureFixture[str]
ID = "2026-11-20-abcdef"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that is not there yet, and a library with an action that has a ticket."""
    monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path / "library"))
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / "settings.toml"))
    monkeypatch.setattr("data.place.synced_by", lambda _: "")
    monkeypatch.setattr("data.place.network_of", lambda _: "")
    monkeypatch.setattr("data.place.free_bytes", lambda _: 10**12)
    actions = Actions(actions=(Action(title="Guard", ticket="OPS-12"),))
    TinyLibrary(tmp_path / "library").save(Postmortem(id=ID, actions=actions))
    return tmp_path / "settings.toml"


def test_an_export_links_the_tickets_of_the_team(settings: Path, capsys: Output) -> None:
    assert main(["export", ID]) == 0
    assert "| OPS-12 |" in capsys.readouterr().out
    settings.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    assert main(["export", ID]) == 0
    assert "| [OPS-12](https://t.test/OPS-12) |" in capsys.readouterr().out


def test_a_broken_file_is_said_once_and_the_export_is_made(settings: Path, capsys: Output) -> None:
    settings.write_text("[tickets")
    assert main(["export", ID]) == 0
    out, err = capsys.readouterr()
    assert "| OPS-12 |" in out
    assert err.count("\n") == 1
    assert err.startswith(f"facilitator: {settings} is not used: ")


def test_the_doctor_tells_what_is_set_and_what_is_broken(settings: Path, capsys: Output) -> None:
    assert main(["doctor"]) == 0
    assert f"✓ settings   none; they would be in {settings}\n" in capsys.readouterr().out
    settings.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    assert main(["doctor"]) == 0
    assert f"✓ settings   1 ticket pattern in {settings}\n" in capsys.readouterr().out
    settings.write_text('[tickets]\nOPS = "https://t.test"\n')
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f'! settings   {settings} is not used: The ticket "OPS" needs one {{n}}' in out
    assert "Mend that line, or remove the file." in out
