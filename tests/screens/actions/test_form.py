"""What the form and the line of an action read, and which causes have an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.guide.schedule import due_date_label
from facilitator.importers.action_line import action_in_words, parse_action_line
from facilitator.model.actions import Action, Actions, ActionStatus, ActionType, Priority, Worked
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.actions.form import (
    action_details,
    action_form_texts,
    action_from_form,
    due_date_remark,
    parse_due_field,
    parse_pasted_actions,
)
from screens.actions.view import ActionRowContext, action_row
from tests.support.action_screens import BLANK

TODAY = datetime.now(UTC).date()
ROOT = Cause(id="aaaaaaaa", text="No limit on CPU", role=CauseRole.ROOT)
STEP = Cause(id="bbbbbbbb", text="The rule was slow")
CAUSES = Causes(causes=(ROOT, STEP))
GUARD = Action(id="cccccccc", title="Put the guard back", owner="Ana", addresses=(ROOT.id,))
DRILL = Action(id="dddddddd", title="Drill the switch-off")
LATE = Action(id="eeeeeeee", title="Measure it", due=TODAY - timedelta(days=3), ticket="OPS-1")


def _with(*actions: Action) -> Postmortem:
    return BLANK.changing(causes=CAUSES, actions=Actions(actions=actions))


def test_a_due_day_that_has_passed_may_stay_but_not_be_chosen() -> None:
    assert parse_due_field(str(LATE.due), LATE.due, TODAY) == LATE.due
    assert parse_due_field("", LATE.due, TODAY) is None
    with pytest.raises(ValueError, match="has passed"):
        parse_due_field(str(TODAY - timedelta(days=1)), LATE.due, TODAY)


def test_an_overdue_action_can_be_edited_in_the_line() -> None:
    read = parse_action_line(f"Measure it well {LATE.due} #OPS-1", CAUSES, TODAY, LATE)
    assert read.action == LATE.changing(title="Measure it well")
    words = action_in_words(read.action, CAUSES, TODAY, TODAY)
    assert f"due {LATE.due} (3 days overdue)" in words


def test_pasted_lines_become_actions_or_nothing_does() -> None:
    read = parse_pasted_actions("- Guard @Ana\n\n* [ ] Drill +2w", CAUSES, TODAY)
    assert [(action.title, action.owner) for action in read] == [("Guard", "Ana"), ("Drill", "")]
    with pytest.raises(ValueError, match="line 2"):
        parse_pasted_actions("Guard\nDrill ^c9", CAUSES, TODAY)


def test_the_form_refuses_not_doing_something_without_a_reason() -> None:
    texts = {**action_form_texts(GUARD, CAUSES), "status": "won't do"}
    with pytest.raises(ValueError, match="why"):
        action_from_form(texts, GUARD, CAUSES, TODAY)


@given(
    st.builds(
        Action,
        title=st.sampled_from(["Guard", "[/] odd", "漢字"]),
        type=st.none() | st.sampled_from(ActionType),
        owner=st.sampled_from(["", "Ana"]),
        due=st.none() | st.dates(date(2019, 1, 1), date(2030, 1, 1)),
        priority=st.none() | st.sampled_from(Priority),
        status=st.sampled_from(ActionStatus),
        wont_do_reason=st.just("no longer there"),
        ticket=st.sampled_from(["", "OPS-1", "https://x/1"]),
        done_when=st.sampled_from(["", "it is back"]),
        addresses=st.sampled_from([(), (ROOT.id,), (ROOT.id, STEP.id)]),
        worked=st.sampled_from(Worked),
    )
)
def test_a_form_that_nobody_changed_gives_the_same_action(action: Action) -> None:
    assert action_from_form(action_form_texts(action, CAUSES), action, CAUSES, TODAY) == action


def test_the_row_of_an_overdue_action_says_so_without_colour() -> None:
    setting = ActionRowContext(CAUSES.labels(), TODAY, TODAY)
    assert action_row(LATE, setting).texts[5] == f"{LATE.due} !"
    done = LATE.changing(status=ActionStatus.DONE)
    assert action_row(done, setting).texts[5] == str(LATE.due)
    assert "3 days overdue" in action_details(LATE, CAUSES, TODAY, TODAY)


def test_a_row_says_that_an_action_is_due_later_than_its_priority_allows() -> None:
    setting = ActionRowContext(CAUSES.labels(), TODAY, TODAY)
    late = GUARD.changing(priority=Priority.P1, due=TODAY + timedelta(days=20))
    assert action_row(late, setting).texts[5] == f"{late.due} !"
    in_time = late.changing(due=TODAY + timedelta(days=15))
    assert action_row(in_time, setting).texts[5] == str(in_time.due)


def test_the_words_of_a_due_day_say_what_the_priority_allows() -> None:
    late = GUARD.changing(priority=Priority.P1, due=TODAY + timedelta(days=20))
    allowed = f"! due {late.due} in 20 days, P1 allows 15"
    assert due_date_label(late, TODAY, TODAY) == allowed
    assert allowed in action_details(late, CAUSES, TODAY, TODAY)
    made = TODAY - timedelta(days=30)
    assert due_date_label(late, made, TODAY) == f"{allowed} from {made}"
    no_priority = late.changing(priority=None, due=TODAY)
    assert due_date_label(no_priority, TODAY, TODAY) == f"due {TODAY} today"
    far = late.changing(priority=None, due=TODAY + timedelta(days=61))
    assert due_date_label(far, TODAY, TODAY).endswith(
        "in 61 days, 60 are allowed without a priority"
    )
    done = late.changing(status=ActionStatus.DONE)
    assert due_date_label(done, TODAY, TODAY) == f"due {late.due}"


def test_what_is_typed_as_a_due_day_is_said_with_its_limit() -> None:
    urgent, calm = GUARD.changing(priority=Priority.P0), DRILL.changing(priority=Priority.P3)
    told = due_date_remark({"due": "+10d"}, (urgent,), TODAY, TODAY)
    assert told == f"! due {TODAY + timedelta(days=10)} in 10 days, P0 allows 7"
    told = due_date_remark({"due": "+10d", "priority": "P2"}, (urgent,), TODAY, TODAY)
    assert told.endswith("in 10 days, P2 allows 30")
    told = due_date_remark({"due": "+10d"}, (urgent, calm), TODAY, TODAY)
    assert told.endswith("in 10 days, later than its priority allows for 1 of 2")
    assert due_date_remark({"due": " "}, (urgent,), TODAY, TODAY) == ""
    assert "has passed" in due_date_remark({"due": "yesterday"}, (urgent,), TODAY, TODAY)
    assert "overdue" in due_date_remark({"due": str(LATE.due)}, (LATE,), TODAY, TODAY)


def test_a_link_that_is_no_web_address_is_refused_unless_it_stood_there() -> None:
    texts = {**action_form_texts(GUARD, CAUSES), "ticket": "javascript:alert(1)"}
    with pytest.raises(ValueError, match="is no web address"):
        action_from_form(texts, GUARD, CAUSES, TODAY)
    before = GUARD.changing(ticket="javascript:alert(1)")
    assert action_from_form(texts, before, CAUSES, TODAY) == before
