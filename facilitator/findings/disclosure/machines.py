"""Names of machines: what makes a word read like one, and what may stand instead."""

from __future__ import annotations

import re

from facilitator.findings.disclosure.lists import listed, machine_words

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_POD = re.compile(r"[a-z][a-z0-9-]*?-(?=[a-z0-9]*[0-9])[a-z0-9]{8,10}-[a-z0-9]{5}")
_NUMBERED_BY_A_CLOUD = re.compile(r"ip(?:-[0-9]{1,3}){4}|i-[0-9a-f]{8,17}")
_REGION = re.compile(r"([a-z]+)-(?:gov-)?([a-z]+)-?[0-9]{1,2}[a-z]?")
_LONGEST_LABEL = 63
A_MACHINE = "one of our servers"
"""Stands for a machine of which the name does not say what it is."""


def machine(label: str) -> str:
    """Return what may stand instead of a machine's name; empty where it does not read like one.

    It does where a word for what machines are (`db`, `web`) stands with a number, or with a word
    such as `prod` or `primary`; where it says what runs in production: `ledger-prod`; where a cloud
    has numbered it; and where machines are counted: `rep02`.
    """
    low = label.lower()
    if len(low) > _LONGEST_LABEL or low in listed("public_names") or is_region(low):
        return ""
    parts = _PARTS.findall(low)
    says = next((said for part in parts if (said := _said_by(part))), "")
    if _NUMBERED_BY_A_CLOUD.fullmatch(low) or _POD.fullmatch(low):
        return says or A_MACHINE
    numbered = any(
        part.isdecimal() and (n == 0 or parts[n - 1] != "v") for n, part in enumerate(parts)
    )
    in_production = not listed("in_production").isdisjoint(parts)
    among_others = len(parts) > 1 and parts[-1] in listed("among_machines")
    if says and (numbered or in_production or (among_others and says != _said_by(parts[-1]))):
        return says
    named = in_production and (numbered or _is_named_in_production(label, parts))
    return A_MACHINE if named or _is_counted(label, parts) else ""


def _is_named_in_production(label: str, parts: list[str]) -> bool:
    """Whether a name says what runs where: `ledger-prod`, and not `non-prod` or `prod-like`."""
    said = set(parts) - listed("in_production")
    return "-" in label and label.islower() and bool(said) and said.isdisjoint(listed("no_machine"))


def _is_counted(label: str, parts: list[str]) -> bool:
    """Whether a small word ends in a number with a nought before it: `rep02`."""
    if len(parts) < 2 or not label.islower() or not parts[-1].startswith("0"):
        return False
    return len(parts[-1]) > 1 and len(parts[-2]) > 1 and parts[-2] not in listed("counted")


def _said_by(part: str) -> str:
    """Return what a part of a name says a machine is: `db`, or two such words in one: `dbhost`."""
    known = machine_words()
    if part in known:
        return known[part]
    cuts = (cut for cut in range(2, len(part) - 1) if part[cut:] in known)
    return next((known[part[:cut]] for cut in cuts if part[:cut] in known), "")


def is_region(label: str) -> bool:
    """Whether a label is a region of a cloud, which anybody may know: `eu-west-1`."""
    found = _REGION.fullmatch(label)
    return found is not None and {found[1], found[2]} <= listed("regions")


def is_a_product(label: str) -> bool:
    """Whether a label is written as products and plans are: `Edge-24`."""
    return label[0].isupper() and not label.isupper()


def machine_among(host: str) -> str:
    """Return what may stand instead of a host, by the part of its name that says most."""
    labels = host.split(".")
    said = (*map(machine, labels), *map(_said_by, _PARTS.findall(labels[0])))
    return next(filter(None, said), A_MACHINE)
