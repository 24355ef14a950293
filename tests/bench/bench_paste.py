"""Pasted lines until each is shown as understood: the reading alone, and the whole sheet.

Run it with `python -m tests.bench.bench_paste`; it prints milliseconds. The target is a second for
1,000 lines, from the paste to the preview. A key typed while the lines are read, and a line turned
in the preview, are timed as well: neither may make a person wait.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

from textual import events

from data.library.library import TinyLibrary
from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import compare_with_timeline
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Timeline
from facilitator.timeparse.written_time import TimeContext
from screens.app import FacilitatorApp
from screens.timeline.paste_dialog import PasteDialog
from screens.timeline.screen import TimelineScreen

SIZES, TIMES, SIZE = (1_000, 10_000, 50_000), 5, (100, 30)
CONTEXT = TimeContext(day=date(2026, 11, 20), now=datetime(2026, 11, 21, tzinfo=UTC))


def chat(lines: int) -> str:
    """Return the lines of a chat: times, milestones, sources, and lines without a time."""
    told = []
    for n in range(lines):
        if n % 10 == 9:
            told.append(f"and node {n} is slow as well")
        else:
            source = " <- incident chat" if n % 3 else ""
            told.append(f"- **{n // 60 % 24:02}:{n % 60:02} UTC** - node {n} drains{source}")
    return "\n".join(told)


def reading() -> None:
    """Time the reading and the search for what is there already, without a screen."""
    text, read, found = chat(1_000), [], []
    timeline = Timeline(events=parse_paste(text, CONTEXT).events)
    for _ in range(TIMES):
        begun = perf_counter()
        pasted = parse_paste(text, CONTEXT)
        ended = perf_counter()
        compare_with_timeline(pasted, timeline)
        read.append((ended - begun) * 1000)
        found.append((perf_counter() - ended) * 1000)
    print(f" 1,000 lines   read {median(read):7.0f} ms   compared {median(found):5.0f} ms")


async def sheet(folder: Path, lines: int) -> None:
    """Time a paste into the timeline until its preview stands, and keys before and after."""
    library = TinyLibrary(folder)
    document = Postmortem(id="2026-11-20-abcdef")
    library.save(document)
    app, text = FacilitatorApp(library, folder), chat(lines)
    async with app.run_test(size=SIZE) as pilot:
        app.open_postmortem(document.id, "timeline")
        await pilot.pause(0.5)
        cast(TimelineScreen, app.screen).table.focus()
        await pilot.pause(0.1)
        begun = perf_counter()
        app.screen.post_message(events.Paste(text))
        longest, tick = 0.0, begun
        while not isinstance(app.screen, PasteDialog) or not app.screen.preview.row_count:
            await asyncio.sleep(0.001)
            longest, tick = max(longest, perf_counter() - tick), perf_counter()
        painted = asyncio.Event()
        app.screen.call_after_refresh(painted.set)
        await painted.wait()
        shown = perf_counter() - begun
        tick = perf_counter()
        app.screen.preview.action_turn()
        painted.clear()
        app.screen.call_after_refresh(painted.set)
        await painted.wait()
        turned = perf_counter() - tick
        print(
            f"{lines:6,} lines   shown {shown * 1000:6.0f} ms"
            f"   longest wait {longest * 1000:5.0f} ms   a line turned {turned * 1000:4.0f} ms"
        )
        app.screen.action_leave()
        await pilot.pause()


def main() -> None:
    """Print what was measured."""
    reading()
    for lines in SIZES:
        with TemporaryDirectory() as folder:
            asyncio.run(sheet(Path(folder), lines))


if __name__ == "__main__":
    main()
