"""The subject of a verb: the noun before it, or the agent after "by"."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from facilitator.findings.language import english as en
from facilitator.findings.language.passage import Passage

_MOST_TOKENS = 60
"""Tokens searched backwards for a subject, which bounds the time in endless sentences."""
# In tokens.
_LONGEST_NOUN = 6
_LONGEST_ASIDE = 8


class Subject(Enum):
    """The kind of subject of a verb."""

    PERSON = "person"
    THING = "thing"
    NOBODY = "nobody"
    UNSTATED = "unstated"


class VerbContext(NamedTuple):
    """The subject of a verb, and whether the verb is passive, modal or negated."""

    subject: Subject
    passive: bool = False
    modal: bool = False
    negated: bool = False


def is_person(p: Passage, index: int) -> bool:
    """Whether the noun that ends at a token means people of the organisation."""
    word = p.at(index)
    if word in en.ROLES:
        return True
    before = p.at(index - 1)
    if word in en.QUALIFIED_ROLES and before not in en.PEOPLE_QUALIFIERS:
        return word not in en.NOT_WITH_ARTICLE and before in ("the", "a", "our", "my")
    if word in en.NOT_WITH_ARTICLE:
        return True
    if word in en.AMBIGUOUS_ROLES:
        return not _names_software(p, index - 1)
    if word in en.STANDALONE_TEAMS:
        return before in en.BEFORE_STANDALONE_TEAMS or not en.is_content(before)
    if word == "call":
        return before == "on"
    return word[0] == "@" or (0 <= index < len(p.tokens) and p.roster.contains(p.original(index)))


def _names_software(p: Passage, index: int) -> bool:
    """Whether the word before `operator` and the like makes it software."""
    word = p.at(index)
    if index < 0 or word in en.SOFTWARE:
        return word in en.SOFTWARE
    if not en.is_content(word) or not p.original(index)[:1].isupper() or is_person(p, index):
        return False
    is_all_caps = p.original(index + 1).isupper()
    return not is_all_caps and p.at(index - 1) not in en.ENDS


def verb_context(p: Passage, verb: int, only_people: bool = False) -> VerbContext:
    """Return the subject of the verb at a token. `only_people`: only people do what it says."""
    passive = modal = negated = False
    j = verb - 1
    while j >= 0 and verb - j < _MOST_TOKENS:
        word = p.tokens[j]
        if word in en.MODALS:
            modal = True
        elif word in en.BE:
            passive = passive or word != "'s"
        elif word in (",", ")"):
            aside_start = _aside_opens(p, j)
            if aside_start is None:
                break
            j = aside_start
        elif word not in en.AUXILIARIES and not en.is_adverb(word):
            break
        negated = negated or (word in en.NEGATIONS and word != "rather")
        j -= 1
    return VerbContext(_subject_at(p, j, only_people), passive, modal, negated)


def _aside_opens(p: Passage, aside_end: int) -> int | None:
    """Return the token that begins an aside in commas or brackets; None if there is none."""
    opening = "(" if p.tokens[aside_end] == ")" else ","
    for j in range(aside_end - 2, max(-1, aside_end - 2 - _LONGEST_ASIDE), -1):
        if p.tokens[j] in en.ENDS:
            return None
        if p.tokens[j] == opening:
            return j
    return None


def _subject_at(p: Passage, j: int, only_people: bool) -> Subject:
    word = p.at(j)
    if j < 0 or word in en.ENDS:
        return Subject.UNSTATED
    if word in en.CONJUNCTIONS or word == ",":
        return _subject_of_first_verb(p, j)
    if word == "who":
        return _of_who(p, j)
    if word == "that":
        return Subject.PERSON if is_person(p, j - 1) else Subject.THING
    if word in en.NEGATIVE_PRONOUNS or (word == "one" and p.at(j - 1) == "no"):
        return Subject.NOBODY
    if word in en.PEOPLE_PRONOUNS:
        return _of_pronoun(p, j, only_people)
    if not en.is_content(word):
        return _of_relative(p, j) if word in en.THING_PRONOUNS else Subject.THING
    return _of_noun(p, j)


def _of_pronoun(p: Passage, j: int, only_people: bool) -> Subject:
    word = p.tokens[j]
    if word == "you" and p.for_customers:
        return Subject.THING
    if word != "they" or only_people:
        return Subject.PERSON
    ends = 0
    for k in range(j - 1, max(-1, j - _MOST_TOKENS), -1):
        earlier = p.tokens[k]
        ends += earlier in en.ENDS
        if ends > 1:
            break
        if is_person(p, k):
            return Subject.PERSON
        if _is_plural(earlier):
            return Subject.THING
    return Subject.PERSON


def _is_plural(word: str) -> bool:
    is_long = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return is_long and word not in en.NOT_PLURAL_NOUNS and en.is_content(word)


def _of_who(p: Passage, j: int) -> Subject:
    """Return the subject of a verb after `who`: the noun before it, or a person in a question."""
    before = p.at(j - 1)
    if before == "," and j > 1:
        before = p.tokens[j - 2]
    asks = not en.is_content(before) or en.looks_like_a_verb(before) or before in ("out", "know")
    known = is_person(p, j - 1) or (p.at(j - 1) == "," and is_person(p, j - 2))
    return Subject.PERSON if known or (asks and before not in ("those", "all")) else Subject.THING


def _of_noun(p: Passage, head: int) -> Subject:
    """Return the subject for a noun phrase, going back over `of`, `for`, `on` to its head."""
    if p.tokens[head].endswith("ing") and is_person(p, head - 1):
        head -= 1
    subject = Subject.THING
    for _ in range(_LONGEST_NOUN):
        subject = Subject.PERSON if is_person(p, head) else Subject.THING
        first = head
        while first > 0 and head - first < _LONGEST_NOUN and en.is_content(p.tokens[first - 1]):
            first -= 1
        before = first - 1
        while first - before < _LONGEST_NOUN and p.at(before) in en.DETERMINERS:
            if p.tokens[before] == "no":
                return Subject.NOBODY
            before -= 1
        if p.at(before) not in en.PREPOSITIONS or p.at(before) in en.BEFORE_A_CLAUSE:
            break
        outer = before - 1
        while before - outer < _LONGEST_NOUN and _modifies_noun(p.at(outer)):
            outer -= 1
        word = p.at(outer)
        if word in en.PARTITIVES:
            return Subject.NOBODY if p.at(outer - 1) == "no" or word == "none" else subject
        if word in en.PEOPLE_PRONOUNS or word in en.NEGATIVE_PRONOUNS:
            return _subject_at(p, outer, False)
        if not en.is_content(word):
            break
        head = outer
    return _of_relative(p, head) if subject is Subject.THING else subject


def _modifies_noun(word: str) -> bool:
    return word in en.PEOPLE_POSTMODIFIERS or word.endswith(("ing", "ed")) or en.is_adverb(word)


def _of_relative(p: Passage, head: int) -> Subject:
    """Return the subject before a relative clause: "the engineer who ran the job [forgot]"."""
    for k in range(head, max(-1, head - _LONGEST_NOUN * 2), -1):
        word = p.tokens[k]
        if (
            word in en.ENDS
            or word in en.SUBORDINATORS
            or word in en.REPORTING_VERBS
            or word in en.CONJUNCTIONS
        ):
            break
        if word == "who":
            return Subject.PERSON if is_person(p, k - 1) else Subject.THING
    return Subject.THING


def _subject_of_first_verb(p: Passage, conjunction: int) -> Subject:
    """Return the subject of a second verb after `and`: that of the first verb."""
    start = conjunction
    for _ in range(_MOST_TOKENS):
        start -= 1
        before = p.at(start - 1)
        if (
            before in en.ENDS
            or before in en.SUBORDINATORS
            or before in en.CONJUNCTIONS
            or before == ","
        ):
            subject = _opening_subject(p, start, conjunction)
            if subject is not None:
                return subject
        if start <= 0 or before in en.ENDS:
            break
    return Subject.THING


def _opening_subject(p: Passage, start: int, end: int) -> Subject | None:
    """Return the subject a clause opens with; None if it opens with no subject and verb."""
    if p.tokens[start] in en.PREPOSITIONS:
        start = _skip_first_noun(p, start, end)
    end = min(end, start + _LONGEST_NOUN * 2)
    while start < end and (p.tokens[start] in en.DETERMINERS or en.is_adverb(p.tokens[start])):
        if p.tokens[start] == "no":
            return Subject.NOBODY
        start += 1
    if p.at(start) in en.NEGATIVE_PRONOUNS:
        return Subject.NOBODY
    if p.tokens[start] in en.PEOPLE_PRONOUNS:
        return _of_pronoun(p, start, False) if p.tokens[start] != "who" else _of_who(p, start)
    if p.tokens[start] in en.THING_PRONOUNS:
        return Subject.THING
    for k in range(start, min(end, start + _LONGEST_NOUN)):
        if not en.is_content(p.tokens[k]):
            return None
        after = p.at(k + 1)
        verb_comes = en.looks_like_a_verb(after) or after == "who"
        tells = (
            verb_comes or after in en.PREPOSITIONS or (p.in_present_tense and after.endswith("s"))
        )
        if tells and is_person(p, k):
            return Subject.PERSON
        if verb_comes:
            return Subject.THING
    return None


def _skip_first_noun(p: Passage, start: int, end: int) -> int:
    """Return the first token of the subject after `in the morning` and the like without a comma."""
    k = start + 1
    while k < end and p.tokens[k] in en.DETERMINERS:
        k += 1
    latest = min(end, k + _LONGEST_NOUN)
    while k < latest and en.is_content(p.tokens[k]):
        k += 1
    return k if k < end and p.tokens[k] in en.DETERMINERS | en.PEOPLE_PRONOUNS else start


def find_person(p: Passage, index: int, verb_follows: bool = False) -> int | None:
    """Return the token of a person in the noun phrase that begins at `index`; None without one.

    `verb_follows`: a verb comes right after the noun, as in a question.
    """
    latest = index + _LONGEST_NOUN
    while index < latest and (p.at(index) in en.DETERMINERS or en.is_adverb(p.at(index))):
        if p.at(index) == "no":
            return None
        index += 1
    if p.at(index) in en.PEOPLE_OBJECTS:
        return None if verb_follows else index
    for k in range(index, min(len(p.tokens), index + _LONGEST_NOUN)):
        if not en.is_content(p.tokens[k]):
            return None
        ends = _noun_ends(p, k + 1)
        if verb_follows and not en.is_content(p.at(k + 2)):
            ends = p.at(k + 1) != "'s"
        if is_person(p, k) and ends:
            return k
    return None


def _noun_ends(p: Passage, index: int) -> bool:
    word = p.at(index)
    if word == "'s" or p.text[p.ends[index - 1] : p.ends[index - 1] + 1] in ("'", "’"):
        return False
    is_name = index < len(p.tokens) and p.original(index)[:1].isupper()
    return not en.is_content(word) or word.endswith("ing") or en.looks_like_a_verb(word) or is_name


def is_negated(p: Passage, index: int, words: int = 4) -> bool:
    """Whether one of the few tokens before, in the same clause, is a negation."""
    for j in range(index - 1, max(-1, index - 1 - words), -1):
        word = p.tokens[j]
        if word in en.ENDS or word == ",":
            return False
        if word in en.NEGATIONS:
            return True
    return False
