"""The slides of stage 2: how bad it was, how the time went, and each event.

The slides a meeting opens with: what it is about and who is here, and what is known in short.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitator.analysis.durations import (
    Duration,
    durations,
    hidden_share,
    impact_window,
    in_words,
    minutes_between,
    was_hidden_throughout,
)
from facilitator.analysis.format import figure, objective_in_words, span, title_of
from facilitator.analysis.phases import Phase, costliest, phase_at, phases
from facilitator.findings.finding import Place
from facilitator.findings.text_fields import sentence_around
from facilitator.model.base import is_untouched
from facilitator.model.impact import Breach, DataIntegrity, Impact, Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.slides.slide import Moment, Part, Slide
from facilitator.text.format import clock, day_and_clock

_WORDLESS = "What happened then is not written down yet."


def incident_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the impact, the phases, the times with their subtractions, then event after event."""
    yield from _impact(pm)
    found = phases(pm.timeline)
    yield from _phases(pm.timeline, found)
    yield from _times(pm.timeline)
    yield from _events(pm.timeline, found)


def _impact(pm: Postmortem) -> Iterator[Slide]:
    said, window = pm.impact, impact_window(pm)
    if is_untouched(said) and window is None:
        return
    parts = [Part(span(*window), "window")] if window else []
    parts += [_measured(measure) for measure in said.measures]
    parts += _data(said)
    if said.objective.breached is not Breach.NONE_APPLIES and (words := objective_in_words(pm)):
        parts.append(Part(words, "objective"))
    place = Place(Stage.TIMELINE, field="summary")
    main = said.summary.strip() or "Who was affected, and how much"
    yield Slide("impact", place, "Impact", main, tuple(parts))


def _measured(measure: Measure) -> Part:
    name = measure.name or measure.kind.value
    if measure.value is None:
        return Part("unknown", name, measure.unknown_reason or measure.source)
    known = "estimated" if measure.estimated else "measured"
    aside = f"{known}: {measure.source}" if measure.source else known
    return Part(figure(measure, measure.value), name, aside)


def _data(said: Impact) -> Iterator[Part]:
    if said.data_integrity is DataIntegrity.NONE_AFFECTED:
        yield Part("not affected", "data", said.data_detail.strip())
    elif said.data_integrity is not None or said.data_detail.strip():
        yield Part(said.data_integrity or "not said yet", "data", said.data_detail.strip())


def _phases(timeline: Timeline, found: tuple[Phase, ...]) -> Iterator[Slide]:
    if not found:
        return
    with_day = found[0].since.date() != found[-1].until.date()
    about = _approximate_bounds(timeline)
    parts = tuple(
        Part(each.length, each.name, _subtraction(each, with_day, about)) for each in found
    )
    most = costliest(timeline)
    says = (
        f"Of the time it hurt, {most.name} took most: {most.length}"
        if most
        else "How the time went by"
    )
    yield Slide("phases", Place(Stage.TIMELINE, field="events"), "Phases", says, parts)


def _approximate_bounds(timeline: Timeline) -> set[datetime]:
    """Return the minutes that are approximate, as far as a milestone's own does not say more."""
    exact = {event.at for event in timeline.events if event.milestone and not event.approximate}
    return {event.at for event in timeline.events if event.approximate} - exact


def _subtraction(phase: Phase, with_day: bool, about: set[datetime]) -> str:
    since, until = (
        ("~" if minute in about else "") + (day_and_clock if with_day else clock)(minute)
        for minute in (phase.since, phase.until)
    )
    return f"{until} - {since}" if phase.ends else f"since {since}, its end is not known"


def _times(timeline: Timeline) -> Iterator[Slide]:
    times = durations(timeline)
    known = [each for each in times if each.minutes is not None]
    if not known:
        return
    ended = next((each.minutes for each in known if each.name == "mitigate"), None)
    says = "How long it took"
    if ended is not None:
        says = f"Mitigated after {_about(timeline)}{in_words(ended)}"
    parts = [_time(each) for each in times]
    share = hidden_share(timeline)
    if was_hidden_throughout(timeline):
        parts.append(Part("100%", "hidden", "nobody knew until it was over"))
    elif share is not None:
        parts.append(Part(f"{share:.0%}", "hidden", "of the time to mitigate, nobody knew yet"))
    place = Place(Stage.TIMELINE, field="milestone")
    yield Slide("times", place, "Times", says, tuple(parts))


def _about(timeline: Timeline) -> str:
    marked = map(timeline.milestone, (Milestone.STARTED, Milestone.MITIGATED))
    return "about " if any(event and event.approximate for event in marked) else ""


def _time(each: Duration) -> Part:
    says = "unknown" if each.minutes is None else in_words(each.minutes)
    return Part(says, f"to {each.name}", each.subtraction.removeprefix("unknown: "))


def _events(timeline: Timeline, found: tuple[Phase, ...]) -> Iterator[Slide]:
    events, start = timeline.events, timeline.milestone(Milestone.STARTED)
    for n, event in enumerate(events):
        parts = (
            Part(event.actor_role, "who"),
            Part(_source(event), "source"),
            Part(event.known_then.strip(), "what we knew"),
        )
        yield Slide(
            key=f"event {event.id}",
            place=Place(Stage.TIMELINE, event.id),
            heading=f"Event {n + 1} of {len(events)}" + (f" · {event.kind}" if event.kind else ""),
            says=event.text or _WORDLESS,
            parts=tuple(part for part in parts if part.says),
            before=tuple(_beside(each, event) for each in events[max(0, n - 1) : n]),
            after=tuple(_beside(each, event) for each in events[n + 1 : n + 2]),
            moment=Moment(
                event.at, clock(event.at), _day(event), _since(start, event),
                phase_at(found, event.at), event.milestone or "",
            ),
        )  # fmt: skip


def _beside(other: Event, event: Event) -> Part:
    """Return an event that stands beside another one, with its day where that is not the same."""
    write = clock if other.at.date() == event.at.date() else day_and_clock
    return Part(other.text or _WORDLESS, ("~" if other.approximate else "") + write(other.at))


def _source(event: Event) -> str:
    return (event.source.label or event.source.url) if event.source else ""


def _day(event: Event) -> str:
    words = f"{event.at.date().isoformat()}{', about' if event.approximate else ''}"
    if event.until is None:
        return words
    write = clock if event.until.date() == event.at.date() else day_and_clock
    return f"{words}, until {write(event.until)}"


def _since(start: Event | None, event: Event) -> str:
    if start is None:
        return ""
    minutes = minutes_between(start.at, event.at)
    is_about = event is not start and (event.approximate or start.approximate)
    about = "about " if is_about else ""
    if not minutes:
        return f"{about}at the start"
    return f"{about}{in_words(abs(minutes))} {'after' if minutes > 0 else 'before'} the start"


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
