"""A timeline of 1,000 events against a bare table of 1,000 rows, in one run.

Run it with `python -m tests.bench.bench_timeline`; it prints milliseconds and ratios. The target is
at most 1.5 times the bare table, for moving the cursor and for adding a row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

from rich.text import Text
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import DataTable

from data.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline
from screens.app import FacilitatorApp
from screens.timeline import TimelineScreen
from screens.widgets.event_cells import COLUMNS, places, row_cells
from screens.widgets.event_table import EventTable

ROWS, TIMES, SIZE = 1000, 30, (100, 30)
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
TIMELINE = Timeline(
    events=tuple(
        Event(
            at=START + timedelta(minutes=n),
            text=f"something happened for the {n}th time",
            milestone=Milestone.STARTED if n == 3 else None,
        )
        for n in range(ROWS)
    )
)


class Bare(App[None]):
    """A table of 1,000 rows and nothing else."""

    def compose(self) -> ComposeResult:
        """Lay the table out."""
        yield DataTable[Text](cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = cast("DataTable[Text]", self.query_one(DataTable))
        for key in COLUMNS:
            table.add_column(key, key=key, width=14)
        for event, place in zip(TIMELINE.events, places(TIMELINE), strict=True):
            table.add_row(*row_cells(event, place), key=event.id)
        table.focus()


class Ours(App[None]):
    """Our table of events and nothing else."""

    def compose(self) -> ComposeResult:
        """Lay the table out."""
        yield EventTable(id="table")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(EventTable).show(TIMELINE)
        self.query_one(EventTable).focus()


async def timed(step: Callable[[int], Awaitable[None]], pilot: Pilot[None]) -> float:
    """Return the median milliseconds from a step to the frame that shows it."""
    spent = []
    for n in range(TIMES):
        painted = asyncio.Event()
        begun = perf_counter()
        await step(n)
        pilot.app.screen.call_after_refresh(painted.set)
        await painted.wait()
        spent.append((perf_counter() - begun) * 1000)
        await pilot.pause()
    return median(spent)


def late(n: int) -> Event:
    """Return an event that belongs near the middle."""
    return Event(at=START + timedelta(minutes=500 + n), text="added")


async def bare() -> tuple[float, float]:
    """Time the bare table: cursor, add."""
    app = Bare()
    async with app.run_test(size=SIZE) as pilot:
        table = cast("DataTable[Text]", app.query_one(DataTable))

        async def move(n: int) -> None:
            table.action_cursor_down()

        async def add(n: int) -> None:
            event = late(n)
            place = places(Timeline(events=(event,)))[0]
            table.add_row(*row_cells(event, place), key=event.id)
            table.sort("utc", key=str)
            table.move_cursor(row=table.get_row_index(event.id))

        return await timed(move, pilot), await timed(add, pilot)


async def ours() -> tuple[float, float]:
    """Time our table alone: cursor, add."""
    app = Ours()
    async with app.run_test(size=SIZE) as pilot:
        table, timeline = app.query_one(EventTable), TIMELINE

        async def move(n: int) -> None:
            table.action_cursor_down()

        async def add(n: int) -> None:
            nonlocal timeline
            event = late(n)
            timeline = timeline.with_event(event)
            table.show(timeline, event.id)

        return await timed(move, pilot), await timed(add, pilot)


async def whole_screen(folder: Path) -> tuple[float, float]:
    """Time the whole stage, guide and saving beside it: cursor, add."""
    library = TinyLibrary(folder)
    document = Postmortem(id="2026-11-20-abcdef", timeline=TIMELINE)
    library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=SIZE) as pilot:
        app.open_postmortem(document.id, "timeline")
        await pilot.pause(1)
        screen = cast(TimelineScreen, app.screen)

        async def move(n: int) -> None:
            screen.table.action_cursor_down()

        async def add(n: int) -> None:
            event = late(n)
            screen.edit(
                lambda old: old.changing(timeline=old.timeline.with_event(event)), "Add event"
            )
            screen.repaint()

        return await timed(move, pilot), await timed(add, pilot)


def main() -> None:
    """Print what was measured."""
    cursor, add = asyncio.run(bare())
    print(f"bare table     cursor {cursor:6.1f} ms        add {add:6.1f} ms")
    our_cursor, our_add = asyncio.run(ours())
    print(
        f"event table    cursor {our_cursor:6.1f} ms x{our_cursor / cursor:.2f}"
        f"  add {our_add:6.1f} ms x{our_add / add:.2f}"
    )
    with TemporaryDirectory() as folder:
        all_cursor, all_add = asyncio.run(whole_screen(Path(folder)))
    print(
        f"whole screen   cursor {all_cursor:6.1f} ms x{all_cursor / cursor:.2f}"
        f"  add {all_add:6.1f} ms x{all_add / add:.2f}"
    )


if __name__ == "__main__":
    main()
