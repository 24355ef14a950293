"""What a team or a person has set: values, and how a settings file is read.

What is wrong in it is named with its line and left out; all the rest counts. Every entry is plain
words: nothing in it is ever run as a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from facilitator.model.plain import plain_line
from facilitator.model.stage import Stage
from facilitator.tickets import NUMBER, TicketPattern, Tickets, is_web_link

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon

TABLES = ("tickets", "language", "prompts", "disclosure")
_LONGEST_QUESTION = 300
_LONGEST_WORDS = 200
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True)
class DisclosureSettings:
    """What must not reach customers, and what may although it looks as if it must not."""

    customers: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    public_domains: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What is set. `tickets`: where the keys of the issue tracker lead to.

    `prompts`: the team's own questions. `language`: the text of a file that has a table of this
    name, for `lexicon_from`; empty where it has none.
    """

    tickets: Tickets = field(default_factory=Tickets)
    prompts: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    disclosure: DisclosureSettings = field(default_factory=DisclosureSettings)
    language: str = ""


class Problem(NamedTuple):
    """What is wrong in a settings file, in one sentence; `line` is 0 where no line is to blame."""

    line: int
    says: str


class _Wrong(NamedTuple):
    path: tuple[str | int, ...]
    says: str


def settings_from(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file; of one that is no TOML nothing counts.

    What a later facilitator may know (other tables and keys) is left alone, unless it is a known
    name misspelt. What is wrong in `[language]` is for `lexicon_from` to say.
    """
    import tomllib  # where there is something to read

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


def lexicon_from(settings: Settings) -> tuple[Lexicon, tuple[Problem, ...]]:
    """Return the rules of the language lens as they are set, and what is wrong in `[language]`.

    The lens is imported here and not above: an export does without it.
    """
    from facilitator.findings.language.lexicon_reading import own_lexicon, read_settings

    if not settings.language:
        return own_lexicon(), ()
    lexicon, mistakes = read_settings(settings.language, own_lexicon())
    return lexicon, tuple(
        Problem(each.line, _sentence(f"[language] {each.entry}: {each.says}")) for each in mistakes
    )


def _sentence(words: str) -> str:
    return words if words.endswith(("?", ".")) else f"{words}."


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
    from facilitator.toml_lines import TomlLines

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
    from facilitator.near_miss import near_miss

    for name in unknown:
        if meant := near_miss(name, known):
            said = (
                f"{name}: did you mean {meant}?" if path else f"[{name}]: did you mean [{meant}]?"
            )
            wrong.append(_Wrong((*path, name), said))


def _table(given: object, name: str, example: str, wrong: list[_Wrong]) -> Mapping[str, object]:
    if isinstance(given, Mapping):
        return given
    wrong.append(_Wrong((name,), f"{name} has to be a table: [{name}], and under it {example}."))
    return {}


def _tickets(given: object, wrong: list[_Wrong]) -> Tickets:
    patterns = []
    for key, link in _table(given, "tickets", '"OPS-{n}" = "https://…"', wrong).items():
        says = _wrong_with_ticket(key, link)
        if says:
            wrong.append(_Wrong(("tickets", key), says))
        else:
            patterns.append(TicketPattern(key, str(link)))
    return Tickets(tuple(patterns))


def _wrong_with_ticket(key: str, link: object) -> str:
    if key.count(NUMBER) != 1:
        return f'the ticket "{key}" needs one {NUMBER}, as in "OPS-{NUMBER}".'
    if not isinstance(link, str) or NUMBER not in link:
        return f'the link of "{key}" needs {NUMBER} where the number goes.'
    if not is_web_link(link.replace(NUMBER, "1")):
        return f'the link of "{key}" has to begin with https:// or http://.'
    return ""


def _prompts(given: object, wrong: list[_Wrong]) -> Mapping[Stage, tuple[str, ...]]:
    table = _table(given, "prompts", 'timeline = ["…?"]', wrong)
    stages = {stage.value: stage for stage in Stage}
    _name_near_misses(table, stages, ("prompts",), wrong)
    return {
        stage: _texts(table[name], ("prompts", name), "questions", _LONGEST_QUESTION, wrong)
        for name, stage in stages.items()
        if name in table
    }


def _disclosure(given: object, wrong: list[_Wrong]) -> DisclosureSettings:
    table = _table(given, "disclosure", 'customers = ["…"]', wrong)
    known = ("customers", "internal_domains", "public_domains", "public_words")
    _name_near_misses(table, known, ("disclosure",), wrong)

    def listed(name: str, what: str) -> tuple[str, ...]:
        path = ("disclosure", name)
        return _texts(table.get(name, []), path, what, _LONGEST_WORDS, wrong)

    return DisclosureSettings(
        customers=listed("customers", "names"),
        internal_domains=listed("internal_domains", "domains"),
        public_domains=listed("public_domains", "domains"),
        public_words=listed("public_words", "words"),
    )


def _texts(
    given: object, path: tuple[str, str], what: str, longest: int, wrong: list[_Wrong]
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
        elif len(text) > longest:
            says = f"this is longer than {longest} characters, and {name} takes no more."
        elif what == "domains" and not _DOMAIN.fullmatch(text):
            says = (
                f'"{text}" is no domain: {name} takes names as in corp.example.com, without signs.'
            )
        else:
            kept.setdefault(text)
            continue
        wrong.append(_Wrong((*path, n), says))
    return tuple(kept)
