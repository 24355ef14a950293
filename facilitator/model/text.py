"""Text as people type it, made safe to keep: no control characters, no lone surrogates."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from facilitator.model.plain import plain_line as plain_line
from facilitator.model.plain import plain_prose as plain_prose

_SEVERAL_PEOPLE = re.compile(r"[,;&/+]|\band\b", re.IGNORECASE)


def one_person(text: str) -> str:
    """Return a person's name as one line. Raises ValueError where it names several people."""
    if _SEVERAL_PEOPLE.search(text):
        raise ValueError("one name only: choose the one person who answers for it")
    return text


Line = Annotated[str, AfterValidator(plain_line)]
"""One line of text. Runs of white space become one space."""

Prose = Annotated[str, AfterValidator(plain_prose)]
"""Text of any number of lines."""

Person = Annotated[Line, AfterValidator(one_person)]
"""One person's name or handle; empty where nobody is named yet."""
