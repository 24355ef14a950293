"""Keys that come faster than the screens follow: each is taken where those before it have led."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from textual.events import Key, Paste

from screens.keys_in_turn import KeysInTurn
from screens.library import LibraryScreen
from tests.screens.support import burst, opened, postmortem, until
from tests.screens.support_timeline import event, told, with_events

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


async def test_keys_go_on_where_every_widget_takes_one_with_it() -> None:
    app, handed_on = MagicMock(), list[Key]()
    app.focused = None
    app.screen.ancestors_with_self = [MagicMock()]  # takes a call, and never makes it

    async def hand_on(key: Key) -> None:
        handed_on.append(key)

    keys = KeysInTurn(app, hand_on)  # type: ignore[arg-type]
    pressed = [Key(name, None) for name in ("f8", "f9", "f10")]
    for key in pressed:
        await keys.take(key)
    for nth in range(2):
        _, give_up = app.set_timer.call_args_list[nth].args
        await give_up()
    assert handed_on == pressed


async def test_keys_go_on_where_a_widget_took_one_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        app.screen.focused.remove()  # type: ignore[union-attr]
        burst(app, "j", "f9")
        await until(pilot, lambda: type(app.screen).__name__ == "CausesScreen")
