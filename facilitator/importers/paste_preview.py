"""The preview of a paste: the outcome of each line, and the selection of lines to import.

The parser returns a `ParsedPaste`; `compare_with_timeline` marks events that the timeline has
already; a `PasteSelection` holds the lines that will be imported.
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
"""Identifies a line across parses: its text, and its number among the lines of that text."""

_MIN_SIMILARITY = 0.85
"""The `SequenceMatcher` ratio of two texts that differ by a typo or one word."""

_FEWEST_WORDS = 3
"""A text of fewer words is not taken for a part of a longer one."""

_MOST_COMPARED = 12
"""The latest events of a minute compared by similarity: a chat may have hundreds a minute."""

_COMPARED_LETTERS = 200  # the time of an exact comparison grows with the square of this
_FIELD_NAMES = {
    "until": "its end",
    "kind": "its kind",
    "actor_role": "its role",
    "source": "its source",
    "milestone": "its milestone",
}


class LineOutcome(StrEnum):
    """Outcome of a pasted line; the values are shown to the user.

    UNDERSTOOD: an event. MENDED: an event, with something dropped or assumed. KEPT: joined to the
    event of another line. HEADING: a date, time zone, title or table header, no event. DROPPED: not
    imported. ALREADY_THERE: the timeline has that event. FILLS_IN: it has that event with less
    detail. ALIKE: it has a similar event in the same minute.
    """

    UNDERSTOOD = "understood"
    MENDED = "mended"
    KEPT = "kept"
    HEADING = "heading"
    DROPPED = "dropped"
    ALREADY_THERE = "already there"
    FILLS_IN = "fills in"
    ALIKE = "alike"


_NEEDS_REVIEW = (LineOutcome.MENDED, LineOutcome.DROPPED, LineOutcome.FILLS_IN, LineOutcome.ALIKE)


@dataclass(frozen=True)
class PastedLine:
    """A line of the paste and its outcome.

    `remark` explains the outcome, and is empty for a line that was simply understood. `number` is
    the line's index in the text, blank lines included. `words` is what the line adds to an event's
    text. `part_of` is the index, in `ParsedPaste.lines`, of the line that it was joined to.
    """

    raw: str
    outcome: LineOutcome
    event: Event | None
    remark: str
    number: int = 0
    words: str = ""
    part_of: int | None = None


@dataclass(frozen=True)
class ParsedPaste:
    """Every line of the paste that is not blank, in order."""

    lines: tuple[PastedLine, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events in the order of their lines."""
        return tuple(line.event for line in self.lines if line.event is not None)

    @cached_property
    def keys(self) -> tuple[LineKey, ...]:
        """The key of each line."""
        seen: dict[str, int] = {}
        keys = []
        for line in self.lines:
            seen[line.raw] = seen.get(line.raw, 0) + 1
            keys.append((line.raw, seen[line.raw]))
        return tuple(keys)

    @cached_property
    def parts(self) -> dict[int, tuple[int, ...]]:
        """The indexes of the lines joined to a line, by the index of that line."""
        parts: dict[int, tuple[int, ...]] = {}
        for index, line in enumerate(self.lines):
            if line.part_of is not None and line.words:
                parts[line.part_of] = (*parts.get(line.part_of, ()), index)
        return parts

    @cached_property
    def selected_by_default(self) -> tuple[bool, ...]:
        """Whether each line is imported by default: it adds something to the timeline."""
        selected: list[bool] = []
        for line in self.lines:
            if line.part_of is None:
                has_event = line.event is not None
                selected.append(has_event and line.outcome is not LineOutcome.ALREADY_THERE)
            else:
                selected.append(selected[line.part_of])
        return tuple(selected)


