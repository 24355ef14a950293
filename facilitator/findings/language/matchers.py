"""The shapes of action items: how they begin, what they add, how many they are, who owns them.

The shapes that need to know who does it: blame, and deeds that did not happen.
The shapes that look at the words themselves: hindsight, thin causes, figures nobody gave.
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
"""The first and the last word of a finding."""


def skip_adverbs(p: Passage, index: int, by: int = 1) -> int:
    """Return the first word from here on (back, by -1) that is no adverb."""
    latest = index + 8 * by
    while index != latest and en.is_adverb(p.at(index)):
        index += by
    return index


def _soon(p: Passage, index: int, count: int) -> list[str]:
    """Return the next few words of the same sentence."""
    found = []
    for word in p.tokens[index : index + count]:
        if word in en.ENDS:
            break
        found.append(word)
    return found


def _counts(subject: Subject, pattern: Pattern) -> bool:
    return subject is Subject.PERSON or (subject is Subject.UNSTATED and pattern.rule.unstated)


def person_does(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person as the subject of a verb, or as the one it is done by."""
    rule, after = pattern.rule, i + len(pattern.words)
    before = verb_context(p, i, only_people=rule.unstated)
    if before.negated or before.modal:
        return None
    if pattern.phrase_list is PhraseList.NOW and (not p.in_present_tense or _is_a_condition(p, i)):
        return None
    if pattern.phrase_list is PhraseList.BY:
        by = skip_adverbs(p, after)
        person = find_person(p, by + 1) if p.at(by) == "by" else None
        return (i, person) if person is not None else None
    if p.at(after) in rule.unless_next:
        return None
    if not rule.unless_soon.isdisjoint(_soon(p, after, 4)):
        return None
    is_ing = p.tokens[i].endswith("ing")
    if (before.passive and not is_ing) or (is_ing and before.subject is Subject.UNSTATED):
        return None
    return (i, after - 1) if _counts(before.subject, pattern) else None


def _is_a_condition(p: Passage, index: int) -> bool:
    """Whether an `if` or a `when` not far before makes a rule of what is said."""
    for word in reversed(p.tokens[max(0, index - 8) : index]):
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
    before = verb_context(p, i)
    says_it = before.passive and not before.negated and before.subject is Subject.PERSON
    return (i, i) if says_it else None


