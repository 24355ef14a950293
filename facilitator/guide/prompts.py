"""What to ask: what the document raises first, then what always serves, then the team's own.

Asking the questions of a stage one at a time: which is on show, which comes next.
"""

from __future__ import annotations

from hashlib import blake2s
from typing import NamedTuple

from facilitator.guide.prompt_rules import raised_by, standing
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


class Prompt(NamedTuple):
    """A question. `key` stays the same while the figures in the question change.

    No key holds a word of the document, so that it may be kept apart from it.
    """

    key: str
    text: str
    is_ours: bool = False
    """Whether the team wrote it."""


def prompts_for(
    stage: Stage, document: Postmortem, ours: tuple[str, ...] = ()
) -> tuple[Prompt, ...]:
    """Return the questions of a stage, each once; `ours` are those of the team, which come last."""
    prompts = [
        Prompt(f"{stage.value}/{raised.name}/{raised.about}".rstrip("/"), raised.text)
        for raised in raised_by(stage, document)
    ]
    own = standing(stage)
    prompts += [Prompt(_key(stage, text), text) for text in own]
    prompts += [Prompt(_key(stage, text), text, True) for text in ours if text not in own]
    return tuple(prompts)


def _key(stage: Stage, text: str) -> str:
    return f"{stage.value}/{blake2s(text.encode(), digest_size=6).hexdigest()}"


class Asking(NamedTuple):
    """The questions as the document has them, and the key of the one on show.

    `used` are the keys of those asked, oldest first. People step along one row: what was asked, in
    the order it was asked, then what was not.
    """

    prompts: tuple[Prompt, ...] = ()
    used: tuple[str, ...] = ()
    on_show: str = ""

    @property
    def prompt(self) -> Prompt | None:
        """The question on show; None where there is nothing to ask."""
        return next((each for each in self.prompts if each.key == self.on_show), None)

    @property
    def is_used(self) -> bool:
        """Whether the question on show was asked before."""
        return self.on_show in self.used

    @property
    def used_count(self) -> int:
        """How many of the questions there are were asked."""
        return len(self._row()[0])

    def over(self, prompts: tuple[Prompt, ...]) -> Asking:
        """Ask as the document stands now: what is on show stays, unless it is settled."""
        now = self._replace(prompts=prompts)
        if now.prompt is not None:
            return now
        used, unused = now._row()
        return now._replace(on_show=(*unused, *used, "")[0])

    def next(self) -> Asking:
        """Step on; what was on show counts as asked. After the last one, the oldest comes again."""
        if self.prompt is None:
            return self
        now = self if self.is_used else self._replace(used=(*self.used, self.on_show))
        used, unused = now._row()
        row = (*used, *unused)
        return now._replace(on_show=row[(row.index(self.on_show) + 1) % len(row)])

    def back(self) -> Asking:
        """Go back over what was asked; at the first of it, stay."""
        used, unused = self._row()
        if not used:
            return self
        if not self.is_used:
            return self._replace(on_show=used[-1])
        before = used.index(self.on_show) - 1
        return self._replace(on_show=used[before if not unused else max(0, before)])

    def _row(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the keys of what was asked and is asked still, and of what was not, in order."""
        there = {each.key for each in self.prompts}
        used = tuple(key for key in self.used if key in there)
        return used, tuple(each.key for each in self.prompts if each.key not in self.used)
