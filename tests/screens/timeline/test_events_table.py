"""The table of events: what its rows show, whatever they hold."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import cast

import pytest
from rich.color import Color

from facilitator.model.timeline import Event, Milestone, Timeline
from screens.timeline.events_table import (
    begins_day,
    event_columns,
    event_row,
    event_row_context,
    since_start,
)
from tests.support.screens import HOSTILE, opened, screen_text, until
from tests.support.timeline_screens import (
    event,
    stage,
    timeline,
    with_events,
)


async def test_the_mouse_selects_a_row_and_a_second_click_loads_it(tmp_path: Path) -> None:
    document = with_events(event(0, "a"), event(5, "b"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.click("#table", offset=(30, 2))
        await until(pilot, lambda: cast(Event, stage(app).selected).text == "b")
        await pilot.click("#table", offset=(30, 2))
        await until(pilot, lambda: stage(app).entry.text.endswith(" b"))


async def test_the_row_of_the_cursor_stays_readable_in_both_themes(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        table = stage(app).table

        def colours() -> set[Color | None]:
            return {segment.style.color for segment in table.render_line(1) if segment.style}

        cursor = table.get_component_rich_style("row-table--cursor").color
        assert colours() == {cursor}
        app.action_other_theme()
        await until(pilot, lambda: colours() != {cursor})
        assert colours() == {table.get_component_rich_style("row-table--cursor").color}


async def test_hostile_texts_show_letter_for_letter(tmp_path: Path) -> None:
    document = with_events(*(event(n, text) for n, text in enumerate(HOSTILE)))
    async with opened(tmp_path, document, "timeline", (120, 40)) as (app, pilot):
        await until(pilot, lambda: stage(app).table.row_count == len(HOSTILE))
        shown = screen_text(app)
        for text in HOSTILE[:10]:
            assert text in shown
        for _ in HOSTILE:
            assert stage(app).selected is not None
            assert cast(Event, stage(app).selected).text in stage(app).entry.words
            await pilot.press("down")


async def test_a_line_of_ten_thousand_letters_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    document = with_events(event(0, "long " * 2000))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: stage(app).table.row_count == 1)
        (row,) = [line for line in screen_text(app).split("\n") if " 14:00 " in line]
        assert row.rstrip().endswith("…")
        assert stage(app).entry.words.count("long") == 2000


async def test_another_day_is_named_where_it_begins(tmp_path: Path) -> None:
    document = with_events(event(0), event(600, "next day"), event(601, "still"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "11-21 00:00" in screen_text(app))
        assert screen_text(app).count("11-21") == 1


async def test_a_day_is_named_though_its_first_event_is_not_shown(tmp_path: Path) -> None:
    events = (event(0), event(600, "next day"), event(601, "still"))
    async with opened(tmp_path, with_events(*events), "timeline", (80, 24)) as (app, _):
        table = stage(app).table
        table.show(timeline(app), only=frozenset([events[0].id, events[2].id]))
        assert [table.row(n).texts[0] for n in (0, 1)] == ["11-20 14:00", "11-21 00:01"]


def minutes_shown(*events: Event) -> list[str]:
    """Return what the first column shows of each event."""
    story = Timeline(events=events)
    setting = event_row_context(story)
    return [
        event_row(told, setting, begins_day=begins_day(story.events, n)).texts[0]
        for n, told in enumerate(story.events)
    ]


def test_of_several_days_the_first_is_named_too() -> None:
    assert minutes_shown(event(0), event(1), event(600), event(601)) == [
        "11-20 14:00",
        "14:01",
        "11-21 00:00",
        "00:01",
    ]
    assert minutes_shown(event(0), event(1)) == ["14:00", "14:01"]
    assert minutes_shown() == []


def test_of_several_years_each_day_is_named_with_its_own() -> None:
    year = 365 * 24 * 60
    assert minutes_shown(event(-year), event(0), event(600)) == [
        "2025-11-20 14:00",
        "2026-11-20 14:00",
        "2026-11-21 00:00",
    ]


async def test_the_column_takes_a_day_with_its_year(tmp_path: Path) -> None:
    about = event(0).changing(approximate=True)
    document = with_events(event(-365 * 24 * 60), about)
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "2025-11-20 14:00" in screen_text(app))
        assert "2026-11-20 ~14:00" in screen_text(app)


def test_time_since_the_start_reads_as_hours_and_minutes() -> None:
    assert [since_start(n) for n in (0, 7, -90, 1440 * 2 + 190)] == [
        "+0:00",
        "+0:07",
        "-1:30",
        "+2d 3:10",
    ]


async def test_the_rows_follow_whatever_becomes_of_the_events(tmp_path: Path) -> None:
    dice = Random(7)
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, _):
        table, story = stage(app).table, timeline(app)
        for n in range(150):
            events = story.events
            some = dice.sample(events, min(len(events), dice.choice((1, 1, 2, 5))))
            match dice.choice(("add", "add", "move", "mend", "mark", "remove", "show some")):
                case "add":
                    story = story.with_event(event(dice.randint(-3000, 3000), f"the {n}th"))
                case "move":
                    by = timedelta(minutes=dice.randint(-2000, 2000))
                    story = story.with_events(tuple(e.changing(at=e.at + by) for e in some))
                case "mend":
                    story = story.with_events(tuple(e.changing(text=f"as of {n}") for e in some))
                case "mark" if some:
                    story = story.moving_milestone(dice.choice(list(Milestone)), some[0].id)
                case "remove":
                    story = story.without_events([e.id for e in some])
                case "show some":
                    table.show(story, only=frozenset(e.id for e in some))
                    assert list(table.row_keys) == [e.id for e in events if e in some]
                    continue
            at, is_there = table.selected, {e.id for e in story.events}
            table.show(story)
            assert list(table.row_keys) == [e.id for e in story.events]
            assert table.selected == at or at not in is_there
            setting = event_row_context(story)
            for n, shown in enumerate(story.events):
                begins = begins_day(story.events, n)
                assert table.row(n) == event_row(shown, setting, begins_day=begins)


@pytest.mark.parametrize("days", [0, 1, 12, 2657])
def test_the_time_since_the_start_is_shown_whole_however_long_it_is(days: int) -> None:
    late = 1440 * days + 601
    story = Timeline(events=(event(0, milestone=Milestone.STARTED), event(late), event(late - 2)))
    setting = event_row_context(story)
    (width,) = [column.width for column in event_columns(setting, 80) if column.head == "Since"]
    assert max(len(event_row(told, setting).texts[1]) for told in story.events) <= width
