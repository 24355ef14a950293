"""The shapes that need to know who does it: blame, and deeds that did not happen."""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Pattern, Saying
from facilitator.findings.language.passage import Passage
from facilitator.findings.language.subjects import (
    Who,
    before_verb,
    is_denied,
    is_person,
    person_after,
)

Span = tuple[int, int]
"""The first and the last word of a finding."""


def past_adverbs(p: Passage, index: int, by: int = 1) -> int:
    """Return the first word from here on (back, by -1) that is no adverb."""
    latest = index + 8 * by
    while index != latest and en.is_adverb(p.at(index)):
        index += by
    return index


def _soon(p: Passage, index: int, count: int) -> list[str]:
    """Return the next few words of the same sentence."""
    found = []
    for word in p.low[index : index + count]:
        if word in en.ENDS:
            break
        found.append(word)
    return found


def _counts(who: Who, pattern: Pattern) -> bool:
    return who is Who.PERSON or (who is Who.UNSTATED and pattern.rule.unstated)


def person_does(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person as the subject of a verb, or as the one it is done by."""
    rule, after = pattern.rule, i + len(pattern.words)
    before = before_verb(p, i, only_people=rule.unstated)
    if before.denied or before.modal:
        return None
    if pattern.saying is Saying.NOW and (not p.told_now or _is_a_condition(p, i)):
        return None
    if pattern.saying is Saying.BY:
        by = past_adverbs(p, after)
        person = person_after(p, by + 1) if p.at(by) == "by" else None
        return (i, person) if person is not None else None
    if p.at(after) in rule.unless_next:
        return None
    if not rule.unless_soon.isdisjoint(_soon(p, after, 4)):
        return None
    is_ing = p.low[i].endswith("ing")
    if (before.passive and not is_ing) or (is_ing and before.who is Who.UNSTATED):
        return None
    return (i, after - 1) if _counts(before.who, pattern) else None


def _is_a_condition(p: Passage, index: int) -> bool:
    """Whether an `if` or a `when` not far before makes a rule of what is said."""
    for word in reversed(p.low[max(0, index - 8) : index]):
        if word in en.ENDS or word == ",":
            return False
        if word in ("if", "when", "whenever", "unless", "until", "whoever", "who"):
            return True
    return False


def person_is(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person who is said to be so, or whose deed is."""
    if is_person(p, i + 1):
        return (i, i)
    if p.at(i + 1) in pattern.rule.deeds:
        return (i, i + 1)
    before = before_verb(p, i)
    says_it = before.passive and not before.denied and before.who is Who.PERSON
    return (i, i) if says_it else None


def at_fault(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person at fault or to blame, or whose fault something is."""
    last = i + len(pattern.words) - 1
    if p.at(last + 1) in pattern.rule.unless_next:
        return None
    if last > i:
        if is_person(p, i - 1):
            return (i, last)
        before = before_verb(p, i)
        says_it = before.passive and not before.denied and before.who is Who.PERSON
        return (i, last) if says_it else None
    if _is_noun(p.at(i + 1)) or is_denied(p, i):
        return None
    owner = i - 1
    if p.at(owner) in en.POSSESSIVES:
        return None if p.low[owner] == "your" and p.to_customers else (owner, i)
    if p.at(owner) == "'s":
        owner -= 1
    elif owner < 0 or p.text[p.ends[owner] : p.ends[owner] + 1] not in ("'", "’"):
        return None
    return (owner, i) if is_person(p, owner) else None


def _is_noun(word: str) -> bool:
    return en.is_content(word) and not en.looks_like_a_verb(word)


def who_did(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A question that asks for a person."""
    after = i + len(pattern.words)
    match p.low[i]:
        case "why":
            if p.at(after) in ("you", "he", "she", "they"):
                return (i, after)
            person = person_after(p, after, verb_follows=True)
            return (i, person) if person is not None else None
        case "who":
            asks = i == 0 or p.low[i - 1] in en.ENDS or p.low[i - 1] in pattern.rule.after
            following = p.at(after)
            others = following in en.PEOPLE_PRONOUNS or following in en.NEGATIONS
            others = others or following == "what"
            return (i, after - 1) if asks and not others else None
        case _:
            return None if is_denied(p, i) else (i, after - 1)


def should_have(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person, or nobody named, who should, could or would have done something else."""
    rule, modal = pattern.rule, p.low[i]
    have = _have_after(p, i)
    if have is None:
        return None
    denied = modal.endswith("n't") or "not" in p.low[i + 1 : have]
    did = past_adverbs(p, have + 1)
    deed = p.at(did)
    could = modal.startswith(("could", "would", "might"))
    if deed in en.ENDS and not could:  # nobody looked, as they should have
        return (i, have) if before_verb(p, i).who is Who.PERSON else None
    if not en.is_participle(deed) or (could and (denied or p.luck or deed in rule.harm)):
        return None
    if modal == "might" and deed not in rule.deeds and deed != "been":
        return None  # a guess at what did happen
    if deed in rule.adjectives and _is_plural_noun(p, did + 1):
        return None  # should have automated tests
    done = p.at(past_adverbs(p, did + 1)) if deed == "been" else deed
    who = before_verb(p, i).who
    if who is Who.PERSON or (who is Who.UNSTATED and deed != "been"):
        return None if deed == "been" and could and done not in rule.deeds else (i, have)
    by_somebody = deed == "been" and done in rule.deeds and not p.luck
    return (i, have) if by_somebody and not _by_a_thing(p, did + 2) else None


def _have_after(p: Passage, modal: int) -> int | None:
    """Return the `have` that belongs to a modal, adverbs and a `to` between them left aside."""
    k = past_adverbs(p, modal + 1)
    if p.low[modal] in ("ought", "needed", "supposed"):
        if p.at(k) != "to":
            return None
        k = past_adverbs(p, k + 1)
    return k if p.at(k) in ("have", "'ve", "of") else None


def _is_plural_noun(p: Passage, index: int) -> bool:
    return p.at(index).endswith("s") and en.is_content(p.at(index))


def _by_a_thing(p: Passage, index: int) -> bool:
    words = _soon(p, index, 5)
    return "by" in words and person_after(p, index + words.index("by") + 1) is None


def if_only(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A past that was not: if only, if somebody had, had somebody."""
    if p.luck:
        return None
    if len(pattern.words) > 1:
        return (i, i + 1)
    return _had_somebody(p, i) if p.low[i] == "had" else _if_somebody_had(p, i)


def _had_somebody(p: Passage, had: int) -> Span | None:
    """Had the engineer read it: a question of word order, at the beginning of a clause only."""
    if p.at(had - 1) not in en.ENDS and p.at(had - 1) != ",":
        return None
    is_pronoun = p.at(had + 1) in en.PEOPLE_PRONOUNS
    person = had + 1 if is_pronoun else person_after(p, had + 1)
    if person is None or not en.is_participle(p.at(past_adverbs(p, person + 1))):
        return None
    return (had, person)


def _if_somebody_had(p: Passage, i: int) -> Span | None:
    if p.at(i - 1) in en.ASKED:
        return None
    for k in range(i + 1, min(len(p.low), i + 8)):
        if p.low[k] in en.ENDS or p.low[k] in en.SUBORDINATING:
            return None
        if p.low[k] in ("had", "hadn't", "'d"):
            did = p.at(past_adverbs(p, k + 1))
            says_it = en.is_participle(did) and before_verb(p, k).who is Who.PERSON
            return (i, k) if says_it else None
    return None


def did_not(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person, or nobody named, who did not do what they are measured against."""
    rule = pattern.rule
    verb = past_adverbs(p, i + len(pattern.words))
    if p.at(verb) not in rule.verbs:
        return None
    if p.low[i] == "never" and not (en.is_participle(p.low[verb]) or p.low[verb] == "read"):
        return None
    if p.low[verb].startswith("notice") and not {"until", "at", "yet"}.isdisjoint(
        _soon(p, verb + 1, 10)
    ):
        return None
    before = before_verb(p, i, only_people=False)
    if before.modal or before.denied or before.passive:
        return None
    return (i, verb) if _counts(before.who, pattern) else None
