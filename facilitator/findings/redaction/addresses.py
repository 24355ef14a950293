"""E-mail, IP and hardware addresses in a text."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at
from facilitator.findings.redaction.rules import word_list

_MAIL = re.compile(r"(?<![\w.+%@-])(?P<box>[\w.+%-]++)@(?P<domain>(?:[\w-]++\.)*[\w-]*\w)(?![\w@])")
_V4 = re.compile(
    r"(?<![\w.])(?P<host>(?:[0-9]{1,3}\.){3}[0-9]{1,3})"
    r"(?:/[0-9]{1,2}|:[0-9]{1,5})?(?!\w|[.-][0-9])"
)
_PARTIAL_V4 = re.compile(
    r"(?<![\w.])(?=[0-9.]+[x*])(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))"
    r"(?:\.(?:[0-9]{1,3}|x{1,3}|\*)){2,3}(?![\w*]|\.[\w*])"
)
"""Private IPv4 addresses with letters in place of numbers: `10.0.12.x`."""

_V6 = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)(?P<host>[0-9A-Fa-f:]++(?:%\w+)?)(?:/[0-9]{1,3})?(?![\w:])"
)
_HARDWARE = re.compile(
    r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])"
)
_DOTS = 3  # of a whole IPv4 address
_SHORTEST_V6, _LONGEST_V6 = 3, 60  # `::1`; the longest with a zone such as `%eth0`
_VERSION_BEFORE = re.compile(
    r"(?:version|release|build|firmware|driver|v|library|upgrade to|update to)\s*$", re.IGNORECASE
)
_LOOK_BACK = 20  # characters before numbers that may call them a version or an address
_ADDRESS_BEFORE = re.compile(
    r"(?<!\w)(?:ip|address|addresses|host|server|gateway|resolver|peer|range|network|subnet)"
    r"(?:\sis|\swas|:)?\s$",
    re.IGNORECASE,
)
_VERSION_LIMIT = 32
"""Four numbers all below this are more often a version than an address."""
_REPLACEMENT = "an internal address"


def addresses_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the mail addresses that are not public, and all network addresses."""
    if "@" in text:
        for found in _MAIL.finditer(text):
            if not _is_public_mailbox(found["box"], found["domain"], context):
                yield leak_at(text, LeakKind.EMAIL, *found.span(), "an internal mailbox")
    for found in _V4.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        if _is_v4(found["host"], before, has_more=found["host"] != found[0]):
            yield leak_at(text, LeakKind.ADDRESS, *found.span(), _REPLACEMENT)
    for found in _PARTIAL_V4.finditer(text):
        if found[0].count(".") == _DOTS:
            yield leak_at(text, LeakKind.ADDRESS, *found.span(), _REPLACEMENT)
    for found in _V6.finditer(text) if ":" in text else ():
        end = found.end() - (found[0].endswith(":") and not found[0].endswith("::"))
        if _is_v6(text[found.start() : end].partition("/")[0]):
            yield leak_at(text, LeakKind.ADDRESS, found.start(), end, _REPLACEMENT)
    for found in _HARDWARE.finditer(text):
        yield leak_at(text, LeakKind.ADDRESS, *found.span(), _REPLACEMENT)


def _is_public_mailbox(box: str, domain: str, context: DisclosureContext) -> bool:
    """Whether a mailbox is one such as support@, at a public domain of the team."""
    domains = {each.lower().removeprefix("www.") for each in context.rules.public_domains}
    return domain.lower() in domains and box.lower() in word_list("public_mailboxes")


def _is_v4(host: str, before: str, has_more: bool) -> bool:
    """Whether four numbers are an address and no version. `has_more`: a port or a range follows."""
    numbers = [int(number) for number in host.split(".")]
    if any(number > 255 for number in numbers) or _VERSION_BEFORE.search(before):
        return False
    if any(len(number) > 1 and number[0] == "0" for number in host.split(".")):
        return False
    is_certain = has_more or _ADDRESS_BEFORE.search(before) is not None
    return is_certain or ipaddress.IPv4Address(host).is_private or max(numbers) >= _VERSION_LIMIT


def _is_v6(host: str) -> bool:
    if host.count(":") < 2 or not _SHORTEST_V6 <= len(host) <= _LONGEST_V6:
        return False
    if not any(letter.isdecimal() for letter in host):
        return False
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True
