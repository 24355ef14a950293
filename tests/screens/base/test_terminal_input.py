"""What is pasted into the terminal is text and never keys."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from screens.base.terminal_input import PasteFilter, with_pasted_text

BEGINS, ENDS = "\x1b[200~", "\x1b[201~"


def through(*pieces: str) -> tuple[str, list[str]]:
    """Return what comes through the paste_filter, and what was pasted."""
    paste_filter = PasteFilter()
    passed = "".join(paste_filter.filter(piece) for piece in pieces)
    return passed, list(paste_filter.pasted)


def test_escapes_and_nulls_of_a_pasted_text_are_signs() -> None:
    passed, pasted = through(f"{BEGINS}14:02 \x1b[31mred\0{ENDS}")
    assert (passed, pasted) == (BEGINS + ENDS, ["14:02 ␛[31mred\ufffd"])


def test_keys_around_a_paste_stay_keys() -> None:
    passed, pasted = through(f"\x1b[A{BEGINS}\x1b[B{ENDS}\x1b[C\x1b")
    assert (passed, pasted) == (f"\x1b[A{BEGINS}{ENDS}\x1b[C\x1b", ["␛[B"])


def test_an_escape_key_is_passed_on_at_once() -> None:
    assert PasteFilter().filter("\x1b") == "\x1b"


def read(*pieces: str) -> list[str]:
    """Return the keys and the pastes that a terminal's pieces mean to the program."""
    parser, paste_filter = XTermParser(), PasteFilter()
    found = []
    for piece in pieces:
        passed = paste_filter.filter(piece)
        for token in parser.feed(passed) if passed else ():
            message = with_pasted_text(token, paste_filter)
            if isinstance(message, events.Paste):
                found.append(f"paste {message.text}")
            elif isinstance(message, events.Key):
                found.append(message.key)
    return found


def test_keys_and_pastes_are_read_in_their_order() -> None:
    sent = f"a{BEGINS}one\ntwo{ENDS}b{BEGINS}{ENDS}\x1b[A{BEGINS}x{ENDS}"
    wanted = ["a", "paste one\ntwo", "b", "paste ", "up", "paste x"]
    assert read(sent) == wanted
    assert read(*(sent[n : n + 3] for n in range(0, len(sent), 3))) == wanted


_PARTS = st.sampled_from(["\x1b", "[", "20", "0~", "1~", "x", "\x1b[A", BEGINS, ENDS, "\n", "é"])


@given(st.lists(_PARTS).map("".join), st.lists(st.integers(0, 60)))
def test_it_makes_no_difference_where_the_pieces_are_cut(text: str, cuts: list[int]) -> None:
    marks = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    pieces = [text[a:b] for a, b in pairwise(marks)]
    whole, in_pieces = through(text), through(*pieces)
    assert in_pieces == whole
    assert all("\x1b" not in pasted for pasted in whole[1])
