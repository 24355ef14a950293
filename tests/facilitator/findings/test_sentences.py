"""A sentence is what stands between two marks, lines of a list or paragraphs, and no less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.text_fields import sentence_span


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x", "x"),
        ("One. Two x here. Three.", "Two x here."),
        ("Is it x? No.", "Is it x?"),
        ("one, e.g. x, or i.e. two. Three", "one, e.g. x, or i.e. two."),
        ("It was 14:02.5 or x", "It was 14:02.5 or x"),
        ("first\n- x of two\n- three", "x of two"),
        ("first line\nx goes on", "first line\nx goes on"),
        ("Before\n\n  x after\n\nEnd", "x after"),
        ("He said “stop.” Then x… And", "Then x…"),
        ("  x. ", "x."),
    ],
)
def test_the_sentence_of_a_word(text: str, sentence: str) -> None:
    at = text.index("x")
    start, end = sentence_span(text, at, at + 1)
    assert text[start:end] == sentence


@given(st.text(st.sampled_from("ab. \n-*A!?…”")), st.data())
def test_words_of_any_text_stand_in_their_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_span(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
