"""Times typed in a zone of the team's own, its minutes beside those in UTC, which are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from screens.timeline.events_table import local_clock
from tests.support.screens import opened, postmortem, said, screen_text, until
from tests.support.timeline_screens import event, stage, told, with_events

BERLIN = ZoneInfo("Europe/Berlin")


async def test_times_are_typed_in_the_zone_of_the_scope_and_kept_in_utc(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(zone="Europe/Berlin"), "timeline") as (app, pilot):
        await until(pilot, lambda: "in Europe/Berlin, and kept in UTC" in screen_text(app))
        await pilot.press(*"15:02 canary")
        await until(pilot, lambda: "2026-11-20 14:02Z  (15:02 Europe/Berlin)" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:02 canary"])


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 20, 14, 2, tzinfo=UTC), "15:02"),
        (datetime(2026, 7, 20, 14, 2, tzinfo=UTC), "16:02"),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "+1 00:30"),
    ],
)
def test_a_local_minute_says_which_day_it_is_on(at: datetime, shown: str) -> None:
    assert local_clock(at, BERLIN) == shown
    back = local_clock(datetime(2026, 11, 20, 3, 0, tzinfo=UTC), ZoneInfo("America/New_York"))
    assert back == "-1 22:00"


async def test_local_minutes_stand_beside_utc_and_z_hides_them(tmp_path: Path) -> None:
    given = with_events(event(0, "first"), event(9 * 60 + 5, "second"))
    document = given.changing(scope=given.scope.changing(zone="Europe/Berlin"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "UTC    Local" in screen_text(app))
        assert "14:00    15:00" in screen_text(app)
        assert "23:05 +1 00:05" in screen_text(app)
        await pilot.press("z")
        await until(pilot, lambda: "+1 00:05" not in screen_text(app))
        assert "first" in screen_text(app)
        await pilot.press("z")
        await until(pilot, lambda: "14:00    15:00" in screen_text(app))


async def test_without_a_zone_z_says_where_one_is_set(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("z")
        await until(pilot, lambda: "Stage 1 sets another zone" in said(app))
        assert stage(app).table.row_count == 1
