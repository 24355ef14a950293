"""Tab in the entry line completes a mark; where nothing is begun it goes on, as everywhere."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.timeline import Milestone
from tests.support.screens import opened, until
from tests.support.timeline_screens import event, stage, timeline, with_events


async def test_tab_completes_the_next_milestone_and_enter_takes_it(tmp_path: Path) -> None:
    document = with_events(event(0, "first", Milestone.STARTED))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("a", *"+7 page fires !")
        await until(pilot, lambda: stage(app).entry.words.startswith("Tab: !detected"))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: len(timeline(app).events) == 2)
        assert timeline(app).events[1].milestone is Milestone.DETECTED
        assert stage(app).entry.input.has_focus


async def test_tab_goes_on_to_the_impact_where_nothing_is_begun(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("a", *"+7 page fires", "tab")
        await until(pilot, lambda: stage(app).views.current == "impact")
        assert stage(app).entry.text == "+7 page fires"
