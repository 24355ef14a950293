"""How causes are known, and the questions that wait for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.widgets import Static

from facilitator.exporters.markdown.document import internal_markdown
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.postmortem import Postmortem, parse_parked_thought
from facilitator.model.timeline import Event, Timeline
from screens.causes.form import evidence_list
from screens.causes.screen import CausesScreen
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from tests.support.cause_screens import Room, opened

PAGE = Event(at=datetime(2019, 7, 2, 13, 45, tzinfo=UTC), text="first page")
GUARD = Cause(text="The guard had been taken out", role=CauseRole.ROOT)
TOLD = Postmortem(
    id="2019-07-02-abcdef",
    timeline=Timeline(events=(PAGE,)),
    causes=Causes(problem="Visitors got errors", causes=(GUARD,)),
)


def evidence(room: Room) -> tuple[Evidence, ...]:
    """Return how the guard is known."""
    return room.document.causes.cause(GUARD.id).evidence


def says(room: Room, name: str) -> str:
    """Return what a text of the screen on top says."""
    return str(room.app.screen.query(name).first(Static).content)


async def test_evidence_points_at_an_event_and_says_so_wherever_it_is_shown() -> None:
    async with opened(TOLD, CausesScreen) as (room, screen):
        screen.view.select(GUARD.id)
        await room.press("v")
        await room.until_on_top(FormDialog)
        await room.press("tab", "tab")
        await room.write("14:00")
        await room.press("ctrl+s")
        await room.until(lambda: "no event of the timeline is" in says(room, ".sheet-problem"))
        await room.press(*["backspace"] * 5)
        await room.write("13:45")
        await room.press("ctrl+s")
        await room.until(lambda: bool(evidence(room)))
        assert evidence(room)[0].event == PAGE.id
        await room.until_on_top(CausesScreen)
        await room.until(lambda: "evidence: 13:45 first page" in says(room, "#cause-in-full"))
        assert "Evidence: 13:45 first page" in internal_markdown(room.document)


def test_evidence_of_an_event_that_is_gone_says_that_it_is() -> None:
    orphan = GUARD.changing(evidence=(Evidence(event="zzzzzzzz"),))
    document = TOLD.changing(causes=Causes(causes=(orphan,)))
    assert "an event that is no longer in the timeline" in internal_markdown(document)


def test_a_link_that_is_none_is_refused_in_a_sentence() -> None:
    spec = evidence_list(GUARD.id, TOLD.timeline)
    texts = {"text": "", "url": "the graph", "event": ""}
    with pytest.raises(ValueError, match="an address begins with http"):
        spec.build(texts, None, datetime.now(UTC))


async def test_a_parked_question_is_answered_by_a_cause_in_one_step() -> None:
    lot = (
        parse_parked_thought("who took the [/] guard out?", None),
        parse_parked_thought("fix: put it back", None),
    )
    async with opened(TOLD.changing(parking_lot=lot), CausesScreen) as (room, screen):
        await room.until(lambda: "who took the [/] guard out?" in says(room, "#parked-questions"))
        screen.view.select(GUARD.id)
        await room.press("q")
        await room.until_on_top(ChoiceDialog)
        await room.press("enter")
        await room.until_on_top(FormDialog)
        await room.write("nobody was asked")
        await room.press("enter")
        await room.until(lambda: len(room.document.causes.causes) == 2)
        assert room.document.causes.causes[-1].parent == GUARD.id
        assert [thought.text for thought in room.document.parking_lot] == ["put it back"]
        await room.press("u")
        await room.until(lambda: len(room.document.parking_lot) == 2)
        assert len(room.document.causes.causes) == 1


async def test_a_parked_question_may_be_let_go() -> None:
    lot = (parse_parked_thought("still wondering?", None),)
    async with opened(TOLD.changing(parking_lot=lot), CausesScreen) as (room, screen):
        await room.press("q")
        await room.until_on_top(ChoiceDialog)
        await room.press("down", "enter")
        await room.until(lambda: not room.document.parking_lot)
        await room.until(lambda: not screen.query_one("#parked-questions").display)
