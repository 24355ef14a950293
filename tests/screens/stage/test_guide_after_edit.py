"""The guide follows an edit once a frame has shown it, and never for longer than that."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from facilitator.findings.team_rules import TeamRules
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import Assessment, ConditionState
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Milestone
from screens.dialogs.choose import ChoiceDialog
from screens.library.screen import LibraryScreen
from screens.stage import screen as stage_screen
from screens.stage.guide_panel import GuideLine
from screens.stage.screen import StageScreen
from screens.stage.stage_rail import StageRail
from tests.support.screens import opened, until
from tests.support.timeline_screens import event, stage, with_events


def _mark(screen: StageScreen, milestone: Milestone) -> None:
    """Mark a milestone on a new event of its own, and show it at once."""
    fresh = event(5, f"{milestone}", milestone)
    screen.edit(lambda d: d.changing(timeline=d.timeline.with_event(fresh)), "Mark")
    screen.repaint()


def _says(screen: StageScreen) -> tuple[list[str], str, str]:
    """Return what the frame says of the stage: conditions, open ones, and the rail."""
    conditions = screen.query_one(OptionList)
    told = [str(conditions.get_option_at_index(n).prompt) for n in range(conditions.option_count)]
    rail, line = screen.query_one(StageRail), screen.query_one(GuideLine)
    return told, str(line.render()), str(rail.render())


def _met(screen: StageScreen) -> int:
    return sum(words.startswith("✓") for words in _says(screen)[0])


def _should_be_met(document: Postmortem, of: Stage = Stage.TIMELINE) -> int:
    return sum(result.state is ConditionState.MET for result in assess(document).needed(of))


async def test_the_row_is_there_first_and_the_guide_after_the_frame(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (120, 40)) as (app, pilot):
        screen, before = stage(app), _says(stage(app))
        _mark(screen, Milestone.STARTED)
        assert screen.table.row_count == 2
        assert _says(screen) == before
        await until(pilot, lambda: _met(screen) == _should_be_met(screen.document))
        assert "✓ The start marked" in _says(screen)[0]
        assert _says(screen)[1] != before[1]


async def test_of_many_edits_in_a_row_only_the_last_is_assessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed: list[Postmortem] = []

    def noted(document: Postmortem, team: TeamRules) -> Assessment:
        assessed.append(document)
        return assess(document, team)

    async with opened(tmp_path, with_events(event(0)), "timeline", (120, 40)) as (app, pilot):
        screen = stage(app)
        monkeypatch.setattr(stage_screen, "assess", noted)
        for milestone in Milestone:
            _mark(screen, milestone)
        await until(pilot, lambda: _met(screen) == _should_be_met(screen.document))
        await until(pilot, lambda: screen.session.is_saved)
        await pilot.pause()
        assert "✓ The resolution marked" in _says(screen)[0]
        assert assessed == [screen.document]


async def test_an_assessment_asked_for_at_once_is_of_the_document_as_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, _):
        screen = stage(app)
        for milestone in Milestone:
            _mark(screen, milestone)
            assert screen.assessment == assess(screen.session.document)
            assert screen.assessment is screen.assessment


async def test_a_stage_left_at_once_shows_the_last_edit_when_it_is_come_back_to(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (120, 40)) as (app, pilot):
        screen = stage(app)
        _mark(screen, Milestone.STARTED)
        app.action_go(Stage.CAUSES.value)
        await until(pilot, lambda: app.screen is not screen and app.screen.is_current)
        screen.session.undo()
        app.action_go(Stage.TIMELINE.value)
        await until(pilot, lambda: screen.is_current and screen.table.row_count == 1)
        assert _met(screen) == _should_be_met(screen.session.document)
        assert "✓ The start marked" not in _says(screen)[0]


async def test_the_guide_follows_beneath_a_question(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (120, 40)) as (app, pilot):
        screen = stage(app)
        app.push_screen(ChoiceDialog("What is it?", [("a", "this"), ("b", "that")]))
        _mark(screen, Milestone.STARTED)
        await until(pilot, lambda: "✓ The start marked" in _says(screen)[0])
        assert isinstance(app.screen, ChoiceDialog)


async def test_a_postmortem_can_be_closed_before_the_guide_has_followed(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        _mark(stage(app), Milestone.STARTED)
        app.action_close_postmortem()
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.pause()
        assert app.is_running


async def test_the_guide_stands_on_what_is_open_next_until_somebody_reads_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (120, 40)) as (app, pilot):
        screen = stage(app)
        needs = screen.guide.panel.conditions

        def stands_on(condition: str) -> bool:
            return needs.selected is not None and needs.selected.condition == condition

        await until(pilot, lambda: stands_on("timeline.started"))
        _mark(screen, Milestone.STARTED)
        await until(pilot, lambda: stands_on("timeline.detected"))
        await pilot.press("f2", "up")
        await until(pilot, lambda: stands_on("timeline.started"))
        _mark(screen, Milestone.DETECTED)
        await until(pilot, lambda: _met(screen) == _should_be_met(screen.document))
        assert stands_on("timeline.started")
