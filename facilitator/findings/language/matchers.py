"""Matchers: one function for each shape of rules.

A matcher is called where the words of a pattern occur, at token `i`, and returns the span of the
finding, or None if the words do not count there. First come the shapes that depend on who acts
(blame, counterfactuals), then those of actions, then those of plain words.
"""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Pattern, PhraseList, Rule
from facilitator.findings.language.passage import MASK, Passage
from facilitator.findings.language.subjects import (
    Subject,
    find_person,
    is_negated,
    is_person,
    verb_context,
)

Span = tuple[int, int]
"""The first and the last token of a finding."""


def skip_adverbs(p: Passage, index: int, by: int = 1) -> int:
    """Return the first token from `index` on that is no adverb; `by` -1 goes backwards."""
    latest = index + 8 * by
    while index != latest and en.is_adverb(p.at(index)):
        index += by
    return index


def _next_tokens(p: Passage, index: int, count: int) -> list[str]:
    """Return the next tokens of the same sentence, at most `count`."""
    found = []
    for word in p.tokens[index : index + count]:
        if word in en.ENDS:
            break
        found.append(word)
    return found


def _counts_as_person(subject: Subject, pattern: Pattern) -> bool:
    return subject is Subject.PERSON or (
        subject is Subject.UNSTATED and pattern.rule.subject_optional
    )


