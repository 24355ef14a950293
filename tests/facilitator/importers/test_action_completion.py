"""Tab at the end of an action's line completes what is known, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.action_line import parse_action_line
from facilitator.importers.completion import complete_action_line
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant, Scope
from facilitator.model.tickets import TicketPattern, TicketPatterns

TODAY = date(2026, 11, 20)  # a Friday
CAUSES = Causes(
    causes=(
        Cause(id="aaaaaaaa", text="No limit on CPU", role=CauseRole.ROOT),
        Cause(id="bbbbbbbb", text="The rule was slow", parent="aaaaaaaa"),
        Cause(id="cccccccc", text="Roll-outs are global", role=CauseRole.CONTRIBUTING),
    )
)
KNOWN = Postmortem(
    id="2026-11-18-abcdef",
    scope=Scope(
        document_owner="Olga",
        participants=(
            Participant(name="Ana"),
            Participant(name="Bo & Co"),
            Participant(name="Kim"),
        ),
    ),
    causes=CAUSES,
    actions=Actions(
        actions=(
            Action(title="a", owner="Kim Lee", ticket="OPS-12", addresses=("aaaaaaaa",)),
            Action(title="b", owner="Noor", ticket="https://t.test/browse/EDGE-7"),
        )
    ),
)
TICKETS = TicketPatterns((TicketPattern("WEB-{n}", "https://t.test/browse/WEB-{n}"),))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("pre", "prevent: "),
        ("PRO", "process: "),
        ("d", "detect: "),
        ("guard @", "guard @Noor "),
        ("guard @k", 'guard @"Kim Lee" '),
        ('guard @"Kim', 'guard @"Kim Lee" '),
        ("guard @a", "guard @Ana "),
        ("guard @ol", "guard @Olga "),
        ("guard ^", "guard ^c3 "),
        ("guard ^c", "guard ^c3 "),
        ("guard ^limit", "guard ^c1 "),
        ("guard ^slo", "guard ^c2 "),
        ("guard ^c3,", "guard ^c3,c1 "),
        ("guard ^c1,c", "guard ^c1,c3 "),
        ("guard P", "guard P0 "),
        ("guard +13d P", "guard +13d P1 "),
        ("guard by end of next quarter P", "guard by end of next quarter P3 "),
        ("guard #", "guard #EDGE-"),
        ("guard #o", "guard #OPS-"),
        ("guard #we", "guard #WEB-"),
        ("guard +", "guard +14d "),
        ("guard P1 +", "guard P1 +13d "),
        ("guard P7 +", "guard P7 +14d "),
        ("guard +3", "guard +3d "),
        ("guard by to", "guard by tomorrow "),
        ("guard by end", "guard by end of week "),
        ("guard by end of m", "guard by end of month "),
        ("guard end of next m", "guard end of next month "),
        ("guard due next f", "guard due next friday "),
        ("guard done", "guard done when: "),
    ],
)
def test_what_is_begun_is_completed(text: str, line: str) -> None:
    found = complete_action_line(text, KNOWN, TODAY, TICKETS)
    assert found is not None
    assert found.line == line
    if line.startswith("guard") and "P7" not in line:
        assert parse_action_line(line.rstrip("-"), CAUSES, TODAY).problem == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "guard",
        "guard it",
        "guard p",
        "guard x@",
        "guard @zoe",
        "guard @Ana ",
        "guard ^c1",
        "guard ^c9",
        "guard #OPS-1",
        "guard +14d",
        "guard +9999999",
        "guard by ",
        "guard by noon",
        "mitigate",
        "guard done when: @",
        "guard done when: it ends by fri",
    ],
)
def test_nothing_is_offered_where_nothing_is_begun_or_known(text: str) -> None:
    assert complete_action_line(text, KNOWN, TODAY, TICKETS) is None


def test_an_offer_says_what_it_stands_for() -> None:
    def shown(text: str) -> str:
        found = complete_action_line(text, KNOWN, TODAY, TICKETS)
        return found.label if found else ""

    assert shown("guard ^c") == "^c3 Roll-outs are global"
    assert shown("guard +3") == "+3d, Monday 2026-11-23"
    assert shown("guard +14d P") == "P1, due within 15 days" or shown("guard +14d P").startswith(
        "P2"
    )


@given(st.text(max_size=30), st.sampled_from(["", "@", "^", "#", "+", " P", " by e", " done"]))
def test_no_text_makes_completing_fail(text: str, mark: str) -> None:
    found = complete_action_line(f"{text}{mark}", KNOWN, TODAY, TICKETS)
    assert found is None or len(found.line) > len(text)
