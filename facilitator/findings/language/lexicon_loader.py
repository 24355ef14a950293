"""The lexicon, parsed and validated from TOML, and a team's `[language]` settings applied to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from facilitator.findings.language.lexicon import Family, Lexicon, Phrase, Rule, RuleShape

if TYPE_CHECKING:
    from facilitator.text.toml_lines import Key

_LONGEST_PHRASE = 200  # characters
_SHORTEST_STEM = 3  # letters before a `*`: fewer would match too many words
_PHRASE_KEYS = frozenset({"words", "by", "now", "phrases"})
_TEMPLATE_KEYS = frozenset({"rewrites", "with_rest", "with_count"})
_SLOTS = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[^\W_]+(?:['’.@-][^\W_]+)*\*?|;|['’](?:s|d|ve|ll|re|m)")
_RULE_KEYS = frozenset(Rule._fields) - {"name"}
_ALWAYS_FILLED = frozenset({"before", "after", "words", "counted", "verb"})
_ALL_SLOTS = _ALWAYS_FILLED | {"rest", "thing"}
_SETTINGS_KEYS = ("off", "add", "rewrites")
_EnumT = TypeVar("_EnumT", Family, RuleShape)


class Mistake(NamedTuple):
    """An error in a lexicon or in settings. `line` is 0 if the text was not given."""

    entry: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}, {self.entry}" if self.line else self.entry
        return f"{place}: {self.message}"


@cache
def builtin_lexicon() -> Lexicon:
    """Return the rules that come with the program. Raises ValueError if `lexicon.toml` is wrong."""
    text = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    lexicon, mistakes = parse_lexicon(text)
    if mistakes:
        raise ValueError(str(mistakes[0]))
    return lexicon


def parse_lexicon(text: str) -> tuple[Lexicon, tuple[Mistake, ...]]:
    """Parse a lexicon; return its rules and the mistakes. An incomplete rule is left out."""
    raw, mistakes = _parse_toml(text)
    rules = []
    for name, entries in raw.items():
        rule, wrong = _rule(name, entries)
        mistakes += wrong
        if rule is not None:
            rules.append(rule)
    return Lexicon(tuple(rules)), _with_lines(text, raw, mistakes)


def parse_language_settings(text: str, base: Lexicon) -> tuple[Lexicon, tuple[Mistake, ...]]:
    """Apply the `[language]` table of a settings file to rules; return them and the mistakes."""
    raw, mistakes = _parse_toml(text)
    language = raw.get("language", {})
    lexicon, wrong = with_language_settings(base, language)
    return lexicon, _with_lines(text, raw, [*mistakes, *wrong], ("language",))


def with_language_settings(base: Lexicon, settings: object) -> tuple[Lexicon, tuple[Mistake, ...]]:
    """Apply a team's settings to rules; return them and the mistakes.

    `off`: names of rules or families to remove; `add`: words for a rule, by name; `rewrites`: the
    team's own rewrites for a rule, by name. Entries with mistakes are ignored.
    """
    if not isinstance(settings, Mapping):
        return base, (Mistake("language", "this has to be a table: [language]"),)
    mistakes = [
        Mistake(str(key), f"there is no such setting; there are {', '.join(_SETTINGS_KEYS)}")
        for key in settings
        if key not in _SETTINGS_KEYS
    ]
    rules = dict(base.by_name)
    for name, entry, given in _per_rule(settings, "add", rules, mistakes):
        words, wrong = _phrases(entry, given)
        mistakes += wrong
        rules[name] = rules[name]._replace(words=(*rules[name].words, *words))
    for name, entry, given in _per_rule(settings, "rewrites", rules, mistakes):
        sentences, wrong = _templates(entry, given)
        mistakes += wrong
        with_slots = tuple(each for each in sentences if not _is_always_filled(each))
        plain = tuple(each for each in sentences if _is_always_filled(each))
        if sentences:
            own = plain or rules[name].rewrites
            rules[name] = rules[name]._replace(rewrites=own, with_rest=with_slots, with_count=())
    off, wrong = _strings("off", settings.get("off", []))
    mistakes += wrong
    families = {str(family) for family in Family}
    for name in off:
        if name not in rules and name not in families:
            mistakes.append(Mistake(f"off: {name}", _no_such_rule(name, {*rules, *families})))
    valid = [rule for rule in rules.values() if rule.name not in off and rule.family not in off]
    return Lexicon(tuple(valid)), tuple(mistakes)


def _parse_toml(text: str) -> tuple[dict[str, object], list[Mistake]]:
    """Return the tables of a TOML text; after a syntax error, those above the wrong line."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line ([0-9]+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        mistake = Mistake("file", str(error).partition(" (at ")[0], line)
    lines = text.splitlines()[: line - 1]
    while lines:
        try:
            return tomllib.loads("\n".join(lines)), [mistake]
        except tomllib.TOMLDecodeError:
            lines = _without_last_table(lines)
    return {}, [mistake]


def _without_last_table(lines: list[str]) -> list[str]:
    heads = [n for n, line in enumerate(lines) if line.startswith("[")]
    return lines[: heads[-1]] if heads else []


def _rule(name: str, entries: object) -> tuple[Rule | None, list[Mistake]]:
    if not isinstance(entries, dict):
        return None, [Mistake(name, f"a rule is a table: [{name}]")]
    mistakes: list[Mistake] = []
    read: dict[str, object] = {}
    for key, given in entries.items():
        entry = f"{name}.{key}"
        wrong: list[Mistake] = []
        if key not in _RULE_KEYS:
            wrong = [Mistake(entry, "a rule has no such entry")]
        elif key in _PHRASE_KEYS:
            read[key], wrong = _phrases(entry, given)
        elif key in _TEMPLATE_KEYS:
            read[key], wrong = _templates(
                entry, given, _ALL_SLOTS if key == "with_rest" else _ALWAYS_FILLED
            )
        elif key == "family":
            read[key], wrong = _one_of(Family, entry, given)
        elif key == "shape":
            read[key], wrong = _one_of(RuleShape, entry, given)
        elif (kind := type(Rule._field_defaults.get(key, ""))) in (str, bool, int):
            read[key] = given
            wrong = [] if type(given) is kind else [Mistake(entry, f"has to be a {kind.__name__}")]
        else:
            strings, wrong = _strings(entry, given)
            read[key] = frozenset(word.lower() for word in strings)
        mistakes += wrong
    missing = [key for key in ("family", "shape", "reason", "rewrites") if not read.get(key)]
    if missing:
        mistakes.append(Mistake(name, f"the rule lacks {', '.join(missing)}, and is left out"))
        return None, mistakes
    return Rule(name=name, **read), mistakes  # type: ignore[arg-type]  # read by the field's kind


def _per_rule(
    settings: Mapping[str, object], key: str, rules: Mapping[str, Rule], mistakes: list[Mistake]
) -> Iterator[tuple[str, str, object]]:
    table = settings.get(key, {})
    if not isinstance(table, Mapping):
        mistakes.append(Mistake(key, f"this has to be a table: [language.{key}]"))
        return
    for name, given in table.items():
        if name in rules:
            yield name, f"{key}.{name}", given
        else:
            mistakes.append(Mistake(f"{key}.{name}", _no_such_rule(name, rules)))


def _no_such_rule(name: str, known: Iterable[str]) -> str:
    from facilitator.text.suggest import closest_match  # lazy: most lexicons have no mistake

    if suggestion := closest_match(name, known):
        return f"there is no such rule: did you mean {suggestion}?"
    return f"there is no such rule; there are {', '.join(sorted(known))}"


def _one_of(kind: type[_EnumT], entry: str, given: object) -> tuple[_EnumT | None, list[Mistake]]:
    try:
        return kind(str(given)), []
    except ValueError:
        return None, [Mistake(entry, f"one of {', '.join(kind)}, not {given!r}")]


def _strings(entry: str, given: object) -> tuple[Phrase, list[Mistake]]:
    if not isinstance(given, list):
        return (), [Mistake(entry, 'this has to be a list of words: ["one", "two"]')]
    wrong = [
        Mistake(f"{entry}: {each!r}", "only text between quotation marks can stand here")
        for each in given
        if not isinstance(each, str) or not each.strip()
    ]
    return tuple(each for each in given if isinstance(each, str) and each.strip()), wrong


def _templates(
    entry: str, given: object, slots_allowed: frozenset[str] = _ALL_SLOTS
) -> tuple[Phrase, list[Mistake]]:
    strings, mistakes = _strings(entry, given)
    valid = []
    slots = ", ".join(f"{{{slot}}}" for slot in sorted(slots_allowed))
    for sentence in strings:
        unknown = set(_SLOTS.findall(sentence)) - slots_allowed
        if unknown or sentence.count("{") != len(_SLOTS.findall(sentence)):
            mistakes.append(
                Mistake(
                    f"{entry}: {sentence!r}",
                    f"only {slots} are filled in: mind the braces",
                )
            )
        else:
            valid.append(sentence)
    return tuple(valid), mistakes


def _is_always_filled(sentence: str) -> bool:
    return _ALWAYS_FILLED.issuperset(_SLOTS.findall(sentence))


def _phrases(entry: str, given: object) -> tuple[tuple[Phrase, ...], list[Mistake]]:
    strings, mistakes = _strings(entry, given)
    valid = []
    for phrase in strings:
        message = _phrase_error(phrase)
        if message:
            mistakes.append(Mistake(f"{entry}: {phrase!r}", message))
        else:
            valid.append(tuple(_WORD.findall(phrase.lower().replace("’", "'"))))
    return tuple(valid), mistakes


def _phrase_error(phrase: str) -> str:
    """Return why a phrase is invalid; empty if valid. Phrases are plain words, never patterns."""
    if len(phrase) > _LONGEST_PHRASE:
        return f"longer than {_LONGEST_PHRASE} characters"
    words = phrase.split()
    for word in words:
        if "*" in word[:-1]:
            return "a * can only stand at the end of a word"
        if word.endswith("*") and len(word) <= _SHORTEST_STEM:
            return f"a word before * needs {_SHORTEST_STEM} letters at least"
    if "".join(_WORD.findall(phrase)) != "".join(words):
        return "plain words only, no signs: this is not read as a pattern"
    return ""


def _with_lines(
    text: str, raw: object, mistakes: list[Mistake], table: tuple[str, ...] = ()
) -> tuple[Mistake, ...]:
    """Set the line of each mistake; entries are looked up below `table`."""
    if not mistakes:
        return ()
    from facilitator.text.toml_lines import TomlLines

    lines = TomlLines(text)
    return tuple(
        mistake
        if mistake.line
        else mistake._replace(line=lines.of(*table, *_path_of(mistake.entry, raw, table)))
        for mistake in mistakes
    )


def _path_of(entry: str, raw: object, table: tuple[str, ...]) -> tuple[Key, ...]:
    """Return the path in a file of the entry that a mistake names: `add.forgot: 'mis*ed'`."""
    keys, _, words = entry.partition(": ")
    path = tuple(keys.split("."))
    node = raw
    for key in (*table, *path):
        node = node.get(key) if isinstance(node, Mapping) else None
    if not words or not isinstance(node, list):
        return path
    return (*path, *[n for n, each in enumerate(node) if words in (each, repr(each))][:1])
