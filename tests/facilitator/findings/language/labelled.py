"""The labelled sentences, and how well the lens reads them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from facilitator.findings.language.analyzer import LanguageContext, findings_in
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.language.roster import roster_of

ROSTER = roster_of(["Priya Raman", "Tomás Oliveira", "Mark", "dkoch", "@jkim"])
_MARK = re.compile(r"\[\[([\w-]+): (.*?)\]\]")
_HEADING = "== "
_HELD_OUT = ", held out"


class Expected(NamedTuple):
    """What has to be found: by which rule, and the characters it stands at."""

    rule: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence with the kind of field it stands in, and all that is to be found in it."""

    text: str
    kind: FieldKind
    expected: frozenset[Expected]
    held_out: bool
    line: int


@dataclass
class Score:
    """Counts by rule, and the sentences that were read wrongly."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Sentence, str]] = field(default_factory=list)

    def precision(self, *rules: str) -> float:
        """Which share of what was found is right."""
        return self._share(self.false, rules)

    def recall(self, *rules: str) -> float:
        """Which share of what is there was found."""
        return self._share(self.missed, rules)

    def _share(self, others: Counter[str], rules: tuple[str, ...]) -> float:
        named = rules or tuple({*self.right, *others})
        right, other = (sum(each[rule] for rule in named) for each in (self.right, others))
        return right / (right + other) if right + other else 1.0


def sentences() -> tuple[Sentence, ...]:
    """Return all labelled sentences."""
    found = []
    kind, held_out = FieldKind.PROSE, False
    lines = Path(__file__).with_name("labelled.txt").read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines, start=1):
        if line.startswith(_HEADING):
            name = line.removeprefix(_HEADING)
            held_out = name.endswith(_HELD_OUT)
            kind = FieldKind(name.removesuffix(_HELD_OUT))
        elif line and not line.startswith("#"):
            found.append(_sentence(line, kind, held_out, n))
    return tuple(found)


def _sentence(line: str, kind: FieldKind, held_out: bool, number: int) -> Sentence:
    text, expected, done = "", set(), 0
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        expected.add(Expected(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        done = mark.end()
    return Sentence(text + line[done:], kind, frozenset(expected), held_out, number)


def scored(labelled: tuple[Sentence, ...]) -> Score:
    """Return how the lens reads some sentences: rule and characters both have to be right."""
    score = Score()
    for sentence in labelled:
        context = LanguageContext(sentence.kind, ROSTER)
        found = {Expected(f.rule, f.start, f.end) for f in findings_in(sentence.text, context)}
        for verdict, each, counter in (
            ("right", found & sentence.expected, score.right),
            ("missed", sentence.expected - found, score.missed),
            ("false alarm", found - sentence.expected, score.false),
        ):
            counter.update(expected.rule for expected in each)
            if verdict != "right":
                for e in each:
                    words = sentence.text[e.start : e.end]
                    score.wrong.append((sentence, f"{verdict}: {e.rule} “{words}”"))
    return score
