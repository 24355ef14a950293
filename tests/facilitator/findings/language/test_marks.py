"""Marks stay at their words while the text around them changes, and a key turns a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.language.analyzer import LanguageContext, findings_in
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.findings.language.marks import (
    Mark,
    RewriteCycle,
    mark_at,
    marks_after_edit,
    rewrite_cycle,
    rewrite_preview,
    spans_by_row,
)
from facilitator.model.stage import Stage

AT = LintedField(FieldKind.PROSE, Stage.FOLLOWUP, "internal_summary")
TEXT = "We should have checked. The page was fine.\nThe engineer forgot to drain it. It was fast."


def marks(text: str) -> tuple[Mark, ...]:
    """Return what is found in a text."""
    return tuple(Mark(finding, AT) for finding in findings_in(text, LanguageContext(AT.kind)))


def words(text: str, found: tuple[Mark, ...]) -> list[str]:
    """Return the words that marks stand at in a text."""
    return [text[mark.start : mark.end] for mark in found]


@given(st.integers(0, len(TEXT)), st.integers(0, 8), st.text("a é漢\n", max_size=6))
def test_whatever_is_typed_each_mark_left_stands_at_its_words(
    start: int, length: int, typed: str
) -> None:
    new = TEXT[:start] + typed + TEXT[start + length :]
    before = marks(TEXT)
    after = marks_after_edit(before, TEXT, new)
    assert words(new, after) == [mark.finding.words for mark in after]
    assert [mark.start for mark in after] == sorted(mark.start for mark in after)
    untouched = [m for m in before if m.end <= start or m.start >= start + length]
    assert len(after) >= len(untouched)


def test_the_mark_at_a_cursor_is_the_one_under_it_or_the_last_before_it() -> None:
    found = marks(TEXT)
    assert [mark.finding.words for mark in found] == ["should have", "forgot to"]
    at = {cursor: mark_at(found, cursor) for cursor in (0, 3, 40, found[1].start, len(TEXT))}
    assert [mark and mark.finding.words for mark in at.values()] == [
        "should have",
        "should have",
        "should have",
        "forgot to",
        "forgot to",
    ]
    assert mark_at((), 3) is None


def test_marks_are_told_line_by_line_also_where_one_reaches_over_two() -> None:
    text = "ok\n漢 We should\nhave checked. The engineer forgot to"
    rows = spans_by_row(marks(text), text)
    lines = text.split("\n")
    assert {row: [lines[row][a:b] for a, b in spans] for row, spans in rows.items()} == {
        1: ["should"],
        2: ["have", "forgot to"],
    }


@pytest.mark.parametrize(
    ("written", "rewritten", "said"),
    [
        ("We forgot it.", "What hid it?", "What hid it?"),
        ("It was slow for some hosts.", "It was slow for [how many] hosts.", "… [how many] …"),
        ("It was clearly slow.", "It was slow.", "… was slow."),
        ("It was clearly slow for all of us.", "It was slow for all of us.", "… was slow …"),
        ("Obviously the page was late.", "The page was late.", "The page …"),
        ("Simply a restart", "A restart", "A restart"),
        ("a", "a", "a"),
    ],
)
def test_of_a_rewrite_what_differs_is_said(written: str, rewritten: str, said: str) -> None:
    assert rewrite_preview(written, rewritten) == said


def advanced(turn: RewriteCycle | None, times: int) -> RewriteCycle:
    """Return a turn after some turns."""
    assert turn is not None
    for _ in range(times):
        turn = turn.advanced()
    return turn


def test_a_turn_goes_through_the_rewrites_and_back_to_what_was_written() -> None:
    (first, _) = marks(TEXT)
    turn = rewrite_cycle(TEXT, first, TEXT)
    count = len(first.finding.rewrites)
    assert count == 2
    texts = [advanced(turn, n).text for n in range(count + 3)]
    assert texts[0] == texts[-2] == TEXT
    assert texts[1] == texts[-1] != TEXT
    assert len(set(texts)) == count + 1
    assert all(text.endswith(TEXT[24:]) for text in texts)
    assert advanced(turn, 1).is_current(texts[1], 5)
    assert not advanced(turn, 1).is_current(texts[2], 5)


def test_the_marks_of_an_entry_line_outlive_a_rewrite_of_the_sentence_they_stand_in() -> None:
    line = "14:02 we should !detected have checked <- log"
    layer = "      we should           have checked       "
    (mark,) = marks(layer)
    for times in (1, 2):
        text = advanced(rewrite_cycle(line, mark, layer), times).text
        assert text.startswith("14:02 ")
        assert text.endswith(" <- log")
        assert "!detected" in text


def test_a_finding_without_a_rewrite_has_no_turn() -> None:
    owner = LintedField(FieldKind.OWNER, Stage.ACTIONS, "owner")
    (found,) = findings_in("the platform team", LanguageContext(FieldKind.OWNER))
    assert rewrite_cycle("the platform team", Mark(found, owner), "the platform team") is None
