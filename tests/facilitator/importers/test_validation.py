"""What is no text, or too much of it, is refused in one sentence; the rest is made harmless."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import LineOutcome
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from facilitator.timeparse import timezones
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))
NOISE = Random(7).randbytes(4000)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("14:02 a\0b", "binary"),
        (NOISE.decode("latin-1").replace("\0", ""), "binary"),
        (NOISE.decode("utf-8", "replace").replace("\0", ""), "binary"),
        (b"14:02 caf\xe9 down".decode("utf-8", "surrogateescape"), "UTF-8"),
        ("14:02 half \ud83d", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(text: str, says: str) -> None:
    _is_refused(text, says)


@pytest.mark.parametrize(("letter", "times"), [("x", 50_000_001), ("é", 25_000_001)])
def test_what_is_far_too_long_is_refused_in_one_sentence(letter: str, times: int) -> None:
    _is_refused(letter * times, "50 MB")


def _is_refused(text: str, says: str) -> None:
    for refuses in (sanitize_text, lambda given: parse_paste(given, CONTEXT)):
        with pytest.raises(CannotRead) as refused:
            refuses(text)
        assert says in str(refused.value)
        assert "\n" not in str(refused.value)


def test_ten_thousand_lines_without_a_time_are_refused() -> None:
    with pytest.raises(CannotRead, match="No line here begins with a time"):
        parse_paste("and no time in this one\n" * 10_000, CONTEXT)


def test_a_line_with_letters_that_were_lost_says_so() -> None:
    line = parse_paste("14:02 caf\ufffd down", CONTEXT).lines[0]
    assert (line.outcome, line.remark) == (
        LineOutcome.MENDED,
        "Letters that could not be read show as \ufffd.",
    )


def test_escapes_that_a_terminal_shows_as_signs_are_taken_out_whole() -> None:
    assert sanitize_text("14:02 ␛[31mred␛[0m") == "14:02 red"


def test_coloured_logs_and_right_to_left_text_are_text() -> None:
    lines = ["14:02 \x1b[31mred\x1b[0m alert"] * 50 + ["14:03 שלום \u202eevil\u202c"] * 50
    assert sanitize_text("\n".join(lines)).splitlines() == [
        *["14:02 red alert"] * 50,
        *["14:03 שלום evil"] * 50,
    ]


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    try:
        safe = sanitize_text(text)
    except CannotRead:
        return
    assert all(sign.isprintable() or sign in "\n\t" or ord(sign) > 159 for sign in safe)
    assert len(safe.splitlines()) <= len(text.splitlines())


def test_without_a_time_zone_database_lines_say_so_and_utc_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(timezones, "ZoneInfo", missing)
    monkeypatch.setattr(timezones, "available_timezones", set)
    timezones._known_places.cache_clear()
    try:
        each = parse_paste("14:02 PT a\n14:03 Europe/Berlin b\n14:04 UTC c\n14:05 CET d", CONTEXT)
        once = parse_paste("all times PT\n14:02 a\n14:03Z b", CONTEXT)
    finally:
        timezones._known_places.cache_clear()
    dropped = [line for line in each.lines if line.outcome is LineOutcome.DROPPED]
    assert len(dropped) == 2
    assert all("time zone database is missing" in line.remark for line in dropped)
    assert [event.text for event in each.events] == ["c", "d"]
    assert "time zone database is missing" in once.lines[1].remark
    assert [event.text for event in once.events] == ["b"]
