"""The lexicon and a team's settings: what is wrong is named with its line, and the rest works."""

from __future__ import annotations

import pytest

from facilitator.findings.finding import Rewrite
from facilitator.findings.language.analyzer import LanguageContext, LanguageFinding, findings_in
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.language.lexicon import Lexicon
from facilitator.findings.language.lexicon_loader import (
    builtin_lexicon,
    parse_language_settings,
    parse_lexicon,
    with_language_settings,
)

RULE = """
[mine]
family = "hindsight"
shape = "words"
words = ["in the rear-view mirror", "hindsigh*"]
reason = "It is plain only now."
rewrites = ["What was known then?"]
"""


def found(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    context = LanguageContext(FieldKind.PROSE, lexicon=lexicon)
    return [(finding.rule, finding.words) for finding in findings_in(text, context)]


def words(finding: LanguageFinding) -> tuple[str, ...]:
    return tuple(rewrite.words for rewrite in finding.rewrites)


def test_the_lexicon_of_the_program_has_no_mistake() -> None:
    for rule in builtin_lexicon().rules:
        assert 1 <= len(rule.rewrites) <= 2, rule.name
        assert len(rule.with_rest) <= 2, rule.name
        assert rule.reason.endswith("."), rule.name


def test_a_team_adds_words_with_any_ending_and_questions_of_its_own() -> None:
    text = """
[language.add]
human-error = ["wetware problem", "picnic*"]
[language.rewrites]
human-error = ["What did the tool allow?"]
"""
    lexicon, mistakes = parse_language_settings(text, builtin_lexicon())
    assert mistakes == ()
    said = "It was a wetware problem. Two picnics later it was over."
    assert found(said, lexicon) == [
        ("human-error", "wetware problem"),
        ("human-error", "picnics"),
    ]
    (finding, _) = findings_in(said, LanguageContext(FieldKind.PROSE, lexicon=lexicon))
    assert finding.rewrites == (Rewrite(0, 25, "What did the tool allow?"),)
    assert found(said, builtin_lexicon()) == []


def test_a_question_of_a_team_takes_up_the_words_of_a_sentence() -> None:
    own = {"forgot": ["Who would notice a need to {rest}?"]}
    lexicon, mistakes = with_language_settings(builtin_lexicon(), {"rewrites": own})
    assert mistakes == ()
    context = LanguageContext(FieldKind.PROSE, lexicon=lexicon)
    (taken,) = findings_in("Ops forgot to rotate the key.", context)
    (general,) = findings_in("Ops forgot.", context)
    assert words(taken) == ("Who would notice a need to rotate the key?",)
    assert words(general) == builtin_lexicon().by_name["forgot"].rewrites


@pytest.mark.parametrize("off", ["forgot", "blame"])
def test_a_rule_or_a_family_is_switched_off(off: str) -> None:
    lexicon, mistakes = with_language_settings(builtin_lexicon(), {"off": [off]})
    assert mistakes == ()
    assert found("We forgot to look. Obviously.", builtin_lexicon())[0] == ("forgot", "forgot to")
    assert found("We forgot to look. Obviously.", lexicon) == [("hindsight", "Obviously")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('off = ["blaim"]', "there is no such rule: did you mean blame?"),
        ('off = ["xyz"]', "there is no such rule; there are"),
        ("off = 3", "a list of words"),
        ("colour = 1", "there is no such setting"),
        ('add.nothing = ["x"]', "there is no such rule"),
        ("add.forgot = [3]", "only text between quotation marks"),
        ('add.forgot = ["(a+)+$"]', "not read as a pattern"),
        ('add.forgot = ["a*"]', "3 letters"),
        ('add.forgot = ["mis*ed"]', "at the end of a word"),
        ('rewrites.forgot = ["What {made} it so?"]', "mind the braces"),
        ('rewrites.forgot = ["What { made it so?"]', "mind the braces"),
        ("add = 3", "has to be a table"),
    ],
)
def test_a_mistake_in_settings_is_named_with_its_line_and_the_rest_counts(
    line: str, says: str
) -> None:
    text = f'[language]\nrewrites.fault = ["What made it possible?"]\n{line}\n'
    lexicon, (mistake,) = parse_language_settings(text, builtin_lexicon())
    assert mistake.line == 3
    assert says in str(mistake)
    assert lexicon.by_name["fault"].rewrites == ("What made it possible?",)
    assert found("We forgot to look.", lexicon) == [("forgot", "forgot to")]


def test_a_line_is_that_of_the_entry_and_not_of_the_same_words_elsewhere() -> None:
    text = '[disclosure]\ncustomers = ["blaim"]\n[language]\noff = [\n"hindsight",\n"blaim"]\n'
    _, (mistake,) = parse_language_settings(text, builtin_lexicon())
    assert mistake.line == 6


def test_settings_that_are_no_table_or_no_toml() -> None:
    assert with_language_settings(builtin_lexicon(), 3)[1][0].message.startswith(
        "this has to be a table"
    )
    text = '[language]\noff = ["blame"]\n\n[other\n'
    lexicon, (mistake,) = parse_language_settings(text, builtin_lexicon())
    assert mistake.line == 4
    assert found("We forgot to look.", lexicon) == []


def test_a_rule_of_a_lexicon_is_read() -> None:
    lexicon, mistakes = parse_lexicon(RULE)
    assert mistakes == ()
    assert found("Seen in the rear-view mirror, hindsights differ.", lexicon) == [
        ("mine", "in the rear-view mirror"),
        ("mine", "hindsights"),
    ]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('"hindsight"', '"hindsite"', "one of thin cause, blame"),
        ('shape = "words"', 'shape = "regex"', "one of person does"),
        ('reason = "It is plain only now."', "reason = 3", "has to be a str"),
        ('["in the rear-view mirror", "hindsigh*"]', '"x"', "a list of words"),
        ("words = [", "wrds = [", "no such entry"),
        ("reason", "raison", "no such entry"),
        ("What was known then?", "What of {rest}?", "mind the braces"),
    ],
)
def test_a_mistake_in_a_lexicon_leaves_the_other_rules(was: str, now: str, says: str) -> None:
    text = RULE.replace(was, now) + RULE.replace("[mine]", "[yours]").replace("rear", "front")
    lexicon, mistakes = parse_lexicon(text)
    assert any(says in str(mistake) for mistake in mistakes)
    assert all(mistake.line for mistake in mistakes)
    assert "yours" in lexicon.by_name


def test_a_lexicon_broken_off_in_the_middle_keeps_what_stands_before() -> None:
    lexicon, mistakes = parse_lexicon(RULE + '\n[yours]\nfamily = "blame\n')
    assert list(lexicon.by_name) == ["mine"]
    assert mistakes[0].line == RULE.count("\n") + 3
