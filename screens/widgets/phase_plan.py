"""Which cell each minute of an incident falls in, and what is marked there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from facilitator.analysis.phases import Phase, Timescale, phases, timescale
from facilitator.model.timeline import Event, Milestone, Timeline

CUT = "//"
_ROOM_FOR_CUTS = 16
"""Cells from which on a cut is shown; a narrower bar has none to spare."""


@dataclass
class PhasePlan:
    """The phases on a scale, in cells: those drawn to scale run from `left` up to `right`.

    `events` counts what falls in a cell and is no milestone. In the cells of a `crowded` phase
    every other one counts for two. `cut_away` counts what lies beyond a cut, by the first cell of
    its `//`; `earlier` and `later` what lies outside of all phases.
    """

    found: tuple[Phase, ...]
    scale: Timescale
    width: int
    left: int
    right: int
    milestones: set[int] = field(default_factory=set)
    events: Counter[int] = field(default_factory=Counter)
    crowded: set[int] = field(default_factory=set)
    cut_away: Counter[int] = field(default_factory=Counter)
    earlier: int = 0
    later: int = 0

    def cell(self, minute: datetime) -> int:
        """Return the cell that a UTC minute falls in, the nearest one for those not drawn."""
        (cell,) = self._cells_of((minute,))
        return max(self.left, cell)

    def marked(self, minute: datetime) -> int:
        """Return the cell that stands for a UTC minute, drawn or not.

        What lies beyond a cut stands on it; the last minute of all, and what is later, at the end.
        """
        if self.right < self.width and minute > self.scale.until:
            return self.right if minute < self.found[-1].until else self.width - 1
        return 0 if minute < self.scale.since else self.cell(minute)

    def _cells_of(self, minutes: Sequence[datetime]) -> list[int]:
        """Return the cells of many minutes, none before the scale: there may be thousands."""
        since, length, cells = self.scale.since, self.scale.length, self.right - self.left
        last = self.right - 1
        found = [self.left + int((minute - since) / length * cells) for minute in minutes]
        return [cell if cell < last else last for cell in found]

    def cells(self, phase: Phase) -> range:
        """Return the cells of a phase; none where it is too short for one."""
        is_last = phase is self.found[-1]
        return range(self.cell(phase.since), self.right if is_last else self.cell(phase.until))

    @cached_property
    def open_ends(self) -> set[int]:
        """The cells in which a phase ends that nobody knows the end of, beside no milestone's."""
        ends = set()
        for phase in self.found:
            if not phase.ends:
                cells = self.cells(phase)
                is_cut = phase is self.found[-1] and self.right < self.width
                last = [self.width - 1] if is_cut else cells[1:]
                ends.update([cell for cell in last if cell not in self.milestones][-1:])
        return ends

    def mark_all(self, events: Sequence[Event]) -> None:
        """Count the events, which are in order; leave the patterns of full phases to be seen."""
        scale, (first, last) = self.scale, (self.found[0].since, self.found[-1].until)
        minutes: list[datetime] = []
        for event in events:
            if event.milestone and scale.since <= event.at <= last:
                is_cut = event.at > scale.until
                self.milestones.add(self.width - 1 if is_cut else self.cell(event.at))
            else:
                minutes.append(event.at)
        begin, end = bisect_left(minutes, scale.since), bisect_right(minutes, scale.until)
        self.earlier, past = bisect_left(minutes, first), bisect_right(minutes, last)
        self.later = len(minutes) - past
        self.events = Counter(self._cells_of(minutes[begin:end]))
        if self.left and begin > self.earlier:
            self.cut_away[0] = begin - self.earlier
        if self.right < self.width and past > end:
            self.cut_away[self.right] = past - end
        for phase in self.found:
            self._thin_out(self.cells(phase))

    def _thin_out(self, cells: range) -> None:
        if 2 * sum(cell in self.events for cell in cells) > len(cells) > 4:
            self.crowded.update(cells)
            for cell in cells[1::2]:
                if cell in self.events and cell - 1 not in self.milestones:
                    self.events[cell - 1] += self.events.pop(cell)


def planned(timeline: Timeline, width: int) -> PhasePlan | None:
    """Return the plan of a timeline's phases at a width of one cell or more; None without any."""
    found = phases(timeline)
    if not found:
        return None
    scale = timescale(found, goes_on=timeline.milestone(Milestone.RESOLVED) is None)
    shows_cuts = width >= _ROOM_FOR_CUTS
    left = len(CUT) if shows_cuts and scale.cut_before else 0
    right = width - (len(CUT) + 1 if shows_cuts and scale.cut_after else 0)
    plan = PhasePlan(found, scale, width, left, right)
    plan.mark_all(timeline.events)
    return plan
