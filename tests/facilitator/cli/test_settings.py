"""The settings file on the command line: tickets become links, a broken file is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.fs.locations import LIBRARY_VARIABLE, SETTINGS_VARIABLE
from data.library.library import TinyLibrary
from facilitator.cli import main
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem

Output = pytest.CaptureFixture[str]
ID = "2026-11-20-abcdef"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that is not there yet, and a library with an action that has a ticket."""
    monkeypatch.setenv(LIBRARY_VARIABLE, str(tmp_path / "library"))
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / "settings.toml"))
    monkeypatch.setattr("data.fs.locations.sync_product", lambda _: "")
    monkeypatch.setattr("data.fs.locations.network_file_system", lambda _: "")
    monkeypatch.setattr("data.fs.locations.free_bytes", lambda _: 10**12)
    actions = Actions(actions=(Action(title="Guard", ticket="OPS-12"),))
    TinyLibrary(tmp_path / "library").save(Postmortem(id=ID, actions=actions))
    return tmp_path / "settings.toml"


def test_an_export_links_the_tickets_of_the_team(settings: Path, capsys: Output) -> None:
    assert main(["export", ID]) == 0
    assert "| OPS-12 |" in capsys.readouterr().out
    settings.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    assert main(["export", ID]) == 0
    assert "| [OPS-12](https://t.test/OPS-12) |" in capsys.readouterr().out


def test_each_mistake_is_said_and_the_export_is_made(settings: Path, capsys: Output) -> None:
    settings.write_text(
        '[tickets]\nX = ""\n"OPS-{n}" = "https://t.test/OPS-{n}"\n[prompts]\nscope = [1]\n'
    )
    assert main(["export", ID]) == 0
    out, err = capsys.readouterr()
    assert "| [OPS-12](https://t.test/OPS-12) |" in out
    assert [line.partition(": ")[2][:22] for line in err.splitlines()] == [
        "settings.toml, line 2:",
        "settings.toml, line 5:",
    ]


def test_check_reads_with_the_lexicon_of_the_team(settings: Path, capsys: Output) -> None:
    library = TinyLibrary(settings.parent / "library")
    library.save(Postmortem(id="2026-11-21-abcdef", causes=Causes(problem="A picnic problem.")))
    main(["check", "2026-11-21"])
    assert "picnic" not in capsys.readouterr().out
    settings.write_text('[language]\nadd.human-error = ["picnic problem"]\noff = ["no-such"]\n')
    main(["check", "2026-11-21"])
    out, err = capsys.readouterr()
    assert "“picnic problem”" in out
    assert err.startswith("facilitator: settings.toml, line 3: [language] off: no-such: ")


def test_the_doctor_tells_what_is_set_and_what_is_broken(settings: Path, capsys: Output) -> None:
    assert main(["doctor"]) == 0
    assert f"✓ settings   none; they would be in {settings}\n" in capsys.readouterr().out
    settings.write_text(
        '[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n[language]\noff = ["blame"]\n'
        '[prompts]\nscope = ["Who?", "Where?"]\n[disclosure]\ncustomers = ["Acme"]\n'
    )
    assert main(["doctor"]) == 0
    assert (
        f"✓ settings   {settings}: 1 ticket pattern, 2 questions, 1 customer, changes to the "
        "lexicon\n"
    ) in capsys.readouterr().out
    settings.write_text('[tickets]\nOPS = "https://t.test"\n[language]\noff = ["blaim"]\n')
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert '! settings   settings.toml, line 2: the ticket "OPS" needs one {n}' in out
    assert "! settings   settings.toml, line 4: [language] off: blaim: " in out
    assert "Mend it in that file, or take it out." in out
