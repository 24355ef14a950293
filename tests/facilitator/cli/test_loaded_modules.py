"""A command that opens no screen imports only what it needs, and so starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.cli import main
from tests.support.libraries import until_old_enough

ROOT = Path(__file__).parents[3]
READING_TIMES = (
    "facilitator.timeparse.parse",
    "facilitator.timeparse.written_time",
    "facilitator.timeparse.patterns",
    "facilitator.timeparse.patterns",
    "facilitator.timeparse.timezones",
    "facilitator.findings.timeline",
    "facilitator.findings.quoted_figures",
)
"""What reads a time from a text; writing a document that quotes none does without."""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one postmortem, which every command uses."""
    monkeypatch.setenv("FACILITATOR_LIBRARY", str(tmp_path / "library"))
    assert main(["new", "--title", "Checkout errors"]) == 0
    return tmp_path / "library"


def test_the_commands_and_their_options_are_known_without_any_package_from_elsewhere() -> None:
    absent = ["textual", "rich", "tinydb", "pyperclip", "platformdirs", "pydantic"]
    program = (
        "import sys, facilitator.cli, facilitator.cli.parser\n"
        f"found = [name for name in {absent!r} if name in sys.modules]\n"
        "sys.exit(f'imported {found}' if found else 0)"
    )
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr


def assert_not_imported(absent: list[str], argv: list[str], folder: Path) -> None:
    """Run a command as a process that succeeds, and see what it imported."""
    program = (
        "import sys; from facilitator.cli import main; code = main(sys.argv[1:])\n"
        f"found = [name for name in {absent!r} if name in sys.modules]\n"
        "sys.exit(f'imported {found}' if found else 0)"
    )
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", program, *argv],
        cwd=folder, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("argv", "absent"),
    [
        (["--help"], ["textual", "pydantic", "pydantic_core", "tinydb", "platformdirs"]),
        (["--version"], ["textual", "pydantic", "pydantic_core", "tinydb"]),
        (["list"], ["textual", "rich", "tinydb"]),
        (["list", "--search", "x"], ["textual", "rich", "tinydb"]),
        (["export", "2"], ["textual", "rich", "tinydb", "tomllib", *READING_TIMES]),
        (["check", "2"], ["textual", "rich", "tinydb", *READING_TIMES]),
        (["new", "--title", "x"], ["textual", "rich"]),
        (["import", "notes"], ["textual", "rich"]),
        (["doctor"], ["textual", "rich"]),
    ],
)
def test_a_command_imports_only_what_it_needs(
    library: Path, tmp_path: Path, argv: list[str], absent: list[str]
) -> None:
    (tmp_path / "notes").write_text("14:02 canary at 5%\n14:09 page fires\n")
    assert_not_imported(absent, argv, tmp_path)


def test_a_list_that_is_up_to_date_imports_no_models(library: Path, tmp_path: Path) -> None:
    until_old_enough(library)
    assert main(["list"]) == 0
    assert_not_imported(
        ["pydantic", "pydantic_core", "facilitator.model.scope"], ["list"], tmp_path
    )
