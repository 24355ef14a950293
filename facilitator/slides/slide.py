"""What one slide holds: plain texts in parts, and never any markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from facilitator.findings.finding import Place
from facilitator.model.stage import Stage


class Part(NamedTuple):
    """Something said beside the main thing: under a label, and with how it is known."""

    says: str
    label: str = ""
    aside: str = ""


class Moment(NamedTuple):
    """When an event was: its UTC minute, also written (`14:02`), its day and how exact that is.

    `since` says how long after the start; `phase` and `milestone` are empty outside of all.
    """

    at: datetime
    clock: str
    day: str
    since: str
    phase: str
    milestone: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing the room looks at; `says` is the main one, `heading` what sort of thing it is.

    `key` stays the same whatever is edited in it. `place` is where it is edited. `before` leads up
    to the main thing and `after` follows it: context, for a glance.
    """

    key: str
    place: Place
    heading: str
    says: str
    parts: tuple[Part, ...] = ()
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    moment: Moment | None = None

    @property
    def stage(self) -> Stage:
        """The stage it is of."""
        return self.place.stage