@dataclass(frozen=True)
class PasteSelection:
    """The lines of a paste, and the user's choices: imported (True) or excluded (False).

    A choice is kept under the key of its line, so it survives a new parse as long as the line has
    the same text.
    """

    paste: ParsedPaste
    choices: Mapping[LineKey, bool] = field(default_factory=dict)

    def with_paste(self, paste: ParsedPaste) -> PasteSelection:
        """Return the same choices for a new parse of the paste."""
        return PasteSelection(paste, self.choices)

    @cached_property
    def selected(self) -> tuple[bool, ...]:
        """Whether each line is imported; a joined line only together with the one it joins."""
        if not self.choices:
            return self.paste.selected_by_default
        selected = list(self.paste.selected_by_default)
        for index, key in enumerate(self.paste.keys):
            selected[index] = self.choices.get(key, selected[index])
        for above, parts in self.paste.parts.items():
            for index in parts:
                selected[index] = selected[index] and selected[above]
        return tuple(selected)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events to import, in line order; an event filled in by two lines comes once."""
        selected: dict[str, Event] = {}
        for index, is_selected in enumerate(self.selected):
            event = self.event(index) if is_selected else None
            if event is not None:
                selected[event.id] = event
        return tuple(selected.values())

    @cached_property
    def counts(self) -> Mapping[LineOutcome, int]:
        """The number of lines by outcome, without the lines whose default the user changed."""
        return Counter(
            line.outcome
            for line, is_selected, by_default in zip(
                self.paste.lines, self.selected, self.paste.selected_by_default, strict=True
            )
            if is_selected == by_default
        )

    def precomputed(self) -> PasteSelection:
        """Return the selection with its slow properties computed, for use in a thread."""
        _ = self.events, self.counts
        return self

    @property
    def excluded_count(self) -> int:
        """The number of lines excluded by the user."""
        return sum(map(self.is_excluded, range(len(self.selected)))) if self.choices else 0

    def is_selectable(self, index: int) -> bool:
        """Whether the user can exclude or include a line: it has an event, or words of one."""
        line = self.paste.lines[index]
        return line.event is not None or (line.part_of is not None and bool(line.words))

    def is_excluded(self, index: int) -> bool:
        """Whether a line imported by default was excluded, itself or with the line it joins."""
        return self.paste.selected_by_default[index] and not self.selected[index]

    def toggled(self, index: int) -> PasteSelection:
        """Return the selection with a line included if it was excluded, else excluded.

        A joined line of an excluded event brings that event back instead.
        """
        if not self.is_selectable(index):
            return self
        above = self.paste.lines[index].part_of
        if above is not None and not self.selected[above]:
            return self.toggled(above)
        return PasteSelection(
            self.paste, {**self.choices, self.paste.keys[index]: not self.selected[index]}
        )

    def needs_review(self, index: int) -> bool:
        """Whether the user should check a line: it is MENDED, DROPPED, FILLS_IN or ALIKE."""
        return self.paste.lines[index].outcome in _NEEDS_REVIEW

    def event(self, index: int) -> Event | None:
        """Return the event of a line, without the words of excluded joined lines.

        None if the line has no event, or if all of its words are excluded.
        """
        line, parts = self.paste.lines[index], self.paste.parts.get(index, ())
        if line.event is None or not parts or not self.choices:
            return line.event
        joined = [n for n in parts if self.choices.get(self.paste.keys[n], True)]
        if len(joined) == len(parts):
            return line.event
        words = " ".join(filter(None, (line.words, *(self.paste.lines[n].words for n in joined))))
        return line.event.changing(text=words) if words else None


def compare_with_timeline(paste: ParsedPaste, timeline: Timeline) -> ParsedPaste:
    """Return the lines, marking events that the timeline or an earlier line has already.

    Events of the same UTC minute and text, case and spaces aside, are the same. If a line
    has a field that the existing event lacks, such as a source, its event becomes the existing one
    with that field added. A milestone that the timeline has already is not moved.
    """
    known = _KnownEvents(timeline)
    return ParsedPaste(tuple(known.compare(line) for line in paste.lines))


class _KnownEvents:
    """The events of the timeline and of the lines compared so far."""

    def __init__(self, timeline: Timeline) -> None:
        self._same: dict[tuple[datetime, str], tuple[Event, bool]] = {}
        self._of_minute: dict[datetime, list[tuple[Event, str]]] = {}
        self._milestones: dict[Milestone, Event] = {}
        for event in timeline.events:
            self._add(event, is_pasted=False)

    def compare(self, line: PastedLine) -> PastedLine:
        """Return a line with its outcome against the known events, and add its event to them."""
        if line.event is None:
            return line
        event, remarks = line.event, [line.remark] if line.remark else []
        same, is_pasted = self._same.get(_key(event), (None, False))
        if same is not None:
            return self._repeated(line, event, same, is_pasted)
        holder = self._milestones.get(event.milestone) if event.milestone else None
        outcome = line.outcome
        if holder is not None:
            event = event.changing(milestone=None)
            outcome = LineOutcome.MENDED
            remarks += [
                f"{holder.milestone} already stands at {clock(holder.at)}: "
                "this line goes without it."
            ]
        alike = self._similar(event)
        if alike is not None:
            outcome = LineOutcome.ALIKE
            remarks += [f"Much like “{_short(alike.text)}” in the same minute; both are kept."]
        self._add(event, is_pasted=True)
        return replace(line, outcome=outcome, event=event, remark=" ".join(remarks))

    def _repeated(self, line: PastedLine, event: Event, same: Event, is_pasted: bool) -> PastedLine:
        """Return a line that repeats a known event, with the fields it adds to that event."""
        where = "Said above" if is_pasted else "In the timeline"
        both = {name: (getattr(same, name), getattr(event, name)) for name in _FIELD_NAMES}
        added = {name: new for name, (old, new) in both.items() if new and not old}
        holder = self._milestones.get(event.milestone) if event.milestone else None
        if holder is not None:
            added.pop("milestone", None)
        differs = [
            _FIELD_NAMES[name] for name, (old, new) in both.items() if old and new and old != new
        ]
        other = f" There {_listed(differs)} differs, and stays." if differs else ""
        if not added:
            return replace(line, outcome=LineOutcome.ALREADY_THERE, remark=f"{where}.{other}")
        fuller = same.changing(**added)
        self._add(fuller, is_pasted)
        adds, them = _listed([_FIELD_NAMES[n] for n in added]), "it" if len(added) == 1 else "them"
        return replace(
            line,
            outcome=LineOutcome.FILLS_IN,
            event=fuller,
            remark=f"{where} without {adds}: this adds {them}.{other}",
        )

    def _similar(self, event: Event) -> Event | None:
        """Return a known event of the same minute with a similar text, or None."""
        words = _folded(event.text)
        near = self._of_minute.get(event.at, [])[-_MOST_COMPARED:]
        return next((other for other, said in near if _is_similar(words, said)), None)

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


def _is_similar(one: str, other: str) -> bool:
    """Whether two texts are similar: one contains the other, or a few letters differ.

    Texts with different numbers are not: node 12 is not node 13.
    """
    ours, theirs = _words(one), _words(other)
    fewer, more = sorted((ours, theirs), key=len)
    if len(fewer) >= _FEWEST_WORDS and fewer <= more:
        return True
    if _numbers(ours) != _numbers(theirs):
        return False
    # The quick ratios are upper bounds: most pairs fail one of them, before the slow exact ratio.
    match = SequenceMatcher(None, one[:_COMPARED_LETTERS], other[:_COMPARED_LETTERS], False)
    return all(
        ratio() >= _MIN_SIMILARITY
        for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio)
    )


def _words(text: str) -> set[str]:
    return {word.strip(".,:;!?()[]\"'*_`") for word in text.split()} - {""}


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if any(sign.isdigit() for sign in word)}


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
