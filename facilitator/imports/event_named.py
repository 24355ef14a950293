"""An event of the timeline named in a few letters: by its minute, by its words, or by both."""

from __future__ import annotations

import re

from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock

_NAMED = re.compile(r"~?(?P<clock>[0-9]{1,2}:[0-9]{2})Z?(?:\s+(?P<words>.*))?", re.DOTALL)


def name_of(event: Event) -> str:
    """Return what names an event: its UTC minute and its words."""
    return f"{clock(event.at)} {event.text}"


def event_named(text: str, timeline: Timeline) -> Event:
    """Return the one event that a UTC clock time, words of it, or both together name.

    Raises ValueError where there is none, or more than one.
    """
    said = " ".join(text.split())
    found = _NAMED.fullmatch(said)
    minute = found["clock"].rjust(5, "0") if found else ""
    words = (found["words"] or "" if found else said).casefold()
    fitting = [
        event
        for event in timeline.events
        if (not minute or clock(event.at) == minute) and words in event.text.casefold()
    ]
    exact = [event for event in fitting if event.text.casefold() == words]
    fitting = exact if len(exact) == 1 else fitting
    if not fitting:
        raise ValueError(f"no event of the timeline is “{said[:40]}”: write its minute, as 14:02")
    if len(fitting) > 1:
        raise ValueError(f"“{said[:40]}” is several events: add words of the one that shows it")
    return fitting[0]
