"""Findings in a text that is being typed: where they stand now, and what a key makes of them.

Findings that were let stand while their text was typed: it may be no part of a document yet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from facilitator.findings.finding import Finding
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.language.kinds import LintedField
from facilitator.findings.suppressions import with_suppression
from facilitator.findings.text_fields import sentence_span, text_at
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.finding import Rewrite
    from facilitator.findings.language.analyzer import LanguageFinding
    from facilitator.findings.language.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in a text as it is typed, and of which field; `offset`: characters since read.

    What a text for customers gives away cannot be let stand: that it leaves is somebody's word.
    """

    finding: LanguageFinding | Finding
    linted_field: LintedField
    offset: int = 0

    @property
    def can_be_suppressed(self) -> bool:
        """Whether it may be let stand."""
        return not isinstance(self.finding, Finding)

    @property
    def start(self) -> int:
        """The first character of the words."""
        return self.finding.start + self.offset

    @property
    def end(self) -> int:
        """The character after the last of the words."""
        return self.finding.end + self.offset


def marks_after_edit(marks: Sequence[Mark], old: str, new: str) -> tuple[Mark, ...]:
    """Return the marks of what an edit left as it was, where that stands in the new text."""
    head, tail = _same_at_both_ends(old, new)
    shift = len(new) - len(old)
    before = [mark for mark in marks if mark.end <= head]
    after = [mark for mark in marks if mark.start >= len(old) - tail and mark.end > head]
    return (*before, *(replace(mark, offset=mark.offset + shift) for mark in after))


def rewrite_preview(written: str, rewritten: str) -> str:
    """Return the words of a rewrite that were not written, with an ellipsis for those that were.

    Where that is one word, or none because some were only left out, those beside it say where.
    """
    old, new = written.split(), rewritten.split()
    room = min(len(old), len(new))
    head = next((n for n in range(room) if old[n] != new[n]), room)
    left = room - head
    tail = next((n for n in range(left) if old[-n - 1] != new[-n - 1]), left)
    end = len(new) - tail
    if end - head <= 1:
        head, end = max(0, head - 1), min(len(new), end + 1)
    words = new[head:end]
    return " ".join([*(["…"] if head else []), *words, *(["…"] if end < len(new) else [])])


def _same_at_both_ends(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts begin and end with alike."""
    shorter = min(len(one), len(other))
    head = _most(shorter, lambda n: one[:n] == other[:n])
    tail = _most(shorter - head, lambda n: one[len(one) - n :] == other[len(other) - n :])
    return head, tail


def _most(high: int, holds: Callable[[int], bool]) -> int:
    """Return the largest number up to a limit for which something holds, as for all below it."""
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def mark_at(marks: Sequence[Mark], cursor: int) -> Mark | None:
    """Return the mark under a cursor, else the nearest before it, else the first one after."""
    if not marks:
        return None
    return marks[max(0, bisect_right([mark.start for mark in marks], cursor) - 1)]


def spans_by_row(marks: Sequence[Mark], text: str) -> dict[int, list[tuple[int, int]]]:
    """Return where the marks stand in each line of a text, from one column up to another."""
    rows: dict[int, list[tuple[int, int]]] = {}
    row = at = 0
    for mark in marks:
        row += text.count("\n", at, mark.start)
        at = mark.start
        for part in text[mark.start : mark.end].split("\n"):
            column = at - text.rfind("\n", 0, at) - 1
            if part:
                rows.setdefault(row, []).append((column, column + len(part)))
            row, at = row + 1, at + len(part) + 1
        row, at = row - 1, at - 1
    return rows


@dataclass(frozen=True, slots=True)
class RewriteCycle:
    """A passage that a key turns: as it was written, then each rewrite, then as it was again."""

    text: str
    """The whole text as it stands with this passage."""
    start: int
    variants: tuple[str, ...]
    at: int = 0

    @property
    def end(self) -> int:
        """The character after the passage as it stands."""
        return self.start + len(self.variants[self.at])

    @property
    def is_original(self) -> bool:
        """Whether the passage is back as it was written."""
        return self.at == 0

    @property
    def next_variant(self) -> str:
        """What the passage is turned to next."""
        return self.variants[(self.at + 1) % len(self.variants)]

    def advanced(self) -> RewriteCycle:
        """Return the next turn."""
        text = f"{self.text[: self.start]}{self.next_variant}{self.text[self.end :]}"
        return replace(self, text=text, at=(self.at + 1) % len(self.variants))

    def holds(self, text: str, cursor: int) -> bool:
        """Whether a text is the one this turn left, with the cursor at its passage."""
        return text == self.text and self.start <= cursor <= self.end


def rewrite_cycle(text: str, mark: Mark, masked: str) -> RewriteCycle | None:
    """Return the turn that begins at a mark, nothing turned yet; None where it has no rewrites.

    `masked` is what was read of the text: what is blank there and not in the text, the marks of an
    entry line, stands behind each rewrite of the sentence it was in.
    """
    rewrites = mark.finding.rewrites
    if not rewrites:
        return None
    start = min(each.start for each in rewrites) + mark.offset
    end = max(each.end for each in rewrites) + mark.offset

    def passage(rewrite: Rewrite) -> str:
        first, last = rewrite.start + mark.offset, rewrite.end + mark.offset
        kept = "".join(
            letter if blank.isspace() else " "
            for letter, blank in zip(text[first:last], masked[first:last], strict=True)
        )
        words = " ".join([rewrite.words, *kept.split()])
        return f"{text[start:first]}{words}{text[last:end]}"

    return RewriteCycle(text, start, (text[start:end], *map(passage, rewrites)))


class SentenceSuppression(NamedTuple):
    """A rule that is let stand in a sentence of a field, whichever item that is of.

    White space between the words of the sentence does not count.
    """

    rule: str
    stage: Stage | None
    field: str
    sentence: str

    @classmethod
    def around(
        cls, rule: str, stage: Stage | None, field: str, text: str, words: tuple[int, int]
    ) -> Self:
        """Return what it means to let a finding stand; its words go from one place to another."""
        first, last = sentence_span(text, *words)
        return cls(rule, stage, field, _in_one_line(text[first:last]))


def suppressions_in(document: Postmortem) -> frozenset[SentenceSuppression]:
    """Return all that a document says is let stand."""
    return frozenset(
        SentenceSuppression(each.rule, each.stage, each.field, _in_one_line(each.sentence))
        for each in document.dismissals
    )


def apply_suppressions(
    document: Postmortem, pending: Iterable[SentenceSuppression], lexicon: Lexicon
) -> tuple[Postmortem, frozenset[SentenceSuppression]]:
    """Write down what is let stand and has become a part of the document; return what has."""
    unapplied, found = frozenset(pending), set[SentenceSuppression]()
    rules = {each.rule for each in unapplied}
    for finding in language_findings(document, lexicon):
        if finding.rule not in rules or not finding.words:
            continue
        location, words = finding.location, (finding.start, finding.end)
        text = text_at(document, location)
        here = SentenceSuppression.around(finding.rule, location.stage, location.field, text, words)
        if here in unapplied:
            found.add(here)
            document = with_suppression(document, finding)
    return document, frozenset(found)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
