"""The sentences of a text, each without the white space and the bullet before it."""

from __future__ import annotations

import re

_APART = re.compile(
    r"[.!?…]+[\"”’')\]]*(?=\s+[^\sa-z])"  # what goes on in small letters was an abbreviation
    r"|\n\s*\n"
    r"|\n(?=[ \t]*[-*•][ \t])"
)
_LEADS_IN = re.compile(r"\s*(?:[-*•][ \t]+)?")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that some words of a text stand in (characters).

    The mark it ends with belongs to it. Words that reach across several have all of them.
    """
    first, last = 0, len(text)
    for apart in _APART.finditer(text):
        if apart.end() <= start:
            first = apart.end()
        elif apart.start() >= end or (apart.end() >= end and text[apart.start()] != "\n"):
            last = apart.start() if text[apart.start()] == "\n" else apart.end()
            break
    lead = _LEADS_IN.match(text, first)
    first = min(lead.end() if lead else first, start)
    return first, max(end, first + len(text[first:last].rstrip()))
