"""The way back: every edit is a step that can be undone, whatever other windows saved since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from facilitator.merging import CannotMerge, merged
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage_minutes import differ_in_minutes_only


@dataclass(frozen=True)
class Step:
    """One step: the document before it, and what the step was.

    `known` is how many changes of other windows the document before it holds.
    """

    before: Postmortem
    label: str
    joining: str
    known: int


class Steps:
    """What can be undone and done again. Only what was edited here: never another window's work."""

    def __init__(self) -> None:
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._news: list[tuple[Postmortem, Postmortem]] = []
        """What other windows saved: each a document as we both had it, and as they made it."""

    @property
    def label(self) -> str:
        """What the next undo takes back; empty where there is nothing to undo."""
        return self._past[-1].label if self._past else ""

    def add(self, before: Postmortem, label: str, joining: str = "") -> None:
        """Remember the document before an edit.

        One with the same `joining` as the last, and none undone since, is part of that step.
        """
        joins = bool(joining) and bool(self._past) and self._past[-1].joining == joining
        if not joins or self._future:
            self._past.append(Step(before, label, joining, len(self._news)))
        self._future.clear()

    def end_run(self) -> None:
        """Let the next edit be a step of its own."""
        if self._past:
            self._past[-1] = replace(self._past[-1], joining="")

    def heard(self, before: Postmortem, theirs: Postmortem) -> None:
        """Remember what another window made of a document; no step takes it back.

        Minutes are no news, or an hour's meeting would be sixty to merge on every way back.
        """
        if not differ_in_minutes_only(before, theirs):
            self._news.append((before, theirs))

    def back(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Return the document before the last step, and what is undone; None where it is not."""
        return self._move(self._past, self._future, present)

    def forward(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Return the document before the last undo, and what is done again; None likewise."""
        return self._move(self._future, self._past, present)

    def _move(
        self, source: list[Step], target: list[Step], present: Postmortem
    ) -> tuple[Postmortem, str] | None:
        if not source:
            return None
        step = source[-1]
        document = step.before
        try:
            for base, theirs in self._news[step.known :]:
                document = merged(base, document, theirs).document
        except CannotMerge:
            return None  # what other windows did since leaves no way there
        source.pop()
        target.append(Step(present, step.label, "", len(self._news)))
        return document, step.label
