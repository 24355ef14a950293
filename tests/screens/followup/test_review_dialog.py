"""A review held at the keyboard, action by action."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.local.clock import utc_today
from facilitator.model.actions import Action, Actions, ActionStatus, Worked
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.dialogs.form import FormDialog
from screens.followup.review_dialog import ReviewDialog
from tests.support.screens import HOSTILE, kept, opened, postmortem, screen_text, until

LATER = Review(due=date(2099, 1, 5))
FIRST = Review(due=date(2026, 1, 5))


def reviewed(*titles: str) -> Postmortem:
    actions = tuple(Action(title=title, owner="Ana", due=date(2099, 1, 1)) for title in titles)
    return postmortem().changing(
        actions=Actions(actions=actions),
        followup=Followup(internal_summary="It broke.", reviews=(LATER, FIRST)),
    )


async def holding(app: FacilitatorApp, pilot: Pilot[None]) -> None:
    """Open the review that is held next."""
    await pilot.press("h")
    await until(pilot, lambda: isinstance(app.screen, ReviewDialog))


def stand(app: FacilitatorApp) -> list[tuple[ActionStatus, Worked]]:
    return [(a.status, a.worked) for a in app.session.document.actions.actions]


async def test_a_review_is_walked_with_one_key_an_answer_and_undone_as_one(tmp_path: Path) -> None:
    document = reviewed("one", "two", "three")
    async with opened(tmp_path, document, "followup") as (app, pilot):
        await holding(app, pilot)
        assert "1 of 3" in screen_text(app)
        await pilot.press("d", "y", "p", "d", "k")
        await until(pilot, lambda: "what did we find" in screen_text(app))
        assert "2 of 3 done, 1 in progress. 1 worked, 1 not known yet." in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ReviewDialog))
        assert stand(app) == [
            (ActionStatus.DONE, Worked.YES),
            (ActionStatus.IN_PROGRESS, Worked.NOT_YET_KNOWN),
            (ActionStatus.DONE, Worked.NOT_YET_KNOWN),
        ]
        later, first = app.session.document.followup.reviews
        assert later == LATER
        assert (first.held_on, first.outcome[:11]) == (utc_today(), "2 of 3 done")
        await pilot.press("u")
        await until(pilot, lambda: app.session.document == document)


async def test_what_was_answered_before_escape_is_on_disk_and_the_walk_goes_on_there(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, reviewed("one", "two"), "followup") as (app, pilot):
        await holding(app, pilot)
        await pilot.press("d", "y", "escape")
        await until(pilot, lambda: not isinstance(app.screen, ReviewDialog))
        await until(pilot, lambda: app.session.is_saved)
        assert kept(tmp_path).actions.actions[0].worked is Worked.YES
        assert kept(tmp_path).followup.reviews[1].held_on is None
        await holding(app, pilot)
        assert "2 of 2" in screen_text(app)
        await pilot.press("left")
        await until(pilot, lambda: "1 of 2" in screen_text(app))


async def test_what_did_not_work_opens_a_new_action_for_the_same_causes(tmp_path: Path) -> None:
    async with opened(tmp_path, reviewed("Alert on lag"), "followup") as (app, pilot):
        await holding(app, pilot)
        await pilot.press("d", "n")
        await until(pilot, lambda: "a writes a new action" in screen_text(app))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*" soon", "ctrl+s")
        await until(pilot, lambda: len(app.session.document.actions.actions) == 2)
        old, new = app.session.document.actions.actions
        assert (old.status, old.worked) == (ActionStatus.DONE, Worked.NO)
        assert (new.title, new.owner, new.due) == ("Alert on lag soon", "Ana", None)
        await until(pilot, lambda: "what did we find" in screen_text(app))


async def test_deciding_against_an_action_asks_why(tmp_path: Path) -> None:
    async with opened(tmp_path, reviewed("one"), "followup") as (app, pilot):
        await holding(app, pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"moot", "enter")
        await until(pilot, lambda: stand(app)[0][0] is ActionStatus.WONT_DO)
        assert app.session.document.actions.actions[0].wont_do_reason == "moot"


async def test_what_was_found_is_kept_while_it_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path, reviewed(), "followup") as (app, pilot):
        await holding(app, pilot)
        await pilot.press("o", *"fine", "escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, ReviewDialog))
        first = app.session.document.followup.reviews[1]
        assert (first.outcome, first.held_on) == ("fine", None)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.slow)])
async def test_hostile_titles_show_letter_for_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    titles = [text for text in HOSTILE if text.isascii() and text.isprintable()][:6]
    async with opened(tmp_path, reviewed(*titles), "followup", size) as (app, pilot):
        await holding(app, pilot)
        for title in titles:
            await until(pilot, lambda title=title: title[:40] in screen_text(app))  # type: ignore[misc]
            await pilot.press("right")


async def test_without_an_action_nothing_leads_back_to_the_actions(tmp_path: Path) -> None:
    async with opened(tmp_path, reviewed(), "followup") as (app, pilot):
        await holding(app, pilot)
        await until(pilot, lambda: "There was no action to ask about." in screen_text(app))
        assert "goes back to the actions" not in screen_text(app)
