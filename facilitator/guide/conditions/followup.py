"""Exit conditions of stage 6: summaries, sign-offs, leaks and follow-up reviews."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.condition import (
    ALL_DEPTHS,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    Verdict,
    Violation,
    day_and_time,
)
from facilitator.guide.schedule import review_start_date
from facilitator.model.followup import AcceptedLeaks, Review, SignOff
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Audience, Depth, Kind
from facilitator.model.stage import Answer, Stage

_FIRST_REVIEW_DAYS = range(20, 46)
"""Days after publishing that count as about 30; after creation until it is published."""
_SECOND_REVIEW_DAYS = range(46, 91)
"""Days after publishing that count as about 60; after creation until it is published."""
_LEGAL = re.compile(r"\blegal\b", re.IGNORECASE)


def _summary(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(bool(pm.followup.internal_summary.strip()))


def _shared(pm: Postmortem, _: ConditionContext) -> Verdict:
    if not pm.scope.audiences:
        return Verdict.not_applicable("no audience is chosen yet")
    shares = pm.followup.shares
    informed = {share.audience for share in shares if share.channel and share.at is not None}
    share_ids = {share.audience: share.id for share in shares}
    return Verdict.met_if_none(
        Violation(
            f"{audience} not yet",
            Location(Stage.FOLLOWUP, share_ids[audience], "at")
            if audience in share_ids
            else Location(Stage.FOLLOWUP, "", "shares"),
        )
        for audience in pm.scope.audiences
        if audience not in informed
    )


def _reviews(pm: Postmortem, context: ConditionContext) -> Verdict:
    start_date = review_start_date(pm)

    def falls_in(review: Review, days: range) -> bool:
        # A review held after an earlier revision is not held again for this one.
        if pm.revision > 1 and review.held_on is not None:
            return True
        return any(_days_after(start_date, day) in days for day in (review.due, review.held_on))

    reviews = pm.followup.reviews
    if not any(falls_in(review, _FIRST_REVIEW_DAYS) for review in reviews):
        return Verdict.open("none at about 30 days")
    if context.depth is Depth.LIGHT:
        return Verdict.met()
    return Verdict.met_if(
        any(
            falls_in(first, _FIRST_REVIEW_DAYS) and falls_in(second, _SECOND_REVIEW_DAYS)
            for first, second in permutations(reviews, 2)
        ),
        "none at about 60 days",
    )


def _days_after(start_date: date, day: date | None) -> int | None:
    return None if day is None else (day - start_date).days


def _customer(pm: Postmortem, _: ConditionContext) -> Verdict:
    if not _customers_expect_text(pm):
        return Verdict.not_applicable("customers are no audience and were promised nothing")
    return Verdict.met_if(pm.followup.customer.is_written)


def _disclosure(pm: Postmortem, context: ConditionContext) -> Verdict:
    if not pm.followup.customer.is_written:
        return Verdict.not_applicable("there is no text for customers yet")
    # Imported here: it loads the redaction rules and the lens, needed only for a text.
    from facilitator.findings.redaction.document_leaks import document_leaks

    found = document_leaks(pm, context.team.disclosure, context.team.tickets)
    if any(not each.acknowledged for each in found):
        return Verdict.met_if_none(
            Violation(f"“{each.leak.words}” ({each.leak.kind})", each.location)
            for each in found
            if not each.acknowledged
        )
    still_there = {" ".join(each.leak.words.split()) for each in found}
    return Verdict.met(
        "; ".join(
            filter(
                None, (_acknowledgement_words(by, still_there) for by in pm.followup.accepted_leaks)
            )
        )
    )


def _acknowledgement_words(accepted: AcceptedLeaks, found: set[str]) -> str:
    """Return who acknowledged which words, and when (UTC); empty once those words are gone."""
    words = ", ".join(f"“{word}”" for word in accepted.words if word in found)
    return f"{accepted.by} let {words} pass, {day_and_time(accepted.at)}" if words else ""


def _legal(pm: Postmortem, _: ConditionContext) -> Verdict:
    if pm.scope.kind is not Kind.SECURITY:
        return Verdict.not_applicable("this is not a security incident")
    goes_to_customers = (
        _customers_expect_text(pm)
        or pm.followup.customer.is_written
        or any(share.audience is Audience.CUSTOMERS for share in pm.followup.shares)
    )
    if not goes_to_customers:
        return Verdict.not_applicable("nothing goes to customers")
    asked = [sign_off for sign_off in pm.followup.sign_offs if is_legal_sign_off(sign_off)]
    return Verdict.met_if(
        not lacks_legal_sign_off(pm),
        "legal has not signed off",
        Location(Stage.FOLLOWUP, asked[0].id, "at") if asked else None,
    )


_NO_LEGAL_SIGN_OFF = "Legal has not signed off yet, and this is a security incident."
_NO_CUSTOMER_TEXT = "Nothing is written for customers yet: stage 6 has three texts for them."


def customer_warnings(pm: Postmortem) -> tuple[str, ...]:
    """Return sentences to show before a customer export: what is missing, or not signed off."""
    warnings = (
        (lacks_legal_sign_off(pm), _NO_LEGAL_SIGN_OFF),
        (not pm.followup.customer.is_written, _NO_CUSTOMER_TEXT),
        (not pm.scope.title.strip(), "It has no title yet."),
    )
    return tuple(sentence for applies, sentence in warnings if applies)


def lacks_legal_sign_off(pm: Postmortem) -> bool:
    """Whether this is a security incident that legal has not signed off."""
    signed = any(s.at is not None and is_legal_sign_off(s) for s in pm.followup.sign_offs)
    return pm.scope.kind is Kind.SECURITY and not signed


def is_legal_sign_off(sign_off: SignOff) -> bool:
    """Whether the role of a sign-off names legal."""
    return bool(_LEGAL.search(sign_off.role))


def _customers_expect_text(pm: Postmortem) -> bool:
    promised = pm.followup.promised_to_customers is Answer.YES
    return promised or Audience.CUSTOMERS in pm.scope.audiences


def _escalated(pm: Postmortem, _: ConditionContext) -> Verdict:
    if not pm.followup.repeat_of:
        return Verdict.not_applicable("it repeats no earlier failure")
    return Verdict.met_if(bool(pm.followup.escalation))


CONDITIONS = (
    Condition(
        "followup.summary",
        Stage.FOLLOWUP,
        "An internal summary",
        "Write a few sentences for colleagues who were not there.",
        STANDARD_AND_FULL,
        _summary,
        "internal_summary",
    ),
    Condition(
        "followup.shared",
        Stage.FOLLOWUP,
        "Shared with every chosen audience",
        "Once it has gone out, press a under Shared with: where and when, for each audience.",
        STANDARD_AND_FULL,
        _shared,
        "shares",
    ),
    Condition(
        "followup.reviews",
        Stage.FOLLOWUP,
        "Reviews dated at about 30 and 60 days",
        "Press r to put them on the calendar, or press a under Reviews for a day of your own.",
        ALL_DEPTHS,
        _reviews,
        "reviews",
        statement_at={Depth.LIGHT: "A review dated at about 30 days"},
    ),
    Condition(
        "followup.customer",
        Stage.FOLLOWUP,
        "A customer summary",
        "Write what customers should read: the summary, what happened, what we are doing.",
        ALL_DEPTHS,
        _customer,
        "customer.summary",
    ),
    Condition(
        "followup.disclosure",
        Stage.FOLLOWUP,
        "The customer text gives nothing away",
        "Put other words there: what people do for a name, what a machine is for its name.",
        ALL_DEPTHS,
        _disclosure,
        "customer.summary",
    ),
    Condition(
        "followup.legal",
        Stage.FOLLOWUP,
        "Legal signed off",
        "Ask legal before anything leaves, and press a under Sign-offs once they agree.",
        ALL_DEPTHS,
        _legal,
        "sign-offs",
    ),
    Condition(
        "followup.escalated",
        Stage.FOLLOWUP,
        "Raised to an architecture or objectives review",
        "It came back, so take it further, and say under Raised to where.",
        ALL_DEPTHS,
        _escalated,
        "escalation",
    ),
)
