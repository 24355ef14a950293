"""Bare times are read against the event before them, in the zone the postmortem is typed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder, Scope
from facilitator.model.timeline import Event, Timeline
from facilitator.timeparse.parse import default_zone, parse_time, time_context

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
FIRST = Event(at=datetime(2026, 11, 20, 14, 0, tzinfo=UTC), text="first")
LAST = Event(at=FIRST.at + timedelta(minutes=9), text="last")


def document(zone: str = "", *events: Event, day: date | None = date(2026, 11, 20)) -> Postmortem:
    scope = Scope(zone=zone, incident_date=day)
    return Postmortem(id="2026-11-20-abcdef", scope=scope, timeline=Timeline(events=events))


def test_a_time_follows_the_event_under_the_cursor_else_the_last_one() -> None:
    assert time_context(document("", FIRST, LAST), FIRST, NOW).after == FIRST.at
    assert time_context(document("", FIRST, LAST), None, NOW).after == LAST.at


def test_before_there_is_any_it_is_the_day_of_the_incident_else_today() -> None:
    assert time_context(document(), None, NOW).day == date(2026, 11, 20)
    assert time_context(document(day=None), None, NOW).day == NOW.date()
    assert time_context(document("Asia/Tokyo", day=None), None, NOW).day == date(2026, 11, 22)


def test_where_nobody_said_the_day_no_bare_time_is_still_to_come() -> None:
    early = datetime(2026, 11, 22, 0, 18, tzinfo=UTC)
    unsaid = time_context(document(day=None), None, early)
    for typed, minute in (
        ("14:02", datetime(2026, 11, 21, 14, 2, tzinfo=UTC)),
        ("14:02 PDT", datetime(2026, 11, 21, 21, 2, tzinfo=UTC)),
        ("00:10", datetime(2026, 11, 22, 0, 10, tzinfo=UTC)),
        ("00:20", datetime(2026, 11, 22, 0, 20, tzinfo=UTC)),
    ):
        assert parse_time(typed, unsaid).at == minute
    said = time_context(document(day=early.date()), None, early)
    assert parse_time("14:02", said).at == datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


def test_times_are_read_in_the_zone_they_are_typed_in() -> None:
    berlin = time_context(document("Europe/Berlin"), None, NOW)
    assert parse_time("15:00", berlin).at == FIRST.at
    tokyo = time_context(document("Asia/Tokyo", FIRST), None, NOW)
    assert parse_time("23:05", tokyo).at == FIRST.at + timedelta(minutes=5)
    assert parse_time("00:10", tokyo).at == FIRST.at + timedelta(minutes=70)


def test_a_zone_nobody_knows_here_leaves_times_in_utc() -> None:
    assert default_zone(document("Europe/Atlantis")) is None
    assert default_zone(document()) is None


def test_days_in_figures_are_read_in_the_order_that_was_set() -> None:
    asked = document(day=None)
    assert time_context(asked, None, NOW).day_first is None
    for order, day in ((DateOrder.DAY_FIRST, "2026-03-02"), (DateOrder.MONTH_FIRST, "2026-02-03")):
        said = asked.changing(scope=asked.scope.changing(date_order=order))
        assert str(parse_time("02/03/2026 14:02", time_context(said, None, NOW)).at.date()) == day
