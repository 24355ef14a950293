"""Whether the dates of a text are written day first or month first, as one of them settles it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from facilitator.timeparse.parse import leading_when
from facilitator.timeparse.parser import Context
from facilitator.timeparse.patterns import NUMERIC_DAY, numeric_readings
from facilitator.timeparse.timezones import Unreadable

_CLOCK_FOLLOWS = (
    r"(?:T|[,;|\t ]{1,4}(?:(?:at|[–-])[ ])?)\"?[~≈]?[0-9]{1,2}(?::[0-9]{2}|\s?[ap]\.?m\b)"
)
_ENDS = r"(?<=[-/.][0-9]{4})[ ]*\"?(?:$|[,;|\t\])*_:])"
_DATE = re.compile(
    rf"(?:^[^\w\n]{{0,8}}|[,;|\t][ ]?\"?){NUMERIC_DAY.pattern}(?={_CLOCK_FOLLOWS}|{_ENDS})",
    re.IGNORECASE | re.MULTILINE,
)
"""A day in figures at the head of a line or a cell: with a clock behind it, or with its whole year
and nothing more."""


def in_the_order_of_the_text(text: str, context: Context) -> Context:
    """Return the context with the order of the dates, where one settles it and none contradicts."""
    orders: set[bool] = set()
    for found in _DATE.finditer(text):
        read = numeric_readings(found, context.near)
        if len(read) == 1:
            orders |= set(read)
        if len(orders) > 1:
            return context
    return replace(context, day_first=orders.pop()) if orders else context


@dataclass
class DateOrder:
    """Says how the dates of a text are read, at the first one that alone could be two days."""

    _is_said: bool = False

    def remark(self, line: str, context: Context) -> str:
        """Return what to say of a line that was read, where the order made its date one day."""
        found = NUMERIC_DAY.search(line)
        if self._is_said or context.day_first is None or found is None:
            return ""
        try:
            leading_when(line, replace(context, day_first=None))
        except Unreadable:
            self._is_said = True
            order = "day first" if context.day_first else "month first"
            return f"{found[0]} is read {order}, and so are the other dates of this text."
        return ""
