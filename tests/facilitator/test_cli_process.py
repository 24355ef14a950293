"""The process `facilitator`: nobody else's code in it, and no long look for garbage."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.cli import commands
from facilitator.cli.parser import parser

ROOT = Path(__file__).parents[2]


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
    ("argv", "rarely"), [(["list"], True), (["export", "2"], True), (["demo"], False), ([], False)]
)
def test_only_a_command_without_screens_seldom_looks_for_garbage(
    argv: list[str], rarely: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, seen = gc.get_threshold(), []

    def dispatched(_: object) -> int:
        seen.append(gc.get_threshold())
        return 0

    monkeypatch.setattr(commands, "_dispatch", dispatched)
    monkeypatch.setattr(commands, "_at_a_terminal", lambda: True)
    assert commands.run(parser().parse_args(argv)) == 0
    assert (seen[0][0] > usual[0]) == rarely
    assert gc.isenabled()
    assert gc.get_threshold() == usual
