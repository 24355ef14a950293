"""Going where something is open, and past what is not asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from facilitator.guide.conditions.assessment import CONDITIONS
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.scope import Severity
from facilitator.model.stage import Answer, Stage
from screens.app import FacilitatorApp
from screens.review.screen import ReviewScreen
from screens.stage.conditions_view import condition_detail
from screens.stage.screen import StageScreen
from screens.stage.stage_rail import StageRail
from tests.screens.stage.test_navigation import stands_at
from tests.support.complete import COMPLETE, cause, part, result, unconfirmed
from tests.support.screens import opened, postmortem, said, screen_text, until

LIGHT = postmortem(severity=Severity.SEV4)
_KEY = re.compile(r"(?<![\w'’])(?:(?<=[Pp]ress )a|[b-zA-HJ-Z]|Tab|F[0-9]+)(?![\w'’])")


def keys_named(todo: str) -> set[str]:
    """Return the keys that a sentence names: letters that are no words, Tab and F2."""
    return {key if len(key) == 1 else key.lower() for key in _KEY.findall(todo)}


def keys_bound(screen: StageScreen) -> set[str]:
    """Return the keys that are bound anywhere on a stage."""
    nodes = [screen, *screen.query("*")]
    return {key for node in nodes for key in node._bindings.key_to_bindings}


def test_the_keys_a_sentence_names_are_told_from_its_words() -> None:
    assert keys_named("Press a under got lucky, or n for a day; l links it: press Tab.") == {
        "a",
        "n",
        "l",
        "tab",
    }
    assert keys_named("Say what a user saw, and why it's enough.") == set()


async def test_every_key_that_a_condition_names_is_bound_on_its_stage(tmp_path: Path) -> None:
    async with opened(tmp_path, COMPLETE, "scope", (200, 50)) as (app, pilot):
        for stage in (stage for stage in Stage if stage is not Stage.REVIEW):
            app.action_go(stage.value)
            await until(pilot, lambda stage=stage: stands_at(app)[0] is stage)  # type: ignore[misc]
            assert isinstance(app.screen, StageScreen)
            bound = keys_bound(app.screen)
            for condition in CONDITIONS:
                if condition.stage is stage:
                    assert keys_named(condition.todo) <= bound, condition.id


async def test_one_key_goes_from_one_open_condition_to_the_next_and_on_to_the_next_stage(
    tmp_path: Path,
) -> None:
    pm = part("scope", audiences=(), document_owner="")(COMPLETE)
    pm = cause(1, text="human error")(pm)
    async with opened(tmp_path, pm, "scope") as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.SCOPE, "document_owner"))
        assert "Do  Name the one person" in screen_text(app)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.SCOPE, "audiences"))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.CAUSES, pm.causes.causes[1].id))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.SCOPE, "document_owner"))


async def test_what_was_answered_in_half_is_gone_to_again_for_the_rest(tmp_path: Path) -> None:
    pm = part("scope", personal_data=Answer.UNDECIDED, security_detail=Answer.UNDECIDED)(COMPLETE)
    async with opened(tmp_path, pm, "scope", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.SCOPE, "personal_data"))
        await pilot.press("right", "right", "space", "ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.SCOPE, "security_detail"))
        await pilot.press("right", "right", "space", "ctrl+g")
        await pilot.pause()
        assert app.session.document.scope.security_detail is Answer.NO


async def test_what_is_to_be_done_is_said_in_a_stage_that_is_opened_for_it_as_well(
    tmp_path: Path,
) -> None:
    pm = cause(1, text="human error")(COMPLETE)
    async with opened(tmp_path, pm, "scope", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: stands_at(app) == (Stage.CAUSES, pm.causes.causes[1].id))
        await until(pilot, lambda: "open · 1 ! · F2" in screen_text(app))
        assert "Do  " in screen_text(app)
        await pilot.press("ctrl+n")
        assert "Do  " not in screen_text(app)


async def test_a_condition_that_asks_for_a_word_is_gone_to_in_the_guide(tmp_path: Path) -> None:
    pm = unconfirmed("timeline.agreed")(COMPLETE)
    async with opened(tmp_path, pm, "scope", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: _selected(app) == "timeline.agreed")
        assert app.focused is not None
        assert app.focused.has_class("-option-list") or "OptionList" in str(type(app.focused))


async def test_enter_in_the_guide_goes_where_the_condition_is_mended(tmp_path: Path) -> None:
    pm = cause(1, text="human error")(COMPLETE)
    async with opened(tmp_path, pm, "causes", (80, 24)) as (app, pilot):
        await pilot.press("f2")
        screen = app.screen
        assert isinstance(screen, StageScreen)
        screen.guide.panel.conditions.select("causes.people")
        await pilot.press("enter")
        await until(pilot, lambda: stands_at(app) == (Stage.CAUSES, pm.causes.causes[1].id))


async def test_enter_on_a_line_of_the_review_goes_to_the_first_open_beneath_it(
    tmp_path: Path,
) -> None:
    pm = cause(1, text="human error")(COMPLETE)
    async with opened(tmp_path, pm, "review") as (app, pilot):
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.checklist.move_cursor(review.checklist.root.children[0])
        await pilot.press("enter")
        await until(pilot, lambda: stands_at(app) == (Stage.CAUSES, pm.causes.causes[1].id))


@pytest.mark.parametrize(
    ("status", "then"),
    [(Status.DRAFT, "stage 7, s publishes it"), (Status.PUBLISHED, "is met or waived")],
)
async def test_where_nothing_is_open_the_key_says_so_and_stays(
    tmp_path: Path, status: Status, then: str
) -> None:
    document = COMPLETE.changing(status=status)
    async with opened(tmp_path, document, "causes", notices=True) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "Nothing is open" in said(app))
        assert then in said(app)
        assert stands_at(app)[0] is Stage.CAUSES


async def test_a_step_goes_past_what_light_does_not_ask_and_its_digit_still_goes_there(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, LIGHT, "causes", (80, 24)) as (app, pilot):
        assert "3 Causes ○  4 -  5 Actions" in screen_text(app)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: stands_at(app)[0] is Stage.ACTIONS)
        await pilot.press("f8")
        await until(pilot, lambda: stands_at(app)[0] is Stage.CAUSES)
        await pilot.press("4")
        await until(pilot, lambda: stands_at(app)[0] is Stage.LESSONS)
        await until(pilot, lambda: "offered · F2" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: "Offered at light depth, not asked" in screen_text(app))


async def test_the_rail_marks_the_current_stage_with_a_ground_and_shows_findings(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, LIGHT, "causes", (120, 30)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, StageScreen)
        assert screen.assessment is not None
        rail = screen.query_one(StageRail)
        assert app.findings is not None
        app.findings.stop()  # what it finds itself would take the place of these
        rail.show(screen.assessment, {Stage.CAUSES: 3})
        await pilot.pause()
        assert "3 Causes ○ 2 open !3" in screen_text(app)
        drawn = rail.render()
        grounds = [str(span.style) for span in drawn.spans if "on $accent" in str(span.style)]
        assert len(grounds) == 1


def test_the_guide_says_what_is_amiss_and_what_a_settled_one_rests_on() -> None:
    pm = Postmortem(id=COMPLETE.id, causes=Causes(causes=(Cause(text="human error " + "x" * 300),)))
    told = condition_detail(result(pm, "causes.people")).split("\n")
    assert told[0] == "“human error”"
    assert told[1].endswith("Enter goes there.")
    assert condition_detail(result(COMPLETE, "scope.framing")) == "bo said so, 1 Mar 12:00 UTC"


def _selected(app: FacilitatorApp) -> str:
    screen = app.screen
    if not isinstance(screen, StageScreen):
        return ""
    result = screen.guide.panel.conditions.selected
    return result.condition if result and screen.guide.panel.has_focus_within else ""