def at_fault(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person at fault or to blame, or whose fault something is."""
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
    """A question that asks for a person."""
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
    """A person, or nobody named, who should, could or would have done something else."""
    rule, modal = pattern.rule, p.tokens[i]
    have = _have_after(p, i)
    if have is None:
        return None
    negated = modal.endswith("n't") or "not" in p.tokens[i + 1 : have]
    did = skip_adverbs(p, have + 1)
    deed = p.at(did)
    could = modal.startswith(("could", "would", "might"))
    if deed in en.ENDS and not could:  # nobody looked, as they should have
        return (i, have) if verb_context(p, i).subject is Subject.PERSON else None
    if not en.is_participle(deed) or (could and (negated or p.luck or deed in rule.harm)):
        return None
    if modal == "might" and deed not in rule.deeds and deed != "been":
        return None  # a guess at what did happen
    if deed in rule.adjectives and _is_plural_noun(p, did + 1):
        return None  # should have automated tests
    done = p.at(skip_adverbs(p, did + 1)) if deed == "been" else deed
    subject = verb_context(p, i).subject
    if subject is Subject.PERSON or (subject is Subject.UNSTATED and deed != "been"):
        return None if deed == "been" and could and done not in rule.deeds else (i, have)
    by_somebody = deed == "been" and done in rule.deeds and not p.luck
    return (i, have) if by_somebody and not _by_a_thing(p, did + 2) else None


def _have_after(p: Passage, modal: int) -> int | None:
    """Return the `have` that belongs to a modal, adverbs and a `to` between them left aside."""
    k = skip_adverbs(p, modal + 1)
    if p.tokens[modal] in ("ought", "needed", "supposed"):
        if p.at(k) != "to":
            return None
        k = skip_adverbs(p, k + 1)
    return k if p.at(k) in ("have", "'ve", "of") else None


def _is_plural_noun(p: Passage, index: int) -> bool:
    return p.at(index).endswith("s") and en.is_content(p.at(index))


def _by_a_thing(p: Passage, index: int) -> bool:
    words = _soon(p, index, 5)
    return "by" in words and find_person(p, index + words.index("by") + 1) is None


def if_only(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A past that was not: if only, if somebody had, had somebody."""
    if p.luck:
        return None
    if len(pattern.words) > 1:
        return (i, i + 1)
    return _had_somebody(p, i) if p.tokens[i] == "had" else _if_somebody_had(p, i)


def _had_somebody(p: Passage, had: int) -> Span | None:
    """Had the engineer read it: a question of word order, at the beginning of a clause only."""
    if p.at(had - 1) not in en.ENDS and p.at(had - 1) != ",":
        return None
    is_pronoun = p.at(had + 1) in en.PEOPLE_PRONOUNS
    person = had + 1 if is_pronoun else find_person(p, had + 1)
    if person is None or not en.is_participle(p.at(skip_adverbs(p, person + 1))):
        return None
    return (had, person)


def _if_somebody_had(p: Passage, i: int) -> Span | None:
    if p.at(i - 1) in en.ASKED:
        return None
    for k in range(i + 1, min(len(p.tokens), i + 8)):
        if p.tokens[k] in en.ENDS or p.tokens[k] in en.SUBORDINATING:
            return None
        if p.tokens[k] in ("had", "hadn't", "'d"):
            did = p.at(skip_adverbs(p, k + 1))
            says_it = en.is_participle(did) and verb_context(p, k).subject is Subject.PERSON
            return (i, k) if says_it else None
    return None


def did_not(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A person, or nobody named, who did not do what they are measured against."""
    rule = pattern.rule
    verb = skip_adverbs(p, i + len(pattern.words))
    if p.at(verb) not in rule.verbs:
        return None
    if p.tokens[i] == "never" and not (
        en.is_participle(p.tokens[verb]) or p.tokens[verb] == "read"
    ):
        return None
    if p.tokens[verb].startswith("notice") and not {"until", "at", "yet"}.isdisjoint(
        _soon(p, verb + 1, 10)
    ):
        return None
    before = verb_context(p, i, only_people=False)
    if before.modal or before.negated or before.passive:
        return None
    return (i, verb) if _counts(before.subject, pattern) else None


_FAR = 40
_LEADS_IN = frozenset(
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


def leads(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A verb that opens the action, or its second part, and promises nothing to be seen."""
    after = i + len(pattern.words)
    if p.at(after) in pattern.rule.unless_next:
        return None
    if not _opens(p, i) or (pattern.rule.quiet_with_figure and _has_figure(p, after)):
        return None
    return (i, after - 1)


def _opens(p: Passage, i: int) -> bool:
    """Whether a word stands where an action begins."""
    j = i - 1
    while j >= 0 and i - j < 8 and p.tokens[j] in _LEADS_IN:
        j -= 1
    before = p.at(j)
    if before in en.ENDS or before == "]":
        return True
    return j == i - 1 and before in ("and", "then", ",")


def _has_figure(p: Passage, index: int) -> bool:
    for word in p.tokens[index : index + _FAR]:
        if word in (".", "!", "?", "\n"):
            return False
        if any(character.isdigit() for character in word[:12]):
            return True
    return False


def adds_bare(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """Add monitoring, fix the bug: with nothing after it that says which."""
    rule = pattern.rule
    if not _opens(p, i):
        return None
    last, k = None, i + len(pattern.words)
    while (
        k < len(p.tokens)
        and k - i < 10
        and (p.tokens[k] in rule.adjectives or p.tokens[k] in rule.deeds)
    ):
        if p.tokens[k] in rule.deeds:
            last = k
        k += 1
    if last is None or _words_that_say_something(p, last + 1) > rule.room:
        return None
    return (i, last)


def _words_that_say_something(p: Passage, index: int) -> int:
    count = 0
    for word in p.tokens[index : index + _FAR]:
        if word in (".", ";", "!", "\n"):
            break
        count += word not in en.SAYS_NOTHING and word not in en.FUNCTION_WORDS
    return count


def several(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A second piece of work joined to the first."""
    rule = pattern.rule
    k = skip_adverbs(p, i + 1)
    word = p.at(k)
    if word in rule.nouns_too:
        if p.at(k + 1) not in en.DETERMINERS:
            return None
    elif word not in rule.verbs or p.at(k + 1) in (*en.ENDS, ",", "and", "or"):
        return None
    if p.at(i - 1) in rule.verbs or p.at(i - 1) in rule.nouns_too or not _one_runs_on(p, rule, i):
        return None
    return (k if p.tokens[i] == ";" else i, k)


def _one_runs_on(p: Passage, rule: Rule, joint: int) -> bool:
    """Whether the first piece runs up to the joint, with no clause of its own in between."""
    start = joint
    while start > 0 and joint - start < _FAR and p.tokens[start - 1] not in (".", "!", "?", "\n"):
        start -= 1
    while start < joint and p.tokens[start] in _LEADS_IN:
        start += 1
    if joint - start < 2 or p.tokens[start] in en.DETERMINERS:
        return False  # two verbs side by side share what they are about
    for k in range(start, joint):
        if p.tokens[k] in en.SUBORDINATING or p.tokens[k] in (
            "until",
            "before",
            "after",
            "who",
            "what",
        ):
            return False
        if p.tokens[k] == "to" and not _is_place(p, k + 1):
            return False
    return True


def _is_place(p: Passage, index: int) -> bool:
    """Whether a word after `to` begins a noun, as far as can be seen, and no verb."""
    word = p.at(index)
    begins_a_noun = word in en.DETERMINERS or word[0].isdigit() or word.endswith("s")
    return begins_a_noun or (index < len(p.tokens) and p.original(index)[0].isupper())


def team_owns(p: Passage, rule: Rule) -> Span | None:
    """An owner that is a team, everybody or nobody."""
    return (0, len(p.tokens) - 1) if p.tokens and p.tokens[-1] in rule.deeds else None


def _is_ruled_out(p: Passage, rule: Rule, first: int, after: int) -> bool:
    return p.at(after) in rule.unless_next or p.at(first - 1) in rule.unless_before


def words(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """The words as they are, where nothing right beside them says otherwise."""
    rule, after = pattern.rule, i + len(pattern.words)
    if _is_ruled_out(p, rule, i, after):
        return None
    if rule.quiet_if_denied and is_negated(p, i):
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
    if p.at(skip_adverbs(p, i - 1, -1)) in ("became", "become", "becoming"):
        return None  # tells at which minute it could be seen
    before = verb_context(p, i)
    return (i, i) if before.passive and not before.negated and not is_negated(p, i) else None


def so_many(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A quantity without a figure, unless the figure stands right after it."""
    rule, last = pattern.rule, i + len(pattern.words) - 1
    if pattern.phrase_list is not PhraseList.PHRASES:
        noun = _counted_noun(p, rule, last + 1)
        if noun is None:
            return None
        last = noun
    habit = p.at(i - 2) in rule.unless_before  # every few, once in a while
    if habit or _is_ruled_out(p, rule, i, last + 1) or _figure_follows(p, last + 1):
        return None
    return (i, last)


def _counted_noun(p: Passage, rule: Rule, index: int) -> int | None:
    for k in range(index, min(len(p.tokens), index + 5)):
        word = p.tokens[k]
        if word in rule.things:
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
    """The whole text names a person, a role or a team, and says nothing else."""
    tokens = [word for word in p.tokens if word != "."]
    if not 0 < len(tokens) <= 6 or tokens[0] == "no":
        return None
    first = 1 if tokens[0] in en.DETERMINERS else 0
    is_noun = all(en.is_content(word) and word[0] != MASK for word in tokens[first:])
    last = len(tokens) - 1
    is_noun = is_noun and not any(en.is_adverb(word) for word in tokens)
    return (0, last) if is_noun and first <= last and is_person(p, last) else None
