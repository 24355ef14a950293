"""The settings file: where it is, and that a bad one never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.folders import SETTINGS_VARIABLE, settings_file
from data.settings import read_settings
from facilitator.settings import Settings
from facilitator.tickets import TicketPattern, Tickets


def test_the_variable_names_the_file_and_the_users_own_is_a_toml_file(tmp_path: Path) -> None:
    assert settings_file({SETTINGS_VARIABLE: str(tmp_path / "x.toml")}) == tmp_path / "x.toml"
    assert settings_file({}).name == "settings.toml"
    assert settings_file({}).parent.name == "facilitator"


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    read = read_settings({SETTINGS_VARIABLE: str(tmp_path / "none" / "settings.toml")})
    assert (read.settings, read.problem) == (Settings(), "")


def test_patterns_are_read_from_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert read.problem == ""
    assert read.settings.tickets == Tickets((TicketPattern("OPS-{n}", "https://t.test/OPS-{n}"),))


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (b"a = 1\nb = ", "Invalid value"),
        (b"\xff\xfe", "it is no UTF-8 text."),
        (b"a = " + b"[" * 5000, "is not used"),
        (b"#" * 1_000_001, "larger than"),
        (b'[tickets]\nOPS = "https://t.test"', '"OPS" needs one {n}'),
        (b"tickets = 1", "tickets is a table"),
    ],
)
def test_a_broken_file_is_one_sentence_and_sets_nothing(
    tmp_path: Path, held: bytes, says: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(held)
    read = read_settings({SETTINGS_VARIABLE: str(file)})
    assert read.settings == Settings()
    assert read.problem.startswith(f"{file} is not used: ")
    assert says in read.problem
    assert "\n" not in read.problem


def test_a_folder_in_its_place_is_one_sentence(tmp_path: Path) -> None:
    assert "is not used" in read_settings({SETTINGS_VARIABLE: str(tmp_path)}).problem
