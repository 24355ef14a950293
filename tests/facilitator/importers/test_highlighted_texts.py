"""Of an entry line, the lens reads the words and nothing of its time, marks and source."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.importers.highlight import (
    action_lint_texts,
    action_spans,
    event_lint_texts,
    event_spans,
)
from facilitator.model.causes import Causes
from facilitator.model.stage import Stage
from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
CONTEXT = TimeContext(NOW.date(), NOW)
TITLE = LintedField(FieldKind.ACTION, Stage.ACTIONS, "title")


def read_of_event(line: str) -> str:
    """Return the words read of an event's line, as long as it."""
    ((_, words),) = event_lint_texts(line, event_spans(line, CONTEXT))
    return words


def read_of_action(line: str) -> dict[str, str]:
    """Return what is read of an action's line, by field."""
    today = date(2026, 11, 20)
    texts = action_lint_texts(line, action_spans(line, Causes(), today), TITLE)
    assert all(len(text) == len(line) for _, text in texts)
    return {linted_field.field: text for linted_field, text in texts}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("14:02 we should have known <- deploy log", "we should have known"),
        ("~14:02 !detected the page #signal <- https://x/should", "the page"),
        ("14:02 the page !nothing <- we forgot", "the page"),
        ("now [b]漢字[/b] it is", "[b]漢字[/b] it is"),
        ("", ""),
    ],
)
def test_the_words_of_an_event_are_read_where_they_stand(line: str, words: str) -> None:
    assert read_of_event(line).strip() == words
    if words:
        assert read_of_event(line).index(words) == line.index(words)


def test_an_actions_title_owner_and_end_are_each_read_for_themselves() -> None:
    line = "prevent: improve it @platform-team +14d P1 #OPS-12 done when: we forgot none"
    read = read_of_action(line)
    assert {field: text.strip() for field, text in read.items()} == {
        "title": "improve it",
        "owner": "platform-team",
        "done_when": "we forgot none",
    }
    assert all(line.index(text.strip()) == text.index(text.strip()) for text in read.values())


@given(st.text(st.sampled_from('14:02 ~!<-@#"detec漢\u0301\\ +^c1P'), max_size=40))
def test_whatever_is_typed_each_text_is_as_long_as_the_line_and_made_of_it(line: str) -> None:
    for text in (read_of_event(line), *read_of_action(line).values()):
        assert len(text) == len(line)
        assert all(letter in (" ", typed) for letter, typed in zip(text, line, strict=True))
