"""The process `facilitator`: nobody else's code in it, and no long look for garbage."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def test_a_plugin_of_pydantic_is_not_let_in(tmp_path: Path) -> None:
    (tmp_path / "intruder.py").write_text("raise SystemExit('a plugin ran')")
    described = tmp_path / "intruder-1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: intruder\nVersion: 1\n")
    (described / "entry_points.txt").write_text("[pydantic]\nintruder = intruder:plugin\n")
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}

    def ends(*arguments: str) -> int:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            check=False,
        ).returncode

    one_model = "from pydantic import BaseModel\nclass Only(BaseModel): number: int"
    assert ends("-c", one_model) == 1, "a plugin runs where nobody keeps it out"
    new = ("-m", "facilitator.cli", "--library", "library", "new", "--title", "Checkout errors")
    assert ends(*new) == 0


@pytest.mark.parametrize(
    ("argv", "collects"), [(["list"], False), (["demo"], True), (["open", "2"], True), ([], True)]
)
def test_only_a_screen_looks_for_garbage(argv: list[str], collects: bool, tmp_path: Path) -> None:
    program = """
import gc, sys
from facilitator.cli import commands, list as list_command, process
import screens.app

def says(*_, **__):
    print(gc.isenabled())
    return 0

commands._at_a_terminal = lambda: True
list_command.show_list = screens.app.run = says
process()
"""
    library = ("--library", str(tmp_path))
    new = ("-m", "facilitator.cli", *library, "new", "--title", "Checkout errors")
    for arguments in (new, ("-c", program, *library, *argv)):
        ended = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        )
    assert ended.stdout == f"{collects}\n"
