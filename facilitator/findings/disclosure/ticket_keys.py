"""Keys of tickets in a text: this team's own in any letters, and whatever has their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind, leak_at
from facilitator.findings.disclosure.lists import listed

_KEY = re.compile(
    r"(?<![\w.-])#?(?P<prefix>[A-Za-z][A-Za-z0-9_]{0,14}-)[0-9]{1,9}(?![\w-]|[.,][0-9])"
)
_NUMBER = re.compile(r"(?<![\w#&/])#[0-9]{1,7}(?!\w)")
_RECORD = re.compile(
    r"(?<![\w-])(?:INC|CHG|PRB|RITM|REQ|CTASK|SCTASK)[0-9]{5,10}(?!\w)"
    r"|(?<![\w/.-])[\w.-]++/[\w.-]+#[0-9]{1,7}(?!\w)"
)
"""Numbers that need no hyphen: of service desks, and behind the name of a repository."""
_PART_OF_A_YEAR = re.compile(r"Q[1-4]|H[12]")
"""Q3-2026 is a time, and no ticket."""
_LONGEST_PREFIX = 11
_LOOK_BACK = 16
_INSTEAD = "an internal ticket"


def tickets_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield keys such as OPS-12 that are no word of the trade, and `issue #12`."""
    for found in _KEY.finditer(text):
        if _is_a_ticket(found["prefix"], context):
            yield leak_at(text, LeakKind.TICKET, *found.span(), _INSTEAD)
    for found in _RECORD.finditer(text):
        yield leak_at(text, LeakKind.TICKET, *found.span(), _INSTEAD)
    for found in _NUMBER.finditer(text) if "#" in text else ():
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip().lower()
        if any(re.search(rf"(?<!\w){word}$", before) for word in listed("before_a_number")):
            yield leak_at(text, LeakKind.TICKET, *found.span(), _INSTEAD)


def _is_a_ticket(prefix: str, context: DisclosureContext) -> bool:
    if prefix.lower() in context.ticket_prefixes:
        return True
    name = prefix[:-1]
    return (
        name.isupper()
        and not _PART_OF_A_YEAR.fullmatch(name)
        and 2 <= len(name) <= _LONGEST_PREFIX
        and name.lower() not in listed("public_prefixes")
    )
