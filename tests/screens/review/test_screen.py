"""Stage 7 at the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import OptionList, Static

from data.example import worked_example
from facilitator.guide.conditions.assessment import assess, checklist_lines
from facilitator.guide.conditions.condition import ConditionState
from facilitator.guide.schedule import rescheduled_dates
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem, Status, Waiver
from facilitator.model.scope import Audience, Kind, Scope
from facilitator.model.stage import Stage
from screens.commands.export import ExportDialog
from screens.commands.parking_lot import PARKING_LOT
from screens.dialogs.choose import ChoiceDialog
from screens.review.form import (
    NOTES_FIELDS,
    checklist_label,
    condition_details,
    condition_label,
    review_headline,
    status_choices,
)
from screens.review.screen import Checklist, ReviewScreen
from screens.stage.screen import StageScreen
from screens.stage.title_bar import TitleBar
from screens.widgets.item_list import ItemList
from screens.widgets.text import LiveText
from tests.support.action_screens import BLANK, HOSTILE, drawn, opened, until

MINUTE = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
WAIVED = BLANK.with_waiver(Waiver(condition="scope.owner", reason="[/] agreed", by="Kim"))


def _in_review() -> Postmortem:
    return worked_example().changing(status=Status.IN_REVIEW)


async def test_enter_on_what_is_open_goes_to_its_stage(tmp_path: Path) -> None:
    async with opened(tmp_path, BLANK, "review") as (pilot, app, screen):
        stage = cast(ReviewScreen, screen)
        await until(pilot, lambda: stage.checklist.selected is not None)
        first = stage.checklist.selected
        assert first is not None
        assert first.state is ConditionState.OPEN
        whole = stage.query_one("#whole", Static)
        await until(pilot, lambda: first.statement in drawn(whole))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not stage)
        assert isinstance(app.screen, StageScreen)
        assert app.screen.STAGE is first.stage


async def test_publishing_is_refused_in_one_sentence_that_counts_what_is_open(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, BLANK, "review") as (pilot, app, _):
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        app.screen.query_one(OptionList).highlighted = 2
        await pilot.press("enter")
        await until(pilot, lambda: len(app._notifications) > 0)
        count = len(assess(BLANK).open_results())
        said = [notification.message for notification in app._notifications]
        assert any(f"{count} needed conditions are open" in message for message in said)
        assert app.session.document.status is Status.DRAFT


async def test_a_document_with_nothing_open_is_published(tmp_path: Path) -> None:
    async with opened(tmp_path, _in_review(), "review") as (pilot, app, screen):
        assert "nothing is open" in drawn(screen.query_one("#standing", Static))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        app.screen.query_one(OptionList).highlighted = 2
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.status is Status.PUBLISHED)


async def test_the_preview_follows_the_document_and_c_opens_what_leaves(tmp_path: Path) -> None:
    async with opened(tmp_path, BLANK, "review") as (pilot, app, screen):
        stage = cast(ReviewScreen, screen)
        assert "Untitled postmortem" in stage.preview.text
        stage.edit(lambda d: d.changing(scope=Scope(title="Checkout was down")), "Edit title")
        await until(pilot, lambda: "Checkout was down" in stage.preview.text)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog))


async def test_ticking_a_condition_relabels_it_and_leaves_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path, BLANK, "review") as (pilot, _, screen):
        stage = cast(ReviewScreen, screen)
        await until(pilot, lambda: stage.checklist.selected is not None)
        await pilot.press("down")
        await pilot.pause()
        before = stage.checklist.selected
        assert before is not None
        stage.edit(lambda d: d.changing(scope=Scope(title="Checkout was down")), "Edit title")
        await until(pilot, lambda: "✓ A title" in drawn(stage.checklist))
        after = stage.checklist.selected
        assert after is not None
        assert after.condition == before.condition


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_hostile_text_shows_letter_for_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    document = WAIVED.changing(
        scope=Scope(title=HOSTILE[6]),
        parking_lot=tuple(ParkedThought(text=text) for text in HOSTILE),
        private_notes=HOSTILE[7],
    )
    async with opened(tmp_path, document, "review", size) as (pilot, _, screen):
        stage = cast(ReviewScreen, screen)
        lot = stage.query_one("#parking-lot", ItemList).table
        for row, text in enumerate(HOSTILE):
            lot.action_move_to(row)
            await until(pilot, lambda text=text: text[:20] in drawn(lot))  # type: ignore[misc]
        labels = [str(n.label) for branch in stage.checklist.root.children for n in branch.children]
        assert any("[/] agreed" in label for label in labels)


def test_the_first_line_says_what_comes_next_and_which_revision_it_is() -> None:
    document = _in_review()
    done = assess(document)
    assert review_headline(document, done).startswith("In review: nothing is open")
    out = document.changing(status=Status.PUBLISHED)
    assert "s closes it" in review_headline(out, done)
    assert "still open" in review_headline(out, assess(BLANK))
    second = document.changing(status=Status.DRAFT, revision=2)
    assert review_headline(second, done).startswith("Revision 2, draft: ")


def test_what_is_published_is_opened_again_as_the_next_revision() -> None:
    out = _in_review().changing(status=Status.PUBLISHED)
    answers = dict(status_choices(out))
    opening = [status for status in Status if answers[status].endswith("as revision 2")]
    assert opening == [Status.DRAFT, Status.IN_REVIEW]
    assert not any("revision" in words for _, words in status_choices(_in_review()))


async def test_opening_again_shows_the_revision_and_is_undone_like_any_edit(
    tmp_path: Path,
) -> None:
    out = _in_review().changing(status=Status.PUBLISHED, published_at=MINUTE)
    async with opened(tmp_path, out, "review", (140, 40)) as (pilot, app, screen):
        await pilot.press("s", "home", "enter")
        await until(pilot, lambda: app.session.document.revision == 2)
        await until(pilot, lambda: "draft 2" in drawn(screen.query_one(TitleBar)))
        assert "Revision 2, draft" in drawn(screen.query_one("#standing", Static))
        await pilot.press("u")
        await until(pilot, lambda: app.session.document == out)


async def test_enter_alone_leaves_the_status_as_it_is(tmp_path: Path) -> None:
    out = _in_review().changing(status=Status.PUBLISHED, published_at=MINUTE)
    async with opened(tmp_path, out, "review") as (pilot, app, screen):
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert app.session.document.status is Status.PUBLISHED


async def test_typing_into_what_is_published_says_so_and_a_new_draft_has_what_was_typed(
    tmp_path: Path,
) -> None:
    out = _in_review().changing(status=Status.PUBLISHED, published_at=MINUTE)
    async with opened(tmp_path, out, "scope", (140, 40)) as (pilot, app, screen):
        await pilot.press("end", "!")
        banner = screen.query_one("#banner", LiveText)
        await until(pilot, lambda: "makes a new draft" in drawn(banner))
        await pilot.press("?", "escape", "7", "s", "home", "enter")
        await until(pilot, lambda: app.session.document.revision == 2)
        assert app.session.document.status is Status.DRAFT
        assert app.session.document.scope.title.endswith("!?")
        await until(pilot, lambda: app.session.notice == "")


async def test_legal_in_the_list_goes_to_the_sign_offs(tmp_path: Path) -> None:
    told = Scope(kind=Kind.SECURITY, audiences=(Audience.CUSTOMERS,))
    async with opened(tmp_path, BLANK.changing(scope=told), "review") as (pilot, app, screen):
        stage = cast(ReviewScreen, screen)
        assert stage.assessment is not None
        legal = next(r for r in stage.assessment.results if r.condition == "followup.legal")
        stage.checklist.post_message(Checklist.ConditionChosen(legal))
        await until(pilot, lambda: app.screen is not stage and app.screen.focused is not None)
        table = app.screen.query_one("#sign-offs", ItemList).table
        await until(pilot, lambda: app.screen.focused is table)
        assert "legal signs off before anything leaves" in drawn(
            app.screen.query_one("#legal-words", Static)
        )


async def test_m_moves_the_reviews_to_the_days_that_publishing_gives(tmp_path: Path) -> None:
    out = _in_review().changing(status=Status.PUBLISHED, published_at=MINUTE)
    async with opened(tmp_path, out, "review") as (pilot, app, _):
        await pilot.press("m")
        await until(pilot, lambda: rescheduled_dates(app.session.document) == ())
        days = [review.due.isoformat() for review in app.session.document.followup.reviews]
        assert days == ["2026-12-25", "2027-01-25"]
        await pilot.press("u")
        await until(pilot, lambda: app.session.document == out)


def test_a_waived_condition_shows_its_reason_and_who_gave_it() -> None:
    result = next(r for r in assess(WAIVED).results if r.condition == "scope.owner")
    assert condition_label(result).startswith("~ ")
    assert "[/] agreed" in condition_label(result)
    assert "Kim" in condition_details(result)


def test_each_line_counts_what_stands_beneath_it() -> None:
    for line in checklist_lines(assess(_in_review())):
        assert checklist_label(line).startswith("✓ ")
    blank = checklist_lines(assess(BLANK))[1]
    assert checklist_label(blank).startswith("○ Facts and timeline are clear")


def test_a_parked_thought_keeps_its_stage_when_it_is_reworded() -> None:
    thought = ParkedThought(text="who else?", stage=Stage.CAUSES)
    texts = {"text": "who else runs it?", "kind": "question"}
    reworded = PARKING_LOT.build(texts, thought, datetime.now(UTC))
    asked = thought.changing(text="who else runs it?", kind=ParkedKind.QUESTION)
    assert reworded == asked


def test_private_notes_read_back_and_stay_inside() -> None:
    from facilitator.exporters.markdown.document import internal_markdown

    noted = NOTES_FIELDS[0].write(BLANK, "ask about the rota")
    assert NOTES_FIELDS[0].read(noted) == "ask about the rota"
    assert "rota" not in internal_markdown(noted)
