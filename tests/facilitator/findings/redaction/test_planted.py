"""Texts written before the rules: what is planted in them is found, and next to nothing else."""

from __future__ import annotations

import pytest

from facilitator.findings.redaction.leak import LeakKind
from tests.facilitator.findings.redaction.planted import scored, texts


def test_ten_texts_hold_100_leaks_of_every_kind() -> None:
    leaky = texts("leaky.txt")
    kinds = [planted.kind for text in leaky for planted in text.planted]
    assert len(leaky) == 10
    assert len(kinds) == 100
    assert {kind for kind in LeakKind if kinds.count(kind) >= 5} == set(LeakKind)


def test_all_of_them_are_found_at_their_characters() -> None:
    score = scored(texts("leaky.txt"))
    assert score.wrong == []
    assert score.exact.total() == 100


def test_ten_clean_texts_raise_at_most_two_false_alarms() -> None:
    clean = texts("clean.txt")
    assert len(clean) == 10
    assert not any(text.planted for text in clean)
    score = scored(clean)
    assert score.false.total() <= 2, score.wrong


@pytest.mark.parametrize(
    ("file", "least_found", "most_false"), [("second.txt", 43, 0), ("unseen.txt", 40, 6)]
)
def test_later_texts_are_read_as_well_as_when_they_were_measured(
    file: str, least_found: int, most_false: int
) -> None:
    score = scored(texts(file))
    assert score.exact.total() + score.touched.total() >= least_found, score.wrong
    assert score.false.total() <= most_false, score.wrong


@pytest.mark.parametrize("file", ["leaky.txt", "clean.txt", "second.txt", "unseen.txt"])
def test_a_text_is_cut_out_of_its_file_without_the_marks(file: str) -> None:
    for text in texts(file):
        assert text.text
        assert "[[" not in text.text
        assert all(0 <= mark.start < mark.end <= len(text.text) for mark in text.planted)
