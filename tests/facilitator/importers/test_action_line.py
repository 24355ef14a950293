"""One action as people type it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.action_line import action_in_words, format_action_line, parse_action_line
from facilitator.importers.due_dates import parse_due_date
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority
from facilitator.model.causes import Cause, Causes
from facilitator.model.plain_text import plain_line
from tests.facilitator.importers.test_due_dates import SAID

TODAY = date(2024, 3, 12)  # a Tuesday
CAUSES = Causes(
    causes=(
        Cause(id="aaaaaaaa", text="the limit was removed"),
        Cause(id="bbbbbbbb", text="no test covers it", parent="aaaaaaaa"),
        Cause(id="cccccccc", text="roll-out is global"),
    )
)


def action(line: str) -> Action:
    """Return the action a line is read as."""
    read = parse_action_line(line, CAUSES, TODAY)
    assert read.action is not None, read.problem
    return read.action


def problem(line: str) -> str:
    """Return why a line is no action."""
    read = parse_action_line(line, CAUSES, TODAY)
    assert read.action is None
    return read.problem


def test_a_full_line_says_everything() -> None:
    told = action(
        "prevent: CPU limit in rules @kim +14d P1 #OPS-12 ^c2 done when: the limit is back"
    )
    assert told == Action(
        id=told.id,
        title="CPU limit in rules",
        type=ActionType.PREVENT,
        owner="kim",
        due=date(2024, 3, 26),
        priority=Priority.P1,
        ticket="OPS-12",
        done_when="the limit is back",
        addresses=("bbbbbbbb",),
    )


def test_a_title_alone_is_an_action_and_says_what_is_missing() -> None:
    def understood(line: str) -> str:
        return action_in_words(action(line), CAUSES, TODAY, TODAY)

    assert understood("stage it") == "no type, owner or due day yet  · stage it"
    assert understood("stage it @kim") == "owner kim  no type or due day yet  · stage it"
    assert understood("detect: stage it @kim P1") == (
        "detect  owner kim  P1  no due day yet  · stage it"
    )
    assert understood("detect: stage it @kim +20d P1 #OPS-1 ^c2 done when: it is") == (
        "detect  owner kim  ! due 2024-04-01 in 20 days, P1 allows 15  OPS-1  for c2"
        "  · stage it  · done when it is"
    )


def test_owner_step_and_causes_may_stand_inside_the_title() -> None:
    told = action("detect: alert @kim on 5xx +2w over 1% ^c1,c3")
    assert (told.title, told.owner) == ("alert on 5xx over 1%", "kim")
    assert told.addresses == ("aaaaaaaa", "cccccccc")


def test_marks_may_come_before_the_title() -> None:
    told = action("recover: P0 #OPS-7 practise the bypass")
    assert (told.title, told.priority, told.ticket) == ("practise the bypass", Priority.P0, "OPS-7")


def test_words_of_a_sentence_are_not_marks() -> None:
    for title in (
        "halve P1 pages at night",
        "stop deploys on friday",
        "read 2023-01-01 logs again",
        "say what changed since yesterday",
        "rehearse before the end of month",
        "do it at the end of the week",
        "answer pages within 3 days",
        "find what broke last friday",
        "halve the 99th percentile by 20",
    ):
        assert action(f"process: {title}").title == title


def test_a_day_of_several_words_stands_together() -> None:
    assert action("watch the end @kim of month").title == "watch the end of month"
    assert action("drill @kim in 3 days P1").due == date(2024, 3, 15)


def test_an_owner_of_two_words_stands_in_quotation_marks() -> None:
    assert action('stage it @"Kim Lee" P2').owner == "Kim Lee"


def test_a_ticket_may_be_a_link_or_a_number() -> None:
    assert action("stage it https://t.test/9").ticket == "https://t.test/9"
    assert action("stage it #9").ticket == "#9"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("stage it @kim @lee", "One person"),
        ("stage it @kim&lee", "One name only"),
        ("stage it +1d +2d", "one due date"),
        ("stage it P1 P2", "one priority"),
        ("stage it P9", "no priority P9: they go from P0 to P3"),
        ("stage it ^c9", "no cause c9"),
        ("stage it 2024-03-11", "has passed"),
        ("stage it by yesterday", "has passed"),
        ("stage it by 11 mar", "has passed"),
        ("stage it #ftp://t.test/9", "is no web address"),
        ("stage it #javascript:alert(1)", "is no web address"),
        ('stage it #"www.t.test/9"', "is no web address"),
        ("stage it https:///", "is no web address"),
        ("stage it 2024-02-30", "calendar"),
        ("prevent: @kim", "Say what"),
        ("", "Say what"),
        ("stage it \ud800", "half a character"),
    ],
)
def test_what_cannot_be_is_a_problem_in_a_sentence(line: str, says: str) -> None:
    assert says in problem(line)


def test_a_cause_is_not_there_while_none_is_written() -> None:
    assert "none is written" in parse_action_line("x ^c1", Causes(), TODAY).problem


@pytest.mark.parametrize("text", [said for said, _ in SAID])
def test_a_due_day_is_read_at_the_end_of_a_line_with_or_without_by(text: str) -> None:
    for line in (f"stage it {text} @kim", f"stage it @kim by {text}", f"stage it due {text} P1"):
        told = action(line)
        assert (told.title, told.due) == ("stage it", parse_due_date(text, TODAY))


def test_due_and_by_belong_to_the_day() -> None:
    told = action("stage it by fri @kim")
    assert (told.title, told.due) == ("stage it", date(2024, 3, 15))


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    read = parse_action_line(text, CAUSES, TODAY)
    assert (read.action is None) == bool(read.problem)


_WORDS = st.sampled_from(
    [
        "guard",
        "@kim",
        '@"a',
        'b"',
        "@",
        "+14d",
        "P1",
        "P7",
        "#OPS-12",
        "#9",
        '#"x',
        "^c1",
        "fri",
        "by",
        "end",
        "of",
        "month",
        "done",
        "when:",
        "prevent:",
        "mitigate:",
        "2024-12-01",
        "2023-01-01",
        "\\fri",
        "\\\\@kim",
        "https://t.test/1",
        "tomorrow",
        "\\",
        "\\done",
        "due",
        "on",
        "in",
        "3",
        "days",
        "a",
        "week",
        "next",
        "1",
        "dec",
        "mon,",
        "the",
        "eow",
        "2025",
        "ftp://x",
        "#ftp://x",
        "\\dec",
        "eom",
        "\\prevent:x",
        '"',
    ]
)
_LINES = st.one_of(
    st.lists(_WORDS, max_size=6).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
_OWNERS = st.sampled_from(
    ["", "kim", "Kim Lee", 'Kim "K" Lee', "kim@x.test", "\\kim", "-", "kim.", '"']
)


@given(
    st.builds(
        Action,
        title=_LINES.map(plain_line).filter(bool),
        type=st.none() | st.sampled_from(ActionType),
        owner=_OWNERS,
        due=st.none() | st.dates(TODAY),
        priority=st.none() | st.sampled_from(Priority),
        ticket=_LINES,
        done_when=_LINES,
        addresses=st.lists(st.sampled_from([c.id for c in CAUSES.causes]), unique=True).map(tuple),
    )
)
def test_a_written_action_reads_back_to_itself(told: Action) -> None:
    line = format_action_line(told, CAUSES)
    read = parse_action_line(line, CAUSES, TODAY, told)
    assert read.action is not None, (line, read.problem)
    assert read.action == told


def test_a_line_over_an_action_keeps_what_a_line_does_not_tell_and_what_has_passed() -> None:
    old = Action(title="x", due=date(2024, 1, 1), ticket="ftp://t", status=ActionStatus.DONE)
    line = format_action_line(old, CAUSES)
    assert parse_action_line(line, CAUSES, TODAY).action is None
    read = parse_action_line(f"detect: {line}", CAUSES, TODAY, old)
    assert read.action == old.changing(type=ActionType.DETECT)
