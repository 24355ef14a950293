"""The slides of stages 3 and 4: the problem, each cause beneath what it made possible, lessons.

The slides of stages 5 and 6: each action, who is told what, and when somebody looks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facilitator.analysis.format import LESSON_TITLES, days_of, moment, status_in_words
from facilitator.findings.finding import Place
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Evidence
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Answer, Stage
from facilitator.slides.incident import first_sentence
from facilitator.slides.slide import Part, Slide
from facilitator.text.format import clock, day_and_clock, spoken_day

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


def action_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield every action in the order they were written down, or why there are none."""
    actions, reason = pm.actions.actions, pm.actions.none_reason
    if reason and not actions:
        place = Place(Stage.ACTIONS, field="none_reason")
        yield Slide("no actions", place, "Actions", "No action is needed.", (Part(reason),))
    labels = pm.causes.labels()
    causes = {cause.id: f"{labels[cause.id]} {cause.text}" for cause in pm.causes.causes}
    for n, action in enumerate(actions, start=1):
        facts = (f"Action {n} of {len(actions)}", action.type, action.priority)
        answered = [causes[each] for each in dict.fromkeys(action.addresses) if each in causes]
        label = "answers" if action.status is not ActionStatus.WONT_DO else "would answer"
        yield Slide(
            f"action {action.id}",
            Place(Stage.ACTIONS, action.id),
            " · ".join(filter(None, facts)),
            action.title,
            (*_facts(action, pm), *(Part(cause, label) for cause in answered)),
        )


def _facts(action: Action, pm: Postmortem) -> Iterator[Part]:
    """Yield what is agreed on; what is still missing only where there is still something to do."""
    if action.owner or action.is_open:
        yield Part(action.owner or "nobody yet", "owner")
    if action.due or action.is_open:
        yield Part(spoken_day(action.due, pm.made_on) if action.due else "no date yet", "due")
    if action.ticket:
        yield Part(action.ticket, "ticket")
    if action.done_when:
        yield Part(action.done_when, "done when")
    if action.status is not ActionStatus.OPEN:
        yield Part(status_in_words(action), "status")


def followup_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the summary where the title did not say it all, what leaves, and who looks again."""
    followup = pm.followup
    summary = followup.internal_summary.strip()
    if summary != first_sentence(summary):
        yield _slide("summary", "internal_summary", "Summary", summary)
    if followup.customer.is_written:
        customer = followup.customer
        parts = (
            Part(customer.what_happened.strip(), "what happened"),
            Part(customer.what_we_do.strip(), "what we do"),
        )
        main = customer.summary.strip() or "No summary is written for them yet."
        yield _slide("customers", "customer.summary", "What customers read", main, parts)
    if told := tuple(_told(pm)):
        yield _slide("told", "shares", "Communication", "Who is told, where and when", told)
    if planned := tuple(_looked_at_again(pm)):
        has_days = bool(followup.reviews)
        says = "When somebody looks again" if has_days else "No day is set to look again yet."
        yield _slide("reviews", "reviews", "Reviews", says, planned)


def _slide(key: str, field: str, heading: str, says: str, parts: tuple[Part, ...] = ()) -> Slide:
    said = tuple(part for part in parts if part.says)
    return Slide(key, Place(Stage.FOLLOWUP, field=field), heading, says, said)


def _told(pm: Postmortem) -> Iterator[Part]:
    followup = pm.followup
    if followup.promised_to_customers is Answer.YES:
        yield Part("a summary of what happened", "promised")
    for share in followup.shares:
        told = moment(share.at) if share.at else "not told yet"
        yield Part(told, share.audience, share.channel)
    for notice in pm.impact.notices:
        yield Part(moment(notice.at), notice.channel or "customers", notice.text.strip())
    for sign_off in followup.sign_offs:
        signed = f"signed off {moment(sign_off.at)}" if sign_off.at else "not signed off yet"
        yield Part(signed, sign_off.role, sign_off.name)


def _looked_at_again(pm: Postmortem) -> Iterator[Part]:
    for review in sorted(pm.followup.reviews, key=lambda review: review.due):
        held = f"held {spoken_day(review.held_on, pm.made_on)}" if review.held_on else ""
        became = " · ".join(filter(None, (held, review.outcome.strip())))
        yield Part(spoken_day(review.due, pm.made_on), "review", became)
    if pm.followup.repeat_of:
        yield Part(pm.followup.repeat_of, "repeats")
    if pm.followup.escalation:
        yield Part(pm.followup.escalation, "raised to")
