"""Which of the pasted lines are taken: what they ask for by themselves, unless a person chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from facilitator.imports.pasted import LineKey, Outcome, Pasted
from facilitator.model.timeline import Event

_ASKS_FOR_A_LOOK = (Outcome.MENDED, Outcome.DROPPED, Outcome.FILLS_IN, Outcome.ALIKE)


@dataclass(frozen=True)
class Fates:
    """The lines of a paste, and what a person chose for some: taken (True) or left out.

    A choice belongs to the words of its line: it outlives a new reading in which they still stand.
    """

    pasted: Pasted
    chosen: Mapping[LineKey, bool] = field(default_factory=dict)

    def read_again(self, pasted: Pasted) -> Fates:
        """Return the fates of the lines as they were read again."""
        return Fates(pasted, self.chosen)

    @cached_property
    def taken(self) -> tuple[bool, ...]:
        """Whether each line is taken. One that is joined to another goes with that one."""
        if not self.chosen:
            return self.pasted.taken_by_themselves
        taken = list(self.pasted.taken_by_themselves)
        for index, key in enumerate(self.pasted.keys):
            taken[index] = self.chosen.get(key, taken[index])
        for above, parts in self.pasted.parts.items():
            for index in parts:
                taken[index] = taken[index] and taken[above]
        return tuple(taken)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What is taken, in the order of the lines; an event filled in twice stands once."""
        taken: dict[str, Event] = {}
        for index, is_taken in enumerate(self.taken):
            event = self.event(index) if is_taken else None
            if event is not None:
                taken[event.id] = event
        return tuple(taken.values())

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many lines there are of each outcome, but for those where a person chose another."""
        return Counter(
            line.outcome
            for line, taken, by_itself in zip(
                self.pasted.lines, self.taken, self.pasted.taken_by_themselves, strict=True
            )
            if taken == by_itself
        )

    def worked_out(self) -> Fates:
        """Return the same with all that is asked of it at once worked out, which may take long."""
        _ = self.events, self.counts
        return self

    @property
    def left_out(self) -> int:
        """How many lines a person left out that would be taken."""
        return sum(map(self.is_left_out, range(len(self.taken)))) if self.chosen else 0

    def may_turn(self, index: int) -> bool:
        """Whether a line has a fate to choose: it tells an event, or words of one."""
        line = self.pasted.lines[index]
        return line.event is not None or (line.part_of is not None and bool(line.words))

    def is_left_out(self, index: int) -> bool:
        """Whether a person left a line out that would be taken, or one it is joined to."""
        return self.pasted.taken_by_themselves[index] and not self.taken[index]

    def turning(self, index: int) -> Fates:
        """Return the fates with this line taken where it was not, or left out where it was."""
        if not self.may_turn(index):
            return self
        above = self.pasted.lines[index].part_of
        if above is not None and not self.taken[above]:
            return self.turning(above)
        return Fates(self.pasted, {**self.chosen, self.pasted.keys[index]: not self.taken[index]})

    def asks_for_a_look(self, index: int) -> bool:
        """Whether a line is not simply what it says: mended, alike, filled in or dropped."""
        return self.pasted.lines[index].outcome in _ASKS_FOR_A_LOOK

    def event(self, index: int) -> Event | None:
        """Return the event a line tells, without the words of joined lines that are left out.

        None where it tells none, or where no word of it is left.
        """
        line, parts = self.pasted.lines[index], self.pasted.parts.get(index, ())
        if line.event is None or not parts or not self.chosen:
            return line.event
        joined = [n for n in parts if self.chosen.get(self.pasted.keys[n], True)]
        if len(joined) == len(parts):
            return line.event
        words = " ".join(filter(None, (line.words, *(self.pasted.lines[n].words for n in joined))))
        return line.event.changing(text=words) if words else None
