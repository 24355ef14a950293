"""One key puts a rewrite in, an edit like any other; one lets what was found stand."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from facilitator.model.postmortem import Dismissal, Postmortem
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.dialogs.help import key_lines
from screens.widgets.form_field import Field
from screens.widgets.lint_input import LintedArea
from tests.screens.widgets.test_lint_input import SUMMARY, summed_up
from tests.support.lint_marks import field, lens_ready, underlined
from tests.support.screens import kept, opened, postmortem, said, screen_text, until
from tests.support.timeline_screens import event, stage, told, with_events

TEXT = "It was slow. We should have checked the region. The engineer forgot to look."


def summary(app: FacilitatorApp) -> str:
    """Return the summary as it is in the document."""
    return app.session.document.followup.internal_summary


async def in_summary(app: FacilitatorApp, pilot: Pilot[None], at: str) -> Field:
    """Go into the summary, the cursor before some of its words."""
    await lens_ready(app, pilot)
    here = field(app, SUMMARY)
    assert isinstance(here.editor, LintedArea)
    here.editor.focus()
    here.editor.move_cursor((0, here.text.index(at)))
    await pilot.pause()
    return here


async def test_what_is_said_beneath_a_text_follows_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, "slow")
        await until(pilot, lambda: here.lint_hint.text.startswith("! “should have”"))
        assert "ctrl+t: " in here.lint_hint.text
        assert "ctrl+l lets it stand" in here.lint_hint.text
        await in_summary(app, pilot, "look.")
        await until(pilot, lambda: here.lint_hint.text.startswith("! “forgot to”"))
        assert "^t Rewrite" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: not here.lint_hint.display)
        assert "^t Rewrite" not in screen_text(app)


async def test_a_key_goes_through_the_rewrites_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, "have checked")
        seen = [here.text]
        for _ in range(4):
            await pilot.press("ctrl+t")
            seen.append(here.text)
        assert seen[0] == seen[3] == TEXT
        assert seen[1] == seen[4]
        assert len(set(seen)) == 3
        assert all(each.startswith("It was slow. ") for each in seen)
        assert all(each.endswith(" The engineer forgot to look.") for each in seen)


async def test_a_rewrite_is_an_edit_like_any_other(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, "have checked")
        await pilot.press("ctrl+t")
        rewritten = here.text
        await until(pilot, lambda: kept(tmp_path).followup.internal_summary == rewritten)
        await pilot.press("ctrl+z")
        assert here.text == TEXT
        await pilot.press("ctrl+y", "escape", "u")
        await until(pilot, lambda: summary(app) == TEXT)


async def test_a_rewrite_that_was_changed_by_hand_is_turned_no_more(tmp_path: Path) -> None:
    document = summed_up("We should have checked the region.")
    async with opened(tmp_path, document, "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, "have checked")
        await pilot.press("ctrl+t")
        assert here.lint_hint.text.startswith("Rewritten")
        await pilot.press(*" Or")
        await until(pilot, lambda: not here.lint_hint.text)
        text = here.text
        await pilot.press("ctrl+t")
        assert here.text == text


async def test_a_one_line_field_is_rewritten_as_well(tmp_path: Path) -> None:
    document = postmortem(title="The engineer forgot to drain it")
    async with opened(tmp_path, document, "scope", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        title = field(app, "title")
        title.editor.focus()
        await pilot.press("ctrl+t")
        assert title.text != document.scope.title
        await until(pilot, lambda: kept(tmp_path).scope.title == title.text)


async def test_a_key_goes_through_the_rewrites_of_a_line_that_goes_on_after_them(
    tmp_path: Path,
) -> None:
    line = "14:03 it was simply restarted !detected"
    async with opened(tmp_path, with_events(event(0)), "timeline", (100, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *line)
        seen = []
        for _ in range(3):
            await pilot.press("ctrl+t")
            seen.append(stage(app).entry.text)
        assert seen[0] == "14:03 it was restarted !detected"
        assert seen[1].startswith("14:03 What did it take")
        assert seen[2] == line


async def test_the_marks_of_a_line_stay_when_its_words_are_rewritten(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (100, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *"14:02 !detected we should have known <- log", "ctrl+t")
        text = stage(app).entry.text
        assert text.startswith("14:02 ")
        assert "!detected" in text
        assert text.endswith(" <- log")
        await pilot.press("enter")
        await until(pilot, lambda: len(told(app)) == 2)


async def test_what_was_let_stand_is_an_edit_and_is_back_with_another_sentence(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, "have checked")
        await pilot.press("ctrl+t", "ctrl+t", "ctrl+t", "ctrl+l")
        await until(pilot, lambda: underlined(app) == ["forgot to"])
        await until(pilot, lambda: len(kept(tmp_path).dismissals) == 1)
        (dismissal,) = app.session.document.dismissals
        assert dismissal.sentence == "We should have checked the region."
        assert summary(app) == TEXT
        await pilot.press("home", *"So. ")
        assert underlined(app) == ["forgot to"]
        await in_summary(app, pilot, " should")
        await pilot.press(*" all")
        assert "We all should" in here.text
        await until(pilot, lambda: underlined(app) == ["should have", "forgot to"])


async def test_what_was_let_stand_is_undone_by_itself(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", (80, 24)) as (app, pilot):
        await in_summary(app, pilot, "checked")
        await pilot.press(*"both ", "ctrl+l")
        await until(pilot, lambda: len(app.session.document.dismissals) == 1)
        assert underlined(app) == ["forgot to"]
        await pilot.press("escape", "u")
        await until(pilot, lambda: not app.session.document.dismissals)
        assert "both" in summary(app)
        await until(pilot, lambda: underlined(app) == ["should have", "forgot to"])


async def test_a_finding_let_stand_before_is_not_marked(tmp_path: Path) -> None:
    dismissal = Dismissal(
        rule="should-have",
        stage=Stage.FOLLOWUP,
        field=SUMMARY,
        sentence="We should have checked the region.",
    )
    document: Postmortem = summed_up(TEXT).changing(dismissals=(dismissal,))
    async with opened(tmp_path, document, "followup", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await until(pilot, lambda: underlined(app) == ["forgot to"])


async def test_what_stands_in_a_new_item_is_written_down_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "lessons", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *"The engineer forgot to look")
        await until(pilot, lambda: underlined(app) == ["forgot to"])
        await pilot.press("ctrl+l")
        await until(pilot, lambda: underlined(app) == [])
        assert not app.session.document.dismissals
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.session.document.dismissals) == 1)
        document = app.session.document
        assert document.dismissals[0].place == document.lessons.lessons[0].id
        await pilot.press("u")
        await until(pilot, lambda: not app.session.document.dismissals)
        assert app.session.document.lessons.lessons


async def test_what_stands_in_an_entry_line_is_written_down_with_its_event(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (100, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *"14:02 we should  have known <- log", "ctrl+l")
        await until(pilot, lambda: underlined(app) == [])
        await pilot.press("enter")
        await until(pilot, lambda: len(app.session.document.dismissals) == 1)
        assert app.session.document.dismissals[0].sentence == "we should have known"


async def test_help_names_both_keys(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "followup") as (app, _):
        keys = {words: keys.split() for keys, words in key_lines(app.screen)}
        assert keys["Words underlined: put others in"] == ["^t"]
        assert keys["Words underlined: let them stand"] == ["^l"]
        assert keys["In the findings: let it stand"] == ["l"]


async def test_a_long_text_that_was_only_just_typed_in_is_rewritten_as_it_stands(
    tmp_path: Path,
) -> None:
    text = "We should have checked. " + "It was fine. " * 60
    async with opened(tmp_path, summed_up(text), "followup", (80, 24)) as (app, pilot):
        here = await in_summary(app, pilot, ". It")
        await until(pilot, lambda: underlined(app) == ["should have"])
        await pilot.press(*" it all", "ctrl+t")
        assert "it all. It" not in here.text
        assert here.text.endswith("? " + "It was fine. " * 60)


async def test_a_document_that_is_open_for_reading_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(TEXT), "followup", notices=True) as (app, pilot):
        await in_summary(app, pilot, "have checked")
        app.session.read_only = "This postmortem is open for reading only."
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "open for reading only" in said(app))
        assert not app.session.document.dismissals
