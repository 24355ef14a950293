"""Timelines whose picture is kept in `golden/phase_bar.txt`, at several widths.

After a change that is meant to be seen, draw them again and read what became of them:
`python -m tests.screens.widgets.phase_bar_cases`
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.example import worked_example
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from screens.widgets.phase_bar import phase_bar_lines

GOLDEN = Path(__file__).parent / "golden" / "phase_bar.txt"
WIDTHS = (40, 78, 80, 120, 200, 300)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = 24 * 60


def phase_text(timeline: Timeline, width: int) -> tuple[str, str]:
    """Return the bar and the line beneath it as text, each at most `width` cells wide."""
    bar, beneath = ("".join(text for text, _ in line) for line in phase_bar_lines(timeline, width))
    return bar, beneath


def at(minutes: int, milestone: Milestone | None = None, kind: EventKind | None = None) -> Event:
    """Return an event so many minutes after noon."""
    return Event(at=NOON + timedelta(minutes=minutes), text="x", milestone=milestone, kind=kind)


def story(*marks: int | None, events: tuple[int, ...] = (), action: int | None = None) -> Timeline:
    """Return a timeline of the minutes of the five milestones, None where one is not marked."""
    milestones = [
        at(minute, milestone)
        for minute, milestone in zip(marks, Milestone, strict=False)
        if minute is not None
    ]
    acted = [] if action is None else [at(action, kind=EventKind.ACTION)]
    return Timeline(events=(*milestones, *acted, *map(at, events)))


CASES = {
    "the worked example": worked_example().timeline,
    "five phases in 50 minutes": story(0, 3, 5, 25, 40, events=(-10, 12, 12, 18), action=10),
    "four minutes": story(0, 1, 1, 3, 4, action=2),
    "70 minutes, found late": story(0, 55, 56, 62, 70, events=(-5, 20, 58)),
    "30 hours across midnight": story(
        0, 95, 100, 1500, 1800, events=(-60, 200, 420, 421, 422, 900), action=610
    ),
    "midnight by a minute": story(690, 700, 702, 735, 745, events=(680,)),
    "12 days": story(0, 3 * DAY, 3 * DAY + 9, 9 * DAY, 12 * DAY, events=(5 * DAY,), action=4 * DAY),
    "a deploy three days before": story(0, 3, 5, 25, 40, events=(-3 * DAY, -2 * DAY, -1)),
    "over for weeks before it was closed": story(
        0, 3, 5, 25, 9 * DAY, events=(60, 70, 80, 10 * DAY)
    ),
    "detection unknown": story(0, None, None, 30, 45, events=(-5, 10)),
    "mitigation unknown": story(0, 5, 6, None, 60, events=(-5, 20), action=30),
    "still going on": story(0, 4, 6, events=(-3, 9, 15), action=11),
    "resolution unknown": story(0, 4, 6, 20, events=(22, 25)),
    "only the start": story(0),
    "a start after two events": story(0, events=(-10, -4)),
    "all in one minute": story(0, 0, 0, 0, 0, events=(0, 0)),
    "events outside of the phases": story(None, 5, 6, 20, 30, events=(-20, -10, 50)),
    "no milestones": Timeline(events=(at(0), at(5))),
    "nothing": Timeline(),
    "2,000 events": story(0, 90, 95, 1500, 1900, events=tuple(range(2000))),
}


def pictures() -> str:
    """Return every case at every width: in two lines, then in three."""
    written = []
    for name, timeline in CASES.items():
        written.append(f"== {name}\n")
        for width in WIDTHS:
            for rows in (2, 3):
                written.append(f"-- {width} columns, {rows} lines\n")
                for line in phase_bar_lines(timeline, width, rows):
                    written.append("".join(text for text, _ in line).rstrip() + "\n")
    return "".join(written)


if __name__ == "__main__":
    GOLDEN.write_text(pictures(), encoding="utf-8")
