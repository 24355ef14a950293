"""A replacement fitted into its sentence: capitals where one begins, no article twice."""

from __future__ import annotations

import re

from facilitator.findings.disclosure.leak import Leak

_ARTICLE = re.compile(r"(?:an?|our|one of our) ")
_DETERMINER = re.compile(
    r"(?<!\w)(?:the|an?|our|this|that|its|their|your|each|every)\s$", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<!\w)(?:database|host|server|machine|node|instance|cluster|broker|switch|router|replica"
    r"|repository|repo|ticket|issue|incident|address|range|page|dashboard|customer|colleague"
    r"|engineer|commander|developer|token|key|account|mailbox|file|service)s?\s$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?…]\s|\n)[\s\"“„‘«'(*_]*$")
_LOOK_BACK = 16


def fitted(text: str, leak: Leak) -> Leak:
    """Return a leak with its replacement as it reads best where it stands.

    `the db-3` becomes `the database server`, `ticket OPS-1` becomes `ticket (an internal ticket)`.
    """
    instead = leak.replacement
    if not instead:
        return leak
    before = text[max(0, leak.start - _LOOK_BACK) : leak.start]
    if _DETERMINER.search(before):
        instead = _ARTICLE.sub("", instead, count=1)
    elif _NAMED.search(before):
        instead = f"({instead})"
    elif _BEGINS.search(before) and (leak.start <= _LOOK_BACK or before.strip()):
        instead = instead[0].upper() + instead[1:]
    return leak._replace(replacement=instead)
