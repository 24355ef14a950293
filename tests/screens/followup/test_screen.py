"""Stage 6 at the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import Static

from facilitator.guide.schedule import review_dates
from facilitator.model.followup import CustomerSummary, Followup, Review, Share, SignOff
from facilitator.model.scope import Audience, Depth
from facilitator.model.stage import Answer
from screens.dialogs.form import FormDialog
from screens.followup.form import (
    ABOUT_FIELDS,
    CUSTOMER_FIELDS,
    INTERNAL_FIELDS,
    REVIEWS,
    SHARES,
    SIGN_OFFS,
)
from screens.followup.screen import FollowupScreen, length_hint
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList
from tests.support.action_screens import BLANK, HOSTILE, drawn, opened, typed, until

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SUMMARISED = BLANK.changing(followup=Followup(internal_summary="It broke. It is back."))


async def test_typing_the_summary_changes_the_document_and_counts(tmp_path: Path) -> None:
    async with opened(tmp_path, BLANK, "followup") as (pilot, app, screen):
        await typed(pilot, "It broke")
        await until(pilot, lambda: app.session.document.followup.internal_summary == "It broke")
        assert "8 characters" in drawn(screen.query_one("#length-words", Static))


async def test_r_dates_two_reviews_once(tmp_path: Path) -> None:
    async with opened(tmp_path, SUMMARISED, "followup") as (pilot, app, screen):
        today = datetime.now(UTC).date()
        await pilot.press("r")
        await until(pilot, lambda: len(app.session.document.followup.reviews) == 2)
        due = [review.due for review in app.session.document.followup.reviews]
        assert due == list(review_dates(today, Depth.STANDARD))
        await pilot.press("r")
        await pilot.pause()
        assert len(app.session.document.followup.reviews) == 2
        table = screen.query_one("#reviews", ItemList).table
        await until(pilot, lambda: screen.focused is table and table.row_count == 2)
        await pilot.press("u")
        await until(pilot, lambda: app.session.document.followup.reviews == ())


async def test_escape_leaves_a_field_for_the_page_where_single_keys_work(tmp_path: Path) -> None:
    async with opened(tmp_path, BLANK, "followup") as (pilot, app, screen):
        stage = cast(FollowupScreen, screen)
        await pilot.press("escape")
        await until(pilot, lambda: stage.focused is stage.page)
        await pilot.press("r")
        await until(pilot, lambda: len(app.session.document.followup.reviews) == 2)


async def test_a_sign_off_is_added_by_keyboard_and_awaited_until_it_has_a_minute(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, SUMMARISED, "followup") as (pilot, app, screen):
        table = screen.query_one("#sign-offs", ItemList).table
        table.focus()
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await typed(pilot, "legal")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.session.document.followup.sign_offs) == 1)
        await until(pilot, lambda: "awaited" in drawn(table))
        assert app.session.document.followup.sign_offs[0].at is None


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_hostile_text_shows_letter_for_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    sign_offs = tuple(SignOff(role=text) for text in HOSTILE[:4])
    shares = tuple(Share(audience=Audience.SUPPORT, channel=text) for text in HOSTILE[4:9])
    reviews = tuple(Review(due=NOW.date(), outcome=text) for text in HOSTILE[9:])
    followup = Followup(
        internal_summary=HOSTILE[6],
        customer=CustomerSummary(summary="\n".join(HOSTILE[:3])),
        sign_offs=sign_offs,
        shares=shares,
        reviews=reviews,
    )
    document = BLANK.changing(followup=followup)
    async with opened(tmp_path, document, "followup", size) as (_, _, screen):
        summary = screen.query_one("#internal-form", DocumentForm).field("internal_summary")
        assert HOSTILE[6] in drawn(summary.editor)
        customer = screen.query_one("#customer-form", DocumentForm).field("summary")
        assert all(text in drawn(customer.editor) for text in HOSTILE[:3])
        for name, texts in (
            ("sign-offs", HOSTILE[:4]),
            ("shares", HOSTILE[4:9]),
            ("reviews", HOSTILE[9:]),
        ):
            shown = drawn(screen.query_one(f"#{name}", ItemList).table)
            for text in texts:
                assert text[:20] in shown


def test_the_length_guide_has_a_word_for_every_length() -> None:
    assert length_hint("  ").startswith("empty")
    assert "short" in length_hint("x" * 199)
    assert "good length" in length_hint("x" * 200)
    assert "good length" in length_hint("x" * 900)
    assert "long" in length_hint("x" * 901)


def test_every_field_reads_back_what_was_written() -> None:
    samples = {"promised": "yes"}
    for field in (*INTERNAL_FIELDS, *CUSTOMER_FIELDS, *ABOUT_FIELDS):
        text = samples.get(field.spec.name, "Some words")
        assert field.read(field.write(BLANK, text)) == text


def test_nothing_chosen_for_the_promise_is_undecided_and_never_no() -> None:
    promised = next(field for field in ABOUT_FIELDS if field.spec.name == "promised")
    assert promised.write(BLANK, "").followup.promised_to_customers is Answer.UNDECIDED


def test_every_list_reads_back_what_was_written() -> None:
    review = Review(due=NOW.date(), held_on=NOW.date(), outcome="two\nlines")
    share = Share(audience=Audience.CUSTOMERS, channel="status page", at=NOW)
    sign_off = SignOff(role="legal", name="Kim", at=NOW)
    assert REVIEWS.build(REVIEWS.texts(review), review, NOW) == review
    assert SHARES.build(SHARES.texts(share), share, NOW) == share
    assert SIGN_OFFS.build(SIGN_OFFS.texts(sign_off), sign_off, NOW) == sign_off


def test_lists_refuse_what_says_nothing() -> None:
    with pytest.raises(ValueError, match="role"):
        SIGN_OFFS.build({"role": " ", "name": "", "at": ""}, None, NOW)
    with pytest.raises(ValueError, match="who"):
        SHARES.build({"audience": "", "channel": "wiki", "at": ""}, None, NOW)
    with pytest.raises(ValueError, match="day"):
        REVIEWS.build({"due": "", "held_on": "", "outcome": ""}, None, NOW)
    with pytest.raises(ValueError, match="still to come"):
        REVIEWS.build({"due": "2026-12-01", "held_on": "2026-12-01", "outcome": ""}, None, NOW)
