"""Stage 2, first half: the timeline of events, to the minute in UTC."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from facilitator.model.base import Item, UnknownItem, Value, item_of, with_unique_ids
from facilitator.model.types import Line, Prose, UtcMinute


class EventKind(StrEnum):
    """Kind of an event."""

    CHANGE = "change"
    SIGNAL = "signal"
    DECISION = "decision"
    ACTION = "action"
    IMPACT = "impact"
    COMMUNICATION = "communication"


class Milestone(StrEnum):
    """The milestones from which the times to detect, mitigate and so on are computed."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


class Source(Value):
    """Source of an event: a dashboard, a log, a chat."""

    label: Line = ""
    """Name of the source, such as a dashboard or a chat channel."""
    url: Line = ""
    """Link to the source."""


class Event(Item):
    """An event of the timeline, at one minute or over a range of minutes."""

    at: UtcMinute
    """Minute in UTC at which it happened, or at which a range begins."""
    until: UtcMinute | None = None
    """Minute in UTC at which a range ends, not before `at`; null for one minute."""
    approximate: bool = False
    """Whether the times are approximate."""
    kind: EventKind | None = None
    """Kind of the event; null while not chosen."""
    text: Line
    """What happened."""
    actor_role: Line = ""
    """Role of whoever acted, such as on-call engineer; never a name."""
    source: Source | None = None
    """Source of the event; null if not given."""
    milestone: Milestone | None = None
    """The milestone that this event marks; null if none."""
    known_then: Prose = ""
    """What people knew at that minute, and what they did not know yet."""
    for_customers: bool = False
    """Whether the customer export includes this event."""

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        """Refuse a range that ends before it begins."""
        if self.until is not None and self.until < self.at:
            raise ValueError("an event cannot end before it begins")
        return self


class UnknownMilestone(Value):
    """A milestone whose minute is unknown."""

    milestone: Milestone
    """The milestone."""
    reason: Line
    """Why its minute is unknown."""


def sorted_by_minute(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events sorted by `at`; events of the same minute keep their order."""
    return tuple(sorted(events, key=attrgetter("at")))


class Timeline(Value):
    """The events and the unknown milestones.

    A milestone is on one event at most, and never both on an event and unknown.
    """

    events: Annotated[
        tuple[Event, ...], AfterValidator(with_unique_ids), AfterValidator(sorted_by_minute)
    ] = ()
    """The events, sorted by `at`."""
    unknown: tuple[UnknownMilestone, ...] = ()
    """The milestones whose minute is unknown."""

    @model_validator(mode="after")
    def milestones_stand_once(self) -> Self:
        """Refuse a milestone on two events, and one that is both on an event and unknown."""
        used = [event.milestone for event in self._milestone_events]
        used += [unknown.milestone for unknown in self.unknown]
        if len(set(used)) != len(used):
            raise ValueError("each milestone stands once: on one event, or as unknown")
        return self

    def event(self, event_id: str) -> Event:
        """Return the event with this id. Raises UnknownItem."""
        return item_of(self.events, event_id)

    def milestone(self, milestone: Milestone) -> Event | None:
        """Return the event that marks this milestone, or None."""
        return self._event_by_milestone.get(milestone)

    @cached_property
    def _event_by_milestone(self) -> Mapping[Milestone, Event]:
        """The events with a milestone, by milestone; cached, since every duration asks for two."""
        return {event.milestone: event for event in self._milestone_events if event.milestone}

    @cached_property
    def _milestone_events(self) -> tuple[Event, ...]:
        """The events with a milestone; cached, since each validation of a document asks again."""
        return tuple(event for event in self.events if event.milestone)

    def unknown_reason(self, milestone: Milestone) -> str | None:
        """Return why this milestone is unknown; None if it is not declared unknown."""
        return next((u.reason for u in self.unknown if u.milestone == milestone), None)

    def with_event(self, event: Event) -> Self:
        """Add an event, or replace the one with its id; its milestone moves to it."""
        return self.with_events((event,))

    def with_events(self, events: tuple[Event, ...]) -> Self:
        """Add or replace events; of several with the same milestone the last one gets it."""
        holders = {event.milestone: event.id for event in events if event.milestone}
        by_id = {event.id: event for event in (*self.events, *events)}
        for event in (*self._milestone_events, *events):
            now = by_id[event.id]
            if now.milestone and holders.get(now.milestone, now.id) != now.id:
                by_id[now.id] = now.changing(milestone=None)
        # Valid by construction; validating a long timeline at each edit would be slow.
        return self.changing_unchecked(
            events=sorted_by_minute(tuple(by_id.values())),
            unknown=tuple(u for u in self.unknown if u.milestone not in holders),
        )

    def without_events(self, event_ids: Collection[str]) -> Self:
        """Remove events. Raises UnknownItem if one is not there."""
        removed = set(event_ids)
        if missing := removed - {event.id for event in self.events}:
            raise UnknownItem(min(missing))
        return self.changing_unchecked(events=tuple(e for e in self.events if e.id not in removed))

    def without_event(self, event_id: str) -> Self:
        """Remove an event. Raises UnknownItem."""
        return self.without_events((event_id,))

    def moving_milestone(self, milestone: Milestone, event_id: str | None) -> Self:
        """Move a milestone to an event, in place of any other there; None removes it.

        Raises UnknownItem.
        """
        if event_id is not None:
            return self.with_event(self.event(event_id).changing(milestone=milestone))
        holder = self.milestone(milestone)
        if holder is None:
            return self
        return self.with_event(holder.changing(milestone=None))

    def declaring_unknown(self, milestone: Milestone, reason: str) -> Self:
        """Declare a milestone unknown for a reason; an empty reason takes that back."""
        cleared = self.moving_milestone(milestone, None)
        others = tuple(u for u in cleared.unknown if u.milestone != milestone)
        declared = (UnknownMilestone(milestone=milestone, reason=reason),) if reason.strip() else ()
        return cleared.changing(unknown=(*others, *declared))