def person_does(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a person as the subject of a verb, or as its agent: "was broken by the vendor"."""
    rule, after = pattern.rule, i + len(pattern.words)
    before = verb_context(p, i, only_people=rule.subject_optional)
    if before.negated or before.modal:
        return None
    if pattern.phrase_list is PhraseList.NOW and (not p.in_present_tense or _is_general_rule(p, i)):
        return None
    if pattern.phrase_list is PhraseList.BY:
        by = skip_adverbs(p, after)
        person = find_person(p, by + 1) if p.at(by) == "by" else None
        return (i, person) if person is not None else None
    if p.at(after) in rule.unless_next:
        return None
    if not rule.unless_soon.isdisjoint(_next_tokens(p, after, 4)):
        return None
    is_ing = p.tokens[i].endswith("ing")
    if (before.passive and not is_ing) or (is_ing and before.subject is Subject.UNSTATED):
        return None
    return (i, after - 1) if _counts_as_person(before.subject, pattern) else None


def _is_general_rule(p: Passage, index: int) -> bool:
    """Whether an `if` or a `when` shortly before makes the sentence a general rule."""
    for word in reversed(p.tokens[max(0, index - 8) : index]):
        if word in en.ENDS or word == ",":
            return False
        if word in ("if", "when", "whenever", "unless", "until", "whoever", "who"):
            return True
    return False


def person_is(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a person, or their work, called careless or the like."""
    if is_person(p, i + 1):
        return (i, i)
    if p.at(i + 1) in pattern.rule.targets:
        return (i, i + 1)
    before = verb_context(p, i)
    says_it = before.passive and not before.negated and before.subject is Subject.PERSON
    return (i, i) if says_it else None


def at_fault(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a person at fault or to blame, or something that is their fault."""
    last = i + len(pattern.words) - 1
    if p.at(last + 1) in pattern.rule.unless_next:
        return None
    if last > i:
        if is_person(p, i - 1):
            return (i, last)
        before = verb_context(p, i)
        says_it = before.passive and not before.negated and before.subject is Subject.PERSON
        return (i, last) if says_it else None
    if _is_noun(p.at(i + 1)) or is_negated(p, i):
        return None
    owner = i - 1
    if p.at(owner) in en.POSSESSIVES:
        return None if p.tokens[owner] == "your" and p.for_customers else (owner, i)
    if p.at(owner) == "'s":
        owner -= 1
    elif owner < 0 or p.text[p.ends[owner] : p.ends[owner] + 1] not in ("'", "’"):
        return None
    return (owner, i) if is_person(p, owner) else None


def _is_noun(word: str) -> bool:
    return en.is_content(word) and not en.looks_like_a_verb(word)


def who_did(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a question that asks for a person: who did, why did you."""
    after = i + len(pattern.words)
    match p.tokens[i]:
        case "why":
            if p.at(after) in ("you", "he", "she", "they"):
                return (i, after)
            person = find_person(p, after, verb_follows=True)
            return (i, person) if person is not None else None
        case "who":
            asks = i == 0 or p.tokens[i - 1] in en.ENDS or p.tokens[i - 1] in pattern.rule.after
            following = p.at(after)
            others = following in en.PEOPLE_PRONOUNS or following in en.NEGATIONS
            others = others or following == "what"
            return (i, after - 1) if asks and not others else None
        case _:
            return None if is_negated(p, i) else (i, after - 1)


def should_have(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match somebody, named or not, who should, could or would have done something else."""
    rule, modal = pattern.rule, p.tokens[i]
    have = _have_after(p, i)
    if have is None:
        return None
    negated = modal.endswith("n't") or "not" in p.tokens[i + 1 : have]
    did = skip_adverbs(p, have + 1)
    deed = p.at(did)
    could = modal.startswith(("could", "would", "might"))
    if deed in en.ENDS and not could:  # "nobody looked, as they should have"
        return (i, have) if verb_context(p, i).subject is Subject.PERSON else None
    if not en.is_participle(deed) or (could and (negated or p.luck or deed in rule.harm)):
        return None
    if modal == "might" and deed not in rule.targets and deed != "been":
        return None  # "might have been": a guess at what did happen
    if deed in rule.adjectives and _is_plural_noun(p, did + 1):
        return None  # "should have automated tests"
    done = p.at(skip_adverbs(p, did + 1)) if deed == "been" else deed
    subject = verb_context(p, i).subject
    if subject is Subject.PERSON or (subject is Subject.UNSTATED and deed != "been"):
        return None if deed == "been" and could and done not in rule.targets else (i, have)
    by_somebody = deed == "been" and done in rule.targets and not p.luck
    return (i, have) if by_somebody and not _by_a_thing(p, did + 2) else None


def _have_after(p: Passage, modal: int) -> int | None:
    """Return the `have` of a modal, past adverbs and `to`."""
    k = skip_adverbs(p, modal + 1)
    if p.tokens[modal] in ("ought", "needed", "supposed"):
        if p.at(k) != "to":
            return None
        k = skip_adverbs(p, k + 1)
    return k if p.at(k) in ("have", "'ve", "of") else None


def _is_plural_noun(p: Passage, index: int) -> bool:
    return p.at(index).endswith("s") and en.is_content(p.at(index))


def _by_a_thing(p: Passage, index: int) -> bool:
    words = _next_tokens(p, index, 5)
    return "by" in words and find_person(p, index + words.index("by") + 1) is None


def if_only(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a counterfactual condition: if only, if somebody had, had somebody."""
    if p.luck:
        return None
    if len(pattern.words) > 1:
        return (i, i + 1)
    return _had_somebody(p, i) if p.tokens[i] == "had" else _if_somebody_had(p, i)


def _had_somebody(p: Passage, had: int) -> Span | None:
    """Match "had the engineer read it", only at the beginning of a clause."""
    if p.at(had - 1) not in en.ENDS and p.at(had - 1) != ",":
        return None
    is_pronoun = p.at(had + 1) in en.PEOPLE_PRONOUNS
    person = had + 1 if is_pronoun else find_person(p, had + 1)
    if person is None or not en.is_participle(p.at(skip_adverbs(p, person + 1))):
        return None
    return (had, person)


def _if_somebody_had(p: Passage, i: int) -> Span | None:
    if p.at(i - 1) in en.ASKING_WORDS:
        return None
    for k in range(i + 1, min(len(p.tokens), i + 8)):
        if p.tokens[k] in en.ENDS or p.tokens[k] in en.SUBORDINATORS:
            return None
        if p.tokens[k] in ("had", "hadn't", "'d"):
            did = p.at(skip_adverbs(p, k + 1))
            says_it = en.is_participle(did) and verb_context(p, k).subject is Subject.PERSON
            return (i, k) if says_it else None
    return None


def did_not(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match somebody, named or not, who did not do something expected of them."""
    rule = pattern.rule
    verb = skip_adverbs(p, i + len(pattern.words))
    if p.at(verb) not in rule.verbs:
        return None
    if p.tokens[i] == "never" and not (
        en.is_participle(p.tokens[verb]) or p.tokens[verb] == "read"
    ):
        return None
    if p.tokens[verb].startswith("notice") and not {"until", "at", "yet"}.isdisjoint(
        _next_tokens(p, verb + 1, 10)
    ):
        return None
    before = verb_context(p, i, only_people=False)
    if before.modal or before.negated or before.passive:
        return None
    return (i, verb) if _counts_as_person(before.subject, pattern) else None


_MOST_TOKENS = 40  # searched after a verb: bounds the time in endless sentences
_BEFORE_ACTION = frozenset(
    {
        "we",
        "need",
        "needs",
        "to",
        "should",
        "must",
        "will",
        "have",
        "please",
        "let",
        "'s",
        "us",
        "-",
        "team",
        "the",
        "everyone",
        "everybody",
    }
)


def opening_verb(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a vague verb at the beginning of an action or of its second part."""
    after = i + len(pattern.words)
    if p.at(after) in pattern.rule.unless_next:
        return None
    if not _begins_action(p, i) or (pattern.rule.not_with_figure and _has_figure(p, after)):
        return None
    return (i, after - 1)


def _begins_action(p: Passage, i: int) -> bool:
    """Whether an action begins at a token."""
    j = i - 1
    while j >= 0 and i - j < 8 and p.tokens[j] in _BEFORE_ACTION:
        j -= 1
    before = p.at(j)
    if before in en.ENDS or before == "]":
        return True
    return j == i - 1 and before in ("and", "then", ",")


def _has_figure(p: Passage, index: int) -> bool:
    for word in p.tokens[index : index + _MOST_TOKENS]:
        if word in (".", "!", "?", "\n"):
            return False
        if any(character.isdigit() for character in word[:12]):
            return True
    return False


def bare_addition(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match "add monitoring", "fix the bug", if the words after it do not say which."""
    rule = pattern.rule
    if not _begins_action(p, i):
        return None
    last, k = None, i + len(pattern.words)
    while (
        k < len(p.tokens)
        and k - i < 10
        and (p.tokens[k] in rule.adjectives or p.tokens[k] in rule.targets)
    ):
        if p.tokens[k] in rule.targets:
            last = k
        k += 1
    if last is None or _count_specific_words(p, last + 1) > rule.words_allowed:
        return None
    return (i, last)


def _count_specific_words(p: Passage, index: int) -> int:
    count = 0
    for word in p.tokens[index : index + _MOST_TOKENS]:
        if word in (".", ";", "!", "\n"):
            break
        count += word not in en.UNSPECIFIC_WORDS and word not in en.FUNCTION_WORDS
    return count


def several_actions(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a second action joined to the first."""
    rule = pattern.rule
    k = skip_adverbs(p, i + 1)
    word = p.at(k)
    if word in rule.verbs_or_nouns:
        if p.at(k + 1) not in en.DETERMINERS:
            return None
    elif word not in rule.verbs or p.at(k + 1) in (*en.ENDS, ",", "and", "or"):
        return None
    if (
        p.at(i - 1) in rule.verbs
        or p.at(i - 1) in rule.verbs_or_nouns
        or not _is_one_clause(p, rule, i)
    ):
        return None
    return (k if p.tokens[i] == ";" else i, k)


def _is_one_clause(p: Passage, rule: Rule, conjunction: int) -> bool:
    """Whether the first action goes up to the conjunction without a subordinate clause."""
    start = conjunction
    while (
        start > 0
        and conjunction - start < _MOST_TOKENS
        and p.tokens[start - 1] not in (".", "!", "?", "\n")
    ):
        start -= 1
    while start < conjunction and p.tokens[start] in _BEFORE_ACTION:
        start += 1
    if conjunction - start < 2 or p.tokens[start] in en.DETERMINERS:
        return False  # "add and test the limit": two verbs with one object
    for k in range(start, conjunction):
        if p.tokens[k] in en.SUBORDINATORS or p.tokens[k] in (
            "until",
            "before",
            "after",
            "who",
            "what",
        ):
            return False
        if p.tokens[k] == "to" and not _is_noun_after_to(p, k + 1):
            return False
    return True


def _is_noun_after_to(p: Passage, index: int) -> bool:
    """Whether the word after `to` probably begins a noun, and is no infinitive."""
    word = p.at(index)
    begins_a_noun = word in en.DETERMINERS or word[0].isdigit() or word.endswith("s")
    return begins_a_noun or (index < len(p.tokens) and p.original(index)[0].isupper())


def team_owns(p: Passage, rule: Rule) -> Span | None:
    """Match an owner that is a team, everybody or nobody."""
    return (0, len(p.tokens) - 1) if p.tokens and p.tokens[-1] in rule.targets else None


def _is_ruled_out(p: Passage, rule: Rule, first: int, after: int) -> bool:
    return p.at(after) in rule.unless_next or p.at(first - 1) in rule.unless_before


def words(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match the words, unless a word beside them excludes it."""
    rule, after = pattern.rule, i + len(pattern.words)
    if _is_ruled_out(p, rule, i, after):
        return None
    if rule.not_if_negated and is_negated(p, i):
        return None
    if rule.not_after_thing and _is_thing(p, i - 1):
        return None
    return (i, after - 1)


def _is_thing(p: Passage, index: int) -> bool:
    """Whether a token ends a subject that is no person."""
    word = p.at(index)
    if word in en.THING_PRONOUNS:
        return True
    is_noun = en.is_content(word) and not en.is_adverb(word) and not is_person(p, index)
    return is_noun and word not in en.NOT_PLURAL_NOUNS


def predicate(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match "it was obvious", unless negated, compared, or preceded by "became"."""
    if p.at(i - 1) in ("more", "less", "as", "how"):
        return None
    if p.at(skip_adverbs(p, i - 1, -1)) in ("became", "become", "becoming"):
        return None  # "it became obvious at 14:02" says when it could be seen
    before = verb_context(p, i)
    return (i, i) if before.passive and not before.negated and not is_negated(p, i) else None


def vague_quantity(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Match a quantity without a figure, unless a figure follows."""
    rule, last = pattern.rule, i + len(pattern.words) - 1
    if pattern.phrase_list is not PhraseList.PHRASES:
        noun = _counted_noun(p, rule, last + 1)
        if noun is None:
            return None
        last = noun
    habit = p.at(i - 2) in rule.unless_before  # "every few minutes", "once in a while"
    if habit or _is_ruled_out(p, rule, i, last + 1) or _figure_follows(p, last + 1):
        return None
    return (i, last)


def _counted_noun(p: Passage, rule: Rule, index: int) -> int | None:
    for k in range(index, min(len(p.tokens), index + 5)):
        word = p.tokens[k]
        if word in rule.counted:
            return k
        is_adjective = word in en.QUANTITY_ADJECTIVES or word.endswith(en.ADJECTIVE_ENDINGS)
        if not is_adjective and not p.original(k)[0].isupper():
            return None
    return None


def _figure_follows(p: Passage, index: int) -> bool:
    for word in p.tokens[index : index + 5]:
        if word in en.ENDS and word != ":":
            return False
        if any(character.isdigit() for character in word[:12]):
            return True
    return False


def only_a_person(p: Passage) -> Span | None:
    """Match a whole text that is a person, a role or a team."""
    tokens = [word for word in p.tokens if word != "."]
    if not 0 < len(tokens) <= 6 or tokens[0] == "no":
        return None
    first = 1 if tokens[0] in en.DETERMINERS else 0
    is_noun = all(en.is_content(word) and word[0] != MASK for word in tokens[first:])
    last = len(tokens) - 1
    is_noun = is_noun and not any(en.is_adverb(word) for word in tokens)
    return (0, last) if is_noun and first <= last and is_person(p, last) else None
