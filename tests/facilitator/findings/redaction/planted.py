"""The texts with planted leaks, and without, and how much of what is planted is found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.leak import Leak, LeakKind
from facilitator.findings.redaction.scanner import leaks_in
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

_MARK = re.compile(r"\[\[([a-z -]+): (.*?)\]\]")
_HEADING = "== "
_TAKEN_OUT = "¦"


class Planted(NamedTuple):
    """What has to be found: its kind, and the characters it stands at."""

    kind: LeakKind
    start: int
    end: int


class CustomerText(NamedTuple):
    """A text for customers, its title, and all its leaks."""

    name: str
    text: str
    planted: tuple[Planted, ...]


@dataclass
class Score:
    """Counts by kind, and what was missed and found wrongly."""

    exact: Counter[LeakKind] = field(default_factory=Counter)
    touched: Counter[LeakKind] = field(default_factory=Counter)
    """Found by the right kind, not at exactly the right characters."""
    missed: Counter[LeakKind] = field(default_factory=Counter)
    false: Counter[LeakKind] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def texts(file: str) -> tuple[CustomerText, ...]:
    """Return the texts of a file of this folder."""
    written = Path(__file__).with_name(file).read_text(encoding="utf-8").replace(_TAKEN_OUT, "")
    without_remarks = "\n".join(line for line in written.split("\n") if not line.startswith("#"))
    found = []
    for part in ("\n" + without_remarks).split("\n" + _HEADING)[1:]:
        name, _, body = part.partition("\n")
        found.append(_text(name, body.strip()))
    return tuple(found)


def _text(name: str, marked: str) -> CustomerText:
    text, planted, done = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        planted.append(Planted(LeakKind(mark[1]), len(text), len(text) + len(mark[2])))
        text += mark[2]
        done = mark.end()
    return CustomerText(name, text + marked[done:], tuple(planted))


def scored(customer_texts: tuple[CustomerText, ...]) -> Score:
    """Return what is found in some texts, held against what is planted there."""
    context = disclosure_context(DOCUMENT, RULES)
    score = Score()
    for each in customer_texts:
        found = list(leaks_in(each.text, context))
        for planted in each.planted:
            hits = [leak for leak in found if _is_it(leak, planted)]
            exact = any((leak.start, leak.end) == planted[1:] for leak in hits)
            counter = score.exact if exact else score.touched if hits else score.missed
            counter[planted.kind] += 1
            if not exact:
                words = each.text[planted.start : planted.end]
                got = ", ".join(f"“{leak.words}”" for leak in hits) or "missed"
                score.wrong.append(f"{each.name}: {planted.kind} “{words}”: {got}")
            found = [leak for leak in found if leak not in hits]
        for leak in found:
            score.false[leak.kind] += 1
            score.wrong.append(f"{each.name}: false alarm: {leak.kind} “{leak.words}”")
    return score


def _is_it(leak: Leak, planted: Planted) -> bool:
    overlaps = leak.start < planted.end and planted.start < leak.end
    return overlaps and leak.kind is planted.kind
