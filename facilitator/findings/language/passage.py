"""A text as the tokens that rules match, with quotations, code, addresses and log lines masked.

Words in these are not the author's: a log may say "Failed to create".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from facilitator.findings.language import english as en
from facilitator.findings.language.roster import Roster

MASK = "\0"
"""Replaces each masked character, so that offsets stay the same."""

_QUOTED = re.compile(
    r"(?s:```.*?(?:```|\Z))"
    r"|`[^`\n]*`"
    r'|"(?:[^"\n]|\n(?!\s*\n))*+"'
    r"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»"
    r"|(?<!\w)‘[^‘\n]*?’(?!\w)"
    r"|(?<!\w)'(?!\s)(?:[^'\n]|(?<=\w)'(?=\w))*+'(?!\w)"
)
"""Quotations and code. No alternative backtracks, so that the time is linear in the text."""
_QUOTES = re.compile("[`\"'“„«‘]")
"""The first characters of quotations: most texts have none, and skip the pattern."""
_LOG_LINE = re.compile(
    r"^[ \t]*+(?:"
    r">|\$[ ]"
    r"|(?:\[?[0-9][0-9:.,TZ/+\-]*+\]?[ \t]++){1,3}"
    r"\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\b"
    r"|\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL|PANIC|[Ee]rror|panic|fatal)\]?[:\]]"
    r"|[IWEF][0-9]{4}[ ]"
    r"|at[ ][\w.$]++\("
    r"|[\w.$]*(?:Exception|Error):"
    r"|(?:ts|time|level|lvl|msg)="
    r")[^\n]*",
    re.MULTILINE,
)
_CODE_SIGNS = re.compile(r"[_=\\/{}$<>|@]")
_SPACE = re.compile(r"\s")
_PUNCTUATION = "_*()[].,;:!?\"'"
_ONLY_IN_CODE = frozenset("_=\\{}$<>|")


def mask_code_and_quotes(text: str) -> str:
    """Return the text with `MASK` for each character of quotations, code and log lines."""
    text = _QUOTED.sub(_blank, text) if _QUOTES.search(text) else text
    text = _LOG_LINE.sub(_blank, text)
    return _without_code_words(text) if _CODE_SIGNS.search(text) else text


def _blank(found: re.Match[str]) -> str:
    return MASK * (found.end() - found.start())


def _without_code_words(text: str) -> str:
    """Mask addresses, paths and names of code, from space to space."""
    pieces: list[str] = []
    done = 0
    while sign := _CODE_SIGNS.search(text, done):
        start = max(text.rfind(space, done, sign.start()) for space in " \n\t") + 1 or done
        after = _SPACE.search(text, sign.start())
        end = after.start() if after else len(text)
        pieces.append(text[done:start])
        word = text[start:end]
        pieces.append(MASK * len(word) if _is_code(word) else word)
        done = end
    return "".join((*pieces, text[done:]))


def _is_code(word: str) -> bool:
    core = word.strip(_PUNCTUATION)
    if not any(character.isalnum() for character in core):
        return False
    return (
        not _ONLY_IN_CODE.isdisjoint(core)
        or "://" in core
        or core.startswith("/")
        or core.count("/") > 1
        or "@" in core[1:]
    )


_WORD = re.compile(
    r"@?[^\W_]+(?:[-.@][^\W_]+|(?<=[0-9])[:,][0-9]+|'(?!(?:s|d|ve|ll|re|m)\b)[^\W_]+)*"
    r"|'(?:s|d|ve|ll|re|m)\b"
    rf"|{MASK}+"
    r"|\n[ \t]*[-*•]|\n\s*\n|--"
    r"|[.!?…;:,()\[\]—–•/]"
)


@dataclass(slots=True)
class Passage:
    """The tokens of a text in lower case, their offsets, and the roster of participants.

    Punctuation marks are tokens, and so are the endings of `we'd` and `engineer's`. A masked
    stretch is one token, which matches no rule.
    """

    text: str
    masked: str
    """The text as `mask_code_and_quotes` returns it."""
    roster: Roster
    luck: bool = False
    """The text is about luck, where "could have been worse" is the point."""
    for_customers: bool = False
    """The text is for customers, where "you" is no colleague."""
    in_present_tense: bool = False
    """The text reports events in the present tense, as timelines do."""
    tokens: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        straight = self.masked.replace("’", "'")
        spans = [found.span() for found in _WORD.finditer(straight)]
        lowered = straight.lower()
        if len(lowered) == len(straight):
            self.tokens = [lowered[start:end] for start, end in spans]
        else:  # a letter whose lower case has two characters: Turkish İ
            self.tokens = [straight[start:end].lower() for start, end in spans]
        if "\n" in straight:
            self.tokens = ["\n" if word[0] == "\n" else word for word in self.tokens]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def at(self, index: int) -> str:
        """Return a token; past either end of the text, an end of sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else "."

    def original(self, index: int) -> str:
        """Return a token as written in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def span_text(self, first: int, last: int) -> str:
        """Return the text from one token to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


_CONJUNCTIONS = frozenset({"and", "but", "so", "yet"})
_BECAUSE = "because"
"""Begins a clause: the clause before it is kept if the one after it is rewritten."""
_REASON_FOLLOWS = frozenset({":", _BECAUSE})
"""Tokens that end a clause and begin its explanation."""
_SHORT, _LONG = 3, 5
"""The fewest words of a clause after a comma; fewer are an item of a list.

The first number is for text that begins with a determiner.
"""


def clause_span(p: Passage, span: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the start and end (characters) of the clause around a span of tokens.

    `span`: the first and the last token. `sentence`: start and end of the sentence in characters.
    """
    first, last = span
    start, end = sentence
    first_token = next((k for k in range(first, 0, -1) if p.starts[k] < start), -1) + 1
    end_token = next((k for k in range(last, len(p.tokens)) if p.starts[k] >= end), len(p.tokens))
    clause_start, clause_end = start, end
    for k in range(first_token, end_token):
        if k < first and _joins_clauses(p, k) and _is_clause(p, first_token, k):
            clause_start = p.ends[k]
        elif k < first and p.tokens[k] == _BECAUSE and _is_clause(p, first_token, k):
            clause_start = p.starts[k]
        elif k > last and (
            p.tokens[k] in _REASON_FOLLOWS
            or (_joins_clauses(p, k) and _is_clause(p, k + 2, end_token))
            or (
                p.tokens[first_token] == _BECAUSE
                and p.tokens[k] == ","
                and _is_clause(p, k + 1, end_token)
            )
        ):
            clause_end = p.starts[k]
            break
    return clause_start, clause_end


def _joins_clauses(p: Passage, k: int) -> bool:
    """Whether a mark may join two clauses."""
    return p.tokens[k] == ";" or (p.tokens[k] == "," and p.at(k + 1) in _CONJUNCTIONS)


def _is_clause(p: Passage, first: int, after: int) -> bool:
    """Whether tokens have, or are long enough to have, a verb; items of a list do not."""
    tokens = p.tokens[first:after]
    if any(en.looks_like_a_verb(word) and not en.is_adverb(word) for word in tokens):
        return True
    first_word = p.at(first)
    return (
        len(tokens) >= _LONG
        or (len(tokens) >= _SHORT and first_word in en.DETERMINERS)
        or first_word == "it"
        or first_word in en.PEOPLE_PRONOUNS
    )
