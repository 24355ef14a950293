"""F4: the room sees how much of the stage's time is left, and nobody is held up by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from data.library.library import TinyLibrary
from facilitator.analysis.stage_minutes import minutes_by_stage
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem, StageTime
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.commands.present import PresentDialog
from screens.library.screen import LibraryScreen
from screens.services import timer
from screens.services.command_palette import BindingCommands
from screens.stage.guide_panel import GuidePanel
from screens.stage.screen import StageScreen
from screens.stage.title_bar import TitleBar
from tests.support.screens import kept, opened, postmortem, said, screen_text, until


class Given:
    """A clock that goes on when it is told to, and the timer of an app that reads it."""

    def __init__(self, app: FacilitatorApp) -> None:
        self._app = app
        self.now = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
        self.looks = 0
        app.session.now = self._look

    def _look(self) -> datetime:
        self.looks += 1
        return self.now

    def passes(self, minutes: int, seconds: int = 0) -> None:
        """Let time pass, looked at every minute."""
        assert self._app.timer is not None
        for passed in (*[60] * minutes, seconds):
            self.now += timedelta(seconds=passed)
            self._app.timer.update()


def first_line(app: FacilitatorApp) -> str:
    return screen_text(app).splitlines()[0]


def spent(document: Postmortem) -> dict[Stage, int]:
    return minutes_by_stage(document.stage_times)


async def other_ticks(app: FacilitatorApp, pilot: Pilot[None]) -> None:
    """Wait until a timer that is as fast as that of the stage has fired twenty times."""
    ticks: list[bool] = []
    other = app.set_interval(timer._TICK_SECONDS, lambda: ticks.append(True))
    await until(pilot, lambda: len(ticks) > 20)
    other.stop()


def waiting_to_be_painted(app: FacilitatorApp) -> list[Widget]:
    widgets = app.screen._compositor.visible_widgets
    return [each for each in widgets if each._repaint_required or each._layout_required]


async def test_the_timer_starts_shows_pauses_and_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        assert "left" not in first_line(app)
        clock = Given(app)
        await pilot.press("f4")
        assert " draft  30:00 left  saved " in first_line(app)
        clock.passes(17, 20)
        await pilot.press("f4")
        assert "  paused, 12:40 left  " in first_line(app)
        clock.passes(5)
        await pilot.pause()
        assert "  paused, 12:40 left  " in first_line(app)
        await pilot.press("f4")
        clock.passes(0, 40)
        await pilot.pause()
        assert "  12:00 left  " in first_line(app)
        assert spent(app.session.document) == {Stage.TIMELINE: 18}


async def test_another_stage_goes_on_with_its_own_time_and_minutes_are_on_disk(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(2, 30)
        await pilot.press("f9")
        assert "  12:00 left  " in first_line(app)
        clock.passes(1)
        await pilot.press("f8")
        assert "  27:30 left  " in first_line(app)
        await until(pilot, lambda: spent(kept(tmp_path)) == {Stage.TIMELINE: 2, Stage.CAUSES: 1})
        assert app.session.undo_label == ""
        app.action_go(Stage.REVIEW.value)
        await pilot.pause()
        assert "  0:00 spent  " in first_line(app)


async def test_when_the_time_is_up_it_is_said_once_and_the_next_stage_named(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(11, 59)
        await pilot.pause()
        assert said(app) == ""
        clock.passes(0, 1)
        await until(pilot, lambda: said(app).startswith("That was the time for Causes. Next is"))
        app.clear_notifications()
        clock.passes(3, 5)
        await pilot.press("f9", "f8")
        clock.passes(0, 1)
        await pilot.pause()
        assert "  3:06 over  " in first_line(app)
        assert said(app) == ""


async def test_minutes_are_kept_on_the_way_to_the_library_and_it_goes_on_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.services.timer._TICK_SECONDS", 0.001)
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(4)
        await until(pilot, lambda: clock.looks > 20)
        clock.now += timedelta(seconds=70)  # nothing has looked at the clock since
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert spent(kept(tmp_path)) == {Stage.TIMELINE: 5}
        looks = clock.looks
        await other_ticks(app, pilot)
        assert clock.looks == looks
        app.open_postmortem(TinyLibrary(tmp_path).ids()[0], "timeline")
        await until(pilot, lambda: isinstance(app.screen, StageScreen) and app.screen.is_current)
        clock = Given(app)
        await pilot.press("f4", "f4")
        assert "  paused, 25:00 left  " in first_line(app)
        looks = clock.looks
        await other_ticks(app, pilot)
        assert clock.looks == looks


async def test_minutes_are_kept_when_the_program_is_left(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        clock = Given(app)
        await pilot.press("f4")
        clock.now += timedelta(seconds=61)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
        assert spent(kept(tmp_path)) == {Stage.TIMELINE: 1}


async def test_at_80_columns_the_title_gives_way_to_the_clock(tmp_path: Path) -> None:
    document = postmortem(title="Checkout errors after the cache was rolled out everywhere")
    async with opened(tmp_path, document, "timeline", size=(80, 24)) as (app, pilot):
        Given(app)
        await pilot.press("f4", "f4")
        line = first_line(app)
        assert line.startswith(
            " Checkout errors after…  SEV2 full · draft  paused, 30:00 left  saved "
        )
        assert line.rstrip().endswith("Z")
        unrated = document.changing(scope=document.scope.changing(severity=None), revision=12)
        app.session.edit(unrated, "Edit")
        told = "…  SEV? standard · draft 12  paused, 23:00 left  saved "
        await until(pilot, lambda: told in first_line(app))
        assert cell_len(first_line(app).rstrip()) == 79


async def test_where_nothing_can_be_saved_the_timer_runs_and_nothing_is_said(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        app.session.read_only = "This postmortem is open for reading only."
        app.repaint_screens()
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(3)
        await pilot.press("f4")
        assert "  paused, 27:00 left  read only" in first_line(app)
        assert (said(app), spent(app.session.document)) == ("", {})


async def test_the_palette_counts_a_stage_anew_and_the_guide_says_what_it_took(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline", size=(120, 40)) as (app, pilot):
        minutes = app.screen.query_one(GuidePanel).query_one(".minutes", Static)
        assert str(minutes.content) == "30 min planned"
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(14)
        await until(pilot, lambda: str(minutes.content) == "30 min planned · 14 spent")
        (anew,) = (run for words, run in BindingCommands(app.screen)._commands() if "anew" in words)
        anew()
        await until(pilot, lambda: str(minutes.content) == "30 min planned")
        assert "  30:00 left  " in first_line(app)
        assert spent(app.session.document) == {}
        await until(pilot, lambda: spent(kept(tmp_path)) == {})


async def test_a_tick_paints_the_first_line_and_nothing_else(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        clock = Given(app)
        await pilot.press("f4")
        clock.passes(0, 1)
        await pilot.pause()
        assert waiting_to_be_painted(app) == []
        clock.passes(0, 1)
        (bar,) = waiting_to_be_painted(app)
        assert isinstance(bar, TitleBar)
        assert not bar._layout_required


async def test_what_is_to_be_done_stays_in_sight_while_minutes_are_counted(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", size=(80, 24)) as (app, pilot):
        clock = Given(app)
        await pilot.press("ctrl+g", "f4")
        assert "Do  " in screen_text(app)
        clock.passes(2)
        await until(pilot, lambda: spent(kept(tmp_path)) == {Stage.SCOPE: 2})
        assert isinstance(app.screen, StageScreen)
        await pilot.pause()
        assert not app.screen.guide.is_behind(app.session.document)
        assert "Do  " in screen_text(app)


async def test_looking_at_a_postmortem_saves_nothing_however_odd_its_minutes(
    tmp_path: Path,
) -> None:
    odd = tuple(
        StageTime(stage=s, minutes=m) for s, m in ((Stage.CAUSES, 10**400), (Stage.SCOPE, 0))
    )
    async with opened(tmp_path, postmortem().changing(stage_times=odd), "scope") as (app, pilot):
        await pilot.press("f9")
        app.action_go(Stage.CAUSES.value)
        await pilot.press("f4", "f4")
        assert app.session.is_saved
        assert app.session.document.stage_times == odd
        assert "  paused," in first_line(app)


async def test_what_another_window_counts_shows_here(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        Given(app)
        await pilot.press("f4", "f4")
        library = TinyLibrary(tmp_path)
        there = library.load(app.session.document.id)
        times = ({"stage": Stage.TIMELINE, "minutes": 20},)
        library.save(there.document.changing(stage_times=times), there.version)
        await until(pilot, lambda: "  paused, 10:00 left  " in first_line(app))


async def test_the_room_sees_the_clock_while_the_document_is_presented(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        clock = Given(app)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, PresentDialog))
        await pilot.press("f4")
        clock.passes(2)
        await until(pilot, lambda: "28:00 left" in first_line(app))
        clock.passes(30)
        await until(pilot, lambda: "2:00 over" in first_line(app))
        await pilot.press("f4", "escape")
        await until(pilot, lambda: "paused, 2:00 over" in first_line(app))


async def test_the_room_sees_a_paused_clock_from_the_first_slide_on(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        Given(app)
        await pilot.press("f4", "f4", "f5")
        await until(pilot, lambda: "paused, 30:00 left" in first_line(app))
        assert isinstance(app.screen, PresentDialog)


async def test_while_presenting_the_time_is_that_of_the_stage_talked_about(tmp_path: Path) -> None:
    causes = Causes(problem="One cache", causes=(Cause(text="no warm-up"),))
    document = postmortem().changing(causes=causes)
    async with opened(tmp_path, document, "scope", (80, 24)) as (app, pilot):
        clock = Given(app)
        await pilot.press("f4", "f5")
        await until(pilot, lambda: "  3:00 left" in first_line(app))
        clock.passes(1)
        await pilot.press("f9")
        await until(pilot, lambda: "3 Causes" in first_line(app) and "12:00" in first_line(app))
        clock.passes(12)
        await until(pilot, lambda: said(app).startswith("That was the time for Causes. Next is"))
        await pilot.press("escape")
        await until(pilot, lambda: "  2:00 left  " in first_line(app))
        assert spent(app.session.document) == {Stage.SCOPE: 1, Stage.CAUSES: 12}
