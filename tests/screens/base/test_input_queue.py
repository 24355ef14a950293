"""Keys that come faster than the screens follow: each is taken where those before it have led."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from textual.events import Key, Paste

from screens.base.input_queue import InputQueue
from screens.library.screen import LibraryScreen
from tests.support.screens import burst, opened, postmortem, until
from tests.support.timeline_screens import event, told, with_events

BURSTS = (
    ("~14:10 errors rise", "f10"),
    ("1234567", "f10"),
    ("f9", "f9", "f10", "f10"),
    ("23232", "f10", "12"),
    ("a", "14:20 more", "enter", "f9", "f8", "f10", "1"),
)


@pytest.mark.parametrize("keys", BURSTS, ids=" ".join)
async def test_no_burst_that_closes_a_postmortem_crashes(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        burst(app, *keys)
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.pause()


async def test_a_stage_that_resumes_after_its_postmortem_was_closed_shows_it_once_more(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        app.action_go("causes")
        app.action_go("timeline")
        app.action_close_postmortem()
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.pause()
        app.action_close_postmortem()
        assert isinstance(app.screen, LibraryScreen)


async def test_a_line_typed_while_its_stage_comes_up_is_not_lost(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        burst(app, "f9", "14:02 canary at 5% is in", "enter")
        await until(pilot, lambda: told(app) == ["14:02 canary at 5% is in"])


async def test_a_line_typed_right_after_the_key_that_opens_it_goes_into_it(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "one")), "timeline") as (app, pilot):
        burst(app, "a", "16:10 burst typed ok", "enter")
        await until(pilot, lambda: told(app) == ["14:00 one", "16:10 burst typed ok"])
        burst(app, "escape", "e", " again", "enter", "16:20 and on", "enter")
        await until(pilot, lambda: told(app)[1:] == ["16:10 burst typed ok again", "16:20 and on"])


async def test_each_line_of_a_burst_is_read_against_the_events_before_it(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        lines = ("14:02 aaa", "14:03 bbb", "+1 ccc", "+1 ddd")
        burst(app, *(key for line in lines for key in (line, "enter")))
        wanted = ["14:02 aaa", "14:03 bbb", "14:04 ccc", "14:05 ddd"]
        await until(pilot, lambda: told(app) == wanted)


async def test_a_paste_waits_for_the_keys_before_it(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "one")), "timeline") as (app, pilot):
        burst(app, "a", "16:10 ")
        app.post_message(Paste("pasted"))
        burst(app, " typed", "enter")
        await until(pilot, lambda: told(app)[1:] == ["16:10 pasted typed"])


async def test_what_is_typed_after_the_key_that_opens_a_sheet_goes_into_the_sheet(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        burst(app, "f3", "ask the 2 vendors", "enter")
        await until(pilot, lambda: len(app.session.document.parking_lot) == 1)
        assert app.session.document.parking_lot[0].text == "ask the 2 vendors"


def _keys_of(app: MagicMock) -> tuple[InputQueue, list[Key]]:
    """Return the keys of an app without focus, and those of them that it was handed."""
    handed_on: list[Key] = []

    async def hand_on(key: Key) -> None:
        handed_on.append(key)

    app.focused = None
    app.screen.ancestors_with_self = [MagicMock()]  # takes a call, and never makes it
    return InputQueue(app, hand_on), handed_on  # type: ignore[arg-type]


async def _wait_in(app: MagicMock) -> None:
    """Let the time pass until it is asked again whether the key before is done."""
    _, ask_again = app.set_timer.call_args.args
    await ask_again()


async def test_keys_go_on_where_every_widget_takes_one_with_it() -> None:
    app = MagicMock()
    keys, handed_on = _keys_of(app)
    pressed = [Key(name, None) for name in ("f8", "f9", "f10")]
    for key in pressed:
        await keys.put(key)
    while len(handed_on) < len(pressed) and app.set_timer.call_count < 100:
        await _wait_in(app)
    assert handed_on == pressed


async def test_a_key_waits_on_while_the_one_before_takes_seconds() -> None:
    app = MagicMock()
    keys, handed_on = _keys_of(app)
    (slow,) = app.screen.ancestors_with_self
    pressed = [Key(name, None) for name in ("f8", "f9")]
    for key in pressed:
        await keys.put(key)
    for _ in range(5):
        await _wait_in(app)
    assert handed_on == pressed[:1]
    await _make_calls_of(slow)
    assert handed_on == pressed


async def test_a_key_goes_on_soon_where_another_screen_came_and_its_own_never_answers() -> None:
    app = MagicMock()
    keys, handed_on = _keys_of(app)
    pressed = [Key(name, None) for name in ("f8", "f9")]
    for key in pressed:
        await keys.put(key)
    other = MagicMock()
    app.screen = MagicMock(ancestors_with_self=[other])
    await _wait_in(app)
    await _make_calls_of(other)
    assert handed_on == pressed


async def _make_calls_of(pump: MagicMock) -> None:
    """Make the calls a widget has taken, and those it takes meanwhile, until it has none left."""
    made = 0
    while made < min(pump.call_later.call_count, 100):
        call, *args = pump.call_later.call_args_list[made].args
        made += 1
        if (arriving := call(*args)) is not None:
            await arriving


async def test_keys_go_on_where_a_widget_took_one_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        app.screen.focused.remove()  # type: ignore[union-attr]
        burst(app, "j", "f9")
        await until(pilot, lambda: type(app.screen).__name__ == "CausesScreen")
