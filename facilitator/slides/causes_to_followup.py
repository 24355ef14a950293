"""The slides of stages 3 to 6: causes, lessons, action items, communication and reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facilitator.analysis.format import LESSON_TITLES, days_of, format_utc_minute, status_in_words
from facilitator.findings.finding import Location
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Evidence
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Answer, Stage
from facilitator.slides.incident import first_sentence
from facilitator.slides.slide import Detail, Slide
from facilitator.text.format import clock, day_and_clock, format_day

_ROLES = {
    CauseRole.ROOT: "Root cause",
    CauseRole.CONTRIBUTING: "Contributing factor",
    CauseRole.STEP: "A step of the chain",
}
_LINKS = 4
"""The longest chain shown in full above a cause; a longer one is shortened in the middle."""


def cause_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the problem, then every cause in tree order."""
    problem = pm.causes.problem.strip()
    if problem:
        place = Location(Stage.CAUSES, field="problem")
        yield Slide("problem", place, "The problem", problem)
    labels, events = pm.causes.labels(), _events(pm)
    answers = _actions_by_cause(pm)
    chain: list[Cause] = []
    for depth, cause in pm.causes.in_tree_order():
        del chain[depth:]
        bone = f" · {cause.bone}" if cause.bone else ""
        details = (
            *_evidence(cause, events),
            *(Detail(_with_owner(action), "answered by") for action in answers.get(cause.id, ())),
            *((Detail(cause.accepted_risk, "accepted risk"),) if cause.accepted_risk else ()),
        )
        yield Slide(
            key=f"cause {cause.id}",
            place=Location(Stage.CAUSES, cause.id),
            heading=f"{_ROLES[cause.role]} {labels[cause.id]}{bone}",
            text=cause.text,
            details=details,
            before=_because(problem, chain),
        )
        chain.append(cause)


def _because(problem: str, chain: list[Cause]) -> tuple[Detail, ...]:
    """Return the chain from the problem down to a cause, each link labelled "because"."""
    links = [*([Detail(problem)] if problem else []), *(Detail(c.text, "because") for c in chain)]
    left_out = len(links) - _LINKS
    if left_out > 1:
        links[1 : 1 + left_out] = [Detail(f"… {left_out} more", "because")]
    return (*links, Detail("", "because")) if links else ()


def _events(pm: Postmortem) -> dict[str, str]:
    """Return each event by id as UTC time and text; with the date if there are several days."""
    write = day_and_clock if len(days_of(pm.timeline)) > 1 else clock
    return {
        event.id: f"{'~' if event.approximate else ''}{write(event.at)} {event.text}".strip()
        for event in pm.timeline.events
    }


def _evidence(cause: Cause, events: Mapping[str, str]) -> Iterator[Detail]:
    for each in cause.evidence:
        yield Detail(_evidence_text(each, events), "evidence")
    if not cause.evidence and cause.role is not CauseRole.STEP:
        yield Detail("none yet", "evidence")


def _evidence_text(evidence: Evidence, events: Mapping[str, str]) -> str:
    words = evidence.text or evidence.url
    shown = events.get(evidence.event or "")
    if shown is None:
        return words or "an event that is no longer in the timeline"
    return f"{words} ({shown})" if words else shown


def _actions_by_cause(pm: Postmortem) -> dict[str, list[Action]]:
    """Return the actions that address each cause, by cause id; those not done are left out."""
    by_cause: dict[str, list[Action]] = {}
    for action in pm.actions.actions:
        if action.status is not ActionStatus.WONT_DO:
            for cause_id in dict.fromkeys(action.addresses):
                by_cause.setdefault(cause_id, []).append(action)
    return by_cause


def _with_owner(action: Action) -> str:
    return f"{action.title} ({action.owner})" if action.owner else action.title


