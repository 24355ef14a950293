"""F5: the document on the shared screen, stepped through, followed, and left for an edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.example import worked_example
from facilitator.model.causes import Cause, Causes
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.timeline import Milestone
from screens.app import FacilitatorApp
from screens.causes.screen import CausesScreen
from screens.commands.present import PresentDialog
from screens.dialogs.help import HelpDialog
from screens.lessons.screen import LessonsScreen
from screens.timeline.screen import TimelineScreen
from tests.support.painted import painted
from tests.support.screens import (
    HOSTILE,
    elsewhere,
    kept,
    opened,
    postmortem,
    said,
    screen_text,
    until,
)
from tests.support.timeline_screens import event, with_events

EVENTS = (
    event(0, "errors rise", Milestone.STARTED),
    event(3, "a page", Milestone.DETECTED),
    event(9, "rolled back", Milestone.MITIGATED),
)


async def shown(app: FacilitatorApp, pilot: Pilot[None], words: str) -> None:
    """Wait until the presentation shows some words."""
    await until(pilot, lambda: isinstance(app.screen, PresentDialog) and words in screen_text(app))


def main_thing(app: FacilitatorApp) -> str:
    """Return what is in bold in the slide; nothing while one is being laid out."""
    return "".join(str(says.render()) for says in app.screen.query(".says"))


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_it_begins_at_the_event_under_the_cursor_and_one_key_steps_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, with_events(*EVENTS), "timeline", size) as (app, pilot):
        await pilot.press("down", "f5")
        await shown(app, pilot, "3 min after the start")
        await until(pilot, lambda: main_thing(app) == "a page")
        lines = [line.rstrip() for line in screen_text(app).splitlines()]
        assert any(line.endswith("14:00  errors rise") for line in lines)
        assert any(line.endswith("14:09  rolled back") for line in lines)
        assert "◆ detected" in screen_text(app)
        assert "▼" in lines[2]
        await pilot.press("right")
        await until(pilot, lambda: main_thing(app) == "rolled back")
        await pilot.press("right", "left", "up")
        await until(pilot, lambda: main_thing(app) == "errors rise")
        await pilot.press("home")
        await until(pilot, lambda: main_thing(app) == "Checkout errors")
        await pilot.press("end")
        await until(pilot, lambda: main_thing(app) == "rolled back")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))


async def test_digits_jump_to_a_stage_or_say_that_it_has_nothing_yet(tmp_path: Path) -> None:
    document = with_events(*EVENTS).changing(
        lessons=Lessons(lessons=(Lesson(kind=LessonKind.WENT_WELL, text="fast page"),))
    )
    async with opened(tmp_path, document, "causes", (80, 24)) as (app, pilot):
        await pilot.press("f5", "4")
        await shown(app, pilot, "What went well · 1 of 1")
        await pilot.press("3")
        await until(pilot, lambda: said(app) == "Stage 3, Causes, has nothing to show yet.")
        assert main_thing(app) == "fast page"
        await pilot.press("2")
        await shown(app, pilot, "Impact")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CausesScreen))


async def test_e_goes_to_where_the_thing_in_sight_is_edited(tmp_path: Path) -> None:
    first, second = (Lesson(kind=LessonKind.WENT_BADLY, text=text) for text in ("slow", "late"))
    document = with_events(*EVENTS).changing(lessons=Lessons(lessons=(first, second)))
    async with opened(tmp_path, document, "timeline", (100, 30)) as (app, pilot):
        await pilot.press("f5", "end")
        await until(
            pilot, lambda: isinstance(app.screen, PresentDialog) and main_thing(app) == "late"
        )
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, LessonsScreen))
        stage = app.screen
        assert isinstance(stage, LessonsScreen)
        await until(pilot, lambda: stage.current.table.selected == second.id)
        await pilot.press("f5")
        await until(
            pilot, lambda: isinstance(app.screen, PresentDialog) and main_thing(app) == "late"
        )


async def test_it_follows_another_window_and_stays_on_its_slide(tmp_path: Path) -> None:
    document = with_events(*EVENTS)
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("down", "f5")
        await shown(app, pilot, "Event 2 of 3")
        earlier, changed = event(-9, "a deploy"), EVENTS[1].changing(text="the first page")
        timeline = document.timeline.with_events((earlier, changed))
        elsewhere(tmp_path, lambda d: d.changing(timeline=timeline))
        await shown(app, pilot, "Event 3 of 4")
        await until(pilot, lambda: main_thing(app) == "the first page")
        timeline = timeline.without_event(changed.id)
        elsewhere(tmp_path, lambda d: d.changing(timeline=timeline))
        await until(pilot, lambda: main_thing(app) == "errors rise")
        await pilot.press("escape")
        await until(pilot, lambda: "first page" not in screen_text(app))


async def test_what_stands_half_typed_in_a_field_is_shown(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope", (80, 24)) as (app, pilot):
        await pilot.press(*"Cart", "f5")
        await until(
            pilot, lambda: isinstance(app.screen, PresentDialog) and main_thing(app) == "Cart"
        )


async def test_space_shows_the_rest_of_a_long_slide_before_the_next(tmp_path: Path) -> None:
    long = event(0, " ".join(f"word{n}" for n in range(400)))
    async with opened(tmp_path, with_events(long, event(1, "next")), "timeline", (80, 24)) as (
        app,
        pilot,
    ):
        await pilot.press("f5")
        await shown(app, pilot, "word0 ")
        await shown(app, pilot, "more below: space  2 of 3")
        for _ in range(2):
            assert "word399" not in screen_text(app)
            await pilot.press("space")
            await pilot.pause()
        assert "word399" in screen_text(app)
        assert "more below" not in screen_text(app)
        await pilot.press("backspace", "pagedown", "space")
        await until(pilot, lambda: main_thing(app) == "next")


async def test_a_thought_is_parked_without_leaving(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(*EVENTS), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await shown(app, pilot, "errors rise")
        await pilot.press("f3", *"fix", "colon", *" warm it up", "enter")
        await until(pilot, lambda: [t.text for t in kept(tmp_path).parking_lot] == ["warm it up"])
        await shown(app, pilot, "errors rise")
        assert "warm it up" not in screen_text(app)


async def test_a_click_on_the_right_goes_on_and_one_on_the_left_back(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(*EVENTS), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, PresentDialog))
        await pilot.pause()
        await pilot.click(offset=(70, 15))
        await until(pilot, lambda: main_thing(app) == "a page")
        await pilot.click(offset=(70, 0))
        await pilot.click(offset=(5, 15))
        await until(pilot, lambda: main_thing(app) == "errors rise")


async def test_the_keys_are_in_help_and_few_in_the_footer(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(*EVENTS), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert ("F5", "Present") in app.screen._keys  # type: ignore[attr-defined]
        await pilot.press("escape", "f5")
        await shown(app, pilot, "→ Next ← Back e Edit it Esc Close")


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_hostile_texts_are_shown_letter_for_letter(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    above, below = Cause(text=HOSTILE[0]), HOSTILE[1:]
    causes = [above, *(Cause(text=text, parent=above.id) for text in below)]
    document = postmortem(title="[/]").changing(
        causes=Causes(problem="\n".join(HOSTILE[:3]), causes=tuple(causes))
    )
    async with opened(tmp_path, document, "causes", size) as (app, pilot):
        await pilot.press("f5")
        await shown(app, pilot, "The problem")
        for cause in causes:
            await pilot.press("right")
            await shown(app, pilot, cause.text)
            assert all(text in screen_text(app) for text in (*HOSTILE[:3], HOSTILE[0]))
        links = [segment.style.link for line in painted(app) for segment in line if segment.style]
        assert not any(links)


async def test_all_of_the_worked_example_can_be_stepped_through(tmp_path: Path) -> None:
    document = worked_example()
    async with opened(tmp_path, document, "scope", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await shown(app, pilot, "1 of 52")
        await pilot.press(*["right"] * 60)
        await shown(app, pilot, "52 of 52")
        assert "Fri 2 Aug" in screen_text(app)


async def test_what_is_whole_in_sight_has_nothing_more_below(tmp_path: Path) -> None:
    async with opened(tmp_path, worked_example(), "timeline", (200, 50)) as (app, pilot):
        for key, heading in (("f5", "Event 1 of 14"), ("5", "Action 1 of 7"), ("2", "Impact")):
            await pilot.press(key)
            await shown(app, pilot, heading)
            await until(pilot, lambda: "more below" not in screen_text(app))
