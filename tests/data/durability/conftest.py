"""What the suites that simulate a disk share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)


@pytest.fixture
def memory_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where the system has one, else on disk.

    For suites that simulate a disk's faults themselves: they make and remove some ten thousand
    files, and half of their time went into a real disk.
    """
    if not os.access(_IN_MEMORY, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="facilitator-test-", dir=_IN_MEMORY) as folder:
        yield Path(folder)
