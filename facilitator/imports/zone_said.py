"""The zone that a text says once for many times: `all times in CET`, a column `Time (PT)`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta, timezone

from facilitator.imports.table_forms import table_of
from facilitator.timeparse.parser import Context
from facilitator.timeparse.patterns import PLACES, ZONE_NAMES
from facilitator.timeparse.timezones import Unreadable, zone_named

_SAID = re.compile(
    r"(?i:\ball times\b|\btimes (?:below |above )?(?:are|in|shown)\b|\btime ?zone\b"
    r"|\btimestamps? (?:are|in)\b|\b(?:start )?time(?:line|stamp)?s?\s*[(\[])"
    r"[^0-9\n]{0,20}?(?<![A-Za-z])"
    r"(?P<zone>(?i:UTC|GMT)\s?(?P<east>[+−-][0-9]{1,2}(?::?[0-9]{2})?)(?![0-9])"
    rf"|(?i:UTC|GMT|Zulu)|{ZONE_NAMES}|(?i:local|(?:US/)?(?:pacific|eastern|central|mountain))"
    rf"|(?i:{PLACES}))(?!\w)"
)
_IN_FULL = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_OWN_ZONE = re.compile(
    rf"(?:Z|UTC|GMT|{ZONE_NAMES}|{PLACES}|[ T].*[+-][0-9]{{2}}:?[0-9]{{2}}"
    r"|\+[0-9]{2}:?[0-9]{2})\W*$",
    re.IGNORECASE,
)


def says_a_zone(text: str) -> bool:
    """Whether this says which zone the times around it are in."""
    return _SAID.search(text) is not None


def in_the_zone_said(text: str, context: Context) -> tuple[Context, str]:
    """Return the context in the zone that a text says for the times around it.

    Where that is no zone anybody could know, return why as well; else an empty string.
    """
    said = _SAID.search(text)
    if said is None:
        return context, ""
    name = said["zone"]
    if said["east"]:
        return _east_of_utc(said["east"].replace("−", "-"), context)
    if name.upper() in ("UTC", "GMT", "ZULU"):
        return replace(context, zone=UTC), ""
    if name.lower() == "local":
        unzoned = "Its time is local: set the zone for typing, or write it in UTC."
        return context, "" if context.zone else unzoned
    in_full = name.lower().removeprefix("us/")
    try:
        zone = zone_named(_IN_FULL.get(in_full, name), context.zone, context.near)
    except Unreadable as unreadable:
        return context, str(unreadable)
    return replace(context, zone=zone), ""


def in_the_zone_of_the_text(text: str, context: Context) -> tuple[Context, str]:
    """Return the context in the zone that a whole text says first, as in_the_zone_said.

    What the header of a table says is about that table only.
    """
    for said in _SAID.finditer(text):
        line = text[text.rfind("\n", 0, said.start()) + 1 :].split("\n", 1)[0]
        if table_of(line) is None:
            return in_the_zone_said(line, context)
    return context, ""


def names_its_zone(time: str) -> bool:
    """Whether a time, as it is written, says which zone it is in."""
    return _OWN_ZONE.search(time) is not None


def _east_of_utc(offset: str, context: Context) -> tuple[Context, str]:
    """Return the context so many hours, or hours and minutes, from UTC."""
    hours, colon, minutes = offset[1:].partition(":")
    if not colon and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if east > timedelta(hours=14) or int(minutes or 0) > 59:
        return context, f"No place is {offset} from UTC: check the offset."
    return replace(context, zone=timezone(-east if offset[0] == "-" else east)), ""
