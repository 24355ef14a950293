"""Internal hosts and links in a text, and the replacement of host names."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at
from facilitator.findings.redaction.rules import replacements_by_word, word_list
from facilitator.findings.redaction.secrets import credentials_in
from facilitator.findings.redaction.urls import UrlMatch, urls_in

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_POD = re.compile(r"[a-z][a-z0-9-]*?-(?=[a-z0-9]*[0-9])[a-z0-9]{8,10}-[a-z0-9]{5}")
_CLOUD_NAME = re.compile(r"ip(?:-[0-9]{1,3}){4}|i-[0-9a-f]{8,17}")
_REGION = re.compile(r"([a-z]+)-(?:gov-)?([a-z]+)-?[0-9]{1,2}[a-z]?")
_LONGEST_LABEL = 63  # of a label in DNS, RFC 1035
UNKNOWN_MACHINE = "one of our servers"
"""The replacement of a host whose name does not show its purpose."""


def machine_replacement(label: str) -> str:
    """Return the replacement of a host name; empty if a label does not look like one.

    It does if it has a word for a purpose (`db`, `web`) and a number or a word such as `prod` or
    `primary`; if it names a system in production (`ledger-prod`); if a cloud has generated it; or
    if it ends in a number with a leading zero (`rep02`).
    """
    low = label.lower()
    if len(low) > _LONGEST_LABEL or low in word_list("public_names") or is_region(low):
        return ""
    parts = _PARTS.findall(low)
    replacement = next((found for part in parts if (found := _part_replacement(part))), "")
    if _CLOUD_NAME.fullmatch(low) or _POD.fullmatch(low):
        return replacement or UNKNOWN_MACHINE
    numbered = any(
        part.isdecimal() and (n == 0 or parts[n - 1] != "v") for n, part in enumerate(parts)
    )
    in_production = not word_list("in_production").isdisjoint(parts)
    among_others = len(parts) > 1 and parts[-1] in word_list("among_machines")
    if replacement and (
        numbered or in_production or (among_others and replacement != _part_replacement(parts[-1]))
    ):
        return replacement
    named = in_production and (numbered or _is_named_in_production(label, parts))
    return UNKNOWN_MACHINE if named or _is_counted(label, parts) else ""


def _is_named_in_production(label: str, parts: list[str]) -> bool:
    """Whether a name is that of a system in production: `ledger-prod`, but not `non-prod`."""
    other_parts = set(parts) - word_list("in_production")
    return (
        "-" in label
        and label.islower()
        and bool(other_parts)
        and other_parts.isdisjoint(word_list("no_machine"))
    )


def _is_counted(label: str, parts: list[str]) -> bool:
    """Whether a lower-case word ends in a number with a leading zero: `rep02`."""
    if len(parts) < 2 or not label.islower() or not parts[-1].startswith("0"):
        return False
    return len(parts[-1]) > 1 and len(parts[-2]) > 1 and parts[-2] not in word_list("counted")


def _part_replacement(part: str) -> str:
    """Return the replacement for a part of a name: `db`, or two such words in one: `dbhost`."""
    known = replacements_by_word()
    if part in known:
        return known[part]
    cuts = (cut for cut in range(2, len(part) - 1) if part[cut:] in known)
    return next((known[part[:cut]] for cut in cuts if part[:cut] in known), "")


def is_region(label: str) -> bool:
    """Whether a label is a cloud region, which is public: `eu-west-1`."""
    found = _REGION.fullmatch(label)
    return found is not None and {found[1], found[2]} <= word_list("regions")


def is_product(label: str) -> bool:
    """Whether a label is capitalized like a product or a plan: `Edge-24`."""
    return label[0].isupper() and not label.isupper()


def host_replacement(host: str) -> str:
    """Return the replacement of a host by the first label that shows its purpose."""
    labels = host.split(".")
    candidates = (
        *map(machine_replacement, labels),
        *map(_part_replacement, _PARTS.findall(labels[0])),
    )
    return next(filter(None, candidates), UNKNOWN_MACHINE)


_LABEL = re.compile(
    r"(?<![\w./@:%+#=-])[A-Za-z][A-Za-z0-9]*+(?:[-_][A-Za-z0-9]++)*+(?![\w@/=-]|\.[A-Za-z0-9])"
)
_PORT = re.compile(r":[0-9]{2,5}(?![\w:])")
_GO_LINK = re.compile(r"(?<![\w/.@-])go/(?!no(?![a-z]))[a-z][\w/-]*\w")
_CHANNEL = re.compile(r"(?<![\w&/#])#[a-z][a-z0-9]*+(?:[-_][a-z0-9]++)++")
_ARN = re.compile(r"(?<!\w)arn:aws[\w-]*:[\w:/.*-]*\w")
_LONGEST_HOST = 253  # of a name in DNS, RFC 1035
_KEY_IN_A_PATH = re.compile(r"/(?:browse|issue|issues|ticket|tickets|work_items)/[\w-]*[0-9]")
_PAGE = "an internal page"
_PAGES = {
    "dashboard": "an internal dashboard",
    "grafana": "an internal dashboard",
    "runbook": "an internal runbook",
    "slack": "our internal chat",
    "wiki": "our internal wiki",
    "docs": "an internal document",
}
"""Replacements of internal links by a word in the link."""
_MORE_PATTERNS = (
    ("go/", _GO_LINK, LeakKind.LINK, _PAGE),
    ("#", _CHANNEL, LeakKind.LINK, "our internal chat"),
    ("arn:aws", _ARN, LeakKind.HOST, UNKNOWN_MACHINE),
)
"""More patterns: a text without the first string is not searched for the pattern."""


def hosts_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the internal links, dotted names and host names of a text."""
    for location in urls_in(text):
        leak = _leak(text, location, context)
        if leak is not None:
            yield leak
    for found in _LABEL.finditer(text):
        label = found[0]
        if (
            not label.isalpha()
            and (replacement := machine_replacement(label))
            and not is_product(label)
        ):
            port = _PORT.match(text, found.end())
            end = port.end() if port else found.end()
            yield leak_at(text, LeakKind.HOST, found.start(), end, replacement)
    for required, pattern, kind, replacement in _MORE_PATTERNS:
        for found in pattern.finditer(text) if required in text else ():
            yield leak_at(text, kind, *found.span(), replacement)


