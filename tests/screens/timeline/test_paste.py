"""The sheet of pasted lines as a person drives it: leaving out, mending, waiting, refusing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import cast

import pytest
from textual import events
from textual.pilot import Pilot

from facilitator.importers.paste_parser import ProgressCallback, parse_paste
from facilitator.importers.paste_preview import LineOutcome, ParsedPaste
from facilitator.model.scope import DateOrder
from facilitator.timeparse.written_time import TimeContext
from screens.app import FacilitatorApp
from screens.timeline import paste
from screens.timeline.paste_dialog import PasteDialog
from screens.timeline.screen import TimelineScreen
from tests.support.screens import opened, postmortem, screen_text, until
from tests.support.timeline_screens import event, stage, told, with_events

NOTES = "14:01 deploy\n14:05 page fires\nand again\n14:09 rolled back"


async def pasted(app: FacilitatorApp, pilot: Pilot[None], text: str) -> PasteDialog:
    """Paste a text onto the timeline, and return the sheet once its lines are shown."""
    stage(app).table.post_message(events.Paste(text))
    await until(pilot, lambda: isinstance(app.screen, PasteDialog))
    sheet = cast(PasteDialog, app.screen)
    await until(pilot, lambda: sheet.preview.row_count > 0 or sheet.words.startswith("!"))
    return sheet


async def test_lines_are_left_out_and_the_rest_is_taken(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, NOTES)
        await until(pilot, lambda: sheet.words.startswith("3 events · Enter takes them"))
        await pilot.press("down", "space", "down", "down", "d")
        await until(pilot, lambda: "1 event ·" in sheet.words and "3 left out" in sheet.words)
        await pilot.press("d", "enter")
        await until(pilot, lambda: told(app) == ["14:01 deploy", "14:09 rolled back"])
        await pilot.press("u")
        await until(pilot, lambda: told(app) == [])


async def test_a_line_is_mended_where_it_stands_and_choices_are_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, "14:01 deploy\n\n14:05 CST page\n14:09 calm")
        await pilot.press("space", "n")
        await until(pilot, lambda: sheet.preview.index == 1)
        await pilot.press("e")
        await until(pilot, lambda: sheet.area.has_focus)
        assert sheet.area.cursor_location == (2, 0)
        await pilot.press(*["right"] * 6, *["delete"] * 4)
        await until(
            pilot, lambda: sheet.preview.paste_selection.counts[LineOutcome.UNDERSTOOD] == 2
        )
        assert sheet.preview.index == 1
        await pilot.press("escape")
        await until(pilot, lambda: sheet.preview.has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:05 page", "14:09 calm"])


async def test_what_is_there_already_is_shown_and_not_taken(tmp_path: Path) -> None:
    document = with_events(event(1, "deploy"))
    async with opened(tmp_path, document, "timeline", (100, 30)) as (app, pilot):
        sheet = await pasted(app, pilot, "2026-11-20 14:01 Deploy\n14:05 page\n14:06 calm")
        assert "= already there" in screen_text(app)
        await until(pilot, lambda: "1 already there" in sheet.words)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: told(app) == ["14:01 deploy", "14:05 page", "14:06 calm"])
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        assert cast(PasteDialog, app.screen).area.text == ""


async def test_what_is_all_there_already_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(1, "deploy")), "timeline") as (app, pilot):
        sheet = await pasted(app, pilot, "2026-11-20\n14:01 deploy")
        await until(pilot, lambda: "in the timeline already" in sheet.words)
        await pilot.press("enter")
        assert app.screen is sheet
        await pilot.press("down", "space", "enter")
        await until(pilot, lambda: told(app) == ["14:01 deploy", "14:01 deploy"])


async def test_the_mouse_leaves_out_and_mends(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (100, 30)) as (app, pilot):
        sheet = await pasted(app, pilot, NOTES)
        await pilot.click("#preview", offset=(2, 2))
        await until(pilot, lambda: sheet.preview.paste_selection.is_excluded(1))
        await pilot.click("#preview", offset=(2, 2))
        await until(pilot, lambda: not sheet.preview.paste_selection.is_excluded(1))
        await pilot.click("#preview", offset=(50, 4))
        await until(pilot, lambda: sheet.preview.index == 3)
        await pilot.click("#preview", offset=(50, 4))
        await until(pilot, lambda: sheet.area.has_focus)
        assert sheet.area.cursor_location == (3, 0)


async def test_lines_pasted_into_the_empty_sheet_are_looked_at_next(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        sheet = cast(PasteDialog, app.screen)
        assert "Paste the lines now" in sheet.words
        sheet.area.post_message(events.Paste("14:01 \x1b[31mdeploy\x1b[0m \u202ex\n14:02 page\n"))
        await until(pilot, lambda: sheet.preview.row_count == 2 and sheet.preview.has_focus)
        shown = screen_text(app)
        assert not {"\x1b", "\u202e"} & set(shown)
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:01 deploy x", "14:02 page"])


@pytest.mark.parametrize(
    ("lines", "times", "says"),
    [
        ("14:01 a\0\nb", 1, "binary"),
        ("14:01 caf\udce9\n14:02 b", 1, "UTF-8"),
        ("14:01 a\n", 6_250_001, "50 MB"),
        ("no time here\n", 1_000, "No line here begins with a time"),
        ("| Time | Event |\n|---|---|", 1, "a header and no row"),
    ],
)
async def test_bad_input_gets_one_sentence_and_changes_nothing(
    tmp_path: Path, lines: str, times: int, says: str
) -> None:
    document = with_events(event(1, "deploy"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, lines * times)
        await until(pilot, lambda: sheet.words.startswith("! ") and says in sheet.words)
        await pilot.press("enter", "ctrl+s", "escape")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))
        assert app.session.document.timeline == document.timeline


async def test_a_refused_paste_leaves_the_text_there_was(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, NOTES)
        sheet.area.post_message(events.Paste("14:11 x\0\n14:12 y"))
        await until(pilot, lambda: "binary" in sheet.words)
        assert sheet.area.text == NOTES
        await pilot.press("enter")
        await until(pilot, lambda: len(told(app)) == 3)


async def test_taking_waits_for_the_present_text_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slowly(text: str, context: TimeContext, told: ProgressCallback, **_: bool) -> ParsedPaste:
        def tells(read: int, of: int) -> None:
            if read:
                may_go_on.wait(60)
            told(read, of)

        told(0, 400)
        return parse_paste(text, context, tells)

    monkeypatch.setattr(paste, "parse_paste", slowly)
    text = "\n".join(f"{n // 60:02}:{n % 60:02} line {n}" for n in range(400))
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        stage(app).table.post_message(events.Paste(text))
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        sheet = cast(PasteDialog, app.screen)
        await pilot.press("ctrl+s")
        assert told(app) == []
        may_go_on.set()
        await until(pilot, lambda: len(told(app)) == 400)
        assert not sheet.is_current


async def test_a_reading_that_fails_is_shown_and_the_sheet_lives_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("[/] no luck")

    monkeypatch.setattr(paste, "parse_paste", fails)
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, NOTES)
        await until(pilot, lambda: "cannot be read" in sheet.words and "[/]" in sheet.words)
        monkeypatch.undo()
        await pilot.press("tab", "x")
        await until(pilot, lambda: "2 events" in sheet.words)


async def test_of_a_very_long_text_the_beginning_can_be_mended_and_all_is_read(
    tmp_path: Path,
) -> None:
    text = "\n".join(f"{n // 60 % 24:02}:{n % 60:02} line {n}" for n in range(6_000))
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, text)
        await until(pilot, lambda: sheet.preview.row_count == 6_000)
        assert sheet.area.full_text == text
        assert sheet.area.document.line_count == 5_000
        await pilot.press("end", "e")
        await until(pilot, lambda: "too far down" in sheet.words)
        assert sheet.preview.has_focus


async def test_what_is_pasted_over_the_lines_goes_after_the_text(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, NOTES)
        await until(pilot, lambda: sheet.preview.has_focus)
        sheet.preview.post_message(events.Paste("14:12 calm again"))
        await until(pilot, lambda: sheet.words.startswith("4 events"))
        assert sheet.area.full_text == f"{NOTES}\n14:12 calm again"


async def test_what_is_new_is_looked_at_and_the_sheet_can_be_emptied(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        wrong = "\n".join(f"no time {n}" for n in range(6_000))
        sheet = await pasted(app, pilot, wrong)
        await until(pilot, lambda: "D empties the sheet" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is stage(app))
        sheet = await pasted(app, pilot, NOTES)
        await until(pilot, lambda: sheet.words.startswith("3 events"))
        assert sheet.preview.index == 6_000
        await pilot.press("D")
        await until(pilot, lambda: "D brings the lines back" in sheet.words)
        assert (sheet.area.full_text, sheet.preview.row_count) == ("", 0)
        await pilot.press("D")
        await until(pilot, lambda: sheet.words.startswith("3 events"))
        assert sheet.area.full_text == f"{wrong}\n{NOTES}"
        await pilot.press("D")
        sheet.preview.post_message(events.Paste(NOTES))
        await until(pilot, lambda: sheet.preview.row_count == len(NOTES.split("\n")))


async def test_the_order_of_dates_is_said_once_for_a_paste_and_what_comes_after_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        sheet = await pasted(app, pilot, "02/12/2026\n14:01 deploy\n14:05 page")
        assert "Which is the month" in sheet.words
        assert "o says for all of them" in sheet.words
        await pilot.press("o")
        await until(pilot, lambda: "2 events · Enter takes them" in sheet.words)
        assert "02/03: day first" in screen_text(app)
        await pilot.press("o")
        await until(pilot, lambda: "02/03: month first" in screen_text(app))
        await pilot.press("o", "o")
        await until(pilot, lambda: "2 events · Enter takes them" in sheet.words)
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:01 deploy", "14:05 page"])
        document = app.session.document
        assert [str(e.at.date()) for e in document.timeline.events] == ["2026-12-02"] * 2
        assert document.scope.date_order is DateOrder.DAY_FIRST
        await pilot.press("u")
        await until(pilot, lambda: told(app) == [])
        assert app.session.document.scope.date_order is None


async def test_where_some_lines_have_a_day_the_key_for_the_others_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", (80, 24)) as (app, pilot):
        lines = "02/03/2026 14:02 canary\n2026-03-02 14:10 errors"
        app.post_message(events.Paste(lines))
        await until(pilot, lambda: "o says for all of them" in screen_text(app))
        assert screen_text(app).splitlines()[-1].rstrip().endswith("Close (kept)")
