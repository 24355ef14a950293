"""Parser of the settings file, a TOML file.

Each entry is checked by itself: an invalid one is reported with its line and left out, and all
others count. Texts are taken literally, never as regular expressions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.model.plain_text import plain_line
from facilitator.model.stage import Stage
from facilitator.model.tickets import NUMBER_PLACEHOLDER, TicketPattern, TicketPatterns, is_web_link
from facilitator.settings.model import Settings, SettingsProblem

TABLES = ("tickets", "language", "prompts", "disclosure")
"""The tables of a settings file."""

# In characters: of a prompt, of any other text, and of a text quoted in an error.
_MAX_QUESTION_LENGTH = 300
_MAX_WORDS_LENGTH = 200
_MAX_SHOWN_LENGTH = 40
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_PLACE = re.compile(r"[\w-]+(?:\.[\w-]+)*(?:/\S*)?")
_LIKE_A_REGEX = re.compile(r"\\|[.)\]][*+{]|\(\?|^\^|\[\^|\$$")


class _Invalid(NamedTuple):
    path: tuple[str | int, ...]
    message: str


def parse_settings(text: str) -> tuple[Settings, tuple[SettingsProblem, ...]]:
    """Parse a settings file; return the settings and the errors, in the order of lines.

    A file that is not TOML has no effect at all. Unknown tables and keys are ignored, since a newer
    version may know them, unless they look like a misspelling of a known one. Errors in
    `[language]` are reported by `lexicon_from_settings`.
    """
    try:
        loaded = tomllib.loads(text)
    except RecursionError:
        return Settings(), (SettingsProblem(0, "it is nested too deep, so nothing in it counts."),)
    except ValueError as error:
        return Settings(), (_not_toml(text, str(error)),)
    invalid: list[_Invalid] = []
    _report_misspellings(loaded, TABLES, (), invalid)
    settings = Settings(
        tickets=_tickets(loaded.get("tickets", {}), invalid),
        prompts=_prompts(loaded.get("prompts", {}), invalid),
        disclosure=_disclosure(loaded.get("disclosure", {}), invalid),
        language=text if "language" in loaded else "",
    )
    return settings, _with_lines(text, invalid)


def _not_toml(text: str, error: str) -> SettingsProblem:
    """Return the error for a text that is not TOML, with the line from the message of `tomllib`."""
    found = re.search(r" \(at line ([0-9]+), column ([0-9]+)\)$", error)
    line = int(found[1]) if found else text.count("\n") + 1
    what = error.partition(" (at ")[0]
    where = f" (column {found[2]})" if found else ""
    return SettingsProblem(
        line, f"this is no TOML{where}: {what}. Until it is, nothing in the file counts."
    )


def _with_lines(text: str, invalid: list[_Invalid]) -> tuple[SettingsProblem, ...]:
    if not invalid:
        return ()
    from facilitator.text.toml_lines import TomlLines

    lines = TomlLines(text)
    problems = [SettingsProblem(lines.of(*each.path), each.message) for each in invalid]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _report_misspellings(
    given: Mapping[str, object],
    known: Iterable[str],
    path: tuple[str, ...],
    invalid: list[_Invalid],
) -> None:
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    from facilitator.text.suggest import closest_match

    for name in unknown:
        if suggestion := closest_match(name, known):
            problem = (
                f"{name}: did you mean {suggestion}?"
                if path
                else f"[{name}]: did you mean [{suggestion}]?"
            )
            invalid.append(_Invalid((*path, name), problem))


def _table(given: object, name: str, example: str, invalid: list[_Invalid]) -> Mapping[str, object]:
    if isinstance(given, Mapping):
        return given
    invalid.append(
        _Invalid((name,), f"{name} has to be a table: [{name}], and under it {example}.")
    )
    return {}


def _tickets(given: object, invalid: list[_Invalid]) -> TicketPatterns:
    patterns = []
    for key, link in _table(given, "tickets", '"OPS-{n}" = "https://…"', invalid).items():
        problem = _problem_with_ticket(key, link)
        if problem:
            invalid.append(_Invalid(("tickets", key), problem))
        else:
            patterns.append(TicketPattern(key, str(link)))
    return TicketPatterns(tuple(patterns))


def _problem_with_ticket(key: str, link: object) -> str:
    if key.count(NUMBER_PLACEHOLDER) != 1:
        return (
            f'the ticket "{key}" needs one {NUMBER_PLACEHOLDER}, as in "OPS-{NUMBER_PLACEHOLDER}".'
        )
    if not isinstance(link, str) or NUMBER_PLACEHOLDER not in link:
        return f'the link of "{key}" needs {NUMBER_PLACEHOLDER} where the number goes.'
    if not is_web_link(link.replace(NUMBER_PLACEHOLDER, "1")):
        return f'the link of "{key}" has to begin with https:// or http://.'
    return ""


def _prompts(given: object, invalid: list[_Invalid]) -> Mapping[Stage, tuple[str, ...]]:
    table = _table(given, "prompts", 'timeline = ["…?"]', invalid)
    stages = {stage.value: stage for stage in Stage}
    _report_misspellings(table, stages, ("prompts",), invalid)
    return {
        stage: _texts(table[name], ("prompts", name), "questions", _problem_with_question, invalid)
        for name, stage in stages.items()
        if name in table
    }


def _disclosure(given: object, invalid: list[_Invalid]) -> DisclosureRules:
    table = _table(given, "disclosure", 'customers = ["…"]', invalid)
    known = ("customers", "internal_domains", "public_domains", "public_words")
    _report_misspellings(table, known, ("disclosure",), invalid)

    def listed(name: str, what: str, check: _Check) -> tuple[str, ...]:
        return _texts(table.get(name, []), ("disclosure", name), what, check, invalid)

    return DisclosureRules(
        customers=listed("customers", "names", _problem_with_words),
        internal_domains=listed("internal_domains", "domains", _problem_with_domain),
        public_domains=listed("public_domains", "domains", _problem_with_place),
        public_words=listed("public_words", "words", _problem_with_words),
    )


_Check = Callable[[str], str]
"""Returns the error in a text, as words that follow the text in a message; empty if none."""


def _texts(
    given: object, path: tuple[str, str], what: str, check: _Check, invalid: list[_Invalid]
) -> tuple[str, ...]:
    """Return the valid texts of a list, each on one line and once."""
    name = path[-1]
    if not isinstance(given, list):
        invalid.append(_Invalid(path, f'{name} has to be a list of {what}: {name} = ["…", "…"].'))
        return ()
    kept: dict[str, None] = {}
    for n, each in enumerate(given):
        text = plain_line(each) if isinstance(each, str) else ""
        if not text:
            problem = f"{name} takes {what} between quotation marks, and nothing else."
        elif problem := check(text):
            shown = text if len(text) <= _MAX_SHOWN_LENGTH else f"{text[:_MAX_SHOWN_LENGTH]}…"
            problem = f'"{shown}" {problem}'
        else:
            kept.setdefault(text)
            continue
        invalid.append(_Invalid((*path, n), problem))
    return tuple(kept)


def _problem_with_question(text: str) -> str:
    if len(text) > _MAX_QUESTION_LENGTH:
        return (
            f"is longer than {_MAX_QUESTION_LENGTH} characters: who could ask that in one breath?"
        )
    return ""


def _problem_with_words(text: str) -> str:
    if len(text) > _MAX_WORDS_LENGTH:
        return f"is longer than {_MAX_WORDS_LENGTH} characters."
    if _LIKE_A_REGEX.search(text):
        return "reads like a regular expression: only plain words can stand here."
    return ""


def _problem_with_domain(text: str) -> str:
    return "" if _DOMAIN.fullmatch(text) else "is no domain: write it as in corp.example.com."


def _problem_with_place(text: str) -> str:
    if _PLACE.fullmatch(text):
        return ""
    return "is no domain: write it as in status.example.com or github.com/example, without https."
