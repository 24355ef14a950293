"""Forms of an event, of a shift by minutes, and of a milestone that cannot be dated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from facilitator.analysis.durations import MINUTES_PER_HOUR
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone, Source
from facilitator.timeparse.parse import parse_time
from facilitator.timeparse.written_time import TimeContext
from screens.widgets.form_spec import EditorKind, FieldSpec, minute_text, options_of

_SHIFT = re.compile(r"(?P<sign>[+−-]?)\s?(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,5})")

KNOWN_THEN = FieldSpec(
    "known_then",
    "What we knew",
    EditorKind.PROSE,
    hint="what was known at that minute, and what was not yet",
    rows=3,
    lint_as=LintedField(FieldKind.KNOWN_THEN, Stage.TIMELINE, "known_then"),
)

EVENT_FIELDS = (
    FieldSpec(
        "text", "What happened", lint_as=LintedField(FieldKind.EVENT, Stage.TIMELINE, "text")
    ),
    FieldSpec("at", "Minute (UTC)", hint="2026-12-31 14:02"),
    FieldSpec("until", "Until (UTC)", hint="14:20, where it lasted"),
    FieldSpec("approximate", "Approximate", EditorKind.CHOICE, ("no", "yes")),
    FieldSpec("kind", "Kind", EditorKind.CHOICE, options_of(EventKind)),
    FieldSpec("actor_role", "Who, by role", hint="on call for payments; a role, not a name"),
    FieldSpec("source", "Known from", hint="deploy log, chat, a dashboard"),
    FieldSpec("url", "Address", hint="https://..."),
    KNOWN_THEN,
    FieldSpec("for_customers", "Tell customers", EditorKind.CHOICE, ("no", "yes")),
)

SHIFT = FieldSpec("minutes", "Minutes", hint="+60 later, -60 earlier, or hours: -5:30")

UNKNOWN_FIELDS = (
    FieldSpec("milestone", "Milestone", EditorKind.CHOICE, options_of(Milestone)),
    FieldSpec(
        "reason",
        "Why unknown",
        hint="nobody noted it; the logs begin later. Empty: undo",
        lint_as=LintedField(FieldKind.ASIDE, Stage.TIMELINE, "reason"),
    ),
)


def shift_minutes(text: str) -> int:
    """Parse a shift in minutes: `+60`, `-90`, or in hours `-5:30`. Raises ValueError."""
    found = _SHIFT.fullmatch(text.strip())
    if found is None:
        raise ValueError("write minutes such as +60 or -90, or hours such as -5:30")
    hours, minutes = int(found["hours"] or 0), int(found["minutes"])
    return (hours * MINUTES_PER_HOUR + minutes) * (-1 if found["sign"] in ("-", "−") else 1)


def event_field_texts(event: Event) -> dict[str, str]:
    """Return the values of the fields for an event; times are UTC."""
    return {
        "text": event.text,
        "at": minute_text(event.at),
        "until": minute_text(event.until),
        "approximate": "yes" if event.approximate else "no",
        "kind": event.kind.value if event.kind else "",
        "actor_role": event.actor_role,
        "source": event.source.label if event.source else "",
        "url": event.source.url if event.source else "",
        "known_then": event.known_then,
        "for_customers": "yes" if event.for_customers else "no",
    }


def event_from(texts: Mapping[str, str], old: Event, now: datetime) -> Event:
    """Return the event with the values of the fields; `now` is UTC. Raises ValueError."""
    if not texts["text"].strip():
        raise ValueError("say what happened")
    at = parse_time(texts["at"].strip(), TimeContext(old.at.date(), now, old.at)).at
    until = None
    if texts["until"].strip():
        until = parse_time(texts["until"].strip(), TimeContext(at.date(), now, at)).at
    label, url = texts["source"].strip(), texts["url"].strip()
    return old.changing(
        text=texts["text"],
        at=at,
        until=until,
        approximate=texts["approximate"] == "yes",
        kind=EventKind(texts["kind"]) if texts["kind"] else None,
        actor_role=texts["actor_role"],
        source=Source(label=label, url=url) if label or url else None,
        known_then=texts["known_then"],
        for_customers=texts["for_customers"] == "yes",
    )
