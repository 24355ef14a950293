"""Tokens, keys and passwords in a text: by the prefixes their makers give them, by their names.

Addresses in a text: of mailboxes, and of machines on a network.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from facilitator.findings.redaction.context import DisclosureContext
from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at
from facilitator.findings.redaction.rules import listed

_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{16}"
    r"|gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}"
    r"|xox[a-z](?:-[A-Za-z0-9]+){2,}|xapp-[A-Za-z0-9-]{10,}"
    r"|[spr]k_(?:live|test)_[A-Za-z0-9]{8,}|whsec_[A-Za-z0-9+/=]{8,}"
    r"|sk-[A-Za-z0-9_-]{20,}"
    r"|AIza[\w-]{30,}|ya29\.[\w-]{20,}"
    r"|gl(?:pat|dt|rt|ft|ptt|cbt|soat)-[\w-]{16,}"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}|dckr_pat_[\w-]{20,}"
    r"|hv[sbr]\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}"
    r"|do[por]_v1_[0-9a-f]{20,}|hf_[A-Za-z0-9]{30,}|lin_api_\w{20,}|NRAK-[A-Z0-9]{20,}"
    r"|(?:AC|SK)[0-9a-f]{32}|GOCSPX-[\w-]{20,}|sq0[a-z]{3}-[\w-]{20,}|[0-9]{8,10}:AA[\w-]{30,}"
    r"|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)*"
    r")"
)
"""Public prefixes, as their makers document them for scanners of secrets."""
_NAMED = re.compile(
    r"(?<![\w-])(?P<name>[\w-]{1,60}+)"
    r"(?:(?<=password)|(?<=passwd)|(?<=pwd)|(?<=phrase)|(?<=secret)|(?<=token)|(?<=key)"
    r"|(?<=credential)|(?<=credentials))"
    r"[\"'`]?(?P<sets>\s{0,2}[:=]{1,2}\s{0,2}|\s(?:is|was)\s)(?!//)[\"'`]?"
    r"(?P<value>[^\s\"'`,;<>]{4,})",
    re.IGNORECASE,
)
_SECRET_NAME = re.compile(
    r"(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key"
    r"|private[_-]?key|secret[_-]?access[_-]?key|auth[_-]?key|account[_-]?key|client[_-]?secret)$",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"(?<!\w)(?:(?i:authorization)\s?:\s?)?(?i:bearer|basic)\s(?P<value>[\w.~+/=-]{16,})"
)
_KEY_BEGINS = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----")
_KEY_ENDS = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----")
_STANDS_FOR_ONE = re.compile(
    r"[*x.…•_-]+|\$.*|%.*%|\{.*|true|false|none|null|required|\[.*", re.IGNORECASE
)
_CREDENTIAL_REPLACEMENT = "a credential"


def credentials_in(text: str) -> Iterator[Leak]:
    """Yield tokens by their prefixes, what stands behind `password=`, and private keys."""
    for found in _TOKEN.finditer(text):
        yield leak_at(text, LeakKind.SECRET, *found.span(), _CREDENTIAL_REPLACEMENT)
    for found in _NAMED.finditer(text):
        value = found["value"].rstrip(".:)]}")
        if _SECRET_NAME.search(found["name"]) and _is_secret(value, found["sets"]):
            end = found.start("value") + len(value)
            yield leak_at(text, LeakKind.SECRET, found.start(), end, _CREDENTIAL_REPLACEMENT)
    for found in _BEARER.finditer(text):
        if any(letter.isdecimal() for letter in found["value"]):
            yield leak_at(text, LeakKind.SECRET, *found.span(), _CREDENTIAL_REPLACEMENT)
    yield from _private_keys(text)


def _is_secret(value: str, sets: str) -> bool:
    """Whether a value is more than a word of a sentence: `password: it stays as it is`."""
    if len(value) < 4 or _STANDS_FOR_ONE.fullmatch(value):
        return False
    if ":" not in sets and "=" not in sets:  # the password was Winter2026
        return value.isalnum() and not value.isalpha() and not value[0].isdecimal()
    return "=" in sets or not (value.isalpha() and value[1:].islower())


def _private_keys(text: str) -> Iterator[Leak]:
    done = 0
    while begun := _KEY_BEGINS.search(text, done):
        ended = _KEY_ENDS.search(text, begun.end())
        done = ended.end() if ended else len(text)
        yield leak_at(text, LeakKind.SECRET, begun.start(), done, _CREDENTIAL_REPLACEMENT)


_MAIL = re.compile(r"(?<![\w.+%@-])(?P<box>[\w.+%-]++)@(?P<domain>(?:[\w-]++\.)*[\w-]*\w)(?![\w@])")
_V4 = re.compile(
    r"(?<![\w.])(?P<host>(?:[0-9]{1,3}\.){3}[0-9]{1,3})"
    r"(?:/[0-9]{1,2}|:[0-9]{1,5})?(?!\w|[.-][0-9])"
)
_V4_IN_PART = re.compile(
    r"(?<![\w.])(?=[0-9.]+[x*])(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))"
    r"(?:\.(?:[0-9]{1,3}|x{1,3}|\*)){2,3}(?![\w*]|\.[\w*])"
)
"""Of our own networks, with letters for the numbers that were left out: `10.0.12.x`."""

_V6 = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)(?P<host>[0-9A-Fa-f:]++(?:%\w+)?)(?:/[0-9]{1,3})?(?![\w:])"
)
_HARDWARE = re.compile(
    r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])"
)
_DOTS = 3
_SHORTEST_V6, _LONGEST_V6 = 3, 60
_A_VERSION = re.compile(
    r"(?:version|release|build|firmware|driver|v|library|upgrade to|update to)\s*$", re.IGNORECASE
)
_LOOK_BACK = 20
_AN_ADDRESS = re.compile(
    r"(?<!\w)(?:ip|address|addresses|host|server|gateway|resolver|peer|range|network|subnet)"
    r"(?:\sis|\swas|:)?\s$",
    re.IGNORECASE,
)
_SMALL = 32
"""Four numbers all below this are the parts of a version more often than an address."""
_ADDRESS_REPLACEMENT = "an internal address"


def addresses_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the mail addresses that are not for everybody, and all network addresses."""
    if "@" in text:
        for found in _MAIL.finditer(text):
            if not _is_for_everybody(found["box"], found["domain"], context):
                yield leak_at(text, LeakKind.EMAIL, *found.span(), "an internal mailbox")
    for found in _V4.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        if _is_v4(found["host"], before, has_more=found["host"] != found[0]):
            yield leak_at(text, LeakKind.ADDRESS, *found.span(), _ADDRESS_REPLACEMENT)
    for found in _V4_IN_PART.finditer(text):
        if found[0].count(".") == _DOTS:
            yield leak_at(text, LeakKind.ADDRESS, *found.span(), _ADDRESS_REPLACEMENT)
    for found in _V6.finditer(text) if ":" in text else ():
        end = found.end() - (found[0].endswith(":") and not found[0].endswith("::"))
        if _is_v6(text[found.start() : end].partition("/")[0]):
            yield leak_at(text, LeakKind.ADDRESS, found.start(), end, _ADDRESS_REPLACEMENT)
    for found in _HARDWARE.finditer(text):
        yield leak_at(text, LeakKind.ADDRESS, *found.span(), _ADDRESS_REPLACEMENT)


def _is_for_everybody(box: str, domain: str, context: DisclosureContext) -> bool:
    """Whether a mailbox is one such as support@, at a domain that anybody may read."""
    domains = {each.lower().removeprefix("www.") for each in context.rules.public_domains}
    return domain.lower() in domains and box.lower() in listed("public_mailboxes")


def _is_v4(host: str, before: str, has_more: bool) -> bool:
    """Whether four numbers are an address, not a version. `has_more`: a port or a range follows."""
    numbers = [int(number) for number in host.split(".")]
    if any(number > 255 for number in numbers) or _A_VERSION.search(before):
        return False
    if any(len(number) > 1 and number[0] == "0" for number in host.split(".")):
        return False
    is_said = has_more or _AN_ADDRESS.search(before) is not None
    return is_said or ipaddress.IPv4Address(host).is_private or max(numbers) >= _SMALL


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
