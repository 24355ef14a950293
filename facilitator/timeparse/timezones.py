"""Time zones as people name them: by letters or by a place. What may be two of them is asked.

Letters stand for the fixed offset they are defined as, whatever the season, except the four that
people in North America use for summer and winter alike. Offsets and summer times are those of the
IANA time zone database.

What is raised where a time cannot be read, or not without a guess.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


class UnreadableTime(ValueError):
    """A time cannot be read, or not without a guess; str() says what to write instead."""


class NoTimeFound(UnreadableTime):
    """The text does not begin with a time at all."""


_HOURS_EAST = {
    "ACDT": 10.5, "ACST": 9.5, "ADT": -3, "AEDT": 11, "AEST": 10, "AKDT": -8, "AKST": -9,
    "AWST": 8, "BRT": -3, "CDT": -5, "CEST": 2, "CET": 1, "EDT": -4, "EEST": 3, "EET": 2,
    "EST": -5, "HKT": 8, "HST": -10, "IDT": 3, "JST": 9, "KST": 9, "MDT": -6, "MEST": 2,
    "MESZ": 2, "MEZ": 1, "MSK": 3, "MST": -7, "NZDT": 13, "NZST": 12, "PDT": -7, "PHT": 8,
    "PKT": 5, "PST": -8, "SAST": 2, "SGT": 8, "WIB": 7,
}  # fmt: skip
"""Letters with one meaning: hours east of UTC."""

_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Letters that follow the clock of a place through summer and winter."""

_SEVERAL = {
    "ART": "-03:00, or a word",
    "AST": "-04:00 on the Atlantic or +03:00 in Arabia",
    "BST": "+01:00 in a British summer or +06:00 in Bangladesh",
    "CAT": "+02:00, or a word",
    "CST": "-06:00 in North America or +08:00 in China",
    "EAT": "+03:00, or a word",
    "ICT": "+07:00, or a word",
    "IST": "+05:30 in India, +01:00 in Ireland or +02:00 in Israel",
    "MET": "+01:00, or a word",
    "WAT": "+01:00, or a word",
    "WEST": "+01:00, or a word",
    "WET": "+00:00, or a word",
}
"""Letters with more than one meaning."""

ABBREVIATIONS = tuple(sorted((*_HOURS_EAST, *_PLACES, *_SEVERAL), key=len, reverse=True))
"""All letters that may be a zone other than UTC, the longest first."""

AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)  # fmt: skip
"""What the name of a place in the time zone database begins with."""

OLD_NAMES = {
    "us/alaska": "America/Anchorage",
    "us/arizona": "America/Phoenix",
    "us/central": "America/Chicago",
    "us/eastern": "America/New_York",
    "us/hawaii": "Pacific/Honolulu",
    "us/mountain": "America/Denver",
    "us/pacific": "America/Los_Angeles",
}
"""Names that people still use, in small letters; not every computer knows them."""


def zone_of_name(name: str, own: tzinfo | None = None, near: date | None = None) -> tzinfo:
    """Return the zone that letters (`CET`) or a place (`America/New_York`) stand for.

    Letters with several meanings stand for the one they have in the zone `own`, in the year of the
    day `near`. Raises UnreadableTime where that leaves more than one, or none.
    """
    if "/" in name:
        return zone_of_place(name)
    if name in _PLACES:
        return zone_of_place(_PLACES[name])
    if name in _HOURS_EAST:
        return timezone(timedelta(hours=_HOURS_EAST[name]), name)
    found = _in_its_own_zone(name, own, near) if own and near else None
    if found is None:
        several = _SEVERAL.get(name)
        if several is None:
            raise UnreadableTime(f"{name} is no time zone I know: write that time in UTC.")
        raise UnreadableTime(
            f"{name} may be {several}: write the offset, as in 14:02 +01:00, or UTC."
        )
    return found


def zone_of_place(name: str) -> ZoneInfo:
    """Return the zone of a place, in whatever case it is written. Raises UnreadableTime."""
    name = OLD_NAMES.get(name.lower(), name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = _known_places()
    if not known:
        raise UnreadableTime(
            "The time zone database is missing on this computer: write that time in UTC."
        )
    if name.lower() not in known:
        raise UnreadableTime(
            f"There is no time zone {name}: write the time in UTC, or \\ before it if it is text."
        )
    return ZoneInfo(known[name.lower()])


def local_to_utc(local: datetime, zone: tzinfo) -> datetime:
    """Return the minute in UTC at which the clocks of a zone show `local`, which has no zone.

    Raises UnreadableTime where they show it twice or never, and OverflowError outside the calendar.
    """
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = f"{local:%H:%M} on {local:%Y-%m-%d} in {zone}"
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise UnreadableTime(f"There was no {shown}: the clocks went forward. Write it in UTC.")
    raise UnreadableTime(f"{shown} came twice: write {first:%H:%M}Z or {second:%H:%M}Z.")


def _in_its_own_zone(letters: str, own: tzinfo, near: date) -> tzinfo | None:
    """Return what letters mean in a zone in a year, winter or summer; None where they do not."""
    for month in (1, 7):
        moment = datetime(near.year, month, 1, tzinfo=own)
        offset = moment.utcoffset()
        if moment.tzname() == letters and offset is not None:
            return timezone(offset, letters)
    return None


@cache
def _known_places() -> dict[str, str]:
    """Return every name of the database by itself in small letters; none where it is missing."""
    return {name.lower(): name for name in available_timezones() if name.startswith(AREAS)}
