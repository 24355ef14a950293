"""A disk that is full, or a limit that is reached, leaves the old version and says so."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.session.store import NotSaved
from tests.data.durability.fault_points import go_on
from tests.data.durability.scenarios import quick, shown
from tests.data.durability.watched import Quick
from tests.support.libraries import ID, MINUTE, postmortem

TIMES = 50
ROOT = Path(__file__).parents[3]
NOTES = "errors rise " * 2000


class AlmostFull(Quick):
    """A disk that takes so many bytes more, and then none."""

    def __init__(self, left: int) -> None:
        self.left = left

    def write(self, descriptor: int, content: memoryview) -> int:
        if not self.left:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = os.write(descriptor, content[: min(self.left, 4096)])
        self.left -= written
        return written


def test_a_full_disk_leaves_the_old_version_every_time(tmp_path: Path) -> None:
    dice = random.Random(7)
    version = quick(tmp_path).save(postmortem("old")).version
    for number in range(TIMES):
        document = postmortem(f"new {number}").changing(private_notes=NOTES)
        files = AlmostFull(dice.randrange(len(NOTES)))
        library = TinyLibrary(tmp_path, files=files, now=lambda: MINUTE)
        with pytest.raises(NotSaved) as refused:
            library.save(document, version, keep_replaced=dice.random() < 0.5)
        assert str(refused.value) == (f"{ID} could not be saved in {tmp_path}: the disk is full.")
        assert shown(quick(tmp_path)) == "old"
        assert list(tmp_path.rglob("*.tmp")) == []
    go_on(quick(tmp_path))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 200 KB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(disk)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_a_real_disk_that_is_full_leaves_the_old_version_every_time(small_disk: Path) -> None:
    dice, said = random.Random(7), list[str]()
    folder, filler = small_disk / "library", small_disk / "filler"
    version = quick(folder).save(postmortem("0").changing(private_notes=NOTES)).version
    for number in range(1, TIMES + 1):
        before = shown(quick(folder))
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(bytes(max(0, free - dice.randrange(2 * len(NOTES)))))
        document = postmortem(str(number)).changing(private_notes=NOTES)
        try:
            version = quick(folder).save(document, version).version
            right = str(number)
        except NotSaved as error:
            said.append(str(error))
            right = before
        assert shown(quick(folder)) == right
        filler.unlink()
    assert len(said) > TIMES // 4
    assert all(each.endswith("the disk is full.") for each in said)
    go_on(quick(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_of_the_size_of_files_leaves_the_old_version_every_time(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.data.durability.full_disk", str(tmp_path), str(TIMES)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    reports = json.loads(done.stdout)
    refused = [report for report in reports if report["said"]]
    assert len(reports) == TIMES
    assert len(refused) == TIMES, "every limit is smaller than the file"
    for report in refused:
        assert report["there"] == "old"
        assert report["said"].endswith("the file would be larger than is allowed.")
    go_on(quick(tmp_path))
