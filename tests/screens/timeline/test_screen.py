"""Stage 2 as a person drives it: typing, mending, marking, pasting, and the impact."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from facilitator.model.timeline import EventKind, Milestone
from screens.app import FacilitatorApp
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.timeline.paste_dialog import PasteDialog
from screens.timeline.screen import TimelineScreen
from tests.support.screens import HOSTILE, kept, opened, postmortem, screen_text, until
from tests.support.timeline_screens import (
    DAY,
    event,
    stage,
    timeline,
    told,
    type_line,
    with_events,
)


async def test_an_event_is_typed_and_the_next_one_counts_from_it(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("a")
        await type_line(pilot, "14:02 canary at 5% <- deploy log")
        await until(pilot, lambda: told(app) == ["14:02 canary at 5%"])
        await type_line(pilot, "+7 page fires !detected")
        await until(pilot, lambda: len(told(app)) == 2)
        screen = stage(app)
        assert told(app)[1] == "14:09 page fires"
        assert screen.selected is not None
        assert screen.selected.text == "page fires"
        assert screen.entry.input.has_focus
        assert screen.entry.text == ""
        assert app.session.document.timeline.events[0].at.date() == DAY.date()


async def test_an_event_typed_late_stands_where_it_belongs(tmp_path: Path) -> None:
    document = with_events(event(0, "first"), event(10, "last"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("a")
        await type_line(pilot, "14:05 between")
        await until(pilot, lambda: len(told(app)) == 3)
        table = stage(app).table
        shown = [table.row(n).texts[3] for n in range(3)]
        assert shown == ["first", "between", "last"]
        assert table.cursor_row == 1


async def test_a_line_that_cannot_be_read_stays_and_says_why(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await type_line(pilot, "around lunch it broke")
        await until(pilot, lambda: stage(app).entry.words.startswith("! "))
        assert stage(app).entry.text == "around lunch it broke"
        assert told(app) == []
        await pilot.press("escape", "3", "2")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))
        assert stage(app).entry.text == "around lunch it broke"


async def test_the_whole_minute_is_shown_before_enter(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await pilot.press(*"14:02 x")
        await until(pilot, lambda: "2026-11-20 14:02Z" in stage(app).entry.words)
        assert told(app) == []


async def test_an_empty_timeline_takes_a_line_at_once_and_the_next_one_after_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await pilot.press(*"14:02 pages fire", "enter", *"+7 calm again", "enter", *"14:20 ha")
        await until(pilot, lambda: stage(app).entry.text == "14:20 ha")
        assert told(app) == ["14:02 pages fire", "14:09 calm again"]


async def test_a_row_is_mended_in_the_line_and_keeps_its_id(tmp_path: Path) -> None:
    first = event(0, "pager fires", Milestone.DETECTED)
    async with opened(tmp_path, with_events(first, event(5)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: "pager fires" in stage(app).entry.text)
        await type_line(pilot, "14:09 pager fires late !detected")
        await until(pilot, lambda: "14:09 pager fires late" in told(app))
        mended = app.session.document.timeline.event(first.id)
        assert mended.milestone is Milestone.DETECTED
        assert len(told(app)) == 2
        assert stage(app).selected == mended
        assert stage(app).entry.input.has_focus  # what is typed next is an event, never keys


async def test_a_line_begun_waits_while_a_row_is_mended(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "old")), "timeline") as (app, pilot):
        await pilot.press("a", *"half a tho", "escape", "e")
        await until(pilot, lambda: stage(app).entry.text.endswith("old"))
        await type_line(pilot, "14:00 new")
        await until(pilot, lambda: told(app) == ["14:00 new"])
        assert stage(app).entry.text == "half a tho"


async def test_plus_and_minus_move_a_minute_and_undo_takes_the_run_back(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0), event(9)), "timeline") as (app, pilot):
        await pilot.press("plus", "plus", "minus", "plus")
        await until(pilot, lambda: told(app)[0] == "14:02 something")
        await pilot.press("u")
        await until(pilot, lambda: told(app)[0] == "14:00 something")


async def test_the_cursor_stays_on_its_event_when_that_moves_past_another(tmp_path: Path) -> None:
    document = with_events(event(0, "moves"), event(1, "stays"))
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("plus", "plus")
        await until(pilot, lambda: told(app) == ["14:01 stays", "14:02 moves"])
        await until(pilot, lambda: stage(app).table.cursor_row == 1)
        assert [stage(app).table.row(n).texts[3] for n in (0, 1)] == ["stays", "moves"]


async def test_an_event_is_deleted_and_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0), event(3, "b")), "timeline") as (app, pilot):
        await pilot.press("d")
        await until(pilot, lambda: told(app) == ["14:03 b"])
        await until(pilot, lambda: stage(app).table.row_count == 1)
        await pilot.press("u")
        await until(pilot, lambda: stage(app).table.row_count == 2)


async def choose(app: FacilitatorApp, pilot: Pilot[None], answer: str) -> None:
    """Choose an answer of the question that stands open, by keyboard."""
    await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
    answers = app.screen.query_one(OptionList)
    answers.highlighted = answers.get_option_index(answer)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, ChoiceDialog))


async def test_a_milestone_is_set_moved_and_cleared(tmp_path: Path) -> None:
    document = with_events(event(0, "a", Milestone.STARTED), event(5, "b"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("down", "m")
        await choose(app, pilot, "started")
        await until(pilot, lambda: timeline(app).events[1].milestone is Milestone.STARTED)
        assert timeline(app).events[0].milestone is None
        await until(pilot, lambda: "◆ started" in screen_text(app))
        await pilot.press("m")
        await choose(app, pilot, "started")
        await until(pilot, lambda: timeline(app).milestone(Milestone.STARTED) is None)


async def test_a_milestone_nobody_can_date_has_a_reason(tmp_path: Path) -> None:
    document = with_events(event(0, "a", Milestone.STARTED))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("m")
        await choose(app, pilot, "unknown")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("tab", *"logs gone", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        assert timeline(app).unknown_reason(Milestone.DETECTED) == "logs gone"


async def test_a_kind_is_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        await pilot.press("k")
        await choose(app, pilot, "decision")
        await until(pilot, lambda: timeline(app).events[0].kind is EventKind.DECISION)


async def test_the_whole_form_says_who_until_when_and_where_from(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        sheet = cast(FormDialog, app.screen)
        until_field = next(f for f in sheet._fields if f.spec.name == "until")
        until_field.set_text("14:20")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        assert app.session.document.timeline.events[0].until == DAY + timedelta(minutes=20)


PASTED = "14:01 deploy\n14:05 page fires\nand again\nno time here either\n14:09 rolled back\n"


@pytest.mark.parametrize("onto", ["table", "entry"])
async def test_many_pasted_lines_are_looked_at_and_taken_as_one_edit(
    tmp_path: Path, onto: str
) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        screen = stage(app)
        target = screen.entry.input if onto == "entry" else screen.table
        target.focus()
        await pilot.pause()
        target.post_message(events.Paste(PASTED))
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        sheet = cast(PasteDialog, app.screen)
        await until(pilot, lambda: sheet.preview.row_count == 5)
        assert told(app) == []
        await pilot.press("enter")
        await until(pilot, lambda: len(told(app)) == 3)
        await pilot.press("u")
        await until(pilot, lambda: told(app) == [])


async def test_a_paste_not_taken_waits_for_the_next_time(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        await pilot.press(*"14:01 x", "escape")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        assert cast(PasteDialog, app.screen).area.text == "14:01 x"
        await until(pilot, lambda: cast(PasteDialog, app.screen).preview.row_count == 1)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: told(app) == ["14:01 x"])


async def test_one_pasted_line_goes_into_the_entry_line(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline") as (app, pilot):
        stage(app).table.post_message(events.Paste("14:31 from the chat\n"))
        await until(pilot, lambda: stage(app).entry.text == "14:31 from the chat")
        assert stage(app).entry.input.has_focus


async def test_five_hundred_pasted_lines_are_one_edit_and_all_there(tmp_path: Path) -> None:
    text = "\n".join(f"{n // 60:02}:{n % 60:02} line {n}" for n in range(500))
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        stage(app).entry.focus()
        await pilot.pause()
        stage(app).entry.input.post_message(events.Paste(text))
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: stage(app).table.row_count == 500)
        assert app.session.undo_label == "Paste 500 events"


async def test_an_edit_is_on_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline") as (app, pilot):
        await pilot.press("a")
        await type_line(pilot, "14:02 kept")
        await until(pilot, lambda: app.session.is_saved and len(told(app)) == 1)
    assert [e.text for e in kept(tmp_path).timeline.events] == ["kept"]


async def test_the_paste_preview_shows_hostile_lines_letter_for_letter(tmp_path: Path) -> None:
    lines = [f"14:{n:02} {text}" for n, text in enumerate(HOSTILE[:10])]
    async with opened(tmp_path, postmortem(), "timeline", (120, 40)) as (app, pilot):
        stage(app).table.post_message(events.Paste("\n".join(lines)))
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        preview = cast(PasteDialog, app.screen).preview
        await until(pilot, lambda: preview.row_count == 10)
        shown = [preview.render_line(n + 1).text for n in range(10)]
        assert all(text in line for text, line in zip(HOSTILE, shown, strict=False))
        await pilot.press("enter")
        await until(pilot, lambda: [line[6:] for line in told(app)] == list(HOSTILE[:10]))


async def test_a_long_line_shows_its_cursor_in_a_narrower_terminal(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (140, 30)) as (app, pilot):
        line = stage(app).entry.input
        line.value = "14:02 " + "a long story " * 7 + "and its end"
        line.cursor_position = len(line.value)
        await until(pilot, lambda: "14:02 a long" in screen_text(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: len(line.value) - line.scroll_offset.x < line.content_size.width)
        await pilot.pause()
        assert "and its end " in screen_text(app)
        line.cursor_position = 0
        await until(pilot, lambda: "14:02 a long" in screen_text(app))
        await pilot.resize_terminal(90, 24)
        await pilot.pause()
        assert "14:02 a long" in screen_text(app)
