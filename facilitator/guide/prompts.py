"""Prompts: the questions a facilitator asks in a stage, one at a time.

Prompts raised by the document come first, then general prompts, then the team's own.
"""

from __future__ import annotations

from hashlib import blake2s
from typing import NamedTuple

from facilitator.guide.prompt_rules import general_prompts, raised_prompts
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


class Prompt(NamedTuple):
    """A facilitation question.

    `key` stays the same while the figures in the question change. It holds no words of the
    document, since the keys of asked prompts are stored outside it.
    """

    key: str
    text: str
    is_from_team: bool = False
    """Whether the team wrote it."""


def prompts_for(
    stage: Stage, document: Postmortem, team_prompts: tuple[str, ...] = ()
) -> tuple[Prompt, ...]:
    """Return the prompts of a stage, each once; `team_prompts` come last."""
    prompts = [
        Prompt(f"{stage.value}/{raised.name}/{raised.about}".rstrip("/"), raised.text)
        for raised in raised_prompts(stage, document)
    ]
    general = general_prompts(stage)
    prompts += [Prompt(_key(stage, text), text) for text in general]
    prompts += [
        Prompt(_key(stage, text), text, True) for text in team_prompts if text not in general
    ]
    return tuple(prompts)


def _key(stage: Stage, text: str) -> str:
    return f"{stage.value}/{blake2s(text.encode(), digest_size=6).hexdigest()}"


class PromptSequence(NamedTuple):
    """The prompts of a stage, the keys of those asked, and the key of the current one.

    `asked` are keys, oldest first; some of their prompts may no longer be present. Stepping goes
    through the asked prompts in the order they were asked, then through the others.
    """

    prompts: tuple[Prompt, ...] = ()
    asked: tuple[str, ...] = ()
    current_key: str = ""

    @property
    def prompt(self) -> Prompt | None:
        """The current prompt; None if there is none."""
        return next((each for each in self.prompts if each.key == self.current_key), None)

    @property
    def is_asked(self) -> bool:
        """Whether the current prompt was asked before."""
        return self.current_key in self.asked

    @property
    def asked_count(self) -> int:
        """The number of present prompts that were asked."""
        return len(self._asked_and_unasked()[0])

    def with_prompts(self, prompts: tuple[Prompt, ...]) -> PromptSequence:
        """Replace the prompts after an edit; the current one stays if it is still present."""
        updated = self._replace(prompts=prompts)
        if updated.prompt is not None:
            return updated
        asked, unasked = updated._asked_and_unasked()
        return updated._replace(current_key=(*unasked, *asked, "")[0])

    def next(self) -> PromptSequence:
        """Mark the current prompt as asked and go to the next; after the last, to the oldest."""
        if self.prompt is None:
            return self
        updated = self if self.is_asked else self._replace(asked=(*self.asked, self.current_key))
        asked, unasked = updated._asked_and_unasked()
        row = (*asked, *unasked)
        return updated._replace(current_key=row[(row.index(self.current_key) + 1) % len(row)])

    def back(self) -> PromptSequence:
        """Go to the prompt asked before this one; stay at the first.

        Once all are asked, the first leads back to the last.
        """
        asked, unasked = self._asked_and_unasked()
        if not asked:
            return self
        if not self.is_asked:
            return self._replace(current_key=asked[-1])
        before = asked.index(self.current_key) - 1
        return self._replace(current_key=asked[before if not unasked else max(0, before)])

    def _asked_and_unasked(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the keys of the present prompts: those asked, oldest first, then the others."""
        known = {each.key for each in self.prompts}
        asked = tuple(key for key in self.asked if key in known)
        return asked, tuple(each.key for each in self.prompts if each.key not in self.asked)
