"""What to ask: what the document raises first, then what always serves, then the team's own."""

from __future__ import annotations

from hashlib import blake2s
from typing import NamedTuple

from facilitator.guide.prompts_raised import raised_by
from facilitator.guide.prompts_written import standing
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
