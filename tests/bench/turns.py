"""Two programs measured in turns, so that a busy machine troubles both alike."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

from rich.text import Text
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import DataTable, Input

ROUNDS = 5

Figures = dict[str, float]
"""Milliseconds by what was done."""


class BareTable(App[None]):
    """A table of rows by key, and an input beneath it; `heads`: each column with its cells."""

    def __init__(
        self, heads: Sequence[tuple[str, int]], rows: Sequence[tuple[str, Sequence[Text]]]
    ) -> None:
        super().__init__()
        self._heads = heads
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield DataTable[Text](cursor_type="row")
        yield Input(compact=True)

    def on_mount(self) -> None:
        """Fill the table."""
        table = cast("DataTable[Text]", self.query_one(DataTable))
        table.styles.height = "1fr"
        for key, width in self._heads:
            table.add_column(key, key=key, width=width)
        for key, cells in self._rows:
            table.add_row(*cells, key=key)
        table.focus()


async def timed(step: Callable[[int], Awaitable[None]], pilot: Pilot[None], times: int) -> float:
    """Return the median milliseconds from a step to the frame that shows it."""
    spent: list[float] = []
    for n in range(times):
        painted = asyncio.Event()
        begun = perf_counter()

        def shown(since: float = begun, painted: asyncio.Event = painted) -> None:
            # Noted here: what waits for the frame would else run before this goes on.
            spent.append((perf_counter() - since) * 1000)
            painted.set()

        await step(n)
        pilot.app.screen.call_after_refresh(shown)
        await painted.wait()
        await pilot.pause()
    return median(spent)


def print_in_turns(
    bare: Callable[[], Awaitable[Figures]], ours: Callable[[Path], Awaitable[Figures]]
) -> None:
    """Measure both some rounds long, ours with a folder of its own; print medians and ratios."""
    theirs: dict[str, list[float]] = defaultdict(list)
    our: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, figure in asyncio.run(_awaited(bare())).items():
            theirs[name].append(figure)
        with TemporaryDirectory() as folder:
            for name, figure in asyncio.run(_awaited(ours(Path(folder)))).items():
                our[name].append(figure)
    for name, figures in theirs.items():
        ratio = median(our[name][n] / figures[n] for n in range(ROUNDS))
        print(
            f"  {name:<8} bare {median(figures):7.1f} ms   ours {median(our[name]):7.1f} ms"
            f"   x{ratio:.2f}"
        )


async def _awaited(figures: Awaitable[Figures]) -> Figures:
    return await figures
