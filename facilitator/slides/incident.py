"""The opening slides (title, participants) and those of stage 2: impact, phases, times, events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitator.analysis.durations import (
    Duration,
    durations,
    format_minutes,
    impact_window,
    minutes_between,
    undetected_share,
    was_undetected_throughout,
)
from facilitator.analysis.format import format_measure, format_range, objective_in_words, title_of
from facilitator.analysis.phases import Phase, longest_harmful_phase, phase_at, phases
from facilitator.findings.finding import Location
from facilitator.findings.text_fields import sentence_span
from facilitator.model.base import is_untouched
from facilitator.model.impact import Breach, DataIntegrity, Impact, Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.slides.slide import Detail, EventTime, Slide
from facilitator.text.format import clock, day_and_clock

_WORDLESS = "What happened then is not written down yet."


def incident_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the impact, the phases, the times with their subtractions, then every event."""
    yield from _impact(pm)
    found = phases(pm.timeline)
    yield from _phases(pm.timeline, found)
    yield from _times(pm.timeline)
    yield from _events(pm.timeline, found)


def _impact(pm: Postmortem) -> Iterator[Slide]:
    impact, window = pm.impact, impact_window(pm)
    if is_untouched(impact) and window is None:
        return
    details = [Detail(format_range(*window), "window")] if window else []
    details += [_measure(measure) for measure in impact.measures]
    details += _data(impact)
    if impact.objective.breached is not Breach.NONE_APPLIES and (words := objective_in_words(pm)):
        details.append(Detail(words, "objective"))
    place = Location(Stage.TIMELINE, field="summary")
    main = impact.summary.strip() or "Who was affected, and how much"
    yield Slide("impact", place, "Impact", main, tuple(details))


def _measure(measure: Measure) -> Detail:
    name = measure.name or measure.kind.value
    if measure.value is None:
        return Detail("unknown", name, measure.unknown_reason or measure.source)
    known = "estimated" if measure.estimated else "measured"
    note = f"{known}: {measure.source}" if measure.source else known
    return Detail(format_measure(measure, measure.value), name, note)


def _data(impact: Impact) -> Iterator[Detail]:
    if impact.data_integrity is DataIntegrity.NONE_AFFECTED:
        yield Detail("not affected", "data", impact.data_detail.strip())
    elif impact.data_integrity is not None or impact.data_detail.strip():
        yield Detail(impact.data_integrity or "not said yet", "data", impact.data_detail.strip())


def _phases(timeline: Timeline, found: tuple[Phase, ...]) -> Iterator[Slide]:
    if not found:
        return
    with_day = found[0].since.date() != found[-1].until.date()
    about = _approximate_bounds(timeline)
    details = tuple(
        Detail(each.length, each.name, _subtraction(each, with_day, about)) for each in found
    )
    most = longest_harmful_phase(timeline)
    text = (
        f"Of the time it hurt, {most.name} took most: {most.length}"
        if most
        else "How the time went by"
    )
    yield Slide("phases", Location(Stage.TIMELINE, field="events"), "Phases", text, details)


def _approximate_bounds(timeline: Timeline) -> set[datetime]:
    """Return the approximate minutes: those of approximate events without an exact milestone."""
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
    text = "How long it took"
    if ended is not None:
        text = f"Mitigated after {_about_prefix(timeline)}{format_minutes(ended)}"
    details = [_time(each) for each in times]
    share = undetected_share(timeline)
    if was_undetected_throughout(timeline):
        details.append(Detail("100%", "hidden", "nobody knew until it was over"))
    elif share is not None:
        details.append(Detail(f"{share:.0%}", "hidden", "of the time to mitigate, nobody knew yet"))
    place = Location(Stage.TIMELINE, field="milestone")
    yield Slide("times", place, "Times", text, tuple(details))


def _about_prefix(timeline: Timeline) -> str:
    marked = map(timeline.milestone, (Milestone.STARTED, Milestone.MITIGATED))
    return "about " if any(event and event.approximate for event in marked) else ""


def _time(each: Duration) -> Detail:
    text = "unknown" if each.minutes is None else format_minutes(each.minutes)
    return Detail(text, f"to {each.name}", each.subtraction.removeprefix("unknown: "))


def _events(timeline: Timeline, found: tuple[Phase, ...]) -> Iterator[Slide]:
    events, start = timeline.events, timeline.milestone(Milestone.STARTED)
    for n, event in enumerate(events):
        details = (
            Detail(event.actor_role, "who"),
            Detail(_source(event), "source"),
            Detail(event.known_then.strip(), "what we knew"),
        )
        yield Slide(
            key=f"event {event.id}",
            place=Location(Stage.TIMELINE, event.id),
            heading=f"Event {n + 1} of {len(events)}" + (f" · {event.kind}" if event.kind else ""),
            text=event.text or _WORDLESS,
            details=tuple(part for part in details if part.text),
            before=tuple(_neighbour(each, event) for each in events[max(0, n - 1) : n]),
            after=tuple(_neighbour(each, event) for each in events[n + 1 : n + 2]),
            event_time=EventTime(
                event.at, clock(event.at), _day(event), _since(start, event),
                phase_at(found, event.at), event.milestone or "",
            ),
        )  # fmt: skip


def _neighbour(other: Event, event: Event) -> Detail:
    """Return a neighbouring event; its time has the date if that differs from the event's."""
    write = clock if other.at.date() == event.at.date() else day_and_clock
    return Detail(other.text or _WORDLESS, ("~" if other.approximate else "") + write(other.at))


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
    return f"{about}{format_minutes(abs(minutes))} {'after' if minutes > 0 else 'before'} the start"


def opening_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the title slide: key facts, summary, services and participants."""
    summary = pm.followup.internal_summary.strip()
    details = [Detail(" · ".join(_facts(pm.scope)))]
    if summary:
        details.append(Detail(first_sentence(summary)))
    if pm.scope.services:
        details.append(Detail(", ".join(pm.scope.services), "services"))
    place = Location(Stage.SCOPE, field="title")
    yield Slide(
        "title", place, "What we look back at", title_of(pm), (*details, *_participants(pm.scope))
    )


def empty_document_slide() -> Slide:
    """Return the slide shown after the title while nothing else is written."""
    return Slide(
        "begin",
        Location(Stage.TIMELINE),
        "What happened",
        "Nothing is written down yet. What did you see first, and where were you looking?",
    )


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    start, end = sentence_span(text, 0, 1)
    return text[start:end]


def _facts(scope: Scope) -> Iterator[str]:
    if scope.severity is not None:
        yield scope.severity
    yield scope.kind
    if scope.incident_date is not None:
        yield scope.incident_date.isoformat()


def _participants(scope: Scope) -> Iterator[Detail]:
    """Yield each role, compared without case, with its people; last, people without a role."""
    names_by_role = {"facilitator": [scope.facilitator], "scribe": [scope.scribe]}
    spelling = {role: role for role in names_by_role}
    for who in scope.participants:
        role = "" if who.role.casefold() == who.name.casefold() else who.role
        names = names_by_role.setdefault(spelling.setdefault(role.casefold(), role), [])
        if who.name not in names:
            names.append(who.name)
    others = names_by_role.pop("", [])
    in_a_role = {name for names in names_by_role.values() for name in names}
    also_here = [name for name in others if name not in in_a_role]
    for role, names in (*names_by_role.items(), ("also here", also_here)):
        if any(names):
            yield Detail(", ".join(filter(None, names)), role)
