"""What is remembered from edit to edit never shows: the same is found as by looking at it anew."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from facilitator.findings.collect import collect_findings
from facilitator.findings.finding import Location
from facilitator.findings.language.analyzer import clear_caches
from facilitator.findings.suppressions import with_suppression
from facilitator.findings.text_fields import with_text_at
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.depth import depth_of
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant
from facilitator.model.stage import Stage
from facilitator.model.timeline import Milestone
from tests.support.edits import begun, edited

WORDS = (
    "Ana",
    "@priya",
    "Silva forgot the lock at 13:50 CET",
    "priya should have seen it within 45 minutes",
    "@ana restarts ledger-db-01 at 13:58",
    "The team improves it, as OPS-12 says",
    "Human error",
    "event",
)
"""What edits write: it names people who come and go, minutes, machines, tickets and blame."""
CUSTOMER = Location(Stage.FOLLOWUP, "", "customer.summary")
EDITS = 60


@pytest.mark.parametrize("seed", range(6))
def test_the_same_is_found_edit_by_edit_as_from_nothing(seed: int) -> None:
    documents = edited_again_and_again(Random(seed))
    remembered = [all_results(document) for document in documents]
    for document, found in zip(documents, remembered, strict=True):
        assert all_results(without_memory(document)) == found
    assert len({findings for findings, _ in remembered}) > EDITS / 4
    assert len({assessment for _, assessment in remembered}) > EDITS / 4


def test_two_documents_in_turn_do_not_hear_of_each_other() -> None:
    ones, others = (edited_again_and_again(Random(seed)) for seed in (7, 8))
    in_turn = [each for pair in zip(ones, others, strict=True) for each in pair]
    remembered = [all_results(document) for document in in_turn]
    assert [all_results(without_memory(document)) for document in in_turn] == remembered


def all_results(document: Postmortem) -> tuple[object, object]:
    return collect_findings(document, depth_of(document)), assess(document)


def without_memory(document: Postmortem) -> Postmortem:
    """Return the same document in other values, each text of it forgotten."""
    clear_caches()
    return document.model_copy(deep=True)


def edited_again_and_again(dice: Random) -> list[Postmortem]:
    documents = [begun()]
    for _ in range(EDITS):
        document = edited(documents[-1], dice, dice.choice(WORDS), 1)
        documents.append(dice.choice(MORE)(document, dice) if dice.random() < 0.5 else document)
    return documents


def _writing_to_customers(document: Postmortem, dice: Random) -> Postmortem:
    return with_text_at(document, CUSTOMER, f"{dice.choice(WORDS)}, for {dice.randrange(90)} min")


def _telling_customers(document: Postmortem, dice: Random) -> Postmortem:
    timeline = document.timeline
    if not timeline.events:
        return document
    event = dice.choice(timeline.events)
    told = event.changing(for_customers=not event.for_customers)
    return document.changing(timeline=timeline.with_event(told))


def _marking(document: Postmortem, dice: Random) -> Postmortem:
    timeline = document.timeline
    if not timeline.events:
        return document
    event, milestone = dice.choice(timeline.events), dice.choice(list(Milestone))
    return document.changing(timeline=timeline.moving_milestone(milestone, event.id))


def _inviting(document: Postmortem, dice: Random) -> Postmortem:
    here = dice.sample(("Ana Silva", "Priya Raman", "@priya", "Human"), dice.randrange(4))
    people = tuple(Participant(name=name) for name in here)
    return document.changing(scope=document.scope.changing(participants=people))


def _suppress_some(document: Postmortem, dice: Random) -> Postmortem:
    found = collect_findings(document, depth_of(document))
    return with_suppression(document, dice.choice(found)) if found else document


MORE: tuple[Callable[[Postmortem, Random], Postmortem], ...] = (
    _writing_to_customers,
    _telling_customers,
    _marking,
    _inviting,
    _suppress_some,
)
