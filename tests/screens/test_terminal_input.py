"""What is pasted into the terminal is text and never keys."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from screens.terminal_input import PasteShield

BEGINS, ENDS = "\x1b[200~", "\x1b[201~"


def through(*pieces: str) -> str:
    """Return what comes through the shield."""
    shield = PasteShield()
    return "".join(shield.shielded(piece) for piece in pieces)


def test_escapes_and_nulls_of_a_pasted_text_are_signs() -> None:
    assert through(f"{BEGINS}14:02 \x1b[31mred\0{ENDS}") == f"{BEGINS}14:02 ␛[31mred\ufffd{ENDS}"


def test_keys_around_a_paste_stay_keys() -> None:
    assert through(f"\x1b[A{BEGINS}\x1b[B{ENDS}\x1b[C\x1b") == f"\x1b[A{BEGINS}␛[B{ENDS}\x1b[C\x1b"


def test_an_escape_key_is_passed_on_at_once() -> None:
    assert PasteShield().shielded("\x1b") == "\x1b"


_PARTS = st.sampled_from(["\x1b", "[", "20", "0~", "1~", "x", "\x1b[A", BEGINS, ENDS, "\n", "é"])


@given(st.lists(_PARTS).map("".join), st.lists(st.integers(0, 60)))
def test_it_makes_no_difference_where_the_pieces_are_cut(text: str, cuts: list[int]) -> None:
    marks = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    pieces = [text[a:b] for a, b in pairwise(marks)]
    whole, in_pieces = through(text), through(*pieces)
    assert in_pieces == whole
    pasted = [part.split(ENDS)[0] for part in f"{whole}{ENDS}".split(BEGINS)[1:]]
    assert all("\x1b" not in part for part in pasted)
