"""The timeline as a mermaid diagram, to stand beside its table.

Text as people typed it, written so that mermaid shows it letter for letter.

The rules are those of mermaid 11.13 to 12.3: what could mean something is written as an entity
code (`#58;` is a colon), which is decoded only in the finished picture. A code has neither a
backtick nor a line break in it, so no text can end the fence it stands in.
The causes as a mermaid diagram, to stand beside their list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from facilitator.analysis.fishbone import Bone, fishbone
from facilitator.analysis.format import days_of
from facilitator.analysis.phases import Phase, phases
from facilitator.exporters.markdown.escape import blocks, heading
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock

MOST_CHARACTERS = 50_000
"""Mermaid draws no diagram longer than this (its `maxTextSize`)."""

_LONGEST = 100
"""A text is shortened to so many letters: the list beside the diagram has the whole."""

_MEANS_SOMETHING = re.compile(r"[#;:%`\"&<>{}\[\]$\\|~^ﬂ¶]|--+")
_KEYWORD = re.compile(r"^(?=ishikawa)", re.IGNORECASE)


def safe(text: str) -> str:
    """Return the text as part of a line of a diagram, shortened where it is very long."""
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rstrip() + "…"
    if _KEYWORD.match(words):
        return _code(words[0]) + _escaped(words[1:])
    return _escaped(words)


def fence(lines: Iterable[str]) -> str:
    """Return a diagram as a block of Markdown; nothing where it is longer than mermaid draws."""
    diagram = "\n".join(lines)
    return f"```mermaid\n{diagram}\n```" if len(diagram) <= MOST_CHARACTERS else ""


def _escaped(text: str) -> str:
    return _MEANS_SOMETHING.sub(lambda found: "".join(map(_code, found[0])), text)


def _code(letter: str) -> str:
    return f"#{ord(letter)};"


_TOO_MANY_EVENTS = "The diagram leaves the events out: there are more than mermaid draws."


def timeline_diagram(postmortem: Postmortem) -> str:
    """Return phases, milestones and events to scale; nothing where there are no events.

    All minutes are UTC; whoever draws it knows no zones, so they stay what they are.
    """
    timeline = postmortem.timeline
    if not timeline.events:
        return ""
    title = heading("To scale", 3)
    whole = fence(
        [*_head(timeline), *_phases(timeline), *_milestones(timeline), *_events(timeline)]
    )
    if whole:
        return blocks((title, whole))
    short = fence([*_head(timeline), *_phases(timeline), *_milestones(timeline)])
    return blocks((title, short, _TOO_MANY_EVENTS))


def _head(timeline: Timeline) -> list[str]:
    with_day = len(days_of(timeline)) > 1
    return [
        "gantt",
        "    dateFormat YYYY-MM-DDTHH:mm",
        f"    axisFormat {'%m-%d %H:%M' if with_day else '%H:%M'}",
        "    todayMarker off",
    ]


def _phases(timeline: Timeline) -> list[str]:
    found = phases(timeline)
    return ["    section Phases", *map(_phase, found)] if found else []


def _phase(phase: Phase) -> str:
    length = phase.length if phase.ends else "end not known"
    return f"    {phase.name}, {length} :{_minute(phase.since)}, {_minute(phase.until)}"


def _milestones(timeline: Timeline) -> list[str]:
    marked = [event for event in timeline.events if event.milestone]
    lines = [f"    {event.milestone} :milestone, {_minute(event.at)}, 0m" for event in marked]
    return ["    section Milestones", *lines] if lines else []


def _events(timeline: Timeline) -> list[str]:
    with_day = len(days_of(timeline)) > 1
    lines = [_event(event, with_day) for event in timeline.events]
    return ["    section Events", *lines]


def _event(event: Event, with_day: bool) -> str:
    day = f"{event.at:%m-%d} " if with_day else ""
    about = "about " if event.approximate else ""
    name = safe(f"{about}{day}{clock(event.at)} {event.text}")
    if event.until is not None and event.until > event.at:
        return f"    {name} :{_minute(event.at)}, {_minute(event.until)}"
    return f"    {name} :milestone, {_minute(event.at)}, 0m"


def _minute(minute: datetime) -> str:
    return minute.isoformat()[:16]


_INDENT = "    "
_TOO_MANY_CAUSES = "There are more causes than mermaid draws in a fishbone."


def fishbone_diagram(postmortem: Postmortem) -> str:
    """Return the causes on their bones (mermaid 11.13 on); nothing where there are none."""
    causes = postmortem.causes
    if not causes.causes:
        return ""
    labels = causes.labels()
    lines = ["ishikawa", f"{_INDENT}{safe(causes.problem) or 'The problem'}"]
    for bone in fishbone(causes):
        lines += _bone(bone, labels)
    return blocks((heading("As a fishbone", 3), fence(lines) or _TOO_MANY_CAUSES))


def _bone(bone: Bone, labels: dict[str, str]) -> list[str]:
    lines = [f"{_INDENT * 2}{safe(bone.name) or 'no bone yet'}"]
    for placed in bone.causes:
        cause = placed.cause
        role = "" if cause.role is CauseRole.STEP else f" ({cause.role})"
        indent = _INDENT * (placed.depth + 3)
        lines.append(f"{indent}{labels[cause.id]} {safe(cause.text)}{role}")
    return lines
