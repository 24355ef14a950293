"""Those who took part, and which of them stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.language.roster import EMPTY_ROSTER, Roster, roster_of

PEOPLE = roster_of(["Priya Raman", "Straße", "İpek", "@dkoch", "groß", "ſam"])
PIECES = st.sampled_from(["Priya", "Raman", "'s ", " DKOCH", "GROSS", "İpek", "Sam", "-", "x"])


@given(st.text() | st.lists(PIECES).map("".join), st.data())
def test_in_a_text_those_that_stand_in_it_are_all_who_count(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    word = text[start : data.draw(st.integers(start, len(text)))]
    assert PEOPLE.named_in(text).contains(word) == PEOPLE.contains(word)
    assert PEOPLE.is_named_in(text) == (PEOPLE.named_in(text) != EMPTY_ROSTER)
    if PEOPLE.contains(word):
        assert PEOPLE.is_named_in(text)


def test_two_rosters_differ_in_those_that_one_of_them_holds() -> None:
    one, other = roster_of(["Ana Silva", "dkoch"]), roster_of(["Ana Raman", "dkoch", "@jkim"])
    differing = Roster(frozenset({"Silva", "Raman"}), frozenset({"jkim"}))
    assert one.difference(other) == other.difference(one) == differing
    assert one.difference(one) == EMPTY_ROSTER
    assert not EMPTY_ROSTER.is_named_in("Ana asks @jkim")
