"""The library at 10,000 postmortems against 10: first paint, search, memory, and the index itself.

First paint is timed from the start of a process in a terminal of its own to the first row on the
screen, and for a blank Textual app to its first word, in turn. Memory is what the process holds two
seconds later.

Run: python tests/bench/bench_library.py [COUNT]   (10,000 takes two minutes)
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.example import worked_example
from data.fs.locations import CACHE_VARIABLE, index_file
from data.index.index import LibraryIndex
from data.library.library import TinyLibrary
from data.library.record import EncodedJson, Record, encode_json, encode_record
from facilitator.guide.similarity import traits_of
from facilitator.model.migrations import SCHEMA_VERSION
from facilitator.model.postmortem import new_postmortem_id
from tests.bench.bench_first_paint import BLANK, painted

ROUNDS, MEMORY_ROUNDS, SEARCHES = 15, 5, 50
FIRST_ROW, SETTLED_SECONDS = b"SEV1", 2.0
WORDS = ("checkout", "cart", "login", "search", "queue", "cache", "edge", "deploy", "latency")
SEARCH = "checkout latency"


def made(folder: Path, count: int) -> LibraryIndex:
    """Fill a folder with worked examples, each with words of its own, and return its index."""
    chance, example = random.Random(7), worked_example().model_dump(mode="json")
    folder.mkdir()
    for n in range(count):
        day = date(2026, 11, 30) - timedelta(days=n // 8)
        scope = {**example["scope"], "title": " ".join(chance.choices(WORDS, k=4))}
        events = [
            {**event, "text": f"{event['text']} {chance.randrange(10**6)} {chance.choice(WORDS)}"}
            for event in example["timeline"]["events"]
        ]
        timeline = {**example["timeline"], "events": events}
        held = {"id": new_postmortem_id(day), "scope": scope, "timeline": timeline}
        content = EncodedJson(encode_json({**example, **held}))
        record = Record(content, SCHEMA_VERSION, 1, "somebody", datetime(2026, 11, 30, tzinfo=UTC))
        (folder / f"{held['id']}.json").write_bytes(encode_record(record))
    time.sleep(0.2)
    return LibraryIndex(TinyLibrary(folder), folder, index_file(folder))


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action took."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def indexed(name: str, index: LibraryIndex, folder: Path) -> None:
    """Print what the index costs and what it gives."""
    build = seconds(lambda: list(index.refresh()))
    look = statistics.median(seconds(lambda: list(index.refresh())) for _ in range(5))
    search = statistics.median(seconds(lambda: index.ids(SEARCH)) for _ in range(SEARCHES))
    found = len(index.ids(SEARCH))
    traits = traits_of(worked_example())
    similar = statistics.median(
        seconds(lambda: index.similar_postmortems(traits, "")) for _ in range(SEARCHES)
    )
    due = statistics.median(seconds(index.due) for _ in range(SEARCHES))
    index.close()
    size = index_file(folder).stat().st_size
    files = sum(each.stat().st_size for each in folder.iterdir())
    print(
        f"{name:>6}: built in {build:.1f} s, a look at unchanged files {look * 1000:.1f} ms, "
        f"two words found {found} times in {search * 1000:.2f} ms, "
        f"what is alike in {similar * 1000:.1f} ms, what is due in {due * 1000:.1f} ms, "
        f"{size / 1e6:.1f} MB for {files / 1e6:.1f} MB"
    )


def main() -> None:
    """Print all of it, the libraries and the blank app in turn."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        os.environ[CACHE_VARIABLE] = f"{place}/cache"
        libraries = {"few": Path(place) / "few", "many": Path(place) / "many"}
        for folder, size in zip(libraries.values(), (10, count), strict=True):
            indexed(f"{size}", made(folder, size), folder)
        commands = {n: ["-m", "facilitator.cli", "--library", str(f)] for n, f in libraries.items()}
        paint: dict[str, list[float]] = {"blank": [], "few": [], "many": []}
        memory: dict[str, list[float]] = {"few": [], "many": []}
        for n in range(ROUNDS + 2):
            show_applied = {"blank": painted(["-c", BLANK], b"blank").milliseconds}
            for name, command in commands.items():
                show_applied[name] = painted(command, FIRST_ROW).milliseconds
            if n > 1:  # the first two fill the system's cache
                for name, milliseconds in show_applied.items():
                    paint[name].append(milliseconds)
        for _ in range(MEMORY_ROUNDS):
            for name, command in commands.items():
                memory[name].append(painted(command, FIRST_ROW, SETTLED_SECONDS).megabytes)
    blank, few, many = (statistics.median(paint[name]) for name in ("blank", "few", "many"))
    print(
        f"first paint, {ROUNDS} rounds: blank {blank:.0f} ms, 10 {few:.0f} ms, {count} {many:.0f} "
        f"ms ({many / few:.2f} x 10, {many / blank:.2f} x blank)"
    )
    held, more = (statistics.median(memory[name]) for name in ("few", "many"))
    print(f"memory: 10 {held:.1f} MB, {count} {more:.1f} MB ({more / held:.2f} x)")


if __name__ == "__main__":
    main()
