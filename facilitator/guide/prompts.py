"""What to ask: what the document raises first, then what always serves, then the team's own.

Asking the questions of a stage one at a time: which is on show, which comes next.
"""

from __future__ import annotations

from hashlib import blake2s
from typing import NamedTuple

from facilitator.guide.prompt_rules import raised_prompts, standing
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


class Prompt(NamedTuple):
    """A question. `key` stays the same while the figures in the question change.

    No key holds a word of the document, so that it may be kept apart from it.
    """

    key: str
    text: str
    is_from_team: bool = False
    """Whether the team wrote it."""


def prompts_for(
    stage: Stage, document: Postmortem, ours: tuple[str, ...] = ()
) -> tuple[Prompt, ...]:
    """Return the questions of a stage, each once; `ours` are those of the team, which come last."""
    prompts = [
        Prompt(f"{stage.value}/{raised.name}/{raised.about}".rstrip("/"), raised.text)
        for raised in raised_prompts(stage, document)
    ]
    own = standing(stage)
    prompts += [Prompt(_key(stage, text), text) for text in own]
    prompts += [Prompt(_key(stage, text), text, True) for text in ours if text not in own]
    return tuple(prompts)


def _key(stage: Stage, text: str) -> str:
    return f"{stage.value}/{blake2s(text.encode(), digest_size=6).hexdigest()}"


class PromptSequence(NamedTuple):
    """The questions as the document has them, and the key of the one on show.

    `asked` are the keys of those asked, oldest first. People step along one row: what was asked, in
    the order it was asked, then what was not.
    """

    prompts: tuple[Prompt, ...] = ()
    asked: tuple[str, ...] = ()
    current_key: str = ""

    @property
    def prompt(self) -> Prompt | None:
        """The question on show; None where there is nothing to ask."""
        return next((each for each in self.prompts if each.key == self.current_key), None)

    @property
    def is_asked(self) -> bool:
        """Whether the question on show was asked before."""
        return self.current_key in self.asked

    @property
    def asked_count(self) -> int:
        """How many of the questions there are were asked."""
        return len(self._row()[0])

    def with_prompts(self, prompts: tuple[Prompt, ...]) -> PromptSequence:
        """Ask as the document stands now: what is on show stays, unless it is settled."""
        now = self._replace(prompts=prompts)
        if now.prompt is not None:
            return now
        asked, unused = now._row()
        return now._replace(current_key=(*unused, *asked, "")[0])

    def next(self) -> PromptSequence:
        """Step on; what was on show counts as asked. After the last one, the oldest comes again."""
        if self.prompt is None:
            return self
        now = self if self.is_asked else self._replace(asked=(*self.asked, self.current_key))
        asked, unused = now._row()
        row = (*asked, *unused)
        return now._replace(current_key=row[(row.index(self.current_key) + 1) % len(row)])

    def back(self) -> PromptSequence:
        """Go back over what was asked; at the first of it, stay."""
        asked, unused = self._row()
        if not asked:
            return self
        if not self.is_asked:
            return self._replace(current_key=asked[-1])
        before = asked.index(self.current_key) - 1
        return self._replace(current_key=asked[before if not unused else max(0, before)])

    def _row(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the keys of what was asked and is asked still, and of what was not, in order."""
        there = {each.key for each in self.prompts}
        asked = tuple(key for key in self.asked if key in there)
        return asked, tuple(each.key for each in self.prompts if each.key not in self.asked)
