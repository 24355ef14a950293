"""How long a save takes, against the floor: the same bytes, fsync, rename, fsync of the folder.

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


def median_ms(action: Callable[[int], object]) -> float:
    """Return the median time of an action in milliseconds."""
    times = []
    for n in range(ROUNDS):
        began = time.perf_counter()
        action(n)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print floor, save and load."""
    chosen = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=chosen) as folder:
        library, postmortem = TinyLibrary(Path(folder) / "library"), document()
        library.save(postmortem, 0)
        content = (library.folder / f"{ID}.json").read_bytes()
        lowest = median_ms(lambda _: floor(library.folder, content))
        save = median_ms(lambda n: library.save(postmortem, n + 1))
        load = median_ms(lambda _: library.load(ID))
    print(f"{len(content) / 1000:.0f} KB: floor {lowest:.2f} ms, save {save:.2f} ms "
          f"({save / lowest:.1f} x), load {load:.2f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
