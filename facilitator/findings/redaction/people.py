"""Names of people, handles and names of customers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.identities import UNKNOWN_ROLE, KnownPerson, is_role_title
from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at
from facilitator.findings.redaction.rules import word_list
from facilitator.findings.redaction.tokenized_text import TokenizedText, fold, folded_words

_SHORTEST_NAME = 3
"""A shorter name counts only beside another name (`Bo Lund`), or as the subject of a verb."""
_AN_S = re.compile(r"['’]s(?!\w)")
_JOINING_MARKS = "_@/-"


def people_in(words: TokenizedText, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the names of people, with the titles, initials and particles beside them."""
    index = 0
    while index < len(words.folded):
        last = index
        if words.folded[index] in context.people:
            last, people = _name_run(words, context, index)
            first, until, is_certain = _with_initials(words, index, last, people)
            first = _with_particles(words, first, people)
            if is_certain or _is_name(words, context, index, last, people):
                start, end = words.spans[first][0], words.spans[until][1]
                yield leak_at(words.text, LeakKind.PERSON, start, end, _replacement(people))
                last = until
        index = last + 1
    for name, replacement in context.uncased.items():
        for found in re.finditer(re.escape(name), words.text):
            yield leak_at(words.text, LeakKind.PERSON, *found.span(), replacement)


def _name_run(
    words: TokenizedText, context: DisclosureContext, index: int
) -> tuple[int, frozenset[KnownPerson]]:
    """Return the last word of the name that begins at `index`, and the people it may name."""
    people = context.people[words.folded[index]]
    last = ahead = index
    while words.may_join_next(ahead):
        ahead += 1
        word = words.folded[ahead]
        if word in words.folded[index:ahead]:
            break  # a repeated word begins another sentence
        named = people & context.people.get(word, frozenset())
        if named and (words.original(ahead)[0].isupper() or not _is_ordinary(word)):
            people, last = named, ahead
        elif not any(word in each.particles for each in people):
            break
    return last, people


def _with_initials(
    words: TokenizedText, first: int, last: int, people: frozenset[KnownPerson]
) -> tuple[int, int, bool]:
    """Extend a name by a title or an initial beside it; return whether it has one."""
    old_span = first, last
    before = words.folded_at(first - 1)
    beside = words.may_join_next(first - 1) and words.original(first)[0].isupper()
    if beside and (before in word_list("titles") or _is_initial(words, first - 1, people)):
        first -= 1
    if (
        words.may_join_next(last)
        and words.gap(last) == " "
        and _is_initial(words, last + 1, people)
    ):
        last += 1
    return first, last, (first, last) != old_span


def _with_particles(words: TokenizedText, first: int, people: frozenset[KnownPerson]) -> int:
    """Return the first word of a name with the particles before it: `de la Cruz`."""
    while words.may_join_next(first - 1) and any(
        words.folded_at(first - 1) in each.particles for each in people
    ):
        first -= 1
    return first


def _is_initial(words: TokenizedText, index: int, people: frozenset[KnownPerson]) -> bool:
    letter = words.original(index)
    if len(letter) != 1 or not letter.isupper():
        return False
    end = words.spans[index][1]
    is_a_word = letter in "AI" and words.text[end : end + 1] != "."
    return not is_a_word and any(words.folded[index] in each.initials for each in people)


def _is_name(
    words: TokenizedText,
    context: DisclosureContext,
    first: int,
    last: int,
    people: frozenset[KnownPerson],
) -> bool:
    original = [words.original(index) for index in range(first, last + 1)]
    capitals = [word[0].isupper() for word in original]
    ordinary = [_is_ordinary(word) for word in words.folded[first : last + 1]]
    if first < last:
        return all(capitals) or not all(ordinary)
    start, end = words.spans[first]
    beside = words.text[max(0, start - 1) : start] + words.text[end : end + 1]
    if "_" in beside or "@" in beside:
        return False
    is_short = len(original[0]) < _SHORTEST_NAME
    if not capitals[0]:
        is_first = any(words.folded[first] == each.first for each in people)
        may_be_name = is_first and not (ordinary[0] or is_short)
        return may_be_name and _is_lower_case_name(words, context, first, beside)
    if is_short and (_is_function_word(words.folded[first]) or not original[0][1:].islower()):
        return False
    is_a_word = ordinary[0] or is_short
    return not is_a_word or _is_used_as_name(words, context, first, beside)


def _is_lower_case_name(
    words: TokenizedText, context: DisclosureContext, at: int, beside: str
) -> bool:
    """Whether a lower-case `priya` is a person, by the words around it."""
    before, after = words.folded_at(at - 1), words.folded_at(at + 1)
    if any(mark in beside for mark in _JOINING_MARKS) or before in word_list("before_no_name"):
        return False
    if _AN_S.match(words.text, words.spans[at][1]) or before in word_list("greetings"):
        return True
    if beside == "()" or (words.starts_sentence(at) and beside.endswith(":")):
        return True
    if after == "and" and words.folded_at(at + 2) in context.people:
        return True
    is_doing = words.gap(at) == " " and after.endswith("s") and not after.endswith("ss")
    is_led = before in word_list("before_somebody") and words.gap(at - 1) == " "
    return is_led or _has_past_verb(words, at, False) or (is_doing and not _is_function_word(after))


