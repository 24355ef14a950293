"""Which parts of an action's line were read as what, and which of them could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from facilitator.imports.action_line import problem_of, read_action_line
from facilitator.imports.action_parts import Piece, Sort, pieces_of
from facilitator.imports.line_marks import Part, Span
from facilitator.model.actions import Action
from facilitator.model.causes import Causes

_PARTS = {Sort.DUE: Part.TIME, Sort.DONE_WHEN: Part.SOURCE}
_ONE = frozenset({Sort.OWNER, Sort.DUE, Sort.PRIORITY, Sort.TICKET})
"""Of these an action has one."""


def action_spans(
    text: str, causes: Causes, today: date, old: Action | None = None
) -> tuple[Span, ...]:
    """Return the parts of a line that are more than the title, in order.

    In a line that is no action as a whole, only what is wrong with it is pointed at.
    """
    line = " ".join(text.split())
    pieces = [piece for piece in pieces_of(line) if piece.sort is not Sort.TITLE]
    if read_action_line(line, causes, today, old).action is None:
        found = [(piece, Part.UNREAD) for piece in _wrong(pieces, causes, today, old)]
    else:
        found = [(piece, _PARTS.get(piece.sort, Part.MARK)) for piece in pieces]
    typed, read = _letters(text), {at: n for n, at in enumerate(_letters(line))}
    return tuple(
        Span(typed[read[piece.start]], typed[read[_end(line, piece) - 1]] + 1, part)
        for piece, part in found
    )


def _wrong(
    pieces: Sequence[Piece], causes: Causes, today: date, old: Action | None
) -> Iterator[Piece]:
    """Return what cannot be by itself, and what says a second time what an action has once."""
    first: dict[Sort, str] = {}
    for piece in pieces:
        says = piece.says.casefold()
        is_second = piece.sort in _ONE and first.setdefault(piece.sort, says) != says
        if is_second or problem_of(piece, causes, today, old):
            yield piece


def _letters(text: str) -> list[int]:
    """Return where the letters of a text stand: the same ones, whatever white space is between."""
    return [at for at, letter in enumerate(text) if not letter.isspace()]


def _end(line: str, piece: Piece) -> int:
    """Return where a part ends, the white space behind it left out."""
    return piece.start + len(line[piece.start : piece.end].rstrip())
