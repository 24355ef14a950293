"""How long a save takes, against the floor: the same bytes, fsync, rename, fsync of the folder.

The two are measured in turn, in an empty library and in one of 1,000 postmortems.

Run: python tests/bench/bench_save.py [FOLDER]   (a folder on the disk to be measured)
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline

ROUNDS = 200
ID = "2026-03-04-abcdef"


def document() -> Postmortem:
    """Return a postmortem of about 50 KB."""
    start = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)
    events = (Event(at=start + timedelta(minutes=n), text="errors rise " * 8) for n in range(190))
    return Postmortem(id=ID, timeline=Timeline(events=tuple(events)))


def floor(folder: Path, content: bytes) -> None:
    """Write, fsync, rename, fsync the folder, and nothing else."""
    with (folder / "floor.tmp").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    (folder / "floor.tmp").replace(folder / "floor")
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action took."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def measure(folder: Path, others: int) -> str:
    """Return one line: floor, save, load in a library that holds some other postmortems."""
    library, postmortem = TinyLibrary(folder), document()
    first = library.save(postmortem)
    content = (folder / f"{ID}.json").read_bytes()
    for n in range(others):
        (folder / f"2026-03-{n % 28 + 1:02}-{n + 222222}.json").write_bytes(content)
    versions = [library.save(postmortem, first.version).version]

    def save_once() -> None:
        versions.append(library.save(postmortem, versions[-1]).version)

    lowest, save, load = [], [], []
    for _ in range(ROUNDS):
        lowest.append(milliseconds(lambda: floor(folder, content)))
        save.append(milliseconds(save_once))
    for _ in range(ROUNDS):
        load.append(milliseconds(lambda: library.load(ID)))
    medians = [statistics.median(times) for times in (lowest, save, load)]
    return (
        f"{len(content) / 1000:.0f} KB beside {others:>4} others: floor {medians[0]:.2f} ms, "
        f"save {medians[1]:.2f} ms ({medians[1] / medians[0]:.2f} x), load {medians[2]:.2f} ms"
    )


def main() -> None:
    """Print floor, save and load, beside nothing and beside much."""
    chosen = sys.argv[1] if len(sys.argv) > 1 else None
    for others in (0, 1000):
        with tempfile.TemporaryDirectory(dir=chosen) as folder:
            print(measure(Path(folder) / "library", others))


if __name__ == "__main__":
    main()
