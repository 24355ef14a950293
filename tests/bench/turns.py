"""Two programs measured in turns, so that a busy machine troubles both alike."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from textual.pilot import Pilot

ROUNDS = 5

Figures = dict[str, float]
"""Milliseconds by what was done."""


async def timed(step: Callable[[int], Awaitable[None]], pilot: Pilot[None], times: int) -> float:
    """Return the median milliseconds from a step to the frame that shows it."""
    spent = []
    for n in range(times):
        painted = asyncio.Event()
        begun = perf_counter()
        await step(n)
        pilot.app.screen.call_after_refresh(painted.set)
        await painted.wait()
        spent.append((perf_counter() - begun) * 1000)
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
