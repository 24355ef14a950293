"""A text as the words the rules look at, each with its place.

What the lens does not look into: quotations, code, addresses, lines of a log.
Where a sentence falls into parts that could each be a sentence of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from facilitator.findings.language import english as en
from facilitator.findings.language.roster import Roster

MASK = "\0"
"""Stands for each character that is not looked into, so that places stay where they are."""

_QUOTED = re.compile(
    r"(?s:```.*?(?:```|\Z))"
    r"|`[^`\n]*`"
    r'|"(?:[^"\n]|\n(?!\s*\n))*+"'
    r"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»"
    r"|(?<!\w)‘[^‘\n]*?’(?!\w)"
    r"|(?<!\w)'(?!\s)(?:[^'\n]|(?<=\w)'(?=\w))*+'(?!\w)"
)
"""Each alternative reads on to its own end or to the next beginning, never back: linear."""
_QUOTES = re.compile("[`\"'“„«‘]")
"""What each alternative begins with: most texts have none of them, and are done at once."""
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
_ODD = re.compile(r"[_=\\/{}$<>|@]")
_SPACE = re.compile(r"\s")
_AROUND = "_*()[].,;:!?\"'"
_ONLY_IN_CODE = frozenset("_=\\{}$<>|")


def mask_code_and_quotes(text: str) -> str:
    """Return the text, as long as before, with what is not looked into taken out."""
    text = _QUOTED.sub(_blank, text) if _QUOTES.search(text) else text
    text = _LOG_LINE.sub(_blank, text)
    return _without_code_words(text) if _ODD.search(text) else text


def _blank(found: re.Match[str]) -> str:
    return MASK * (found.end() - found.start())


def _without_code_words(text: str) -> str:
    """Take out addresses, paths and names of code: whatever stands between two spaces."""
    pieces: list[str] = []
    done = 0
    while odd := _ODD.search(text, done):
        start = max(text.rfind(space, done, odd.start()) for space in " \n\t") + 1 or done
        after = _SPACE.search(text, odd.start())
        end = after.start() if after else len(text)
        pieces.append(text[done:start])
        word = text[start:end]
        pieces.append(MASK * len(word) if _is_code(word) else word)
        done = end
    return "".join((*pieces, text[done:]))


def _is_code(word: str) -> bool:
    core = word.strip(_AROUND)
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
    """The words of a text in lower case, where each begins and ends, and who the people are.

    Marks are words of their own, so are the endings of `we'd` and `engineer's`. What is not looked
    into is one word that no rule knows.
    """

    text: str
    masked: str
    """The text without what is not looked into, as `mask_code_and_quotes` returns it."""
    roster: Roster
    luck: bool = False
    """Told as luck: what could have happened is the point."""
    for_customers: bool = False
    """Written to customers: `you` is none of ours."""
    in_present_tense: bool = False
    """Tells what happened as if it happened now, as timelines do: no habit and no rule."""
    tokens: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        straight = self.masked.replace("’", "'")
        spans = [found.span() for found in _WORD.finditer(straight)]
        lowered = straight.lower()
        if len(lowered) == len(straight):
            self.tokens = [lowered[start:end] for start, end in spans]
        else:  # a letter that is two in lower case: the Turkish capital I with a dot
            self.tokens = [straight[start:end].lower() for start, end in spans]
        if "\n" in straight:
            self.tokens = ["\n" if word[0] == "\n" else word for word in self.tokens]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def at(self, index: int) -> str:
        """Return a word, or an end of sentence where there is none."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else "."

    def original(self, index: int) -> str:
        """Return a word as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def span_text(self, first: int, last: int) -> str:
        """Return the text from one word to another, both of them with it."""
        return self.text[self.starts[first] : self.ends[last]]


_JOINING = frozenset({"and", "but", "so", "yet"})
_BECAUSE = "because"
"""What stands before it happened, and stays, where what stands behind it is asked about."""
_GIVES_A_REASON = frozenset({":", _BECAUSE})
"""What a question is followed by that its sentence answers already."""
_SHORT, _LONG = 3, 5
"""So many words are no item of a list: three where the first is `the` or its like."""


def clause_span(p: Passage, span: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that some words stand in (characters).

    `span` are the first and the last of those words, `sentence` the characters around them.
    """
    first, last = span
    start, end = sentence
    opens = next((k for k in range(first, 0, -1) if p.starts[k] < start), -1) + 1
    closes = next((k for k in range(last, len(p.tokens)) if p.starts[k] >= end), len(p.tokens))
    begins, ends = start, end
    for k in range(opens, closes):
        if k < first and _joins(p, k) and _says_something(p, opens, k):
            begins = p.ends[k]
        elif k < first and p.tokens[k] == _BECAUSE and _says_something(p, opens, k):
            begins = p.starts[k]
        elif k > last and (
            p.tokens[k] in _GIVES_A_REASON
            or (_joins(p, k) and _says_something(p, k + 2, closes))
            or (
                p.tokens[opens] == _BECAUSE
                and p.tokens[k] == ","
                and _says_something(p, k + 1, closes)
            )
        ):
            ends = p.starts[k]
            break
    return begins, ends


def _joins(p: Passage, k: int) -> bool:
    """Whether what stands on both sides of a mark may each be a sentence."""
    return p.tokens[k] == ";" or (p.tokens[k] == "," and p.at(k + 1) in _JOINING)


def _says_something(p: Passage, first: int, after: int) -> bool:
    """Whether words have a verb, or may have one: a list's last item goes on with what it lists."""
    tokens = p.tokens[first:after]
    if any(en.looks_like_a_verb(word) and not en.is_adverb(word) for word in tokens):
        return True
    begins = p.at(first)
    return (
        len(tokens) >= _LONG
        or (len(tokens) >= _SHORT and begins in en.DETERMINERS)
        or begins == "it"
        or begins in en.PEOPLE_PRONOUNS
    )
