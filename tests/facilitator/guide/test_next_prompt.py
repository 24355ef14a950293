"""Asking questions one at a time: used ones stay used, and nothing changes under people's eyes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.guide.prompts import Prompt, PromptSequence


def prompts(letters: str) -> tuple[Prompt, ...]:
    return tuple(Prompt(letter, f"{letter}?") for letter in letters)


def opened(letters: str, asked: str = "") -> PromptSequence:
    return PromptSequence(asked=tuple(asked)).with_prompts(prompts(letters))


def shown(asking: PromptSequence, steps: str) -> str:
    """What is on show after each step: `>` asks the next, `<` goes back."""
    seen = [asking.current_key]
    for step in steps:
        asking = asking.next() if step == ">" else asking.back()
        seen.append(asking.current_key)
    return "".join(seen)


def test_the_first_that_was_not_asked_is_on_show() -> None:
    assert opened("abc").current_key == "a"
    assert opened("abc", asked="ba").current_key == "c"
    assert opened("abc", asked="bca").current_key == "b"
    assert opened("").prompt is None
    assert opened("").next() == opened("").back() == opened("")


def test_stepping_past_a_question_makes_it_a_used_one_and_used_ones_come_last() -> None:
    asking = opened("abc").next()
    assert (asking.current_key, asking.asked, asking.asked_count) == ("b", ("a",), 1)
    assert shown(opened("abc"), ">>>>") == "abcab"
    assert shown(opened("abcd", asked="c"), ">>>>") == "abdca"


def test_back_goes_over_what_was_asked_and_uses_nothing_up() -> None:
    assert shown(opened("abcd"), ">><<<>>>") == "abcbaabcd"
    assert opened("abc").next().back().asked == ("a",)
    assert opened("abc").next().back().is_asked
    assert shown(opened("abc"), "<<") == "aaa"


def test_back_goes_over_what_was_asked_before_the_program_was_left() -> None:
    assert shown(opened("abcd", asked="ca"), "<<<>>>") == "baccabd"


def test_with_all_asked_they_go_round() -> None:
    assert shown(opened("abc", asked="abc"), ">>><<") == "abcacb"


def test_the_question_on_show_stays_while_others_come_before_it() -> None:
    asking = opened("bc").with_prompts(prompts("abc"))
    assert asking.current_key == "b"
    assert shown(asking, ">") == "ba"


def test_its_words_follow_the_document_while_it_is_the_same_question() -> None:
    asking = opened("ab").with_prompts((Prompt("a", "a, 21 min?"), Prompt("b", "b?")))
    assert asking.prompt == Prompt("a", "a, 21 min?")


def test_a_settled_question_gives_way_to_the_first_that_was_not_asked() -> None:
    asking = opened("abcd").next().with_prompts(prompts("acd"))
    assert (asking.current_key, asking.asked) == ("c", ("a",))
    assert asking.with_prompts(prompts("ac b".replace(" ", ""))).current_key == "c"


def test_what_was_asked_and_settled_is_still_asked_when_it_comes_back() -> None:
    asking = opened("abc").next().with_prompts(prompts("bc")).with_prompts(prompts("abc"))
    assert (asking.current_key, asking.asked_count) == ("b", 1)


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
            asking = asking.with_prompts(prompts("".join(sorted(happening))))
            assert asking.asked == before.asked
            assert asking.current_key == before.current_key or before.current_key not in happening
        else:
            asking = asking.next() if happening == ">" else asking.back()
        assert asking.prompt is not None
        assert asking.asked[: len(before.asked)] == before.asked
        assert len(set(asking.asked)) == len(asking.asked)


@given(st.text("abcdef", max_size=6), st.permutations("abcdef"))
def test_stepping_shows_every_question_once_before_any_comes_again(
    asked: str, order: list[str]
) -> None:
    asking = opened("".join(order), asked="".join(dict.fromkeys(asked)))
    first = [asking.current_key]
    for _ in range(5):
        asking = asking.next()
        first.append(asking.current_key)
    assert sorted(first) == list("abcdef")
