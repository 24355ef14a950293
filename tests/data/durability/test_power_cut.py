"""The power cut of a real file system, while a real process saves to it."""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.data.durability.kills import acknowledged_until, begin_again, judge, kill, so_often
from tests.data.durability.safeguards import WithoutFolderSync
from tests.data.durability.scenarios import WHOLE, Variant

TIMES = 200
TIMES_WITHOUT = 40

_SHUTDOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), from linux/ext4.h."""
_NO_LOG_FLUSH = 2
"""EXT4_GOING_FLAGS_NOLOGFLUSH: what was not brought to the disk is gone."""


class Machine:
    """A file system in an image file, whose power can be cut."""

    def __init__(self, folder: Path) -> None:
        self._image, self.disk = folder / "image", folder / "disk"
        with self._image.open("wb") as file:
            file.truncate(64 * 1024 * 1024)
        self.disk.mkdir()
        _run("mkfs.ext4", "-q", str(self._image))
        self.switch_on()

    def switch_on(self) -> None:
        """Mount it; the file system repeats its journal, as after any crash."""
        _run("mount", "-o", "loop", str(self._image), str(self.disk))

    def switch_off(self) -> None:
        """Unmount it; after a power cut nothing more is written."""
        _run("umount", str(self.disk))

    def cut_power(self, process: int) -> None:
        """Let the disk go away under a process, and end that."""
        import fcntl

        descriptor = os.open(self.disk, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(descriptor)
        kill(process)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    if not sys.platform.startswith("linux"):
        pytest.skip("the power of an ext4 can be cut on Linux only")
    if os.geteuid() != 0:
        pytest.skip("mounting a file system needs root")
    if missing := [name for name in ("mkfs.ext4", "mount", "umount") if not shutil.which(name)]:
        pytest.skip(f"{', '.join(missing)} not installed")
    try:
        machine = Machine(tmp_path)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no loop device can be mounted here: {error.stderr.strip()}")
    yield machine
    machine.switch_off()


def cut_power_often(machine: Machine, times: int, variant: Variant) -> list[int]:
    """Cut the power so often while saving; return how many saves were called done each time.

    Raises AssertionError at the first file that is torn or save that is lost.
    """
    dice, saves = random.Random(7), list[int]()
    folder = machine.disk / "share" / "library"
    for _ in so_often(times):
        saves.append(acknowledged_until(machine.cut_power, folder, dice, variant))
        machine.switch_off()
        machine.switch_on()
        judge(folder, saves[-1])
        begin_again(folder)
    return saves


@pytest.mark.slow
def test_a_power_cut_loses_nothing_that_was_called_saved(
    machine: Machine, tell: Callable[[str], None]
) -> None:
    saves = cut_power_often(machine, TIMES, WHOLE)
    assert sum(saves) > len(saves)
    lost = f"0 unusable, 0 of {sum(saves)} acknowledged saves lost"
    tell(f"power cut: {len(saves)} times, {lost}")


@pytest.mark.slow
def test_a_power_cut_shows_what_the_sync_of_the_folder_is_for(machine: Machine) -> None:
    with pytest.raises(AssertionError, match="acknowledged"):
        cut_power_often(machine, TIMES_WITHOUT, Variant(over=WithoutFolderSync))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)
