"""What the form and the line of an action read, and which causes have an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model.actions import Action, Actions, ActionStatus, ActionType, Priority, Worked
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.actions_fields import (
    action_from,
    action_texts,
    action_words,
    due_from,
    read_line,
    read_pasted,
)
from screens.widgets.action_table import row_texts
from tests.screens.support_actions import BLANK

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
    assert due_from(str(LATE.due), LATE.due, TODAY) == LATE.due
    assert due_from("", LATE.due, TODAY) is None
    with pytest.raises(ValueError, match="has passed"):
        due_from(str(TODAY - timedelta(days=1)), LATE.due, TODAY)


def test_an_overdue_action_can_be_edited_in_the_line() -> None:
    read = read_line(f"Measure it well {LATE.due} #OPS-1", LATE, CAUSES, TODAY)
    assert read.action == LATE.changing(title="Measure it well")
    assert f"due {LATE.due} (passed)" in read.understood


def test_pasted_lines_become_actions_or_nothing_does() -> None:
    read = read_pasted("- Guard @Ana\n\n* [ ] Drill +2w", CAUSES, TODAY)
    assert [(action.title, action.owner) for action in read] == [("Guard", "Ana"), ("Drill", "")]
    with pytest.raises(ValueError, match="line 2"):
        read_pasted("Guard\nDrill ^c9", CAUSES, TODAY)


def test_the_form_refuses_not_doing_something_without_a_reason() -> None:
    texts = {**action_texts(GUARD, CAUSES), "status": "won't do"}
    with pytest.raises(ValueError, match="why"):
        action_from(texts, GUARD, CAUSES, TODAY)


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
    assert action_from(action_texts(action, CAUSES), action, CAUSES, TODAY) == action


def test_the_row_of_an_overdue_action_says_so_without_colour() -> None:
    assert row_texts(LATE, CAUSES.labels(), TODAY)[5] == f"{LATE.due} !"
    done = LATE.changing(status=ActionStatus.DONE)
    assert row_texts(done, CAUSES.labels(), TODAY)[5] == str(LATE.due)
    assert "3 d overdue" in action_words(LATE, CAUSES, TODAY)
