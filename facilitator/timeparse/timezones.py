"""Time zones by abbreviation or by place, local times in UTC, and the errors of parsing a time.

An abbreviation stands for the fixed offset it is defined as, in summer and in winter, except the
four that North Americans use all year: ET, CT, MT and PT. An ambiguous abbreviation is an error and
never a guess. Source of offsets and summer times: the IANA time zone database.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


class UnreadableTime(ValueError):
    """A time cannot be parsed or is ambiguous; str() says what to write instead."""


class NoTimeFound(UnreadableTime):
    """The text does not begin with a time."""


_FIXED_OFFSETS = {
    "ACDT": 10.5, "ACST": 9.5, "ADT": -3, "AEDT": 11, "AEST": 10, "AKDT": -8, "AKST": -9,
    "AWST": 8, "BRT": -3, "CDT": -5, "CEST": 2, "CET": 1, "EDT": -4, "EEST": 3, "EET": 2,
    "EST": -5, "HKT": 8, "HST": -10, "IDT": 3, "JST": 9, "KST": 9, "MDT": -6, "MEST": 2,
    "MESZ": 2, "MEZ": 1, "MSK": 3, "MST": -7, "NZDT": 13, "NZST": 12, "PDT": -7, "PHT": 8,
    "PKT": 5, "PST": -8, "SAST": 2, "SGT": 8, "WIB": 7,
}  # fmt: skip
"""Abbreviations with one meaning, in hours east of UTC."""

_ALL_YEAR = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Abbreviations used all year, with a place whose local time they mean."""

_AMBIGUOUS = {
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
"""Abbreviations with several meanings, and the text that lists these in an error."""

ABBREVIATIONS = tuple(sorted((*_FIXED_OFFSETS, *_ALL_YEAR, *_AMBIGUOUS), key=len, reverse=True))
"""All abbreviations of zones other than UTC; longest first, as a pattern tries them in order."""

AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)  # fmt: skip
"""The first parts of the names of places in the IANA database."""

OLD_NAMES = {
    "us/alaska": "America/Anchorage",
    "us/arizona": "America/Phoenix",
    "us/central": "America/Chicago",
    "us/eastern": "America/New_York",
    "us/hawaii": "Pacific/Honolulu",
    "us/mountain": "America/Denver",
    "us/pacific": "America/Los_Angeles",
}
"""Former names that people still use, in lower case; not every database has them."""


def zone_of_name(name: str, own: tzinfo | None = None, near: date | None = None) -> tzinfo:
    """Return the zone of an abbreviation (`CET`) or a place (`America/New_York`).

    An abbreviation with several meanings has the one that the zone `own` uses in the year of
    `near`. Raises UnreadableTime if it is still ambiguous, or unknown.
    """
    if "/" in name:
        return zone_of_place(name)
    if name in _ALL_YEAR:
        return zone_of_place(_ALL_YEAR[name])
    if name in _FIXED_OFFSETS:
        return timezone(timedelta(hours=_FIXED_OFFSETS[name]), name)
    found = _offset_in_zone(name, own, near) if own and near else None
    if found is None:
        several = _AMBIGUOUS.get(name)
        if several is None:
            raise UnreadableTime(f"{name} is no time zone I know: write that time in UTC.")
        raise UnreadableTime(
            f"{name} may be {several}: write the offset, as in 14:02 +01:00, or UTC."
        )
    return found


def zone_of_place(name: str) -> ZoneInfo:
    """Return the zone of a place, in any case. Raises UnreadableTime."""
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
    """Convert a naive local time in `zone` to UTC.

    Raises UnreadableTime if the clocks show it twice or never, when summer time ends or begins, and
    OverflowError outside the calendar.
    """
    # `fold` chooses between the two times of an hour that comes twice (PEP 495); for an hour that
    # is skipped the two differ as well.
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = f"{local:%H:%M} on {local:%Y-%m-%d} in {zone}"
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise UnreadableTime(f"There was no {shown}: the clocks went forward. Write it in UTC.")
    raise UnreadableTime(f"{shown} came twice: write {first:%H:%M}Z or {second:%H:%M}Z.")


def _offset_in_zone(letters: str, own: tzinfo, near: date) -> tzinfo | None:
    """Return the offset that an abbreviation means in a zone and year; None if not used there."""
    for month in (1, 7):
        moment = datetime(near.year, month, 1, tzinfo=own)
        offset = moment.utcoffset()
        if moment.tzname() == letters and offset is not None:
            return timezone(offset, letters)
    return None


@cache
def _known_places() -> dict[str, str]:
    """Return the places of the database by their names in lower case; empty if it is missing."""
    return {name.lower(): name for name in available_timezones() if name.startswith(AREAS)}
