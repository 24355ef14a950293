"""Many pasted lines read at once: every line is accounted for, and what is unsure says so."""

from __future__ import annotations

import re
from collections.abc import Callable

from facilitator.imports.date_order import in_the_order_of_the_text
from facilitator.imports.in_force import InForce
from facilitator.imports.line_reading import LineReading
from facilitator.imports.only_text import refuse_what_is_no_text
from facilitator.imports.pasted import Pasted
from facilitator.imports.zone_said import in_the_zone_of_the_text
from facilitator.model.errors import CannotRead
from facilitator.timeparse.parser import Context

_COLON_CLOCK = re.compile(r"^.{0,24}?\b[0-9]{1,2}:[0-9]{2}\b", re.MULTILINE)
_TELL_EVERY = 20
"""So many lines are read between one word about the progress and the next: about a millisecond."""

Told = Callable[[int, int], None]
"""Is told how many lines were read, and of how many."""


def _to_nobody(read: int, of: int) -> None:
    """Tell nobody."""


def read_lines(
    text: str, context: Context, told: Told = _to_nobody, *, order_is_said: bool = False
) -> Pasted:
    """Read events from pasted notes, lists and tables; bare times follow one another from UTC day.

    A day on a line of its own is the day of the bare times below it. Where one date in figures can
    be read in one order only, and none contradicts it, all are read in that order, unless
    `order_is_said`: then the one of the context counts. `told` hears of the progress, and ends the
    reading by raising. Raises CannotRead where the text is binary, larger than 50 MB, or has no
    time at the head of any line.
    """
    refuse_what_is_no_text(text)
    if not order_is_said:
        context = in_the_order_of_the_text(text, context)
    said = InForce(*in_the_zone_of_the_text(text, context))
    reading = LineReading(said, bare_digits=_COLON_CLOCK.search(text) is None)
    lines = text.splitlines()
    for number, raw in enumerate(lines):
        if number % _TELL_EVERY == 0:
            told(number, len(lines))
        reading.take(number, raw)
    told(len(lines), len(lines))
    pasted = reading.pasted()
    if not reading.times:
        raise CannotRead(_nothing_read(reading))
    return pasted


def _nothing_read(reading: LineReading) -> str:
    if reading.has_table:
        return "This table has a header and no row with a time: nothing was read."
    return "No line here begins with a time, such as 14:02: nothing was read."
