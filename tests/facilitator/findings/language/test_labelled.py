"""The lens reads the labelled sentences at least this well; whatever lowers the figures fails."""

from __future__ import annotations

import pytest

from data.example import worked_example
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.language.lexicon import Family
from facilitator.findings.language.lexicon_loader import builtin_lexicon
from tests.facilitator.findings.language.labelled import Score, scored, sentences

LEAST_PRECISION, LEAST_RECALL = 0.97, 0.92
LEAST_OF_A_FAMILY = 0.9
NAMES = {rule.name for rule in builtin_lexicon().rules}


@pytest.fixture(scope="module")
def score() -> Score:
    return scored(sentences())


def test_there_are_at_least_400_sentences_and_half_of_them_are_clean() -> None:
    labelled = sentences()
    clean = sum(not sentence.expected for sentence in labelled)
    assert len(labelled) >= 400
    assert clean >= len(labelled) / 2
    assert sum(sentence.held_out for sentence in labelled) >= len(labelled) / 4
    assert len({(sentence.text, sentence.kind) for sentence in labelled}) == len(labelled)


def test_every_mark_names_a_rule_and_nearly_every_rule_has_a_mark() -> None:
    marked = {expected.rule for sentence in sentences() for expected in sentence.expected}
    assert marked <= NAMES
    assert NAMES - marked == {"no-end"}  # found in a whole document, not in a sentence


def test_all_sentences_are_read_as_well_as_promised(score: Score) -> None:
    assert score.precision() >= LEAST_PRECISION, score.wrong
    assert score.recall() >= LEAST_RECALL, score.wrong


@pytest.mark.parametrize("family", Family)
def test_no_family_is_read_much_worse_than_the_others(score: Score, family: Family) -> None:
    rules = [rule.name for rule in builtin_lexicon().rules if rule.family is family]
    assert score.precision(*rules) >= LEAST_OF_A_FAMILY
    assert score.recall(*rules) >= LEAST_OF_A_FAMILY


def test_the_held_out_sentences_are_read_as_well() -> None:
    score = scored(tuple(sentence for sentence in sentences() if sentence.held_out))
    assert score.precision() >= LEAST_PRECISION, score.wrong
    assert score.recall() >= LEAST_RECALL, score.wrong


def test_the_worked_example_has_no_finding() -> None:
    assert language_findings(worked_example()) == ()
