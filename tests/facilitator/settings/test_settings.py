"""A settings file becomes values; what is wrong in it is named with its line and left out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from facilitator.findings.language.lexicon_loader import builtin_lexicon
from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.model.stage import Stage
from facilitator.model.tickets import TicketPattern, TicketPatterns
from facilitator.settings.loader import parse_settings
from facilitator.settings.model import Settings, SettingsProblem, lexicon_from_settings

GOOD = """
[tickets]
"OPS-{n}" = "https://t.test/OPS-{n}"
"#{n}" = "http://h.test/{n}"

[language]
off = ["hindsight"]

[prompts]
timeline = ["What did the  pager say?", "What did the pager say?"]

[disclosure]
customers = ["Acme"]
internal_domains = ["corp.example"]
public_domains = ["status.example"]
public_words = ["Kafka"]
"""


def test_nothing_set_is_fine_and_what_is_unknown_is_left_alone() -> None:
    assert parse_settings("") == (Settings(), ())
    unknown = '[tickets]\n[colours]\naccent = "red"\n[prompts]\nretro = 3\n[disclosure]\nx = 1\n'
    assert parse_settings(unknown) == (Settings(), ())


def test_every_table_is_read() -> None:
    settings, problems = parse_settings(GOOD)
    assert problems == ()
    patterns = (
        TicketPattern("OPS-{n}", "https://t.test/OPS-{n}"),
        TicketPattern("#{n}", "http://h.test/{n}"),
    )
    assert settings.tickets == TicketPatterns(patterns)
    assert settings.prompts == {Stage.TIMELINE: ("What did the pager say?",)}
    assert settings.disclosure == DisclosureRules(
        ("Acme",), ("corp.example",), ("status.example",), ("Kafka",)
    )
    lexicon, mistakes = lexicon_from_settings(settings)
    assert mistakes == ()
    assert set(builtin_lexicon().by_name) - set(lexicon.by_name) == {
        rule.name for rule in builtin_lexicon().rules if rule.family == "hindsight"
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("[tickets]\nOPS = 'https://t.test/{n}'", 'the ticket "OPS" needs one {n}'),
        ("[tickets]\n'{n}-{n}' = 'https://t.test/{n}'", "needs one {n}"),
        ("[tickets]\n'A-{n}' = 'https://t.test/'", 'the link of "A-{n}" needs {n}'),
        ("[tickets]\n'A-{n}' = 12", 'the link of "A-{n}" needs {n}'),
        ("[tickets]\n'A-{n}' = 'ftp://t.test/{n}'", "has to begin with https://"),
        ("[tickets]\n'A-{n}' = 'javascript:{n}'", "has to begin with https://"),
        ("[tickets]\n'A-{n}' = 'https:// t.test/{n}'", "has to begin with https://"),
        ("tickets = 1", "tickets has to be a table"),
        ("prompts = ['Who?']", "prompts has to be a table"),
        ("[prompts]\ncauses = 'Who?'", "causes has to be a list of questions"),
        ("[prompts]\ncauses = ['Why?', 3]", "between quotation marks"),
        ("[prompts]\ncauses = [' ']", "between quotation marks"),
        (f"[prompts]\ncauses = ['{'x' * 301}']", "longer than 300"),
        ("[prompts]\ntimelin = ['Why?']", "timelin: did you mean timeline?"),
        ("[prompts]\nfollow-up = ['Why?']", "did you mean followup?"),
        ("[promts]", "[promts]: did you mean [prompts]?"),
        ("[disclosure]\ncustomer = ['Acme']", "customer: did you mean customers?"),
        ("[disclosure]\npublic-words = ['x']", "did you mean public_words?"),
        ("[disclosure]\ncustomers = [['Acme']]", "between quotation marks"),
        ("[disclosure]\ninternal_domains = ['https://corp']", "is no domain"),
        ("[disclosure]\ninternal_domains = ['.*']", "is no domain"),
        ("[disclosure]\npublic_domains = ['https://x.test/y']", "without https"),
        ("[disclosure]\ncustomers = ['(a+)+$']", "reads like a regular expression"),
        ("[disclosure]\npublic_words = ['Acme.*']", "reads like a regular expression"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_with_its_line_and_the_rest_counts(
    wrong: str, says: str
) -> None:
    name = wrong.strip("[")[:7]
    rest = [table for table in GOOD.strip().split("\n\n") if not table.startswith(f"[{name}")]
    text = "\n".join(["# ours", *([wrong, *rest] if wrong[0] != "[" else [*rest, wrong])])
    settings, (problem,) = parse_settings(text)
    assert says in problem.message
    assert problem.message.endswith((".", "?"))
    assert problem.line == text.split("\n").index(wrong.split("\n")[-1]) + 1
    assert settings.language
    set_otherwise = (settings.tickets.patterns, settings.prompts, settings.disclosure.public_words)
    assert sum(map(bool, set_otherwise)) >= 2


def test_names_may_have_signs_and_public_places_a_path() -> None:
    text = """
