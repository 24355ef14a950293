"""A ticket is a key or a link; a pattern of the team tells one from the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model.tickets import (
    InvalidTicket,
    TicketPattern,
    TicketPatterns,
    parse_ticket,
    ticket_key_prefixes,
)

OPS = TicketPattern("OPS-{n}", "https://tracker.test/browse/OPS-{n}?from={n}")
HUB = TicketPattern("#{n}", "https://hub.test/team/web/issues/{n}")
TICKETS = TicketPatterns((OPS, HUB))


@pytest.mark.parametrize(
    ("ticket", "link"),
    [
        ("OPS-12", "https://tracker.test/browse/OPS-12?from=12"),
        ("ops-12", "https://tracker.test/browse/OPS-12?from=12"),
        ("#9", "https://hub.test/team/web/issues/9"),
        ("https://other.test/1", "https://other.test/1"),
        ("OPS-", ""),
        ("OPS-12a", ""),
        ("WEB-1", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_key_leads_to_where_its_pattern_says(ticket: str, link: str) -> None:
    assert TICKETS.link_of(ticket) == link


@pytest.mark.parametrize(
    ("ticket", "name"),
    [
        ("https://tracker.test/browse/OPS-12?from=12", "OPS-12"),
        ("https://tracker.test/browse/OPS-12?from=13", "https://tracker.test/browse/OPS-12?from=13"),
        ("https://hub.test/team/web/issues/9", "#9"),
        ("OPS-12", "OPS-12"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_link_of_the_team_is_called_by_its_key(ticket: str, name: str) -> None:
    assert TICKETS.name_of(ticket) == name


@pytest.mark.parametrize(
    "text",
    ["OPS-12", " #12 ", "fix: later", "https://t.test", "HTTP://t.test/a?b#c", "ops/web/12", ""],
)
def test_a_key_or_a_web_address_is_a_ticket(text: str) -> None:
    assert parse_ticket(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///x",
        "https://t.test/a b",
        "http:/t.test",
        "ftp://t.test/1",
        "javascript:alert(1)",
        "data:text/html,x",
        "www.t.test/1",
        "file:///etc/passwd",
    ],
)
def test_a_link_that_is_no_web_address_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(
        InvalidTicket, match=r"is no web address: write a key such as OPS-12, or a link"
    ):
        parse_ticket(text)


def test_prefixes_are_those_of_keys_also_at_the_end_of_links() -> None:
    used = ["OPS-12", "#9", "https://t.test/browse/EDGE-7", "free words", "OPS-13"]
    assert list(ticket_key_prefixes(used)) == ["OPS-", "EDGE-", "OPS-"]


@given(st.text(max_size=30), st.integers(0, 10**9))
def test_a_key_and_its_link_lead_to_each_other(text: str, number: int) -> None:
    assert TICKETS.name_of(text) == text or TICKETS.link_of(text)
    assert OPS.key_of(OPS.link_of(f"OPS-{number}") or "") == f"OPS-{number}"
