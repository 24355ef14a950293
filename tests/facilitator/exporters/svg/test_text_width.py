"""Text in a picture: wrapped without loss, never narrower than it may turn out, safe in XML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.exporters.svg.shapes import TextBlock
from facilitator.exporters.svg.style import (
    is_right_to_left,
    text_width,
    wrap_to_width,
    xml_safe_line,
)

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(xml_safe_line)


@given(_TEXTS, st.integers(10, 300))
def test_lines_joined_are_the_text_and_none_is_too_long(text: str, room: int) -> None:
    lines = wrap_to_width(text, room, 14)
    assert "".join(lines) == text
    assert all(text_width(line, 14) <= room + 1e-6 or len(line.rstrip()) >= 1 for line in lines)
    one_letter = 20
    if room >= one_letter:
        assert all(text_width(line, 14) <= room + 1e-6 for line in lines)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap_to_width("one two three", 60, 14) == ("one two ", "three")
    assert wrap_to_width("", 60, 14) == ("",)
    assert len(wrap_to_width("x" * 5000, 200, 14)) > 100


def test_a_letter_keeps_the_marks_that_belong_to_it() -> None:
    assert wrap_to_width("e\u0301" * 3, 10, 14) == ("e\u0301",) * 3


def test_east_asian_letters_take_a_full_square() -> None:
    assert text_width("漢字", 10) > 2 * text_width("xx", 10) * 0.75
    assert text_width("漢字", 10) >= 20
    assert text_width("i", 10) < text_width("m", 10)


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert xml_safe_line("a\x00b\x0b\ufffe\uffff\x1b[0m") == "ab[0m"
    assert xml_safe_line(" one\ntwo\t three ") == "one two three"
    assert xml_safe_line("gone \u202e back \u2066 apart\u2069") == "gone back apart"
    assert xml_safe_line("👩‍🚒 שלום 漢字") == "👩‍🚒 שלום 漢字"


def test_a_text_reads_the_way_its_first_letter_does_and_stays_where_it_is() -> None:
    assert is_right_to_left("42% שלום db-3")
    assert is_right_to_left("مرحبا")
    assert not is_right_to_left("db-3 שלום")
    assert not is_right_to_left("42%")
    hebrew, latin = TextBlock(10, 20, ("שלום db-3",), 14), TextBlock(10, 20, ("db-3",), 14)
    assert hebrew.box.left == latin.box.left == 10
    assert 'direction="rtl" text-anchor="end"' in hebrew.element()
    assert "direction" not in latin.element()
    assert 'text-anchor="start"' in TextBlock(10, 20, ("שלום",), 14, anchor="end").element()
