"""One slide of the presentation as plain values: texts without markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from facilitator.findings.finding import Location
from facilitator.model.stage import Stage


class Detail(NamedTuple):
    """A line beside the main text: the text itself, its label, and a note (often the source)."""

    text: str
    label: str = ""
    note: str = ""


class EventTime(NamedTuple):
    """The time of an event; every field but `at` (UTC) is a text to show.

    `clock` is the UTC time (`14:02`). `day` is the UTC date, with "about" where the time is
    approximate and the end of a range. `since` is the time since the start. `phase` and
    `milestone` are empty where the event belongs to none.
    """

    at: datetime
    clock: str
    day: str
    since: str
    phase: str
    milestone: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a `heading` that names the kind of content, the main `text`, and its `details`.

    `key` identifies the slide and survives edits of its content. `place` is the field where the
    content is edited. `before` and `after` are short context above and below the main text, such
    as the previous and the next event.
    """

    key: str
    place: Location
    heading: str
    text: str
    details: tuple[Detail, ...] = ()
    before: tuple[Detail, ...] = ()
    after: tuple[Detail, ...] = ()
    event_time: EventTime | None = None

    @property
    def stage(self) -> Stage:
        """The stage that the slide presents."""
        return self.place.stage
