"""Pasted lines against what the timeline holds: what is there already, and what is much like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from facilitator.imports.pasted import Outcome, Pasted, PastedLine
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

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
