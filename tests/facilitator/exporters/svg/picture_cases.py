"""Documents whose pictures are looked at, and the two that are kept in `golden/`.

After a change that is meant to be seen, draw them again and look at what became of them:
`python -m tests.facilitator.exporters.svg.picture_cases`
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.example import worked_example
from facilitator.exporters.svg.fishbone import fishbone_svg
from facilitator.exporters.svg.timeline import timeline_svg
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.plain_text import plain_line
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from tests.support.documents import HOSTILE

GOLDEN = Path(__file__).parent / "golden"

WRITERS: Mapping[str, Callable[[Postmortem], str]] = {
    "timeline": timeline_svg,
    "fishbone": fishbone_svg,
}
"""The pictures, by the name that is typed for them."""

IN_A_PICTURE = (
    *HOSTILE,
    "</text><script>alert(1)</script>",
    "]]>",
    "&amp; &#0; &bogus;",
    '"/><image href="https://c.example/d.png"/>',
    "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
    "<?xml version='1.0'?>",
    "half \ufffe\uffff done",
    "gone \u202e backwards \u2066 apart",
    "} </style><style> * { display: none }",
    "漢" * 400,
    "words of a long cause, " * 230,
    "👩‍🚒" * 60,
)
"""Texts that would end an element, or that XML cannot hold, or that are wider than they look."""

EMPTY = Postmortem(id="2024-02-29-abcdef")
_STARTED = datetime(2024, 2, 28, 23, 50, tzinfo=UTC)


def told(*events: tuple[int, str, Milestone | None], title: str = "Checkout errors") -> Postmortem:
    """Return an incident of events so many minutes after 2024-02-28 23:50 UTC."""
    timeline = Timeline(
        events=tuple(
            Event(at=_STARTED + timedelta(minutes=minutes), text=text, milestone=milestone)
            for minutes, text, milestone in events
        )
    )
    return EMPTY.changing(scope=Scope(title=title), timeline=timeline)


def caused(*causes: Cause, problem: str = "Checkout answered with errors.") -> Postmortem:
    """Return a document of these causes."""
    return EMPTY.changing(
        scope=Scope(title="Checkout errors"), causes=Causes(problem=problem, causes=causes)
    )


def _unknown_ends() -> Postmortem:
    open_ended = told(
        (-20, "A release goes out", None),
        (0, "Error rate leaves its band", Milestone.STARTED),
        (9, "The alert fires", Milestone.DETECTED),
        (17, "Traffic is moved to the other region", None),
        (34, "Half of the errors are gone", None),
    )
    events = tuple(
        event.changing(kind=EventKind.ACTION) if "moved" in event.text else event
        for event in open_ended.timeline.events
    )
    timeline = Timeline(events=events).declaring_unknown(
        Milestone.ACKNOWLEDGED, "nobody wrote it down, and the pager keeps 30 days"
    )
    return open_ended.changing(timeline=timeline)


def _of_many_events() -> Postmortem:
    return told(
        (0, "It starts", Milestone.STARTED),
        *((n // 3, f"Event {n} of very many", None) for n in range(1, 280)),
        (90, "An alert", Milestone.DETECTED),
        (93, "It is over", Milestone.MITIGATED),
    )


TIMELINES: Mapping[str, Postmortem] = {
    "nothing": EMPTY,
    "one event": told((0, "Something was seen", None)),
    "no start": told((0, "A page", Milestone.DETECTED), (50, "A call", None)),
    "no time": told((0, "A page", Milestone.STARTED), (0, "Gone", Milestone.RESOLVED)),
    "one minute": told(
        (0, "Errors", Milestone.STARTED),
        (0, "An alert", Milestone.DETECTED),
        (0, "Somebody looks", Milestone.ACKNOWLEDGED),
        (1, "A restart helps", Milestone.MITIGATED),
        (1, "All is well", Milestone.RESOLVED),
    ),
    "over midnight": told(
        (-15, "A certificate is renewed", None),
        (0, "Sign-ins fail", Milestone.STARTED),
        (4, "A customer writes", Milestone.DETECTED),
        (12, "The old one is put back", Milestone.MITIGATED),
        (25, "The new one is right", Milestone.RESOLVED),
    ),
    "twelve days": told(
        (-4000, "A disk begins to fail", None),
        (0, "Writes get lost", Milestone.STARTED),
        (9 * 1440, "An audit finds it", Milestone.DETECTED),
        (9 * 1440 + 5, "Somebody looks", Milestone.ACKNOWLEDGED),
        (9 * 1440 + 95, "Writes go elsewhere", Milestone.MITIGATED),
        (12 * 1440, "All is copied back", Milestone.RESOLVED),
    ),
    "unknown ends": _unknown_ends(),
    "open beyond a cut": told(
        (0, "Errors", Milestone.STARTED),
        (9, "An alert", Milestone.DETECTED),
        (30, "Errors are gone", Milestone.MITIGATED),
        (600, "Still looking at the queue", None),
    ),
    "right to left": told(
        (0, "שלום עולם: " * 14, Milestone.STARTED),
        (9, "מאגר (db-3) לא זמין, 42% מהבקשות נכשלו", None),
        (30, "مرحبا بالعالم", Milestone.MITIGATED),
        title="שלום db-3 עולם",
    ),
    "many events": _of_many_events(),
}
"""Incidents of every shape."""

_TOP = Cause(text="One change reached every server at once", bone="process")
_NEXT = Cause(text="Nothing asks for a staged rollout", parent=_TOP.id, role=CauseRole.ROOT)
_DEEP = Cause(text="The form has no such field", parent=_NEXT.id)

FISHBONES: Mapping[str, Postmortem] = {
    "nothing": EMPTY,
    "a problem": caused(),
    "one cause": caused(Cause(text="The guard had been taken out", role=CauseRole.ROOT)),
    "one chain": caused(_TOP, _NEXT, _DEEP, problem=""),
    "a long cause": caused(_TOP, Cause(text="words " * 830, bone="tooling"), _NEXT),
    "a long problem": caused(_TOP, problem="A problem of many words. " * 120),
    "hostile texts": caused(
        *(
            Cause(text=text, bone=bone, role=role)
            for text, bone, role in zip(
                map(plain_line, IN_A_PICTURE),
                ("design", "testing", "process", "") * 20,
                tuple(CauseRole) * 30,
                strict=False,
            )
        )
    ),
}
"""Causes of every shape."""


if __name__ == "__main__":
    for name, write in WRITERS.items():
        (GOLDEN / f"{name}.svg").write_text(write(worked_example()), encoding="utf-8")
