"""How like two postmortems are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.guide.similarity import (
    NOTABLE_SIMILARITY,
    STRONG_SIMILARITY,
    Traits,
    compare_traits,
    significant_words,
    traits_of,
)
from tests.support.complete import COMPLETE, EMPTY

CHECKOUT = Traits(
    "Checkout errors after cache rollout",
    ("checkout", "cache"),
    ("The cache was emptied at once", "Nobody saw the queue grow"),
    ("process", "detection"),
)

TEXTS = st.lists(st.text(max_size=20), max_size=3).map(tuple)
TRAITS = st.builds(Traits, st.text(max_size=40), TEXTS, TEXTS, TEXTS)


def test_the_same_is_as_like_as_can_be_in_everything() -> None:
    same = compare_traits(CHECKOUT, CHECKOUT)
    assert same.score == 1
    assert same.shared_traits == ("title", "services", "causes", "bones")


def test_another_story_is_not_worth_showing() -> None:
    other = Traits("Login page slow in Asia", ("login",), ("A certificate ran out",), ("tooling",))
    assert compare_traits(CHECKOUT, other).score < NOTABLE_SIMILARITY


def test_the_same_failure_told_again_is_pointed_out() -> None:
    again = Traits(
        "Checkout errors after a cache roll-out",
        ("Checkout",),
        ("A rollout emptied the cache",),
        ("process",),
    )
    found = compare_traits(CHECKOUT, again)
    assert found.score >= STRONG_SIMILARITY
    assert "services" in found.shared_traits


def test_a_title_in_other_letters_is_alike_by_its_wording() -> None:
    assert (
        compare_traits(Traits("チェックアウトが遅い"), Traits("チェックアウトが遅すぎる")).score
        >= STRONG_SIMILARITY
    )
    assert (
        compare_traits(Traits("Checkout-Fehler"), Traits("Checkout Fehlern")).score
        >= STRONG_SIMILARITY
    )


def test_what_this_one_does_not_say_yet_does_not_count_against_it() -> None:
    begun = Traits(CHECKOUT.title)
    assert compare_traits(begun, CHECKOUT).score == 1
    assert compare_traits(CHECKOUT, begun).score < STRONG_SIMILARITY


def test_one_that_says_nothing_is_like_none() -> None:
    assert compare_traits(traits_of(EMPTY), CHECKOUT).score == 0
    assert compare_traits(traits_of(EMPTY), traits_of(EMPTY)).score == 0


def test_small_words_are_not_compared() -> None:
    assert significant_words(["The queue was full and it was slow"]) == {"queue", "full", "slow"}


def test_a_document_is_compared_by_its_problem_and_causes() -> None:
    traits = traits_of(COMPLETE)
    assert traits.title == COMPLETE.scope.title
    assert "no limit" in traits.causes
    assert traits.bones == ("design", "detection", "process")


@given(TRAITS, TRAITS)
def test_likeness_is_a_share_whatever_is_compared(one: Traits, other: Traits) -> None:
    assert 0 <= compare_traits(one, other).score <= 1
