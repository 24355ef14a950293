"""Text in a picture: wrapped without loss, never narrower than it may turn out, safe in XML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.exporters.svg.shapes import Words
from facilitator.exporters.svg.style import clean, runs_right_to_left, width, wrapped

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean)


@given(_TEXTS, st.integers(10, 300))
def test_lines_joined_are_the_text_and_none_is_too_long(text: str, room: int) -> None:
    lines = wrapped(text, room, 14)
    assert "".join(lines) == text
    assert all(width(line, 14) <= room + 1e-6 or len(line.rstrip()) >= 1 for line in lines)
    one_letter = 20
    if room >= one_letter:
        assert all(width(line, 14) <= room + 1e-6 for line in lines)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrapped("one two three", 60, 14) == ("one two ", "three")
    assert wrapped("", 60, 14) == ("",)
    assert len(wrapped("x" * 5000, 200, 14)) > 100


def test_a_letter_keeps_the_marks_that_belong_to_it() -> None:
    assert wrapped("e\u0301" * 3, 10, 14) == ("e\u0301",) * 3


def test_east_asian_letters_take_a_full_square() -> None:
    assert width("漢字", 10) > 2 * width("xx", 10) * 0.75
    assert width("漢字", 10) >= 20
    assert width("i", 10) < width("m", 10)


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean("a\x00b\x0b\ufffe\uffff\x1b[0m") == "ab[0m"
    assert clean(" one\ntwo\t three ") == "one two three"
    assert clean("gone \u202e back \u2066 apart\u2069") == "gone back apart"
    assert clean("👩‍🚒 שלום 漢字") == "👩‍🚒 שלום 漢字"


def test_a_text_reads_the_way_its_first_letter_does_and_stays_where_it_is() -> None:
    assert runs_right_to_left("42% שלום db-3")
    assert runs_right_to_left("مرحبا")
    assert not runs_right_to_left("db-3 שלום")
    assert not runs_right_to_left("42%")
    hebrew, latin = Words(10, 20, ("שלום db-3",), 14), Words(10, 20, ("db-3",), 14)
    assert hebrew.box.left == latin.box.left == 10
    assert 'direction="rtl" text-anchor="end"' in hebrew.element()
    assert "direction" not in latin.element()
    assert 'text-anchor="start"' in Words(10, 20, ("שלום",), 14, anchor="end").element()
