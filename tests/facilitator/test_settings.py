"""Settings that were loaded from a file become values, or one sentence about what is wrong."""

from __future__ import annotations

import pytest

from facilitator.settings import Settings, UnusableSettings, settings_from
from facilitator.tickets import TicketPattern, Tickets


def test_nothing_set_is_fine_and_what_is_unknown_is_left_alone() -> None:
    assert settings_from({}) == Settings()
    assert settings_from({"tickets": {}, "colours": {"accent": "red"}}) == Settings()


def test_patterns_stand_in_their_order() -> None:
    loaded = {"tickets": {"OPS-{n}": "https://t.test/OPS-{n}", "#{n}": "http://h.test/{n}"}}
    patterns = (
        TicketPattern("OPS-{n}", "https://t.test/OPS-{n}"),
        TicketPattern("#{n}", "http://h.test/{n}"),
    )
    assert settings_from(loaded).tickets == Tickets(patterns)


@pytest.mark.parametrize(
    ("tickets", "says"),
    [
        ("OPS", "tickets is a table"),
        (["OPS-{n}"], "tickets is a table"),
        ({"OPS": "https://t.test/{n}"}, '"OPS" needs one {n}'),
        ({"{n}-{n}": "https://t.test/{n}"}, "needs one {n}"),
        ({"OPS-{n}": "https://t.test/"}, 'The link of "OPS-{n}" needs {n}'),
        ({"OPS-{n}": 12}, 'The link of "OPS-{n}" needs {n}'),
        ({"OPS-{n}": "ftp://t.test/{n}"}, "has to begin with https://"),
        ({"OPS-{n}": "javascript:{n}"}, "has to begin with https://"),
        ({"OPS-{n}": "https:// t.test/{n}"}, "has to begin with https://"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(tickets: object, says: str) -> None:
    with pytest.raises(UnusableSettings) as refused:
        settings_from({"tickets": tickets})
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
