"""The slides of stages 3 and 4: the problem, each cause beneath what it made possible, lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facilitator.analysis.format import LESSON_TITLES, days_of
from facilitator.findings.finding import Place
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Evidence
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.slides.slide import Part, Slide
from facilitator.text.format import clock, day_and_clock

_ROLES = {
    CauseRole.ROOT: "Root cause",
    CauseRole.CONTRIBUTING: "Contributing factor",
    CauseRole.STEP: "A step of the chain",
}
_LINKS = 4
"""So many links of a chain stand above a cause; of a longer one, those in between are counted."""


def cause_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the problem, then every cause as the tree reads."""
    problem = pm.causes.problem.strip()
    if problem:
        place = Place(Stage.CAUSES, field="problem")
        yield Slide("problem", place, "The problem", problem)
    labels, events = pm.causes.labels(), _events(pm)
    answers = _answers(pm)
    chain: list[Cause] = []
    for depth, cause in pm.causes.in_tree_order():
        del chain[depth:]
        bone = f" · {cause.bone}" if cause.bone else ""
        parts = (
            *_evidence(cause, events),
            *(Part(_who_does(action), "answered by") for action in answers.get(cause.id, ())),
            *((Part(cause.accepted_risk, "accepted risk"),) if cause.accepted_risk else ()),
        )
        yield Slide(
            key=f"cause {cause.id}",
            place=Place(Stage.CAUSES, cause.id),
            heading=f"{_ROLES[cause.role]} {labels[cause.id]}{bone}",
            says=cause.text,
            parts=parts,
            before=_because(problem, chain),
        )
        chain.append(cause)


def _because(problem: str, chain: list[Cause]) -> tuple[Part, ...]:
    """Return what a cause made possible, the problem first, down to the word before the cause."""
    links = [*([Part(problem)] if problem else []), *(Part(c.text, "because") for c in chain)]
    left_out = len(links) - _LINKS
    if left_out > 1:
        links[1 : 1 + left_out] = [Part(f"… {left_out} more", "because")]
    return (*links, Part("", "because")) if links else ()


def _events(pm: Postmortem) -> dict[str, str]:
    """Return the minute and the words of each event by its id, with the day where it is not one."""
    write = day_and_clock if len(days_of(pm.timeline)) > 1 else clock
    return {
        event.id: f"{'~' if event.approximate else ''}{write(event.at)} {event.text}".strip()
        for event in pm.timeline.events
    }


def _evidence(cause: Cause, events: Mapping[str, str]) -> Iterator[Part]:
    for each in cause.evidence:
        yield Part(_shown_by(each, events), "evidence")
    if not cause.evidence and cause.role is not CauseRole.STEP:
        yield Part("none yet", "evidence")


def _shown_by(evidence: Evidence, events: Mapping[str, str]) -> str:
    words = evidence.text or evidence.url
    shown = events.get(evidence.event or "")
    if shown is None:
        return words or "an event that is no longer in the timeline"
    return f"{words} ({shown})" if words else shown


def _answers(pm: Postmortem) -> dict[str, list[Action]]:
    """Return what is done about each cause, by its id."""
    found: dict[str, list[Action]] = {}
    for action in pm.actions.actions:
        if action.status is not ActionStatus.WONT_DO:
            for cause_id in dict.fromkeys(action.addresses):
                found.setdefault(cause_id, []).append(action)
    return found


def _who_does(action: Action) -> str:
    return f"{action.title} ({action.owner})" if action.owner else action.title


def lesson_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the lessons list by list, or that luck played no part where that was said."""
    causes = {cause.id: cause.text for cause in pm.causes.causes}
    actions = {action.id: action.title for action in pm.actions.actions}
    for kind, title in LESSON_TITLES.items():
        listed = pm.lessons.of(kind)
        for n, lesson in enumerate(listed, start=1):
            parts = (
                Part(lesson.keep, "to keep it"),
                Part(causes.get(lesson.cause or "", ""), "its cause"),
                Part(actions.get(lesson.action or "", ""), "its action"),
            )
            yield _lesson(lesson, f"{title} · {n} of {len(listed)}", parts)
        if kind is LessonKind.GOT_LUCKY and not listed and pm.lessons.no_luck:
            yield Slide("no luck", Place(Stage.LESSONS), title, "Luck played no part.")


def _lesson(lesson: Lesson, heading: str, parts: tuple[Part, ...]) -> Slide:
    place = Place(Stage.LESSONS, lesson.id)
    said = tuple(part for part in parts if part.says)
    return Slide(f"lesson {lesson.id}", place, heading, lesson.text, said)
