"""What surrounds a time that is typed into a postmortem: the zone, the day, the event before it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder
from facilitator.model.timeline import Event
from facilitator.moments import Context
from facilitator.unreadable import Unreadable
from facilitator.zones import place_named


def typing_zone(document: Postmortem) -> tzinfo | None:
    """Return the zone in which times are typed that name none; None for UTC.

    A zone that is not known on this computer is none: every preview shows the minute in UTC.
    """
    if not document.scope.zone:
        return None
    try:
        return place_named(document.scope.zone)
    except Unreadable:
        return None


def day_first(document: Postmortem) -> bool | None:
    """Return whether days in figures begin with the day; None while nobody said."""
    order = document.scope.date_order
    return None if order is None else order is DateOrder.DAY_FIRST


def context_of(document: Postmortem, beside: Event | None, now: datetime) -> Context:
    """Return what a bare time is read against; `now` is in UTC.

    The event it is typed beside, else the last one; before there is any, the day of the incident,
    else the last day up to now.
    """
    events = document.timeline.events
    zone = typing_zone(document)
    near = beside or (events[-1] if events else None)
    if near is not None:
        day, after = near.at.astimezone(zone or UTC).date(), near.at
        return Context(day, now, after, zone, day_first(document))
    said = document.scope.incident_date
    day = said or now.astimezone(zone or UTC).date()
    return Context(day, now, None, zone, day_first(document), day_is_known=said is not None)
