"""Times of a twelve-hour clock that leave out am or pm, as chats do after the first of several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facilitator.timeparse.parse import leading_when
from facilitator.timeparse.parser import Context
from facilitator.timeparse.timezones import Unreadable

_HEAD = re.compile(
    r"(?P<face>[~≈]?(?P<hour>[0-9]{1,2}):[0-9]{2})(?![:0-9])(?P<half>\s?[ap]\.?m\b)?", re.I
)


@dataclass
class HalfDays:
    """Knows whether the line above said am or pm."""

    _are_said: bool = False

    def forget(self) -> None:
        """Begin anew: what comes next is another list."""
        self._are_said = False

    def completed(self, line: str, context: Context) -> tuple[str, str]:
        """Give a time without a half the one that is nearest to the event above.

        Returns the line, and a remark where it was changed.
        """
        found = _HEAD.match(line)
        if found is None:
            return line, ""
        if found["half"] or not 1 <= int(found["hour"]) <= 12:
            self._are_said = bool(found["half"])
            return line, ""
        after = context.after
        if not self._are_said or after is None:
            return line, ""
        face, rest = found["face"], line[found.end() :]
        try:
            _, half = min(
                (abs(leading_when(f"{face} {half}", context)[0].at - after), half)
                for half in ("am", "pm")
            )
        except Unreadable:
            return line, ""
        return f"{face} {half}{rest}", f"Read as {face} {half}, like the times above it."
