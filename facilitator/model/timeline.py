"""Stage 2, first half: what happened, to the UTC minute."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from facilitator.model.base import Item, UnknownItem, Value, item_of, with_unique_ids
from facilitator.model.types import Line, Prose, UtcMinute


class EventKind(StrEnum):
    """What sort of thing an event is."""

    CHANGE = "change"
    SIGNAL = "signal"
    DECISION = "decision"
    ACTION = "action"
    IMPACT = "impact"
    COMMUNICATION = "communication"


class Milestone(StrEnum):
    """The five minutes every duration is computed from."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


class Source(Value):
    """Where an event is known from."""

    label: Line = ""
    url: Line = ""


class Event(Item):
    """Something that happened at a minute, or from one minute until another (`until`).

    `known_then`: what people knew at that minute, and what they did not yet know. `for_customers`:
    whether customers are told of it.
    """

    at: UtcMinute
    until: UtcMinute | None = None
    approximate: bool = False
    kind: EventKind | None = None
    text: Line
    actor_role: Line = ""
    source: Source | None = None
    milestone: Milestone | None = None
    known_then: Prose = ""
    for_customers: bool = False

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        """Refuse a range that runs backwards."""
        if self.until is not None and self.until < self.at:
            raise ValueError("an event cannot end before it begins")
        return self


class UnknownMilestone(Value):
    """A milestone nobody can date, and why."""

    milestone: Milestone
    reason: Line


def sorted_by_minute(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events by minute; those of one minute keep the order they came in."""
    return tuple(sorted(events, key=attrgetter("at")))


class Timeline(Value):
    """Events in order; each milestone on one event at most, never marked and unknown at once."""

    events: Annotated[
        tuple[Event, ...], AfterValidator(with_unique_ids), AfterValidator(sorted_by_minute)
    ] = ()
    unknown: tuple[UnknownMilestone, ...] = ()

    @model_validator(mode="after")
    def milestones_stand_once(self) -> Self:
        """Refuse a milestone that two events carry, or that is both marked and unknown."""
        said = [event.milestone for event in self._carriers]
        said += [unknown.milestone for unknown in self.unknown]
        if len(set(said)) != len(said):
            raise ValueError("each milestone stands once: on one event, or as unknown")
        return self

    def event(self, event_id: str) -> Event:
        """Return the event with this id. Raises UnknownItem."""
        return item_of(self.events, event_id)

    def milestone(self, milestone: Milestone) -> Event | None:
        """Return the event that carries this milestone, if one does."""
        return self._marked.get(milestone)

    @cached_property
    def _marked(self) -> Mapping[Milestone, Event]:
        """The events that carry a milestone, by it: asked for many times of one timeline."""
        return {event.milestone: event for event in self._carriers if event.milestone}

    @cached_property
    def _carriers(self) -> tuple[Event, ...]:
        """The events that carry a milestone: each document that takes a timeline asks again."""
        return tuple(event for event in self.events if event.milestone)

    def unknown_reason(self, milestone: Milestone) -> str | None:
        """Return why this milestone is unknown, or None where nobody has said that it is."""
        return next((u.reason for u in self.unknown if u.milestone == milestone), None)

    def with_event(self, event: Event) -> Self:
        """Add an event, or replace the one with its id; a milestone it carries moves to it."""
        return self.with_events((event,))

    def with_events(self, events: tuple[Event, ...]) -> Self:
        """Add or replace several events at once; the last to carry a milestone keeps it."""
        holders = {event.milestone: event.id for event in events if event.milestone}
        kept = {event.id: event for event in (*self.events, *events)}
        for event in (*self._carriers, *events):
            now = kept[event.id]
            if now.milestone and holders.get(now.milestone, now.id) != now.id:
                kept[now.id] = now.changing(milestone=None)
        return self.changing_unchecked(
            events=sorted_by_minute(tuple(kept.values())),
            unknown=tuple(u for u in self.unknown if u.milestone not in holders),
        )

    def without_events(self, event_ids: Collection[str]) -> Self:
        """Remove some events. Raises UnknownItem where one is not there."""
        gone = set(event_ids)
        if missing := gone - {event.id for event in self.events}:
            raise UnknownItem(min(missing))
        return self.changing_unchecked(events=tuple(e for e in self.events if e.id not in gone))

    def without_event(self, event_id: str) -> Self:
        """Remove an event. Raises UnknownItem."""
        return self.without_events((event_id,))

    def moving_milestone(self, milestone: Milestone, event_id: str | None) -> Self:
        """Put a milestone on an event (which loses any other), or clear it with None.

        Raises UnknownItem.
        """
        if event_id is not None:
            return self.with_event(self.event(event_id).changing(milestone=milestone))
        holder = self.milestone(milestone)
        if holder is None:
            return self
        return self.with_event(holder.changing(milestone=None))

    def declaring_unknown(self, milestone: Milestone, reason: str) -> Self:
        """Say that a milestone cannot be dated, and why; an empty reason takes that back."""
        cleared = self.moving_milestone(milestone, None)
        others = tuple(u for u in cleared.unknown if u.milestone != milestone)
        said = (UnknownMilestone(milestone=milestone, reason=reason),) if reason.strip() else ()
        return cleared.changing(unknown=(*others, *said))
