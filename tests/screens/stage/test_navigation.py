"""Going to a place of the document, from wherever somebody is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from facilitator.findings.finding import Location
from facilitator.findings.language.document_findings import language_findings
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.review.screen import Checklist
from screens.stage.navigation import go_to
from screens.stage.screen import StageScreen
from screens.timeline.impact_view import ImpactView
from screens.timeline.screen import TimelineScreen
from screens.widgets.cause_picture import PictureView
from screens.widgets.form_field import Field
from screens.widgets.table import RowTable
from tests.support.complete import COMPLETE
from tests.support.filled import filled
from tests.support.lint_marks import field
from tests.support.screens import opened, screen_text, until


def blaming() -> Postmortem:
    """Return a document whose every text says something the language lens remarks on."""
    return filled(lambda field, n: "the operator obviously forgot it, human error, improve it")


def stands_at(app: FacilitatorApp) -> tuple[Stage | None, str]:
    """Return the stage in sight, and the id of the item or the name of the field in focus."""
    screen, focused = app.screen, app.focused
    stage = screen.STAGE if isinstance(screen, StageScreen) else None
    if isinstance(focused, RowTable | PictureView):
        return stage, str(getattr(focused, "selected", ""))
    if isinstance(focused, Checklist):
        return stage, focused.selected.condition if focused.selected else ""
    field = next((a for a in focused.ancestors if isinstance(a, Field)), None) if focused else None
    return stage, field.spec.name if field else ""


def stood(app: FacilitatorApp, wanted: tuple[Stage, str]) -> bool:
    """Say whether one stands there."""
    return stands_at(app) == wanted


def expected(document: Postmortem, place: Location) -> tuple[Stage, str]:
    """Return where one stands at a place: evidence is seen at its cause, a milestone in none."""
    for cause in document.causes.causes:
        if any(evidence.id == place.item_id for evidence in cause.evidence):
            return place.stage, cause.id
    return place.stage, place.item_id or place.field.rpartition(".")[2]


@pytest.mark.parametrize(
    ("name", "scrolled_to"), [("objective.target_percent", 0), ("summary", 99)]
)
async def test_a_field_of_the_view_behind_is_gone_to_and_seen(
    tmp_path: Path, name: str, scrolled_to: int
) -> None:
    async with opened(tmp_path, COMPLETE, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("i", "escape")
        app.screen.query_one(ImpactView).scroll_to(y=scrolled_to, animate=False)
        await pilot.press("i")
        go_to(app, Location(Stage.TIMELINE, field=name))
        await until(pilot, lambda: stands_at(app) == (Stage.TIMELINE, name.rpartition(".")[2]))
        editor = app.focused
        assert editor is not None
        await until(pilot, lambda: app.screen.can_view_entire(editor))


@pytest.mark.slow  # over a hundred places; a place of each kind is gone to beside it
async def test_every_place_the_lens_remarks_on_is_gone_to(tmp_path: Path) -> None:
    document = blaming()
    conditions = {waiver.condition for waiver in document.waivers}
    places = {
        (found.location.stage, found.location.item_id or found.location.field): found.location
        for found in language_findings(document)
        if found.location.field not in ("reason", "none_reason", "problem")
        or found.location.item_id in conditions
    }
    assert {place.stage for place in places.values()} == set(Stage)
    async with opened(tmp_path, document, "scope", size=(120, 40)) as (app, pilot):
        for place in places.values():
            go_to(app, place)
            if place.stage is Stage.REVIEW:
                await until(pilot, lambda: isinstance(app.focused, Checklist))
                continue  # which conditions are shown depends on the depth
            wanted = expected(document, place)
            await until(pilot, partial(stood, app, wanted))


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_who_leaves_the_guide_is_where_they_were_before(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, COMPLETE, "scope", size) as (app, pilot):
        title, scribe = field(app, "title"), field(app, "scribe")
        scribe.editor.focus()
        await pilot.press("f2", "space", "escape", "x")
        await until(pilot, lambda: scribe.text.startswith("x") or scribe.text.endswith("x"))
        await pilot.press("escape", "f2", "f2", "2")
        await until(pilot, lambda: stands_at(app)[0] is Stage.TIMELINE)
        assert title.text == COMPLETE.scope.title


async def test_the_guide_folds_away_from_a_line_that_a_key_goes_to(tmp_path: Path) -> None:
    async with opened(tmp_path, COMPLETE, "actions", (80, 24)) as (app, pilot):
        await pilot.press("f2", "a", *"write it")
        await until(pilot, lambda: "write it" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: app.screen.has_class("-guide-open"))


async def test_a_waived_condition_is_gone_to_in_the_checklist(tmp_path: Path) -> None:
    async with opened(tmp_path, blaming(), "scope") as (app, pilot):
        go_to(app, Location(Stage.REVIEW, "timeline.acknowledged", "reason"))
        await until(pilot, lambda: stands_at(app) == (Stage.REVIEW, "timeline.acknowledged"))


async def test_the_problem_has_a_place_in_the_tree(tmp_path: Path) -> None:
    async with opened(tmp_path, blaming(), "scope") as (app, pilot):
        go_to(app, Location(Stage.CAUSES, "", "problem"))
        await until(pilot, lambda: stands_at(app) == (Stage.CAUSES, "problem"))


async def test_a_folded_guide_gives_way_to_the_place(tmp_path: Path) -> None:
    document = blaming()
    event = document.timeline.events[2]
    async with opened(tmp_path, document, "timeline", size=(80, 24)) as (app, pilot):
        await pilot.press("f2")
        assert app.screen.has_class("-guide-open")
        go_to(app, Location(Stage.TIMELINE, event.id, "text"))
        await until(pilot, lambda: stands_at(app) == (Stage.TIMELINE, event.id))
        assert not app.screen.has_class("-guide-open")


async def test_an_event_that_is_filtered_out_is_shown_again(tmp_path: Path) -> None:
    document = blaming()
    event = document.timeline.events[1]
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("slash", *"nothing like it", "enter")
        screen = app.screen
        assert isinstance(screen, TimelineScreen)
        await until(pilot, lambda: screen.table.row_count == 0)
        go_to(app, Location(Stage.TIMELINE, event.id, "text"))
        await until(pilot, lambda: stands_at(app) == (Stage.TIMELINE, event.id))


@pytest.mark.parametrize("stage", [Stage.SCOPE, Stage.CAUSES, Stage.ACTIONS, Stage.REVIEW])
async def test_a_place_that_is_gone_leads_to_where_its_stage_begins(
    tmp_path: Path, stage: Stage
) -> None:
    async with opened(tmp_path, blaming(), "timeline") as (app, pilot):
        go_to(app, Location(stage, "zzzzzzzz", "text"))
        await until(pilot, lambda: stands_at(app)[0] is stage and app.focused is not None)
