"""Many pasted lines after they were read: what became of each, and the event it tells.

Which of the pasted lines are taken: what they ask for by themselves, unless a person chose.
Pasted lines against what the timeline holds: what is there already, and what is much like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

LineKey = tuple[str, int]
"""What a line is known by from one reading to the next: its words, and which such line it is."""


class Outcome(StrEnum):
    """What became of a pasted line."""

    UNDERSTOOD = "understood"
    MENDED = "mended"
    KEPT = "kept"
    HEADING = "heading"
    DROPPED = "dropped"
    ALREADY_THERE = "already there"
    FILLS_IN = "fills in"
    ALIKE = "alike"


@dataclass(frozen=True)
class PastedLine:
    """One line as it was pasted, and what became of it.

    A MENDED line lost something, which `remark` says. A KEPT one was joined to the event of the
    line `part_of`. The text of an event is the `words` of its line and of those joined to it.
    `number` is the line's place in the text, from 0, blank lines counted.
    """

    raw: str
    outcome: Outcome
    event: Event | None
    remark: str
    number: int = 0
    words: str = ""
    part_of: int | None = None


@dataclass(frozen=True)
class Pasted:
    """Every pasted line that is not blank, in order."""

    lines: tuple[PastedLine, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of their lines."""
        return tuple(line.event for line in self.lines if line.event is not None)

    @cached_property
    def keys(self) -> tuple[LineKey, ...]:
        """What each line is known by."""
        seen: dict[str, int] = {}
        keys = []
        for line in self.lines:
            seen[line.raw] = seen.get(line.raw, 0) + 1
            keys.append((line.raw, seen[line.raw]))
        return tuple(keys)

    @cached_property
    def parts(self) -> dict[int, tuple[int, ...]]:
        """Which lines with words are joined to each line that has some."""
        parts: dict[int, tuple[int, ...]] = {}
        for index, line in enumerate(self.lines):
            if line.part_of is not None and line.words:
                parts[line.part_of] = (*parts.get(line.part_of, ()), index)
        return parts

    @cached_property
    def taken_by_themselves(self) -> tuple[bool, ...]:
        """Whether each line is taken where nobody chooses: it adds something to the timeline."""
        taken: list[bool] = []
        for line in self.lines:
            if line.part_of is None:
                is_told = line.event is not None
                taken.append(is_told and line.outcome is not Outcome.ALREADY_THERE)
            else:
                taken.append(taken[line.part_of])
        return tuple(taken)


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


_ALIKE = 0.85
"""So much of two texts agrees where one is the other with a slip or another word."""

_FEWEST_WORDS = 3
"""A text of fewer words is not found again inside a longer one."""

_MOST_COMPARED = 12
"""So many events of one minute are compared word by word: a chat may hold hundreds."""

_COMPARED_LETTERS = 200
_SAID_OF = {
    "until": "its end",
    "kind": "its kind",
    "actor_role": "its role",
    "source": "its source",
    "milestone": "its milestone",
}


def compared(pasted: Pasted, timeline: Timeline) -> Pasted:
    """Return the lines, those that tell an event of the timeline or of a line above marked so.

    Same minute and same words, case and spaces aside, are the same event. Where the line knows
    something that event leaves open, such as a source, its event is that one with this added.
    A milestone that the timeline has already stays where it is.
    """
    held = _Held(timeline)
    return Pasted(tuple(held.take(line) for line in pasted.lines))


class _Held:
    """The events there are, those of the lines taken so far among them."""

    def __init__(self, timeline: Timeline) -> None:
        self._same: dict[tuple[datetime, str], tuple[Event, bool]] = {}
        self._of_minute: dict[datetime, list[tuple[Event, str]]] = {}
        self._milestones: dict[Milestone, Event] = {}
        for event in timeline.events:
            self._add(event, is_pasted=False)

    def take(self, line: PastedLine) -> PastedLine:
        """Return a line as it stands beside the events there are; it is one of them from now on."""
        if line.event is None:
            return line
        event, remarks = line.event, [line.remark] if line.remark else []
        same, is_pasted = self._same.get(_key(event), (None, False))
        if same is not None:
            return self._again(line, event, same, is_pasted)
        holder = self._milestones.get(event.milestone) if event.milestone else None
        outcome = line.outcome
        if holder is not None:
            event = event.changing(milestone=None)
            outcome = Outcome.MENDED
            remarks += [
                f"{holder.milestone} already stands at {clock(holder.at)}: "
                "this line goes without it."
            ]
        alike = self._alike(event)
        if alike is not None:
            outcome = Outcome.ALIKE
            remarks += [f"Much like “{_short(alike.text)}” in the same minute; both are kept."]
        self._add(event, is_pasted=True)
        return replace(line, outcome=outcome, event=event, remark=" ".join(remarks))

    def _again(self, line: PastedLine, event: Event, same: Event, is_pasted: bool) -> PastedLine:
        """Return a line that tells an event again, with what it adds to it."""
        where = "Said above" if is_pasted else "In the timeline"
        both = {name: (getattr(same, name), getattr(event, name)) for name in _SAID_OF}
        added = {name: new for name, (old, new) in both.items() if new and not old}
        holder = self._milestones.get(event.milestone) if event.milestone else None
        if holder is not None:
            added.pop("milestone", None)
        differs = [
            _SAID_OF[name] for name, (old, new) in both.items() if old and new and old != new
        ]
        other = f" There {_listed(differs)} differs, and stays." if differs else ""
        if not added:
            return replace(line, outcome=Outcome.ALREADY_THERE, remark=f"{where}.{other}")
        fuller = same.changing(**added)
        self._add(fuller, is_pasted)
        adds, them = _listed([_SAID_OF[n] for n in added]), "it" if len(added) == 1 else "them"
        return replace(
            line,
            outcome=Outcome.FILLS_IN,
            event=fuller,
            remark=f"{where} without {adds}: this adds {them}.{other}",
        )

    def _alike(self, event: Event) -> Event | None:
        """Return an event of the same minute that says nearly the same."""
        words = _folded(event.text)
        near = self._of_minute.get(event.at, [])[-_MOST_COMPARED:]
        return next((other for other, said in near if _says_nearly(words, said)), None)

    def _add(self, event: Event, is_pasted: bool) -> None:
        words = _folded(event.text)
        key = event.at, words
        if key not in self._same:
            self._of_minute.setdefault(event.at, []).append((event, words))
        self._same[key] = event, is_pasted
        if event.milestone:
            self._milestones[event.milestone] = event


def _key(event: Event) -> tuple[datetime, str]:
    return event.at, _folded(event.text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _says_nearly(one: str, other: str) -> bool:
    """Whether two texts say nearly the same: one within the other, or a few letters apart.

    Where their numbers differ they do not: node 12 is not node 13.
    """
    ours, theirs = _words(one), _words(other)
    fewer, more = sorted((ours, theirs), key=len)
    if len(fewer) >= _FEWEST_WORDS and fewer <= more:
        return True
    if _numbers(ours) != _numbers(theirs):
        return False
    match = SequenceMatcher(None, one[:_COMPARED_LETTERS], other[:_COMPARED_LETTERS], False)
    return all(
        ratio() >= _ALIKE for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio)
    )


def _words(text: str) -> set[str]:
    return {word.strip(".,:;!?()[]\"'*_`") for word in text.split()} - {""}


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if any(sign.isdigit() for sign in word)}


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
