"""Asking questions one at a time: used ones stay used, and nothing changes under people's eyes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.guide.prompts import Asking, Prompt


def prompts(letters: str) -> tuple[Prompt, ...]:
    return tuple(Prompt(letter, f"{letter}?") for letter in letters)


def opened(letters: str, used: str = "") -> Asking:
    return Asking(used=tuple(used)).over(prompts(letters))


def shown(asking: Asking, steps: str) -> str:
    """What is on show after each step: `>` asks the next, `<` goes back."""
    seen = [asking.on_show]
    for step in steps:
        asking = asking.next() if step == ">" else asking.back()
        seen.append(asking.on_show)
    return "".join(seen)


def test_the_first_that_was_not_asked_is_on_show() -> None:
    assert opened("abc").on_show == "a"
    assert opened("abc", used="ba").on_show == "c"
    assert opened("abc", used="bca").on_show == "b"
    assert opened("").prompt is None
    assert opened("").next() == opened("").back() == opened("")


def test_stepping_past_a_question_makes_it_a_used_one_and_used_ones_come_last() -> None:
    asking = opened("abc").next()
    assert (asking.on_show, asking.used, asking.used_count) == ("b", ("a",), 1)
    assert shown(opened("abc"), ">>>>") == "abcab"
    assert shown(opened("abcd", used="c"), ">>>>") == "abdca"


def test_back_goes_over_what_was_asked_and_uses_nothing_up() -> None:
    assert shown(opened("abcd"), ">><<<>>>") == "abcbaabcd"
    assert opened("abc").next().back().used == ("a",)
    assert opened("abc").next().back().is_used
    assert shown(opened("abc"), "<<") == "aaa"


def test_back_goes_over_what_was_asked_before_the_program_was_left() -> None:
    assert shown(opened("abcd", used="ca"), "<<<>>>") == "baccabd"


def test_with_all_asked_they_go_round() -> None:
    assert shown(opened("abc", used="abc"), ">>><<") == "abcacb"


def test_the_question_on_show_stays_while_others_come_before_it() -> None:
    asking = opened("bc").over(prompts("abc"))
    assert asking.on_show == "b"
    assert shown(asking, ">") == "ba"


def test_its_words_follow_the_document_while_it_is_the_same_question() -> None:
    asking = opened("ab").over((Prompt("a", "a, 21 min?"), Prompt("b", "b?")))
    assert asking.prompt == Prompt("a", "a, 21 min?")


def test_a_settled_question_gives_way_to_the_first_that_was_not_asked() -> None:
    asking = opened("abcd").next().over(prompts("acd"))
    assert (asking.on_show, asking.used) == ("c", ("a",))
    assert asking.over(prompts("ac b".replace(" ", ""))).on_show == "c"


def test_what_was_asked_and_settled_is_still_asked_when_it_comes_back() -> None:
    asking = opened("abc").next().over(prompts("bc")).over(prompts("abc"))
    assert (asking.on_show, asking.used_count) == ("b", 1)


def test_one_question_alone_stays_on_show() -> None:
    assert shown(opened("a"), ">><") == "aaaa"


@given(
    st.lists(st.one_of(st.sampled_from("<>"), st.sets(st.sampled_from("abcdef"), min_size=1))),
)
def test_whatever_happens_there_is_one_question_and_used_ones_stay(
    happenings: list[str | set[str]],
) -> None:
    asking = opened("abc")
    for happening in happenings:
        before = asking
        if isinstance(happening, set):
            asking = asking.over(prompts("".join(sorted(happening))))
            assert asking.used == before.used
            assert asking.on_show == before.on_show or before.on_show not in happening
        else:
            asking = asking.next() if happening == ">" else asking.back()
        assert asking.prompt is not None
        assert asking.used[: len(before.used)] == before.used
        assert len(set(asking.used)) == len(asking.used)


@given(st.text("abcdef", max_size=6), st.permutations("abcdef"))
def test_stepping_shows_every_question_once_before_any_comes_again(
    used: str, order: list[str]
) -> None:
    asking = opened("".join(order), used="".join(dict.fromkeys(used)))
    first = [asking.on_show]
    for _ in range(5):
        asking = asking.next()
        first.append(asking.on_show)
    assert sorted(first) == list("abcdef")
