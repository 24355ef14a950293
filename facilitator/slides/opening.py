"""The slides a meeting opens with: what it is about and who is here, and what is known in short."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.analysis.format import title_of
from facilitator.findings.finding import Place
from facilitator.findings.text_fields import sentence_around
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.stage import Stage
from facilitator.slides.slide import Part, Slide


def opening_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the title, and where nothing else is written yet, what to begin with."""
    summary = pm.followup.internal_summary.strip()
    parts = [Part(" · ".join(_facts(pm.scope)))]
    if summary:
        parts.append(Part(first_sentence(summary)))
    if pm.scope.services:
        parts.append(Part(", ".join(pm.scope.services), "services"))
    place = Place(Stage.SCOPE, field="title")
    yield Slide(
        "title", place, "What we look back at", title_of(pm), (*parts, *_who_is_here(pm.scope))
    )


def first_steps() -> Slide:
    """Return what a document shows that says nothing but what it is about."""
    return Slide(
        "begin",
        Place(Stage.TIMELINE),
        "What happened",
        "Nothing is written down yet. What did you see first, and where were you looking?",
    )


def first_sentence(text: str) -> str:
    """Return the sentence a text begins with."""
    start, end = sentence_around(text, 0, 1)
    return text[start:end]


def _facts(scope: Scope) -> Iterator[str]:
    if scope.severity is not None:
        yield scope.severity
    yield scope.kind
    if scope.incident_date is not None:
        yield scope.incident_date.isoformat()


def _who_is_here(scope: Scope) -> Iterator[Part]:
    """Yield each role, however it is written, and who has it; last those who have none."""
    said = {"facilitator": [scope.facilitator], "scribe": [scope.scribe]}
    written = {role: role for role in said}
    for who in scope.participants:
        role = "" if who.role.casefold() == who.name.casefold() else who.role
        names = said.setdefault(written.setdefault(role.casefold(), role), [])
        if who.name not in names:
            names.append(who.name)
    others = said.pop("", [])
    in_a_role = {name for names in said.values() for name in names}
    also_here = [name for name in others if name not in in_a_role]
    for role, names in (*said.items(), ("also here", also_here)):
        if any(names):
            yield Part(", ".join(filter(None, names)), role)
