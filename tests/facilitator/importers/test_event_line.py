"""One event as people type it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.event_line import format_event_line, parse_event_line, with_line_fields
from facilitator.model.timeline import Event, EventKind, Milestone, Source
from facilitator.text.format import day_and_clock
from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)
CONTEXT = TimeContext(date(2024, 3, 11), NOW, after=datetime(2024, 3, 11, 13, 55, tzinfo=UTC))


def event(line: str) -> Event:
    """Return the event a line is read as."""
    read = parse_event_line(line, CONTEXT)
    assert read.event is not None, read.problem
    assert read.problem == ""
    return read.event


def problem(line: str) -> str:
    """Return why a line is no event."""
    read = parse_event_line(line, CONTEXT)
    assert read.event is None
    assert read.description == ""
    return read.problem


def test_a_line_has_a_time_a_text_and_a_source() -> None:
    told = event("14:02 canary at 5% <- deploy log")
    assert day_and_clock(told.at) == "2024-03-11 14:02"
    assert (told.text, told.source) == ("canary at 5%", Source(label="deploy log"))


def test_a_step_counts_from_the_event_before() -> None:
    assert day_and_clock(event("+7 page fires !detected").at) == "2024-03-11 14:02"


def test_about_and_until_are_kept() -> None:
    told = event("~14:05-14:20 queues drain")
    assert told.approximate
    assert told.until == datetime(2024, 3, 11, 14, 20, tzinfo=UTC)


def test_the_day_a_range_ends_on_is_said_where_it_is_another() -> None:
    over = parse_event_line("23:50-00:10 failover", CONTEXT).description
    assert over == "2024-03-11 23:50Z - 2024-03-12 00:10Z  · failover"
    within = parse_event_line("14:05-14:20 failover", CONTEXT).description
    assert within == "2024-03-11 14:05Z - 14:20Z  · failover"


@pytest.mark.parametrize(
    "line",
    [
        "14:02 !detected page fires",
        "14:02 page !detected fires",
        "14:02 page fires !DETECTED",
        "14:02 page fires <- pager !detected",
    ],
)
def test_a_milestone_may_stand_anywhere(line: str) -> None:
    told = event(line)
    assert (told.milestone, told.text) == (Milestone.DETECTED, "page fires")


def test_a_kind_and_a_role_stand_at_either_end() -> None:
    told = event("14:02 #decision roll back now @oncall <- chat")
    assert (told.kind, told.actor_role) == (EventKind.DECISION, "oncall")
    assert told.text == "roll back now"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("14:02 page fires <- pager #signal @sre", Source(label="pager")),
        ("14:02 page fires <- pager @sre #signal !detected", Source(label="pager")),
        ("14:02 #signal page fires <- https://p.test @sre", Source(url="https://p.test")),
        ("14:02 page fires @sre <- log <p/1> #SIGNAL", Source(label="log", url="p/1")),
        ("14:02 @sre page fires <- told by @ana #signal", Source(label="told by @ana")),
        ("14:02 @sre page fires #signal <- @ana", Source(label="@ana")),
        ("14:02 @sre page fires #signal <- #signal", Source(label="#signal")),
        (r"14:02 @sre page fires #signal <- all of \#change", Source(label="all of #change")),
    ],
)
def test_a_kind_and_a_role_stand_behind_the_source_as_well(line: str, source: Source) -> None:
    told = event(line)
    assert (told.kind, told.actor_role) == (EventKind.SIGNAL, "sre")
    assert (told.text, told.source) == ("page fires", source)


def test_a_kind_within_a_source_is_part_of_it() -> None:
    told = event("14:02 x <- the #change log of @ana there")
    assert (told.kind, told.actor_role) == (None, "")
    assert told.source == Source(label="the #change log of @ana there")


def test_a_role_of_two_words_stands_in_quotation_marks() -> None:
    assert event('14:02 roll back @"incident lead" now').actor_role == "incident lead"


@pytest.mark.parametrize(
    "text",
    [
        "a | b [c] (d) {e} `f` *g* 🔥 ☎️",
        "502! from every region != fine !",
        "asked @bob to look at #impact first",
        "cpu @ 100% #5 OPS#12 x@y.org",
        "<b>bold</b> a->b a<-b",
    ],
)
def test_the_text_stays_letter_for_letter(text: str) -> None:
    assert event(f"14:02   {text}").text == text


@pytest.mark.parametrize("divider", [" - ", " – ", ": ", " | ", ", ", " : "])
def test_what_divides_the_time_from_the_text_is_no_part_of_it(divider: str) -> None:
    assert event(f"14:02{divider}canary").text == "canary"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("14:02 x <- https://ci.test/1", Source(url="https://ci.test/1")),
        (
            "14:02 x <- build log https://ci.test/1",
            Source(label="build log", url="https://ci.test/1"),
        ),
        ("14:02 x <- build log <ci/1>", Source(label="build log", url="ci/1")),
        ("14:02 x <-", None),
    ],
)
def test_a_source_is_words_a_link_or_both(line: str, source: Source | None) -> None:
    assert event(line).source == source


def test_the_last_arrow_leads_to_the_source() -> None:
    told = event("14:02 traffic a <- b moved <- log")
    assert (told.text, told.source) == ("traffic a <- b moved", Source(label="log"))


def test_a_backslash_keeps_a_mark_as_text() -> None:
    told = event(r"14:02 typed \!started and \<- here")
    assert (told.text, told.milestone, told.source) == ("typed !started and <- here", None, None)


def test_an_unknown_milestone_names_the_five() -> None:
    said = problem("14:02 this is !important")
    assert said.startswith("!important")
    assert all(f"!{milestone}" in said for milestone in Milestone)


def test_two_milestones_two_kinds_and_no_text_are_each_a_problem() -> None:
    assert "one milestone" in problem("14:02 x !started !detected")
    assert "one kind" in problem("14:02 #change x #signal")
    assert "14:02" in problem("14:02 !started")


def test_a_time_that_cannot_be_read_is_a_problem_and_not_an_exception() -> None:
    assert "in North America" in problem("14:02 CST canary")
    assert "Begin with a time" in problem("canary")


def test_what_was_understood_shows_the_full_utc_minute_milestone_and_source() -> None:
    said = parse_event_line(
        "13:45 first page: carts fail !detected <- on-call page", CONTEXT
    ).description
    assert said == "2024-03-11 13:45Z  ◆ detected  from on-call page  · first page: carts fail"


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    for line in (text, f"14:02 {text}"):
        read = parse_event_line(line, CONTEXT)
        assert (read.event is None) == bool(read.problem)


_WORDS = st.sampled_from(
    [
        "canary",
        "!started",
        "!important",
        "!signal:",
        "#change",
        "#x",
        "@oncall",
        '@"a',
        'b"',
        "<-",
        "<a>",
        "<",
        ">",
        "\\",
        "\\!started",
        "\\\\<-",
        "-",
        "14:20",
        "–",
        "to",
        "Z",
        "UTC",
        "pm",
        "|",
        ":",
        "CET",
        "+02:00",
        "~",
        "https://a.test/b",
        "\\-",
        "\\#change",
        "\\\\#change",
        "\\@oncall",
        "🔥",
        "2pm",
        ",",
        "\\|",
        "Z-index",
        "14h30",
        "14.30",
        "20/11/26",
    ]
)
_LINES = st.one_of(
    st.lists(_WORDS, max_size=6).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
_MINUTES = st.integers(-17_000_000, 500_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@st.composite
def _events(draw: st.DrawFn) -> Event:
    at = draw(_MINUTES)
    length = draw(st.none() | st.integers(0, 4000))
    return Event(
        at=at,
        until=None if length is None else at + timedelta(minutes=length),
        approximate=draw(st.booleans()),
        kind=draw(st.none() | st.sampled_from(EventKind)),
        text=draw(_LINES),
        actor_role=draw(_LINES),
        source=draw(st.none() | st.builds(Source, label=_LINES, url=_LINES)),
        milestone=draw(st.none() | st.sampled_from(Milestone)),
        known_then=draw(_LINES),
        for_customers=draw(st.booleans()),
    )


@given(_events().filter(lambda told: bool(told.text)))
def test_a_written_event_reads_back_to_itself(told: Event) -> None:
    read = parse_event_line(format_event_line(told), CONTEXT)
    assert read.event is not None, (format_event_line(told), read.problem)
    assert with_line_fields(told, read.event) == told


def test_an_everyday_event_is_written_without_backslashes() -> None:
    line = "2024-03-11 14:05Z-14:20Z !mitigated #action @oncall told @bob to stop it <- chat https://c.test/1"
    assert format_event_line(event(line)) == line
    for source in ("@ana of #change in the chat", "#change", "the log"):
        assert format_event_line(event(f"14:02 x <- {source}")).endswith(f"x <- {source}")


def test_seconds_that_are_dropped_are_said_to_be() -> None:
    assert "seconds are not kept" in parse_event_line("14:02:33 page fires", CONTEXT).description
    assert "seconds" not in parse_event_line("14:02:00 page fires", CONTEXT).description
