"""The findings in the guide: gone to, answered with another wording, or let stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.example import worked_example
from facilitator.findings.suppressions import is_suppressed
from facilitator.model.causes import Cause, Causes
from facilitator.model.impact import Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Milestone
from screens.app import FacilitatorApp
from screens.causes.screen import CausesScreen
from screens.services.findings import FindingsWorker
from screens.stage.conditions_view import ConditionsView
from screens.stage.findings_view import MAX_SHOWN, FindingsView
from screens.stage.guide_panel import GuidePanel
from screens.stage.screen import StageScreen
from screens.timeline.screen import TimelineScreen
from tests.support.screens import opened, said, screen_text, until
from tests.support.timeline_screens import event, with_events


def story() -> Postmortem:
    """Return a document with a finding in the impact, one in the causes, two in the timeline."""
    events = (
        event(0, "ops forgot [bold]the[/] lock", Milestone.STARTED),
        event(5, "errors since 13:31"),
    )
    return with_events(*events).changing(
        impact=Impact(summary="Clearly it was late."),
        causes=Causes(causes=(Cause(text="The team forgot to set a limit"),)),
    )


def looked(app: FacilitatorApp) -> bool:
    """Whether the findings in sight are those of the document as it is now."""
    looking = app.findings
    return looking is not None and looking.document is app.session.document


def view(app: FacilitatorApp) -> FindingsView:
    return app.screen.query_one(FindingsView)


def lines(app: FacilitatorApp) -> list[str]:
    """Return the lines of the list, those of other stages beneath their stage's name."""
    options = view(app).options
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def test_the_keys_that_lead_to_them_are_named_from_where_one_is(tmp_path: Path) -> None:
    async with opened(tmp_path, story(), "timeline", (200, 50)) as (app, pilot):
        await until(pilot, lambda: "Findings  5  F2 Tab" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: "Findings  5  Tab" in screen_text(app))
        await pilot.press("tab")
        await until(pilot, lambda: "Tab" not in screen_text(app).split("Findings  5")[1][:12])
        await pilot.press("escape")
        await until(pilot, lambda: "Findings  5  F2 " in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: view(app).has_focus_within)


@pytest.mark.parametrize("name", ["actions", "review"])
async def test_in_the_guide_the_footer_has_the_keys_of_the_guide_and_help(
    tmp_path: Path, name: str
) -> None:
    async with opened(tmp_path, story(), name, (80, 24)) as (app, pilot):
        await pilot.press("f2", "tab")
        await until(pilot, lambda: "l Let it stand" in screen_text(app))
        footer = screen_text(app).splitlines()[-1].strip()
        assert footer.startswith("⏎ Go there")
        assert footer.endswith("F1 Keys")
        await pilot.press("escape")
        await until(pilot, lambda: "F2 Guide" in screen_text(app).splitlines()[-1])


@pytest.mark.parametrize(
    "size",
    [(80, 24), (112, 24), pytest.param((200, 50), marks=pytest.mark.slow)],
)
async def test_they_are_listed_by_stage_and_the_needs_stay_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, story(), "causes", size) as (app, pilot):
        await until(pilot, lambda: looked(app))
        await pilot.press("f2", "tab")
        await until(pilot, lambda: "t What would have reminded" in screen_text(app))
        assert lines(app) == [
            "! c1 “forgot to” …",
            "Scope & audience",
            "! facilitator · Nobody else takes part yet: who that did not respond could read it"
            " with you and ask?",
            "Timeline & impact",
            "! 14:00 “forgot” …",
            "! 14:05 “13:31” …",
            "! summary “Clearly” …",
        ]
        shown = screen_text(app)
        for words in ("Findings  5", "Needs ", "A problem statement", "It says what a person's"):
            assert words in shown
        assert "Go there" in shown.splitlines()[-1]
        assert "F1 Keys" in shown.splitlines()[-1].replace("F1Keys", "F1 Keys")


async def test_enter_goes_to_the_place_in_another_stage(tmp_path: Path) -> None:
    document = story()
    async with opened(tmp_path, document, "causes", (80, 24)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        await pilot.press("f2", "tab", "down", "down", "down", "enter")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, TimelineScreen)
                and app.screen.selected == document.timeline.events[1]
            ),
        )
        assert not app.screen.has_class("-guide-open")
        await pilot.press("f2")
        guide = app.screen.query_one(GuidePanel)
        await until(pilot, lambda: guide.has_focus_within)


