"""How long a save takes, as a ratio to the floor: the same bytes, fsync, rename, fsync of folder.

Floor and save are measured in turn, round by round, so that what else the disk does meets both.

Run: python tests/bench/bench_save.py [FOLDER]   (a folder on the disk to be measured)
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tinydb import TinyDB

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from facilitator.session.store import Version

ROUNDS = 200
STOCK_ROUNDS = 5
SIZES_KB = (10, 50, 300)
LIBRARIES = (10, 1_000, 10_000)
STOCK = (10, 100, 1_000)
ID = "2026-03-04-abcdef"
_EVENTS_PER_KB = 3.8


def document(kilobytes: int) -> Postmortem:
    """Return a postmortem of about this size."""
    start = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)
    events = tuple(
        Event(at=start + timedelta(minutes=n), text="errors rise " * 8)
        for n in range(round(kilobytes * _EVENTS_PER_KB))
    )
    return Postmortem(id=ID, timeline=Timeline(events=events))


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


def in_turn(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each action; all of them are done in every round."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            began = time.perf_counter()
            action()
            times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(each) for name, each in times.items()}


class Window:
    """A library with one postmortem open, beside others that are not."""

    def __init__(self, folder: Path, postmortem: Postmortem, others: int = 0) -> None:
        self.library, self.postmortem = TinyLibrary(folder), postmortem
        self.version: Version = self.library.save(postmortem).version
        self.content = (folder / f"{ID}.json").read_bytes()
        small = b"x" * 5_000
        for n in range(others):
            (folder / f"2026-03-{n % 28 + 1:02}-{222_222 + n}.json").write_bytes(small)

    def save(self) -> None:
        """Save the postmortem once more."""
        self.version = self.library.save(self.postmortem, self.version).version


def sizes(folder: Path) -> None:
    """Print save and load of postmortems of several sizes."""
    for kilobytes in SIZES_KB:
        window = Window(folder / f"{kilobytes} KB", document(kilobytes))
        figures = in_turn(
            {
                "floor": lambda window=window: floor(folder, window.content),  # type: ignore[misc]
                "save": window.save,
                "load": lambda window=window: window.library.load(ID),  # type: ignore[misc]
            },
            ROUNDS,
        )
        ratio = figures["save"] / figures["floor"]
        print(
            f"{len(window.content) / 1000:4.0f} KB: floor {figures['floor']:.2f} ms, "
            f"save {figures['save']:.2f} ms = {ratio:.2f} x, "
            f"load {figures['load']:.2f} ms"
        )


def libraries(folder: Path) -> None:
    """Print the same save in libraries of several sizes, measured in turn."""
    postmortem = document(50)
    windows = {n: Window(folder / f"{n} others", postmortem, n - 1) for n in LIBRARIES}
    os.sync()
    content = windows[LIBRARIES[0]].content
    actions: dict[str, Callable[[], object]] = {"floor": lambda: floor(folder, content)}
    actions |= {str(n): window.save for n, window in windows.items()}
    figures = in_turn(actions, ROUNDS)
    least = min(figures[str(n)] for n in LIBRARIES)
    for n in LIBRARIES:
        each = figures[str(n)]
        print(
            f"{n:6,} postmortems: save {each:.2f} ms = {each / figures['floor']:.2f} x, "
            f"{(each / least - 1) * 100:.0f}% over the fastest"
        )


def stock(folder: Path) -> None:
    """Print, for the record, the update of one postmortem in one stock TinyDB file of all."""
    postmortem = document(50)
    raw = postmortem.model_dump(mode="json")
    content = postmortem.model_dump_json().encode()
    for n in STOCK:
        with TinyDB(folder / f"{n}.json") as database:
            database.insert_multiple(raw for _ in range(n))
            figures = in_turn(
                {
                    "floor": lambda: floor(folder, content),
                    "update": lambda each=database: each.update(raw, doc_ids=[1]),  # type: ignore[misc]
                },
                STOCK_ROUNDS,
            )
        ratio = figures["update"] / figures["floor"]
        print(f"{n:6,} in one stock file: update {figures['update']:.1f} ms = {ratio:,.0f} x")


def main() -> None:
    """Print all of it."""
    chosen = sys.argv[1] if len(sys.argv) > 1 else None
    for measure in (sizes, libraries, stock):
        with tempfile.TemporaryDirectory(dir=chosen) as folder:
            measure(Path(folder))


if __name__ == "__main__":
    main()
