"""The settings file: where it is, and that a bad one never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.fs.locations import SETTINGS_VARIABLE, settings_file
from data.local.settings import read_settings
from facilitator.model.tickets import TicketPattern, TicketPatterns
from facilitator.settings.model import Settings


def test_the_variable_names_the_file_and_the_users_own_is_a_toml_file(tmp_path: Path) -> None:
    assert settings_file({SETTINGS_VARIABLE: str(tmp_path / "x.toml")}) == tmp_path / "x.toml"
    assert settings_file({}).name == "settings.toml"
    assert settings_file({}).parent.name == "facilitator"


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    read = read_settings({SETTINGS_VARIABLE: str(tmp_path / "none" / "settings.toml")})
    assert (read.settings, read.every_problem) == (Settings(), ())


def test_patterns_are_read_from_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert read.problems == ()
    assert read.settings.tickets == TicketPatterns(
        (TicketPattern("OPS-{n}", "https://t.test/OPS-{n}"),)
    )


def test_a_file_with_the_mark_of_windows_at_its_start_is_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'\xef\xbb\xbf[prompts]\r\nscope = ["Who?"]\r\n')
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert (read.problems, len(read.settings.prompts)) == ((), 1)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (b"a = 1\nb = ", "ours.toml, line 2: this is no TOML"),
        (b"a = 1\n\xff\xfe", "{file} is not used: line 2 is no UTF-8 text."),
        (b"a = " + b"[" * 5000, "ours.toml: it is nested too deep"),
        (b"#" * 1_000_001, "{file} is not used: it is larger than"),
        (b'[tickets]\nOPS = "https://t.test"', 'ours.toml, line 2: the ticket "OPS" needs one {n}'),
        (b"tickets = 1", "ours.toml, line 1: tickets has to be a table"),
    ],
)
def test_a_broken_file_is_one_sentence_and_sets_nothing(
    tmp_path: Path, held: bytes, says: str
) -> None:
    file = tmp_path / "ours.toml"
    file.write_bytes(held)
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert read.settings == Settings()
    (problem,) = read.every_problem
    assert problem.startswith(says.replace("{file}", str(file)))
    assert "\n" not in problem


def test_a_folder_in_its_place_is_one_sentence(tmp_path: Path) -> None:
    (problem,) = read_settings({SETTINGS_VARIABLE: str(tmp_path)}).problems
    assert "is not used" in problem


def test_what_is_wrong_in_the_lexicon_is_told_apart_and_the_rules_are_made_once(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('tickets = 1\n[language]\noff = ["blame", "blaim"]\n')
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert len(read.problems) == 1
    (problem,) = read.language_problems
    assert problem.startswith("settings.toml, line 3: [language] off: blaim: there is no such rule")
    assert read.every_problem == (*read.problems, problem)
    assert read.lexicon is read.lexicon
    assert not any(rule.family == "blame" for rule in read.lexicon.rules)
