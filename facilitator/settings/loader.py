"""How a settings file is read: entry by entry, so that a mistake costs that entry alone.

What is wrong in it is named with its line and left out; all the rest counts. Every entry is plain
words: nothing in it is ever run as a regular expression.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.model.stage import Stage
from facilitator.model.tickets import NUMBER_PLACEHOLDER, TicketPattern, TicketPatterns, is_web_link
from facilitator.model.types import plain_line
from facilitator.settings.model import Problem, Settings

TABLES = ("tickets", "language", "prompts", "disclosure")
_LONGEST_QUESTION = 300
_LONGEST_WORDS = 200
_SHOWN = 40
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_PLACE = re.compile(r"[\w-]+(?:\.[\w-]+)*(?:/\S*)?")
_LIKE_A_PATTERN = re.compile(r"\\|[.)\]][*+{]|\(\?|^\^|\[\^|\$$")


class _Wrong(NamedTuple):
    path: tuple[str | int, ...]
    says: str


def settings_from(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file; of one that is no TOML nothing counts.

    What a later facilitator may know (other tables and keys) is left alone, unless it is a known
    name misspelt. What is wrong in `[language]` is for `lexicon_from` to say.
    """
    try:
        loaded = tomllib.loads(text)
    except RecursionError:
        return Settings(), (Problem(0, "it is nested too deep, so nothing in it counts."),)
    except ValueError as error:
        return Settings(), (_no_toml(text, str(error)),)
    wrong: list[_Wrong] = []
    _name_near_misses(loaded, TABLES, (), wrong)
    settings = Settings(
        tickets=_tickets(loaded.get("tickets", {}), wrong),
        prompts=_prompts(loaded.get("prompts", {}), wrong),
        disclosure=_disclosure(loaded.get("disclosure", {}), wrong),
        language=text if "language" in loaded else "",
    )
    return settings, _with_lines(text, wrong)


def _no_toml(text: str, error: str) -> Problem:
    """Say where a text stops being TOML, from the words of `tomllib`."""
    found = re.search(r" \(at line ([0-9]+), column ([0-9]+)\)$", error)
    line = int(found[1]) if found else text.count("\n") + 1
    what = error.partition(" (at ")[0]
    where = f" (column {found[2]})" if found else ""
    return Problem(
        line, f"this is no TOML{where}: {what}. Until it is, nothing in the file counts."
    )


def _with_lines(text: str, wrong: list[_Wrong]) -> tuple[Problem, ...]:
    if not wrong:
        return ()
    from facilitator.text.toml_lines import TomlLines

    lines = TomlLines(text)
    problems = [Problem(lines.of(*each.path), each.says) for each in wrong]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _name_near_misses(
    given: Mapping[str, object],
    known: Iterable[str],
    path: tuple[str, ...],
    wrong: list[_Wrong],
) -> None:
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    from facilitator.text.suggest import closest_match

    for name in unknown:
        if meant := closest_match(name, known):
            said = (
                f"{name}: did you mean {meant}?" if path else f"[{name}]: did you mean [{meant}]?"
            )
            wrong.append(_Wrong((*path, name), said))


def _table(given: object, name: str, example: str, wrong: list[_Wrong]) -> Mapping[str, object]:
    if isinstance(given, Mapping):
        return given
    wrong.append(_Wrong((name,), f"{name} has to be a table: [{name}], and under it {example}."))
    return {}


def _tickets(given: object, wrong: list[_Wrong]) -> TicketPatterns:
    patterns = []
    for key, link in _table(given, "tickets", '"OPS-{n}" = "https://…"', wrong).items():
        says = _wrong_with_ticket(key, link)
        if says:
            wrong.append(_Wrong(("tickets", key), says))
        else:
            patterns.append(TicketPattern(key, str(link)))
    return TicketPatterns(tuple(patterns))


def _wrong_with_ticket(key: str, link: object) -> str:
    if key.count(NUMBER_PLACEHOLDER) != 1:
        return (
            f'the ticket "{key}" needs one {NUMBER_PLACEHOLDER}, as in "OPS-{NUMBER_PLACEHOLDER}".'
        )
    if not isinstance(link, str) or NUMBER_PLACEHOLDER not in link:
        return f'the link of "{key}" needs {NUMBER_PLACEHOLDER} where the number goes.'
    if not is_web_link(link.replace(NUMBER_PLACEHOLDER, "1")):
        return f'the link of "{key}" has to begin with https:// or http://.'
    return ""


def _prompts(given: object, wrong: list[_Wrong]) -> Mapping[Stage, tuple[str, ...]]:
    table = _table(given, "prompts", 'timeline = ["…?"]', wrong)
    stages = {stage.value: stage for stage in Stage}
    _name_near_misses(table, stages, ("prompts",), wrong)
    return {
        stage: _texts(table[name], ("prompts", name), "questions", _wrong_with_question, wrong)
        for name, stage in stages.items()
        if name in table
    }


def _disclosure(given: object, wrong: list[_Wrong]) -> DisclosureRules:
    table = _table(given, "disclosure", 'customers = ["…"]', wrong)
    known = ("customers", "internal_domains", "public_domains", "public_words")
    _name_near_misses(table, known, ("disclosure",), wrong)

    def listed(name: str, what: str, wrong_with: _Check) -> tuple[str, ...]:
        return _texts(table.get(name, []), ("disclosure", name), what, wrong_with, wrong)

    return DisclosureRules(
        customers=listed("customers", "names", _wrong_with_words),
        internal_domains=listed("internal_domains", "domains", _wrong_with_domain),
        public_domains=listed("public_domains", "domains", _wrong_with_place),
        public_words=listed("public_words", "words", _wrong_with_words),
    )


_Check = Callable[[str], str]
"""Returns what is wrong with a text, in words that follow it; empty where it is fine."""


def _texts(
    given: object, path: tuple[str, str], what: str, wrong_with: _Check, wrong: list[_Wrong]
) -> tuple[str, ...]:
    """Return the texts of a list, each once and on one line; what cannot be used is left out."""
    name = path[-1]
    if not isinstance(given, list):
        wrong.append(_Wrong(path, f'{name} has to be a list of {what}: {name} = ["…", "…"].'))
        return ()
    kept: dict[str, None] = {}
    for n, each in enumerate(given):
        text = plain_line(each) if isinstance(each, str) else ""
        if not text:
            says = f"{name} takes {what} between quotation marks, and nothing else."
        elif says := wrong_with(text):
            says = f'"{text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"}" {says}'
        else:
            kept.setdefault(text)
            continue
        wrong.append(_Wrong((*path, n), says))
    return tuple(kept)


def _wrong_with_question(text: str) -> str:
    if len(text) > _LONGEST_QUESTION:
        return f"is longer than {_LONGEST_QUESTION} characters: who could ask that in one breath?"
    return ""


def _wrong_with_words(text: str) -> str:
    if len(text) > _LONGEST_WORDS:
        return f"is longer than {_LONGEST_WORDS} characters."
    if _LIKE_A_PATTERN.search(text):
        return "reads like a regular expression: only plain words can stand here."
    return ""


def _wrong_with_domain(text: str) -> str:
    return "" if _DOMAIN.fullmatch(text) else "is no domain: write it as in corp.example.com."


def _wrong_with_place(text: str) -> str:
    if _PLACE.fullmatch(text):
        return ""
    return "is no domain: write it as in status.example.com or github.com/example, without https."
