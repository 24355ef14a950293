"""Mermaid diagrams for the Markdown document: the timeline as a Gantt chart, causes as a fishbone.

All text is escaped. The rules are those of mermaid 11.13 to 12.3: characters that
could be syntax are written as entity codes (`#58;` is a colon), which mermaid decodes only in the
finished picture. A code has no backtick and no line break, so no text can end the code fence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from facilitator.analysis.fishbone import NO_BONE_YET, Bone, fishbone
from facilitator.analysis.format import days_of
from facilitator.analysis.phases import Phase, phases
from facilitator.exporters.markdown.escape import join_blocks, markdown_heading
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock

MAX_DIAGRAM_CHARACTERS = 50_000
"""Mermaid refuses longer diagrams (default of its `maxTextSize`)."""

_MAX_LABEL = 100
"""Longer labels are shortened; the table or list beside the diagram has the whole text."""

_SYNTAX = re.compile(r"[#;:%`\"&<>{}\[\]$\\|~^ﬂ¶]|--+")
_KEYWORD = re.compile(r"^(?=ishikawa)", re.IGNORECASE)
"""The name of the fishbone diagram: mermaid takes a line that starts with it for a new one."""


def escape_label(text: str) -> str:
    """Return the text as a label in a diagram, escaped; a long text is shortened."""
    words = " ".join(text.split())
    if len(words) > _MAX_LABEL:
        words = words[: _MAX_LABEL - 1].rstrip() + "…"
    if _KEYWORD.match(words):
        return _code(words[0]) + _escaped(words[1:])
    return _escaped(words)


def diagram_block(lines: Iterable[str]) -> str:
    """Return a diagram as a fenced code block; empty if it is longer than mermaid draws."""
    diagram = "\n".join(lines)
    return f"```mermaid\n{diagram}\n```" if len(diagram) <= MAX_DIAGRAM_CHARACTERS else ""


def _escaped(text: str) -> str:
    return _SYNTAX.sub(lambda found: "".join(map(_code, found[0])), text)


def _code(letter: str) -> str:
    return f"#{ord(letter)};"


_TOO_MANY_EVENTS = "The diagram leaves the events out: there are more than mermaid draws."


def timeline_diagram(postmortem: Postmortem) -> str:
    """Return phases, milestones and events as a Gantt chart; empty if there are no events.

    Times are UTC, written without an offset: mermaid shows such times unchanged in any time zone.
    A chart that is too long for mermaid has a note in place of the events.
    """
    timeline = postmortem.timeline
    if not timeline.events:
        return ""
    title = markdown_heading("To scale", 3)
    whole = diagram_block(
        [*_head(timeline), *_phases(timeline), *_milestones(timeline), *_events(timeline)]
    )
    if whole:
        return join_blocks((title, whole))
    short = diagram_block([*_head(timeline), *_phases(timeline), *_milestones(timeline)])
    return join_blocks((title, short, _TOO_MANY_EVENTS))


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
    name = escape_label(f"{about}{day}{clock(event.at)} {event.text}")
    if event.until is not None and event.until > event.at:
        return f"    {name} :{_minute(event.at)}, {_minute(event.until)}"
    return f"    {name} :milestone, {_minute(event.at)}, 0m"


def _minute(minute: datetime) -> str:
    return minute.isoformat()[:16]


_INDENT = "    "
_TOO_MANY_CAUSES = "There are more causes than mermaid draws in a fishbone."


def fishbone_diagram(postmortem: Postmortem) -> str:
    """Return the causes as a fishbone (needs mermaid 11.13); empty if there are none."""
    causes = postmortem.causes
    if not causes.causes:
        return ""
    labels = causes.labels()
    lines = ["ishikawa", f"{_INDENT}{escape_label(causes.problem) or 'The problem'}"]
    for bone in fishbone(causes):
        lines += _bone(bone, labels)
    return join_blocks(
        (markdown_heading("As a fishbone", 3), diagram_block(lines) or _TOO_MANY_CAUSES)
    )


def _bone(bone: Bone, labels: dict[str, str]) -> list[str]:
    lines = [f"{_INDENT * 2}{escape_label(bone.name) or NO_BONE_YET}"]
    for placed in bone.causes:
        cause = placed.cause
        role = "" if cause.role is CauseRole.STEP else f" ({cause.role})"
        indent = _INDENT * (placed.depth + 3)
        lines.append(f"{indent}{labels[cause.id]} {escape_label(cause.text)}{role}")
    return lines
