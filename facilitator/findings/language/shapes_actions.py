"""The shapes of action items: how they begin, what they add, how many they are, who owns them."""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Pattern, Rule
from facilitator.findings.language.passage import Passage
from facilitator.findings.language.shapes_people import Span, past_adverbs

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
    while j >= 0 and i - j < 8 and p.low[j] in _LEADS_IN:
        j -= 1
    before = p.at(j)
    if before in en.ENDS or before == "]":
        return True
    return j == i - 1 and before in ("and", "then", ",")


def _has_figure(p: Passage, index: int) -> bool:
    for word in p.low[index : index + _FAR]:
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
    while k < len(p.low) and k - i < 10 and (p.low[k] in rule.adjectives or p.low[k] in rule.deeds):
        if p.low[k] in rule.deeds:
            last = k
        k += 1
    if last is None or _words_that_say_something(p, last + 1) > rule.room:
        return None
    return (i, last)


def _words_that_say_something(p: Passage, index: int) -> int:
    count = 0
    for word in p.low[index : index + _FAR]:
        if word in (".", ";", "!", "\n"):
            break
        count += word not in en.SAYS_NOTHING and word not in en.FUNCTION_WORDS
    return count


def several(p: Passage, pattern: Pattern, i: int) -> Span | None:
    """A second piece of work joined to the first."""
    rule = pattern.rule
    k = past_adverbs(p, i + 1)
    word = p.at(k)
    if word in rule.nouns_too:
        if p.at(k + 1) not in en.DETERMINERS:
            return None
    elif word not in rule.verbs or p.at(k + 1) in (*en.ENDS, ",", "and", "or"):
        return None
    if p.at(i - 1) in rule.verbs or p.at(i - 1) in rule.nouns_too or not _one_runs_on(p, rule, i):
        return None
    return (k if p.low[i] == ";" else i, k)


def _one_runs_on(p: Passage, rule: Rule, joint: int) -> bool:
    """Whether the first piece runs up to the joint, with no clause of its own in between."""
    start = joint
    while start > 0 and joint - start < _FAR and p.low[start - 1] not in (".", "!", "?", "\n"):
        start -= 1
    while start < joint and p.low[start] in _LEADS_IN:
        start += 1
    if joint - start < 2 or p.low[start] in en.DETERMINERS:
        return False  # two verbs side by side share what they are about
    for k in range(start, joint):
        if p.low[k] in en.SUBORDINATING or p.low[k] in ("until", "before", "after", "who", "what"):
            return False
        if p.low[k] == "to" and not _is_place(p, k + 1):
            return False
    return True


def _is_place(p: Passage, index: int) -> bool:
    """Whether a word after `to` begins a noun, as far as can be seen, and no verb."""
    word = p.at(index)
    begins_a_noun = word in en.DETERMINERS or word[0].isdigit() or word.endswith("s")
    return begins_a_noun or (index < len(p.low) and p.written(index)[0].isupper())


def team_owns(p: Passage, rule: Rule) -> Span | None:
    """An owner that is a team, everybody or nobody."""
    return (0, len(p.low) - 1) if p.low and p.low[-1] in rule.deeds else None
