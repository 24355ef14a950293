"""One action as people type it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.imports.action_line import read_action_line, written_action_line
from facilitator.imports.due import read_due
from facilitator.imports.errors import CannotRead
from facilitator.model.actions import Action, ActionType, Priority
from facilitator.model.causes import Cause, Causes
from facilitator.model.text import plain_line

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
    read = read_action_line(line, CAUSES, TODAY)
    assert read.action is not None, read.problem
    return read.action


def problem(line: str) -> str:
    """Return why a line is no action."""
    read = read_action_line(line, CAUSES, TODAY)
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
    read = read_action_line("stage the roll-out", CAUSES, TODAY)
    assert read.action is not None
    assert "no owner yet" in read.understood
    assert "no due date yet" in read.understood


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
    ):
        assert action(f"process: {title}").title == title


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
        ("stage it ^c9", "no cause c9"),
        ("stage it 2024-03-11", "has passed"),
        ("stage it 2024-02-30", "calendar"),
        ("prevent: @kim", "Say what"),
        ("", "Say what"),
        ("stage it \ud800", "half a character"),
    ],
)
def test_what_cannot_be_is_a_problem_in_a_sentence(line: str, says: str) -> None:
    assert says in problem(line)


def test_a_cause_is_not_there_while_none_is_written() -> None:
    assert "none is written" in read_action_line("x ^c1", Causes(), TODAY).problem


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("today", date(2024, 3, 12)),
        ("tomorrow", date(2024, 3, 13)),
        ("+14d", date(2024, 3, 26)),
        ("+2w", date(2024, 3, 26)),
        ("+1m", date(2024, 4, 12)),
        ("fri", date(2024, 3, 15)),
        ("Tuesday", date(2024, 3, 19)),
        ("mon", date(2024, 3, 18)),
        ("end of month", date(2024, 3, 31)),
        ("2024-12-01", date(2024, 12, 1)),
        ("2 April", date(2024, 4, 2)),
    ],
)
def test_a_due_day_is_read_alone_and_at_the_end_of_a_line(text: str, due: date) -> None:
    assert read_due(text, TODAY) == due
    if text != "2 April":
        assert action(f"stage it {text} @kim").due == due


def test_due_and_by_belong_to_the_day() -> None:
    told = action("stage it by fri @kim")
    assert (told.title, told.due) == ("stage it", date(2024, 3, 15))


def test_a_month_on_from_the_last_of_january_is_the_last_of_february() -> None:
    assert read_due("+1m", date(2024, 1, 31)) == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["soon", "", "02/03/2026", "yesterday", "2024-03-11", "+999999w"])
def test_a_day_that_passed_or_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CannotRead):
        read_due(text, TODAY)


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    read = read_action_line(text, CAUSES, TODAY)
    assert (read.action is None) == bool(read.problem)
    try:
        assert read_due(text, TODAY) >= TODAY
    except CannotRead as refused:
        said = str(refused)
        assert said


_WORDS = st.sampled_from(
    [
        "guard",
        "@kim",
        '@"a',
        'b"',
        "@",
        "+14d",
        "P1",
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
    line = written_action_line(told, CAUSES)
    read = read_action_line(line, CAUSES, TODAY)
    assert read.action is not None, (line, read.problem)
    assert read.action.changing(id=told.id) == told
