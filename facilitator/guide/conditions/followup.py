"""Exit conditions of stage 6: who is told, and when somebody looks again."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.base import (
    ALL,
    DEEPER,
    Basis,
    Condition,
    Offender,
    Verdict,
    day_and_minute,
    met,
    met_if,
    missing,
    none_left,
    not_arising,
)
from facilitator.guide.schedule import counted_from
from facilitator.model.followup import AcceptedLeaks, Review, SignOff
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Audience, Depth, Kind
from facilitator.model.stage import Answer, Stage

_FIRST_REVIEW_DAYS = range(20, 46)
"""About 30 days after it was published, or begun while it is not."""
_SECOND_REVIEW_DAYS = range(46, 91)
"""About 60 days after it was published, or begun while it is not."""
_LEGAL = re.compile(r"\blegal\b", re.IGNORECASE)


def _summary(pm: Postmortem, _: Basis) -> Verdict:
    return met_if(bool(pm.followup.internal_summary.strip()))


def _shared(pm: Postmortem, _: Basis) -> Verdict:
    if not pm.scope.audiences:
        return not_arising("no audience is chosen yet")
    shares = pm.followup.shares
    told = {share.audience for share in shares if share.channel and share.at is not None}
    begun = {share.audience: share.id for share in shares}
    return none_left(
        Offender(
            f"{audience} not yet",
            Location(Stage.FOLLOWUP, begun[audience], "at")
            if audience in begun
            else Location(Stage.FOLLOWUP, "", "shares"),
        )
        for audience in pm.scope.audiences
        if audience not in told
    )


def _reviews(pm: Postmortem, basis: Basis) -> Verdict:
    begins = counted_from(pm)

    def falls_in(review: Review, days: range) -> bool:
        # What was held after an earlier revision was published is not held again for this one.
        if pm.revision > 1 and review.held_on is not None:
            return True
        return any(_days_after(begins, day) in days for day in (review.due, review.held_on))

    reviews = pm.followup.reviews
    if not any(falls_in(review, _FIRST_REVIEW_DAYS) for review in reviews):
        return missing("none at about 30 days")
    if basis.depth is Depth.LIGHT:
        return met()
    return met_if(
        any(
            falls_in(first, _FIRST_REVIEW_DAYS) and falls_in(second, _SECOND_REVIEW_DAYS)
            for first, second in permutations(reviews, 2)
        ),
        "none at about 60 days",
    )


def _days_after(begins: date, day: date | None) -> int | None:
    return None if day is None else (day - begins).days


def _customer(pm: Postmortem, _: Basis) -> Verdict:
    if not _customers_expect_word(pm):
        return not_arising("customers are no audience and were promised nothing")
    return met_if(pm.followup.customer.is_written)


def _disclosure(pm: Postmortem, basis: Basis) -> Verdict:
    if not pm.followup.customer.is_written:
        return not_arising("there is no text for customers yet")
    # Brings all that knows a leak, the lens with it: only where there is a text to look at.
    from facilitator.findings.redaction.document_leaks import document_leaks

    found = document_leaks(pm, basis.team.disclosure, basis.team.tickets)
    if any(not each.acknowledged for each in found):
        return none_left(
            Offender(f"“{each.leak.words}” ({each.leak.kind})", each.location)
            for each in found
            if not each.acknowledged
        )
    still_there = {" ".join(each.leak.words.split()) for each in found}
    return met(
        "; ".join(
            filter(
                None, (_acknowledgement_words(by, still_there) for by in pm.followup.accepted_leaks)
            )
        )
    )


def _acknowledgement_words(accepted: AcceptedLeaks, found: set[str]) -> str:
    """Say who let which words pass, and when; empty where those words are gone."""
    words = ", ".join(f"“{word}”" for word in accepted.words if word in found)
    return f"{accepted.by} let {words} pass, {day_and_minute(accepted.at)}" if words else ""


def _legal(pm: Postmortem, _: Basis) -> Verdict:
    if pm.scope.kind is not Kind.SECURITY:
        return not_arising("this is not a security incident")
    leaves = (
        _customers_expect_word(pm)
        or pm.followup.customer.is_written
        or any(share.audience is Audience.CUSTOMERS for share in pm.followup.shares)
    )
    if not leaves:
        return not_arising("nothing goes to customers")
    asked = [sign_off for sign_off in pm.followup.sign_offs if is_of_legal(sign_off)]
    return met_if(
        not legal_is_missing(pm),
        "legal has not signed off",
        Location(Stage.FOLLOWUP, asked[0].id, "at") if asked else None,
    )


_LEGAL_IS_MISSING = "Legal has not signed off yet, and this is a security incident."
_NOTHING_IS_WRITTEN = "Nothing is written for customers yet: stage 6 has three texts for them."


def amiss_for_customers(pm: Postmortem) -> tuple[str, ...]:
    """Say what is to be known before customers read this: who has not agreed, what is missing."""
    amiss = (
        (legal_is_missing(pm), _LEGAL_IS_MISSING),
        (not pm.followup.customer.is_written, _NOTHING_IS_WRITTEN),
        (not pm.scope.title.strip(), "It has no title yet."),
    )
    return tuple(says for holds, says in amiss if holds)


def legal_is_missing(pm: Postmortem) -> bool:
    """Whether something may not leave yet: a security incident that legal has not signed off."""
    signed = any(s.at is not None and is_of_legal(s) for s in pm.followup.sign_offs)
    return pm.scope.kind is Kind.SECURITY and not signed


def is_of_legal(sign_off: SignOff) -> bool:
    """Whether it is legal that is asked, by the name of the role."""
    return bool(_LEGAL.search(sign_off.role))


def _customers_expect_word(pm: Postmortem) -> bool:
    promised = pm.followup.promised_to_customers is Answer.YES
    return promised or Audience.CUSTOMERS in pm.scope.audiences


def _escalated(pm: Postmortem, _: Basis) -> Verdict:
    if not pm.followup.repeat_of:
        return not_arising("it repeats no earlier failure")
    return met_if(bool(pm.followup.escalation))


CONDITIONS = (
    Condition(
        "followup.summary",
        Stage.FOLLOWUP,
        "An internal summary",
        "Write a few sentences for colleagues who were not there.",
        DEEPER,
        _summary,
        "internal_summary",
    ),
    Condition(
        "followup.shared",
        Stage.FOLLOWUP,
        "Shared with every chosen audience",
        "Once it has gone out, press a under Shared with: where and when, for each audience.",
        DEEPER,
        _shared,
        "shares",
    ),
    Condition(
        "followup.reviews",
        Stage.FOLLOWUP,
        "Reviews dated at about 30 and 60 days",
        "Press r to put them on the calendar, or press a under Reviews for a day of your own.",
        ALL,
        _reviews,
        "reviews",
        says_at={Depth.LIGHT: "A review dated at about 30 days"},
    ),
    Condition(
        "followup.customer",
        Stage.FOLLOWUP,
        "A customer summary",
        "Write what customers should read: the summary, what happened, what we are doing.",
        ALL,
        _customer,
        "customer.summary",
    ),
    Condition(
        "followup.disclosure",
        Stage.FOLLOWUP,
        "The customer text gives nothing away",
        "Put other words there: what people do for a name, what a machine is for its name.",
        ALL,
        _disclosure,
        "customer.summary",
    ),
    Condition(
        "followup.legal",
        Stage.FOLLOWUP,
        "Legal signed off",
        "Ask legal before anything leaves, and press a under Sign-offs once they agree.",
        ALL,
        _legal,
        "sign-offs",
    ),
    Condition(
        "followup.escalated",
        Stage.FOLLOWUP,
        "Raised to an architecture or objectives review",
        "It came back, so take it further, and say under Raised to where.",
        ALL,
        _escalated,
        "escalation",
    ),
)
