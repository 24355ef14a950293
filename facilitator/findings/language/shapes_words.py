"""The shapes that look at the words themselves: hindsight, thin causes, figures nobody gave."""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Pattern, Rule, Saying
from facilitator.findings.language.passage import Passage
from facilitator.findings.language.shapes_people import Span, past_adverbs
from facilitator.findings.language.shielded import SHIELD
from facilitator.findings.language.subjects import before_verb, is_denied, is_person


def _is_ruled_out(p: Passage, rule: Rule, first: int, after: int) -> bool:
    return p.at(after) in rule.unless_next or p.at(first - 1) in rule.unless_before


def words(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """The words as they are, where nothing right beside them says otherwise."""
    rule, after = pattern.rule, i + len(pattern.words)
    if _is_ruled_out(p, rule, i, after):
        return None
    if rule.quiet_if_denied and is_denied(p, i):
        return None
    if rule.quiet_after_thing and _is_thing(p, i - 1):
        return None
    return (i, after - 1)


def _is_thing(p: Passage, index: int) -> bool:
    """Whether a word is the end of a subject that is no person."""
    word = p.at(index)
    if word in en.THING_PRONOUNS:
        return True
    is_noun = en.is_content(word) and not en.is_adverb(word) and not is_person(p, index)
    return is_noun and word not in en.NOT_NOUNS


def predicate(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """What is said to be so: it was obvious. Not what is denied, or more or less so."""
    if p.at(i - 1) in ("more", "less", "as", "how"):
        return None
    if p.at(past_adverbs(p, i - 1, -1)) in ("became", "become", "becoming"):
        return None  # tells at which minute it could be seen
    before = before_verb(p, i)
    return (i, i) if before.passive and not before.denied and not is_denied(p, i) else None


def so_many(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A quantity without a figure, unless the figure stands right after it."""
    rule, last = pattern.rule, i + len(pattern.words) - 1
    if pattern.saying is not Saying.PHRASES:
        noun = _counted_noun(p, rule, last + 1)
        if noun is None:
            return None
        last = noun
    habit = p.at(i - 2) in rule.unless_before  # every few, once in a while
    if habit or _is_ruled_out(p, rule, i, last + 1) or _figure_follows(p, last + 1):
        return None
    return (i, last)


def _counted_noun(p: Passage, rule: Rule, index: int) -> int | None:
    for k in range(index, min(len(p.low), index + 5)):
        word = p.low[k]
        if word in rule.things:
            return k
        is_adjective = word in en.QUANTITY_ADJECTIVES or word.endswith(en.ADJECTIVE_ENDINGS)
        if not is_adjective and not p.written(k)[0].isupper():
            return None
    return None


def _figure_follows(p: Passage, index: int) -> bool:
    for word in p.low[index : index + 5]:
        if word in en.ENDS and word != ":":
            return False
        if any(character.isdigit() for character in word[:12]):
            return True
    return False


def only_a_person(p: Passage) -> Span | None:
    """The whole text names a person, a role or a team, and says nothing else."""
    low = [word for word in p.low if word != "."]
    if not 0 < len(low) <= 6 or low[0] == "no":
        return None
    first = 1 if low[0] in en.DETERMINERS else 0
    is_noun = all(en.is_content(word) and word[0] != SHIELD for word in low[first:])
    last = len(low) - 1
    is_noun = is_noun and not any(en.is_adverb(word) for word in low)
    return (0, last) if is_noun and first <= last and is_person(p, last) else None