def _is_ordinary(word: str) -> bool:
    return word in word_list("ordinary_names") or word in word_list("months")


def _is_used_as_name(
    words: TokenizedText, context: DisclosureContext, at: int, beside: str
) -> bool:
    """Whether an ordinary word such as `Will` or `Grace` is a person, by the words around it."""
    is_month = words.folded[at] in word_list("months")
    before, after = words.folded_at(at - 1), words.folded_at(at + 1)
    if any(mark in beside for mark in _JOINING_MARKS) or before in word_list("before_no_name"):
        return False
    if before[:1].isdecimal() or (is_month and after[:1].isdecimal()):
        return False
    if is_month and before in word_list("before_a_month"):
        return False
    if not is_month and _AN_S.match(words.text, words.spans[at][1]):
        return True
    if words.starts_sentence(at):
        return _has_past_verb(words, at, is_month) or _is_joined_to_name(words, context, at)
    if words.gap(at) == " " and words.original(at + 1)[0].isupper():
        return False
    follows_capital = words.gap(at - 1) == " " and words.original(at - 1)[0].isupper()
    if follows_capital and words.starts_sentence(at - 1):  # the capital only begins the sentence
        return _precedes_name(before) or _has_past_verb(words, at, is_month)
    return not follows_capital


def _precedes_name(word: str) -> bool:
    return _is_function_word(word) or word in word_list("greetings")


def _is_function_word(word: str) -> bool:
    from facilitator.findings.language.english import FUNCTION_WORDS

    return word in FUNCTION_WORDS


def _has_past_verb(words: TokenizedText, at: int, is_month: bool) -> bool:
    from facilitator.findings.language.english import IRREGULAR_PASTS

    after = words.folded_at(at + 1)
    if is_month or words.gap(at) != " ":
        return False
    return after in IRREGULAR_PASTS or (after.endswith("ed") and len(after) > _SHORTEST_NAME)


def _is_joined_to_name(words: TokenizedText, context: DisclosureContext, at: int) -> bool:
    """Whether `and his team`, or `and` with another name, follows."""
    another = words.folded_at(at + 2)
    if words.folded_at(at + 1) != "and":
        return False
    is_named = another in context.people and words.original(at + 2)[0].isupper()
    return is_named or another in ("his", "her", "their")


def _replacement(people: frozenset[KnownPerson]) -> str:
    replacements = {each.replacement for each in people}
    return replacements.pop() if len(replacements) == 1 else UNKNOWN_ROLE


_AT = re.compile(r"(?<![\w@.+/-])@(?:[A-Z][\w.-]*+|[a-z](?:[\w-]|\.(?![A-Z]))*+)(?!/)")
_SHORTEST_HANDLE = 3


def handles_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield handles: all with an @; those of people in the document also without, if distinct."""
    for found in _AT.finditer(text) if "@" in text else ():
        start, end = found.start(), found.start() + len(found[0].rstrip(".-"))
        if fold(text[start + 1 : end]) in context.company_names:
            continue  # the public handle of the company: "follow @palisade"
        replacement = context.handles.get(fold(text[start + 1 : end]), UNKNOWN_ROLE)
        yield leak_at(text, LeakKind.HANDLE, start, end, replacement)
    for handle, replacement in context.handles.items():
        if handle in text and _is_distinct_handle(handle):
            for found in re.finditer(rf"(?<![\w@./-]){re.escape(handle)}(?![\w@/-]|\.\w)", text):
                yield leak_at(text, LeakKind.HANDLE, *found.span(), replacement)


def _is_distinct_handle(handle: str) -> bool:
    words = folded_words(handle)
    ordinary = word_list("ordinary_names") | word_list("months") | word_list("environments")
    return (
        len(handle) >= _SHORTEST_HANDLE and not is_role_title(handle) and ordinary.isdisjoint(words)
    )


def customers_in(words: TokenizedText, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the names of customers, with or without their legal form.

    The first words of a long name are enough. A name of one word has to be capitalized; one that is
    an ordinary word counts only inside a sentence, where a capital marks a name.
    """
    for index, word in enumerate(words.folded):
        for name in context.customers.get(word, ()):
            if _matches_at(words, index, name):
                start, end = words.spans[index][0], _end(words, index + len(name) - 1)
                yield leak_at(words.text, LeakKind.CUSTOMER, start, end, "a customer")
                break


def _end(words: TokenizedText, last: int) -> int:
    """Return the end of a name, including a legal form after it and its dot."""
    if not words.may_join_next(last) or words.folded_at(last + 1) not in word_list("legal_forms"):
        return words.spans[last][1]
    end = words.spans[last + 1][1]
    goes_on = (
        words.text[end : end + 1] == "." and words.text[end + 1 : end + 3].lstrip()[:1].islower()
    )
    return end + 1 if goes_on else end


def _matches_at(words: TokenizedText, index: int, name: tuple[str, ...]) -> bool:
    if words.folded[index : index + len(name)] != name:
        return False
    if len(name) > 1:
        return all(words.may_join_next(n) for n in range(index, index + len(name) - 1))
    first = words.original(index)[0]
    if first.islower():
        return False
    return name[0] not in word_list("ordinary_names") or not words.starts_sentence(index)