def _leak(text: str, location: UrlMatch, context: DisclosureContext) -> Leak | None:
    kind, replacement = _classify(text[location.start : location.end], location, context)
    return leak_at(text, kind, location.start, location.end, replacement) if kind else None


_NO_LEAK = (None, "")


def _classify(
    words: str, location: UrlMatch, context: DisclosureContext
) -> tuple[LeakKind, str] | tuple[None, str]:
    host, is_web = location.host, location.scheme in ("http", "https")
    if len(host) > _LONGEST_HOST:
        return _NO_LEAK
    holds_a_secret = any(True for _ in credentials_in(words))
    if holds_a_secret or ":" in location.login or host == "hooks.slack.com":
        return LeakKind.SECRET, "a credential"
    if is_public(location, context):
        return _NO_LEAK
    if is_web and _is_ticket(words, location, context):
        return LeakKind.TICKET, "an internal ticket"
    if not context.customer_labels.isdisjoint(host.replace("-", "").split(".")[:-1]):
        return LeakKind.CUSTOMER, "a customer"
    if _is_under(host, word_list("code_sites")):
        is_there = bool(location.path.strip("/"))
        return (LeakKind.REPOSITORY, "our source code") if is_there else _NO_LEAK
    if location.login == "git" or (
        host.split(".")[0] in word_list("code_labels") and location.path
    ):
        return LeakKind.REPOSITORY, "our source code"
    if location.scheme and ("." not in host or _is_an_address(host)):
        return (LeakKind.LINK, _page(words)) if is_web else (LeakKind.HOST, UNKNOWN_MACHINE)
    if is_internal(host, context):
        if is_web or location.path:
            return LeakKind.LINK, _page(words)
        return LeakKind.HOST, host_replacement(host)
    if _is_team_page(location):
        return LeakKind.LINK, _page(words)
    return _NO_LEAK


def _is_team_page(location: UrlMatch) -> bool:
    """Whether a link is to a page of a team on a site such as a chat or a wiki."""
    host, sites = location.host, word_list("team_sites")
    speaks_to_all = host not in sites and host.split(".")[0] in word_list("public_labels")
    return _is_under(host, sites) and bool(location.path.strip("/")) and not speaks_to_all


def is_public(location: UrlMatch, context: DisclosureContext) -> bool:
    """Whether a link or host is public by the team's settings."""
    host = location.host.removeprefix("www.")
    for entry in context.rules.public_domains:
        listed_host, slash, path = entry.lower().removeprefix("www.").partition("/")
        if host == listed_host and (not slash or location.path.lower().startswith(f"/{path}")):
            return True
    return False


def is_internal(host: str, context: DisclosureContext) -> bool:
    """Whether a host is internal: by the team's settings, by its suffix, or by its labels."""
    if _is_under(host, context.internal_domains) or host in context.hosts:
        return True
    labels = host.split(".")
    if len(labels) == 2 and labels[-1] in word_list("source_endings"):
        return False
    if _is_under(host, word_list("internal_suffixes")):
        return True
    if any(label in word_list("internal_labels") for label in labels[:-2]):
        return True
    return any(machine_replacement(label) for label in labels)


def _page(words: str) -> str:
    low = words.lower()
    return next((replacement for word, replacement in _PAGES.items() if word in low), _PAGE)


def _is_ticket(words: str, location: UrlMatch, context: DisclosureContext) -> bool:
    if words in context.ticket_links or context.tickets.name_of(words) != words:
        return True
    sites = word_list("team_sites") | word_list("code_sites")
    is_ours = _is_under(location.host, sites) or is_internal(location.host, context)
    return is_ours and _KEY_IN_A_PATH.search(location.path) is not None


def _is_under(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of these domains or a subdomain of one."""
    labels = host.split(".")
    return any(".".join(labels[n:]) in domains for n in range(len(labels)))


def _is_an_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
