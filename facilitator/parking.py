"""A thought as it is parked in one line: what it is, told by how it is said."""

from __future__ import annotations

import re

from facilitator.model.postmortem import ParkedKind, ParkedThought
from facilitator.model.stage import Stage

_FIX = re.compile(r"(?:fix|todo|action)\s*:\s*", re.IGNORECASE)
_QUESTION = re.compile(r"(?:question|q)\s*:\s*|(?:\?\s*)+", re.IGNORECASE)


def parked(text: str, stage: Stage | None) -> ParkedThought:
    """Return a line as a parked thought.

    `fix: …` is a fix and waits for the actions; what ends in a question mark, or begins with one
    or with `q: …`, is a question and waits for the causes. Raises ValueError where it says nothing.
    """
    line = " ".join(text.split())
    if begun := _FIX.match(line):
        kind, said = ParkedKind.FIX, line[begun.end() :]
    elif begun := _QUESTION.match(line):
        kind, said = ParkedKind.QUESTION, line[begun.end() :]
    else:
        kind = ParkedKind.QUESTION if line.endswith("?") else ParkedKind.THOUGHT
        said = line
    if not said:
        raise ValueError("say in a few words what to come back to")
    return ParkedThought(text=said, kind=kind, stage=stage)
