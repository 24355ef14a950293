"""A finding is suppressed for its sentence, or a rewrite is applied; nothing else changes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.finding import Finding, Location
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.suppressions import is_suppressed, with_rewrite, with_suppression
from facilitator.findings.text_fields import text_at, with_text_at
from facilitator.model.actions import Action, Actions
from facilitator.model.base import Raw, as_raw
from facilitator.model.impact import Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Timeline
from tests.support.filled import filled

EMPTY = Postmortem(id="2026-11-20-abcdef")
AT = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)


def telling(summary: str) -> Postmortem:
    return EMPTY.changing(impact=Impact(summary=summary))


def only(document: Postmortem) -> Finding:
    (found,) = language_findings(document)
    return found


@cache
def blaming() -> tuple[Postmortem, tuple[Finding, ...]]:
    """Return a document whose every text is remarked on, and the remarks that have rewrites."""
    document = filled(lambda field, n: f"the operator obviously forgot {field.lower()} {n}")
    return document, tuple(found for found in language_findings(document) if found.rewrites)


def test_it_stands_for_its_sentence_and_other_sentences_may_change() -> None:
    document = telling("Ops forgot the lock. It was late.")
    stands = with_suppression(document, only(document))
    assert is_suppressed(stands, only(stands))
    more = stands.changing(impact=Impact(summary="It rained. Ops forgot the lock. It was dark."))
    assert is_suppressed(more, only(more))


def test_it_is_back_when_its_sentence_changes() -> None:
    document = telling("Ops forgot the lock. It was late.")
    stands = with_suppression(document, only(document))
    other = stands.changing(impact=Impact(summary="Ops forgot the second lock. It was late."))
    assert not is_suppressed(other, only(other))


def test_a_second_time_adds_nothing() -> None:
    document = telling("Ops forgot the lock.")
    stands = with_suppression(document, only(document))
    assert with_suppression(stands, only(stands)) is stands


def test_a_finding_about_no_words_stands_for_what_it_says() -> None:
    action = Action(title="Cap the queue at 10,000 messages", owner="Priya")
    document = EMPTY.changing(actions=Actions(actions=(action,)))
    found = only(document)
    stands = with_suppression(document, found)
    assert is_suppressed(stands, found)
    (kept,) = stands.dismissals
    assert (kept.stage, kept.place, kept.field) == (Stage.ACTIONS, action.id, "done_when")
    assert kept.sentence == found.reason


def test_words_that_changed_meanwhile_are_not_written_over() -> None:
    document = telling("Ops forgot the lock.")
    found = only(document)
    for act in (with_suppression, lambda d, f: with_rewrite(d, f, f.rewrites[0])):
        with pytest.raises(ValueError, match="any more"):
            act(telling("Nobody saw the lock."), found)


def test_an_item_that_is_gone_is_said_to_be() -> None:
    event = Event(at=AT, text="Ops forgot the lock")
    document = EMPTY.changing(timeline=Timeline(events=(event,)))
    with pytest.raises(LookupError, match="any more"):
        with_suppression(EMPTY, only(document))
    with pytest.raises(LookupError, match="nothing to write"):
        text_at(EMPTY, Location(Stage.TIMELINE, "", "colour"))


def differences(one: object, other: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the paths of the plain values in which two raw documents differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, tuple) and isinstance(other, tuple):
        assert len(one) == len(other)
        pairs = [(str(n), a, b) for n, (a, b) in enumerate(zip(one, other, strict=True))]
    else:
        return [path] if one != other else []
    return [found for key, a, b in pairs for found in differences(a, b, (*path, key))]


def raw(document: Postmortem) -> Raw:
    held: Raw = as_raw(document)
    return held


@given(st.data())
def test_a_rewrite_changes_its_own_field_and_no_other(data: st.DataObject) -> None:
    document, remarks = blaming()
    found = data.draw(st.sampled_from(remarks))
    put = data.draw(st.sampled_from(found.rewrites))
    new = with_rewrite(document, found, put)
    old = text_at(document, found.location)
    assert text_at(new, found.location) == f"{old[: put.start]}{put.words}{old[put.end :]}"
    ((*_, field),) = differences(raw(document), raw(new))
    assert field == found.location.field.rpartition(".")[2]


def test_every_text_the_lens_looks_at_is_read_and_written() -> None:
    document, remarks = blaming()
    for place in {found.location for found in remarks}:
        new = with_text_at(document, place, "something else")
        assert text_at(new, place) == "something else"
        assert len(differences(raw(document), raw(new))) == 1


def test_every_finding_can_be_suppressed() -> None:
    document, _ = blaming()
    found = language_findings(document)
    for each in found:
        document = with_suppression(document, each)
    assert all(is_suppressed(document, each) for each in found)
    assert Postmortem.model_validate_json(document.model_dump_json()) == document
