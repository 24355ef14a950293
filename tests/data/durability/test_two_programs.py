"""Two programs that edit one postmortem at the same time lose none of their edits in silence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

from tests.data.durability.edits import TITLE_EVERY
from tests.support.libraries import ID, library_at, postmortem

EDITS = 200
ROOT = Path(__file__).parents[3]


def test_two_programs_making_200_edits_each_lose_none(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    library = library_at(tmp_path)
    library.save(postmortem())
    program = [sys.executable, "-m", "tests.data.durability.edits", str(library.folder), ID]
    windows = [
        subprocess.Popen([*program, name, str(EDITS)], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)
        for name in ("ana", "ben")
    ]
    for window in windows:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    said = [window.communicate(timeout=300)[0] for window in windows]
    assert [window.returncode for window in windows] == [0, 0]
    reports = [json.loads(each) for each in said]
    document = library.load(ID).document

    thoughts = {thought.text for thought in document.parking_lot}
    titles = [title for report in reports for title in report["wrote"]]
    accounted = {document.scope.title}
    for report in reports:
        accounted |= {*report["replaced"], *report["asked"]}
    there = len(thoughts) + sum(title in accounted for title in titles)
    asked = len({title for report in reports for title in report["asked"]})
    tell(f"two programs: {there} of {2 * EDITS} edits there or surfaced; {asked} in clashes")
    assert len(titles) == 2 * EDITS // TITLE_EVERY
    assert set(titles) <= accounted, "a title went without a question"
    assert there == 2 * EDITS
    assert asked > 0, "the two never met"
