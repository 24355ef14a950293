"""A timeline of 1,000 and of 10,000 events against a bare table of as many rows, in one run.

Run it with `python -m tests.bench.bench_timeline`; it prints milliseconds from a step to the frame
that shows it, and ratios. Bare and ours take turns, so that a busy machine troubles both alike. The
target is at most 1.5 times the bare widget: for moving the cursor, adding and editing a row, and
for typing a character with its preview beneath against a bare input.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

from rich.text import Text
from textual.app import App
from textual.events import Key
from textual.widgets import DataTable, Input

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline
from screens.app import FacilitatorApp
from screens.base.text import rich_line
from screens.timeline.events_table import event_row, event_row_context
from screens.timeline.screen import TimelineScreen
from tests.bench.turns import BareTable, Figures, print_in_turns, timed

SIZES, TIMES, ROOM = (1000, 10_000), 12, (100, 30)
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
COLUMNS = ("utc", "since", "kind", "what", "source")
TYPED = "12:34 the page fires, and traffic falls !detected <- pager"


def told(events: int) -> Timeline:
    """Return a timeline of so many events, a minute apart."""
    return Timeline(
        events=tuple(
            Event(
                at=START + timedelta(minutes=n),
                text=f"something happened for the {n}th time",
                milestone=Milestone.STARTED if n == 3 else None,
            )
            for n in range(events)
        )
    )


def late(n: int) -> Event:
    """Return an event that belongs near the middle."""
    return Event(at=START + timedelta(minutes=500 + n), text="added")


def typing(app: App[None], line: Input, text: str = TYPED) -> Callable[[int], Awaitable[None]]:
    """Return the step that types the next character of a text into a line."""

    async def step(n: int) -> None:
        line.post_message(Key(text[n], text[n]))
        taken = asyncio.Event()
        line.call_later(taken.set)
        await taken.wait()

    app.set_focus(line)
    return step


async def bare(timeline: Timeline) -> Figures:
    """Time the bare widgets."""
    setting = event_row_context(timeline)

    def cells(event: Event) -> list[Text]:
        return [rich_line(text) for text in event_row(event, setting).texts]

    rows = [(event.id, cells(event)) for event in timeline.events]
    app = BareTable([(key, 14) for key in COLUMNS], rows)
    async with app.run_test(size=ROOM) as pilot:
        table = cast("DataTable[Text]", app.query_one(DataTable))

        async def move(n: int) -> None:
            table.action_cursor_down()

        async def add(n: int) -> None:
            event = late(n)
            table.add_row(*cells(event), key=event.id)
            table.sort("utc", key=str)
            table.move_cursor(row=table.get_row_index(event.id))

        async def edit(n: int) -> None:
            table.update_cell(timeline.events[n].id, "what", Text(f"edited for the {n}th time"))

        await pilot.pause()
        return {
            "cursor": await timed(move, pilot, TIMES),
            "edit": await timed(edit, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "typing": await timed(typing(app, app.query_one(Input)), pilot, len(TYPED)),
        }


async def whole_screen(timeline: Timeline, folder: Path) -> Figures:
    """Time the whole stage, its phases, its guide and saving beside it."""
    library = TinyLibrary(folder)
    document = Postmortem(id="2026-11-20-abcdef", timeline=timeline)
    library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=ROOM) as pilot:
        app.open_postmortem(document.id, "timeline")
        await pilot.pause(1)
        screen = cast(TimelineScreen, app.screen)

        def put(event: Event) -> None:
            screen.edit(
                lambda old: old.changing(timeline=old.timeline.with_event(event)), "Put event"
            )
            screen.repaint()

        async def move(n: int) -> None:
            screen.table.action_move(1)

        async def add(n: int) -> None:
            put(late(n))

        async def edit(n: int) -> None:
            put(screen.document.timeline.events[n].changing(text=f"edited for the {n}th time"))

        return {
            "cursor": await timed(move, pilot, TIMES),
            "edit": await timed(edit, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "typing": await timed(typing(app, screen.entry.input), pilot, len(TYPED)),
        }


def main() -> None:
    """Print what was measured."""
    for size in SIZES:
        timeline = told(size)
        print(f"{size:,} events")
        print_in_turns(partial(bare, timeline), partial(whole_screen, timeline))


if __name__ == "__main__":
    main()
