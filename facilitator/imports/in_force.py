"""What the lines above say of the times beneath them: their day, their zone, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from facilitator.imports.zone_said import in_the_zone_said, names_its_zone, says_a_zone
from facilitator.timeparse.parse import leading_when
from facilitator.timeparse.parser import Context
from facilitator.timeparse.timezones import Unreadable

_ANOTHER_DAY = timedelta(days=40)


@dataclass
class InForce:
    """The context of the next time, and why one that says less than another may not be read.

    `unzoned` is about times that name no zone, `undated` about those that name no day; empty where
    there is nothing amiss.
    """

    context: Context
    unzoned: str = ""
    undated: str = ""
    _outside: tuple[tzinfo | None, str] = None, ""

    @property
    def zone_in_words(self) -> str:
        """The zone that was said for the times beneath, or nothing."""
        known = self.context.zone and not self.unzoned
        return f"Times are read in {self.context.zone}." if known else ""

    def hear_a_zone(self, line: str) -> None:
        """Read the times from here on in the zone this line says, if it says one."""
        if says_a_zone(line):
            self.context, self.unzoned = in_the_zone_said(line, self.context)

    def begin_day(self, day: date) -> None:
        """Read the bare times from here on as those of this day."""
        self.context, self.undated = _on(self.context, day), ""

    def lose_the_day(self, why: str) -> None:
        """Read no bare time until a day is said that can be only one."""
        self.undated = why

    def come_to(self, at: datetime) -> None:
        """Read the next time as one that follows this UTC minute, of which the day is known."""
        self.context, self.undated = replace(self.context, after=at), ""

    def begin_table(self, header: str) -> None:
        """Read the rows beneath in the zone that their header says."""
        self._outside = self.context.zone, self.unzoned
        self.hear_a_zone(header)

    def end_table(self) -> None:
        """Go back to the zone of the text around the table."""
        zone, self.unzoned = self._outside
        self.context = replace(self.context, zone=zone)

    def problem_of(self, time: str) -> str:
        """Return why a time, as it is written, cannot be read here; empty where it can."""
        if self.unzoned and not names_its_zone(time):
            return self.unzoned
        return self.undated if self.undated and not self._names_its_day(time) else ""

    def _names_its_day(self, time: str) -> bool:
        """Whether a time is the same whatever day stands above it."""
        days = (self.context.day, self.context.day + _ANOTHER_DAY)
        try:
            read = {leading_when(time, _on(self.context, day)) for day in days}
        except Unreadable:
            return False
        return len({when.at for when, _ in read}) == 1


def _on(context: Context, day: date) -> Context:
    """Return the context of a bare time that is of this day."""
    return replace(context, day=day, after=None, day_is_known=True)
