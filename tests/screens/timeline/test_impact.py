"""The second view of stage 2: the impact, its fields and its figures."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import Input

from facilitator.model.impact import CustomerNotice, DataIntegrity, Measure
from facilitator.model.timeline import Milestone
from screens.timeline.impact_form import MEASURES, NOTICES
from screens.timeline.impact_view import ImpactView
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList
from tests.support.screens import opened, screen_text, until
from tests.support.timeline_screens import (
    DAY,
    event,
    impact,
    stage,
    with_events,
)


async def test_tab_reaches_the_impact_and_i_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("tab")
        await until(pilot, lambda: stage(app).views.current == "impact")
        await pilot.press(*"Nobody could pay", "escape")
        await until(pilot, lambda: app.session.document.impact.summary == "Nobody could pay")
        await pilot.press("i")
        await until(pilot, lambda: stage(app).table.has_focus)


async def test_what_the_heading_says_of_esc_holds_in_a_list_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: "from a list, Esc goes back to the timeline" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: stage(app).query_one("#measures", ItemList).table.has_focus)
        await pilot.press("escape")
        await until(pilot, lambda: stage(app).table.has_focus)


async def test_the_impact_shows_each_figure_with_its_subtraction(tmp_path: Path) -> None:
    document = with_events(
        event(0, "a", Milestone.STARTED),
        event(3, "b", Milestone.DETECTED),
        event(25, "c", Milestone.MITIGATED),
    )
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: "14:03 - 14:00" in screen_text(app))
        text = screen_text(app)
        assert "14:25 - 14:00" in text
        assert "resolution is not marked" in text
        assert "12%" in text


async def test_coming_back_to_the_impact_shows_the_figures_again(tmp_path: Path) -> None:
    document = with_events(event(0, "a", Milestone.STARTED), event(3, "b", Milestone.DETECTED))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("i", "escape")
        app.screen.query_one(ImpactView).scroll_end(animate=False)
        await until(pilot, lambda: "14:03 - 14:00" not in screen_text(app))
        await pilot.press("i", "i")
        await until(pilot, lambda: "14:03 - 14:00" in screen_text(app))
        await until(pilot, lambda: "Summary" in screen_text(app))


async def test_impact_fields_reach_the_document_and_bad_ones_say_why(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (100, 30)) as (app, pilot):
        await pilot.press("i")
        form = stage(app).query_one("#impact-fields", DocumentForm)
        form.field("data_integrity").editor.focus()
        await pilot.press("space")
        await until(pilot, lambda: impact(app).data_integrity is DataIntegrity.NONE_AFFECTED)
        target = form.field("target_percent")
        target.editor.focus()
        await pilot.press(*"150", "enter")
        await until(pilot, lambda: target.has_class("-refused"))
        cast(Input, target.editor).value = "99.9"
        target.editor.focus()
        await pilot.press("enter")
        await until(pilot, lambda: impact(app).objective.target_percent == 99.9)


def test_a_measure_that_is_unknown_needs_a_reason() -> None:
    texts = {"kind": "users affected", "value": "", "name": "", "unknown_reason": ""}
    with pytest.raises(ValueError, match="say why it is unknown"):
        MEASURES.build({**texts, "unit": "", "source": ""}, None, DAY)


def test_a_figure_says_how_it_is_known() -> None:
    texts = {**MEASURES.texts(Measure()), "kind": "users affected", "value": "300"}
    with pytest.raises(ValueError, match="measured or is an estimate"):
        MEASURES.build(texts, None, DAY)
    for known in ("measured", "estimated"):
        measure = MEASURES.build({**texts, "estimated": known}, None, DAY)
        assert isinstance(measure, Measure)
        assert measure.estimated == (known == "estimated")
        assert MEASURES.texts(measure)["estimated"] == known


@pytest.mark.parametrize("figure", ["about 300", "~300", "ca. 300", "Roughly 300"])
def test_a_figure_that_is_said_to_be_about_so_many_is_an_estimate(figure: str) -> None:
    texts = {**MEASURES.texts(Measure()), "kind": "users affected", "value": figure}
    measure = MEASURES.build(texts, None, DAY)
    assert isinstance(measure, Measure)
    assert (measure.value, measure.estimated) == (300, True)
    with pytest.raises(ValueError, match="is not a number"):
        MEASURES.build({**texts, "value": "about many"}, None, DAY)


def test_a_new_notice_says_its_day_and_an_old_one_keeps_it() -> None:
    later = DAY + timedelta(days=9)

    def notice(at: str, old: CustomerNotice | None = None) -> CustomerNotice:
        texts = {"at": at, "channel": "status page", "text": "We are looking into it."}
        return cast(CustomerNotice, NOTICES.build(texts, old, later))

    with pytest.raises(ValueError, match="write its day"):
        notice("14:20")
    told = notice("2026-11-20 14:20")
    assert told.at == DAY + timedelta(minutes=20)
    assert notice("14:25", told).at == DAY + timedelta(minutes=25)
    assert notice("yesterday 14:25").at.day == 28
