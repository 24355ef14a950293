"""What stage 6 says of its texts: how long they are, what they give away, what was let pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.redaction.leak import gives_away
from facilitator.model.followup import AcceptedLeaks
from facilitator.text.format import day_and_clock

SUMMARY_CHARACTERS = range(200, 901)
"""How long an internal summary reads well: three to eight sentences."""

CUSTOMER_CHARACTERS = range(300, 1801)
"""How long the three parts for customers read well, together."""

_SHOWN = 3


def length_words(text: str) -> str:
    """Say how long a summary is, and what reads well."""
    good = SUMMARY_CHARACTERS
    short = "say what broke, for whom, how long, and what changes"
    empty = f"empty · a few sentences, {good.start} to {good.stop - 1} characters"
    return _length_words(len(text.strip()), good, empty, short)


def customer_length_words(parts: Iterable[str]) -> str:
    """Say how long the text for customers is, of all its parts, and what reads well."""
    good = CUSTOMER_CHARACTERS
    empty = f"empty · {good.start} to {good.stop - 1} characters in all, in their words"
    short = "say what they saw, from when to when, why, and what will be different"
    return _length_words(sum(len(part.strip()) for part in parts), good, empty, short)


def _length_words(count: int, good: range, empty: str, short: str) -> str:
    if not count:
        return empty
    length = f"{count} character{'' if count == 1 else 's'}"
    if count < good.start:
        return f"{length} · short: {short}"
    if count >= good.stop:
        return f"{length} · long: the first {good.stop - 1} are what most people read"
    return f"{length} · a good length"


def leaking_words(findings: Iterable[Finding]) -> str:
    """Say what of the findings customers would read and better not; nothing where there is none."""
    leaks = [finding for finding in findings if finding.kind is FindingKind.DISCLOSURE]
    if not leaks:
        return ""
    words = list(dict.fromkeys(f"“{' '.join(leak.words.split())}”" for leak in leaks))
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    named = ", ".join(words[:_SHOWN])
    return f"! {gives_away(len(leaks))}: {named}{more}. ctrl+t there puts in what is safe."


def let_pass_words(accepted: Sequence[AcceptedLeaks]) -> str:
    """Say what was let leave all the same, by whom and when; nothing where nothing was."""
    return "\n".join(
        f"Let leave by {each.by}, {day_and_clock(each.at)} UTC: "
        + ", ".join(f"“{words}”" for words in each.words)
        for each in accepted
    )