async def test_one_wording_is_taken_then_the_other_and_one_undo_takes_both_back(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, story(), "causes", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        was = app.session.document.causes

        def text() -> str:
            return app.session.document.causes.causes[0].text

        await pilot.press("f2", "tab", "t")
        await until(pilot, lambda: text().startswith("What would have reminded whoever"))
        assert "u takes it back" in said(app)
        await until(pilot, lambda: looked(app) and len(view(app).findings) == 4)
        assert lines(app)[0] == "✓ c1 “forgot to” …"
        await pilot.press("t")
        await until(pilot, lambda: text() == "Nothing called for anybody to set a limit.")
        await until(pilot, lambda: looked(app))
        await pilot.press("u")
        assert app.session.document.causes == was
        await until(pilot, lambda: looked(app) and lines(app)[0] == "! c1 “forgot to” …")


async def test_what_was_answered_leaves_the_list_once_the_cursor_does(tmp_path: Path) -> None:
    async with opened(tmp_path, story(), "causes", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        await pilot.press("f2", "tab", "t")
        await until(pilot, lambda: looked(app) and lines(app)[0].startswith("✓"))
        await pilot.press("down")
        await until(pilot, lambda: lines(app)[0] == "Scope & audience")
        selected = view(app).selected
        assert selected is not None
        assert selected.rule == "solo"
        await pilot.press("t")
        await until(pilot, lambda: "no other wording" in said(app))


async def test_what_is_let_stand_leaves_the_list_and_comes_back_by_undo(tmp_path: Path) -> None:
    async with opened(tmp_path, story(), "causes", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        finding = view(app).findings[-1]
        await pilot.press("f2", "tab", "l")
        await until(pilot, lambda: len(app.session.document.dismissals) == 1)
        assert is_suppressed(app.session.document, finding)
        assert "It stands as it is" in said(app)
        await until(pilot, lambda: looked(app) and len(view(app).findings) == 4)
        await pilot.press("u")
        await until(pilot, lambda: looked(app) and len(view(app).findings) == 5)


async def test_what_was_found_in_an_older_document_is_dropped(tmp_path: Path) -> None:
    async with opened(tmp_path, story(), "causes", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        looking = app.findings
        assert isinstance(looking, FindingsWorker)
        found = looking.findings
        old = app.session.document
        app.session.edit(old.changing(impact=Impact()), "Delete the summary")
        looking._found(old, (), {})
        assert looking.findings == found
        await until(pilot, lambda: looked(app) and len(view(app).findings) == 4)
        assert looking.counts == {Stage.SCOPE: 1, Stage.TIMELINE: 2, Stage.CAUSES: 1}


async def test_words_in_the_list_are_only_text(tmp_path: Path) -> None:
    said_twice = (event(3, "[/] a [bold]b[/bold] [@click=app.quit]x"),) * 2
    events = (said_twice[0], event(3, said_twice[1].text))
    async with opened(tmp_path, with_events(*events), "timeline", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        await pilot.press("f2", "tab")
        await until(pilot, lambda: "! 14:03 “[/] a [bold]b[/bold] [@click" in screen_text(app))


async def test_words_that_changed_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    async with opened(tmp_path, story(), "causes", (100, 30)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        screen = app.screen
        assert isinstance(screen, CausesScreen)
        await pilot.press("f2", "tab")
        cause = app.session.document.causes.causes[0].changing(text="No limit was set")
        causes = app.session.document.causes.with_cause(cause)
        app.session.edit(app.session.document.changing(causes=causes), "Edit cause")
        await pilot.press("t")
        await until(pilot, lambda: "do not stand there any more" in said(app))
        assert app.session.document.causes == causes


async def test_a_long_list_is_cut_and_its_count_is_not(tmp_path: Path) -> None:
    many = with_events(*(event(n, f"the team forgot step {n}") for n in range(MAX_SHOWN + 15)))
    async with opened(tmp_path, many, "timeline", (200, 50)) as (app, pilot):
        await until(pilot, lambda: looked(app))
        assert f"Findings  {MAX_SHOWN + 16}" in screen_text(app)
        assert lines(app)[-1] == "and 16 more"
        assert len(lines(app)) == MAX_SHOWN + 1
        screen = app.screen
        assert isinstance(screen, StageScreen)
        assert len(screen.guide.findings_here) == MAX_SHOWN + 15


async def test_without_findings_the_needs_have_the_room(tmp_path: Path) -> None:
    async with opened(tmp_path, worked_example(), "timeline", (120, 34)) as (app, pilot):
        await until(pilot, lambda: looked(app) and "Nothing to look at twice" in screen_text(app))
        needs = app.screen.query_one(ConditionsView)
        await until(pilot, lambda: needs.options.size.height >= len(needs.results))