def lesson_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the lessons list by list; a declared absence of luck has a slide too."""
    causes = {cause.id: cause.text for cause in pm.causes.causes}
    actions = {action.id: action.title for action in pm.actions.actions}
    for kind, title in LESSON_TITLES.items():
        listed = pm.lessons.of(kind)
        for n, lesson in enumerate(listed, start=1):
            details = (
                Detail(lesson.keep, "to keep it"),
                Detail(causes.get(lesson.cause or "", ""), "its cause"),
                Detail(actions.get(lesson.action or "", ""), "its action"),
            )
            yield _lesson(lesson, f"{title} · {n} of {len(listed)}", details)
        if kind is LessonKind.GOT_LUCKY and not listed and pm.lessons.no_luck:
            yield Slide("no luck", Location(Stage.LESSONS), title, "Luck played no part.")


def _lesson(lesson: Lesson, heading: str, details: tuple[Detail, ...]) -> Slide:
    place = Location(Stage.LESSONS, lesson.id)
    filled = tuple(part for part in details if part.text)
    return Slide(f"lesson {lesson.id}", place, heading, lesson.text, filled)


def action_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield every action in document order, or the reason why there are none."""
    actions, reason = pm.actions.actions, pm.actions.none_reason
    if reason and not actions:
        place = Location(Stage.ACTIONS, field="none_reason")
        yield Slide("no actions", place, "Actions", "No action is needed.", (Detail(reason),))
    labels = pm.causes.labels()
    causes = {cause.id: f"{labels[cause.id]} {cause.text}" for cause in pm.causes.causes}
    for n, action in enumerate(actions, start=1):
        facts = (f"Action {n} of {len(actions)}", action.type, action.priority)
        answered = [causes[each] for each in dict.fromkeys(action.addresses) if each in causes]
        label = "answers" if action.status is not ActionStatus.WONT_DO else "would answer"
        yield Slide(
            f"action {action.id}",
            Location(Stage.ACTIONS, action.id),
            " · ".join(filter(None, facts)),
            action.title,
            (*_facts(action, pm), *(Detail(cause, label) for cause in answered)),
        )


def _facts(action: Action, pm: Postmortem) -> Iterator[Detail]:
    """Yield the facts of an action; a missing owner or due date only while it is open."""
    if action.owner or action.is_open:
        yield Detail(action.owner or "nobody yet", "owner")
    if action.due or action.is_open:
        yield Detail(format_day(action.due, pm.made_on) if action.due else "no date yet", "due")
    if action.ticket:
        yield Detail(action.ticket, "ticket")
    if action.done_when:
        yield Detail(action.done_when, "done when")
    if action.status is not ActionStatus.OPEN:
        yield Detail(status_in_words(action), "status")


def followup_slides(pm: Postmortem) -> Iterator[Slide]:
    """Yield the summary (if longer than the title slide shows), communication and reviews."""
    followup = pm.followup
    summary = followup.internal_summary.strip()
    if summary != first_sentence(summary):
        yield _slide("summary", "internal_summary", "Summary", summary)
    if followup.customer.is_written:
        customer = followup.customer
        details = (
            Detail(customer.what_happened.strip(), "what happened"),
            Detail(customer.what_we_do.strip(), "what we do"),
        )
        main = customer.summary.strip() or "No summary is written for them yet."
        yield _slide("customers", "customer.summary", "What customers read", main, details)
    if rows := tuple(_communication(pm)):
        yield _slide("told", "shares", "Communication", "Who is told, where and when", rows)
    if reviews := tuple(_reviews(pm)):
        has_days = bool(followup.reviews)
        text = "When somebody looks again" if has_days else "No day is set to look again yet."
        yield _slide("reviews", "reviews", "Reviews", text, reviews)


def _slide(
    key: str, field: str, heading: str, text: str, details: tuple[Detail, ...] = ()
) -> Slide:
    filled = tuple(part for part in details if part.text)
    return Slide(key, Location(Stage.FOLLOWUP, field=field), heading, text, filled)


def _communication(pm: Postmortem) -> Iterator[Detail]:
    followup = pm.followup
    if followup.promised_to_customers is Answer.YES:
        yield Detail("a summary of what happened", "promised")
    for share in followup.shares:
        shared = format_utc_minute(share.at) if share.at else "not told yet"
        yield Detail(shared, share.audience, share.channel)
    for notice in pm.impact.notices:
        yield Detail(
            format_utc_minute(notice.at), notice.channel or "customers", notice.text.strip()
        )
    for sign_off in followup.sign_offs:
        signed = (
            f"signed off {format_utc_minute(sign_off.at)}" if sign_off.at else "not signed off yet"
        )
        yield Detail(signed, sign_off.role, sign_off.name)


def _reviews(pm: Postmortem) -> Iterator[Detail]:
    for review in sorted(pm.followup.reviews, key=lambda review: review.due):
        held = f"held {format_day(review.held_on, pm.made_on)}" if review.held_on else ""
        became = " · ".join(filter(None, (held, review.outcome.strip())))
        yield Detail(format_day(review.due, pm.made_on), "review", became)
    if pm.followup.repeat_of:
        yield Detail(pm.followup.repeat_of, "repeats")
    if pm.followup.escalation:
        yield Detail(pm.followup.escalation, "raised to")
