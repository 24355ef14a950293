"""Text is kept as people typed it, without what a terminal would act on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from facilitator.model.actions import Action
from facilitator.model.plain_text import plain_line, plain_prose
from facilitator.model.postmortem import ParkedThought
from facilitator.model.types import one_person

ANY_TEXT = st.text(st.characters(codec="utf-8"))


@given(ANY_TEXT)
def test_a_line_holds_no_control_character_and_no_break(text: str) -> None:
    line = plain_line(text)
    assert not any(unicodedata.category(character) == "Cc" for character in line)
    assert line == " ".join(line.split())


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert plain_line(plain_line(text)) == plain_line(text)
    assert "\x1b" not in plain_prose(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_letters_digits_and_signs_stay_letter_for_letter(text: str) -> None:
    assert plain_prose(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a new title\x07text", "text"),
        ("\x1b]52;c;c2VjcmV0\x1b\\text", "text"),
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("[bold]hi[/bold] [/ arr[0] = x\\", "[bold]hi[/bold] [/ arr[0] = x\\"),
        ("日本語 e\u0301 مرحبا", "日本語 e\u0301 مرحبا"),
    ],
)
def test_prose_is_kept_without_what_a_terminal_would_act_on(typed: str, kept: str) -> None:
    assert plain_prose(typed) == kept


def test_a_line_has_one_space_where_there_was_a_break() -> None:
    assert plain_line("  one\n\n two\t three ") == "one two three"


def test_half_a_character_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="lone surrogate"):
        plain_line("broken \ud83d")


def test_a_thought_of_nothing_but_white_space_is_refused() -> None:
    with pytest.raises(ValidationError):
        ParkedThought(text=" \n\t ")


@pytest.mark.parametrize("names", ["Ada, Grace", "Ada & Grace", "Ada and Grace", "Ada/Grace"])
def test_several_people_are_not_one_owner(names: str) -> None:
    with pytest.raises(ValidationError, match="one name only"):
        Action(title="Bring the guard back", owner=names)


@pytest.mark.parametrize("name", ["Ada", "@ada", "Ferdinand", "Sandra Anders", "Jean-Luc", ""])
def test_one_name_is_one_person(name: str) -> None:
    assert one_person(name) == name
