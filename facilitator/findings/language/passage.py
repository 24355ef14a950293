"""A text as the words the rules look at, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from facilitator.findings.language.people import Roster
from facilitator.findings.language.shielded import SHIELD

_WORD = re.compile(
    r"@?[^\W_]+(?:[-.@][^\W_]+|(?<=[0-9])[:,][0-9]+|'(?!(?:s|d|ve|ll|re|m)\b)[^\W_]+)*"
    r"|'(?:s|d|ve|ll|re|m)\b"
    rf"|{SHIELD}+"
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
    safe: str
    """The text without what is not looked into, as `shielded` returns it."""
    roster: Roster
    luck: bool = False
    """Told as luck: what could have happened is the point."""
    to_customers: bool = False
    """Written to customers: `you` is none of ours."""
    told_now: bool = False
    """Tells what happened as if it happened now, as timelines do: no habit and no rule."""
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        straight = self.safe.replace("’", "'")
        spans = [found.span() for found in _WORD.finditer(straight)]
        lowered = straight.lower()
        if len(lowered) == len(straight):
            self.low = [lowered[start:end] for start, end in spans]
        else:  # a letter that is two in lower case: the Turkish capital I with a dot
            self.low = [straight[start:end].lower() for start, end in spans]
        if "\n" in straight:
            self.low = ["\n" if word[0] == "\n" else word for word in self.low]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def at(self, index: int) -> str:
        """Return a word, or an end of sentence where there is none."""
        return self.low[index] if 0 <= index < len(self.low) else "."

    def written(self, index: int) -> str:
        """Return a word as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def between(self, first: int, last: int) -> str:
        """Return the text from one word to another, both of them with it."""
        return self.text[self.starts[first] : self.ends[last]]
