"""Typing with the language lens on against typing with it off, in one run.

Run it with `python -m tests.bench.bench_lens_typing`; it prints milliseconds from a key to the
frame that shows it, what of that is spent in the thread that draws, and ratios. On and off take
turns, a few keys each, so that a busy machine troubles both alike. The target is at most 1.2 times
the same text with the lens off, and no key in a text of 100,000 characters a frame (16 ms) over the
bare widget's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from textual.app import App, ComposeResult
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import TextArea

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.timeline.screen import TimelineScreen
from screens.widgets.form_field import Field
from screens.widgets.lint_input import LintedArea, LintedLine

ROOM = (100, 30)
KEYS, TURNS, ROUNDS = 12, 16, 3
PROSE = (
    "At 14:02 the deploy reached the canary, and checkout errors rose to 40% of requests. "
    "The on-call engineer failed to see the second alert, as the pager was paging for three "
    "services at once. We should have had one alert for all of them.\n\n"
    "The rollback took eleven minutes because the image was pulled again in each region. "
)
TYPED = "The team should have known that the canary was obviously too small to tell. "
LONG = {
    "prose": PROSE,
    "no spaces": "x",
    "capitals": "THE ENGINEER SHOULD HAVE CHECKED THE PODS THAT FAILED TO START. ",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd ",
    "one line": PROSE.replace("\n", " "),
}


class Bare(App[None]):
    """A text area as it comes."""

    def compose(self) -> ComposeResult:
        """Lay it out as a field does."""
        area = TextArea(compact=True, tab_behavior="focus")
        area.styles.height = 5
        area.styles.border = None
        yield area


@asynccontextmanager
async def opened(stage: str) -> AsyncIterator[tuple[FacilitatorApp, Pilot[None]]]:
    """Run the whole app on a stage, the lens ready."""
    with TemporaryDirectory() as folder:
        library = TinyLibrary(Path(folder))
        document = Postmortem(id="2026-11-20-abcdef")
        library.save(document)
        app = FacilitatorApp(library, Path(folder))
        async with app.run_test(size=ROOM) as pilot:
            app.open_postmortem(document.id, stage)
            await pilot.pause(1)
            yield app, pilot


async def key_to_frame(app: App[None], letter: str) -> float:
    """Type a letter where the focus is, and return the milliseconds to the frame that shows it."""
    focused = app.focused
    assert focused is not None
    taken, painted = asyncio.Event(), asyncio.Event()
    begun = perf_counter()
    focused.post_message(Key("space" if letter == " " else letter, letter))
    focused.call_later(taken.set)
    await taken.wait()
    app.screen.call_after_refresh(painted.set)
    await painted.wait()
    return (perf_counter() - begun) * 1000


def lower_quartile(figures: list[float]) -> float:
    """Return what a quarter of the keys stay below: about half of them are painted twice."""
    return quantiles(figures, n=4)[0]


async def in_turns(stage: str, field: str, text: str) -> None:
    """Type some letters with the lens on, as many with it off, and print what each took."""
    async with opened(stage) as (app, pilot):
        editor = _editor(app, field)
        editor.focus()
        editor.replace_text(0, 0, text)
        await pilot.pause(0.6)
        spent: dict[bool, list[float]] = {True: [], False: []}
        drawing: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(TURNS):
            for n in range(KEYS):
                letter = TYPED[(turn // 2 * KEYS + n) % len(TYPED)]
                begun = thread_time()
                spent[app.lens.is_on].append(await key_to_frame(app, letter))
                drawing[app.lens.is_on].append((thread_time() - begun) * 1000)
                await pilot.pause(0.02)
            app.lens.toggle()
            await pilot.pause(0.5)
        for name, figures, middle in (
            ("key to frame", spent, median),
            ("its thread", drawing, lower_quartile),
        ):
            on, off = middle(figures[True]), middle(figures[False])
            print(f"  {field:<17} {name:<13} off {off:6.2f}  on {on:6.2f} ms  x{on / off:.2f}")


def _editor(app: FacilitatorApp, field: str) -> LintedArea | LintedLine:
    screen = app.screen
    if isinstance(screen, TimelineScreen):
        return screen.entry.input
    found = screen.query(Field)
    editor = next(each.editor for each in found if each.spec.name == field)
    assert isinstance(editor, LintedArea | LintedLine)
    return editor


async def long_texts() -> None:
    """Print what the slowest keys in long texts take of the thread that draws them."""
    print("  100,000 characters: median and slowest key, in the time of the thread that draws")
    for name, piece in LONG.items():
        text = (piece * (100_000 // len(piece) + 1))[:100_000]
        bare = Bare()
        async with bare.run_test(size=ROOM) as pilot:
            area = bare.query_one(TextArea)
            area.load_text(text)
            area.focus()
            widget = await _keys(bare, pilot)
        spent: dict[bool, list[float]] = {True: [], False: []}
        async with opened("followup") as (app, pilot):
            editor = _editor(app, "internal_summary")
            editor.replace_text(0, 0, text)
            editor.focus()
            for _ in range(2 * ROUNDS):
                await pilot.pause(1.5)
                spent[app.lens.is_on] += await _keys(app, pilot)
                app.lens.toggle()
        on, off = spent[True], spent[False]
        print(
            f"  {name:<14} widget {_told(widget)}   off {_told(off)}   on {_told(on)}"
            f"   more {median(on) - median(off):5.1f} {max(on) - max(off):5.1f} ms"
        )


async def _keys(app: App[None], pilot: Pilot[None]) -> list[float]:
    """Type for a while, now and then so soon after a rest that the text is being read again."""
    spent = []
    for n in range(12):
        begun = thread_time()
        await key_to_frame(app, TYPED[n % len(TYPED)])
        spent.append((thread_time() - begun) * 1000)
        await pilot.pause(0.2 if n % 3 == 2 else 0.0)
    return spent


def _told(figures: list[float]) -> str:
    return f"{median(figures):6.1f} {max(figures):6.1f} ms"


async def main() -> None:
    """Print what was measured."""
    await in_turns("followup", "internal_summary", PROSE * 3)
    await in_turns("followup", "escalation", "")
    await in_turns("timeline", "entry", "14:02 ")
    await long_texts()


if __name__ == "__main__":
    asyncio.run(main())
