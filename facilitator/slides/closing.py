"""The slides of stages 5 and 6: each action, who is told what, and when somebody looks again."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.analysis.format import moment, status_in_words
from facilitator.findings.finding import Place
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Answer, Stage
from facilitator.slides.opening import first_sentence
from facilitator.slides.slide import Part, Slide
from facilitator.text.format import spoken_day


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