[disclosure]
customers = ["E*TRADE", "Yahoo!", "C++ (UK) Ltd.", "Smith & Sons", "50% [off]", "A.B+C"]
public_domains = ["github.com/example/sdk", "localhost"]
"""
    settings, problems = parse_settings(text)
    assert problems == ()
    assert len(settings.disclosure.customers) == 6
    assert settings.disclosure.public_domains == ("github.com/example/sdk", "localhost")


def test_several_mistakes_stand_in_the_order_of_their_lines() -> None:
    text = '[disclosure]\ncustomers = [1]\n[prompts]\nscope = ["Who?", 2]\n[tickets]\nX = ""\n'
    settings, problems = parse_settings(text)
    assert [problem.line for problem in problems] == [2, 4, 6]
    assert settings.prompts == {Stage.SCOPE: ("Who?",)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = ", 2),
        ("a = 1\n\n[tickets\nb = 1\n", 3),
        ("a = 1\na = 2\n", 2),
        ("a = " + "[" * 5000, 0),
        ("a = " + "1" * 5000, 1),
        ("a = '''\n\n", 3),
    ],
)
def test_of_what_is_no_toml_nothing_counts_and_the_line_is_named(text: str, line: int) -> None:
    settings, (problem,) = parse_settings(text)
    assert settings == Settings()
    assert problem.line == line
    assert "nothing in" in problem.message


def test_a_mistake_in_the_language_table_has_its_line_too() -> None:
    settings, problems = parse_settings(GOOD.replace('["hindsight"]', '["hindsite", "blame"]'))
    assert problems == ()
    lexicon, (mistake,) = lexicon_from_settings(settings)
    assert mistake.line == GOOD.split("\n").index('off = ["hindsight"]') + 1
    assert mistake.message.startswith("[language] off: hindsite: there is no such rule")
    assert not any(rule.family == "blame" for rule in lexicon.rules)
    assert lexicon_from_settings(parse_settings("# none\nlanguage = 3")[0])[1] == (
        SettingsProblem(2, "[language] language: this has to be a table: [language]."),
    )


def test_with_nothing_set_the_lexicon_is_the_programs_own() -> None:
    assert lexicon_from_settings(Settings())[0] is builtin_lexicon()


def test_whatever_a_team_writes_is_words_and_never_a_regular_expression() -> None:
    evil = "(a+)+"
    text = f"""
[tickets]
"{evil}{{n}}" = "https://t.test/{evil}/{{n}}/{{n}}"
[language]
add.forgot = ["{evil}$"]
"""
    settings, problems = parse_settings(text)
    assert problems == ()
    (refused,) = lexicon_from_settings(settings)[1]
    assert "not read as a pattern" in refused.message
    assert settings.tickets.link_of("a" * 50_000 + "!") == ""
    assert settings.tickets.link_of("9" * 20_000) == ""
    assert settings.tickets.name_of("https://t.test/(a+)+/" + "9" * 5_000) != ""
    assert settings.tickets.link_of("(a+)+12") == "https://t.test/(a+)+/12/12"


def test_reading_settings_imports_no_language_lens() -> None:
    code = (
        "import sys; from data.local.settings import read_settings; read_settings();"
        "sys.exit(any('language' in name for name in sys.modules) or 'tomllib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
