"""One question of a stage at a time."""

from __future__ import annotations

from facilitator.guide.prompts import Asking, prompts_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.widgets.text import Words

_KEYS = "space, ^n next"


class PromptView(Words):
    """The question being asked, whether it was asked before, and how many were."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(classes="question")
        self._stage = stage
        self.asking = Asking()

    @property
    def question(self) -> str:
        """The question being asked."""
        return self.asking.prompt.text if self.asking.prompt else ""

    @property
    def label(self) -> str:
        """What stands before the question: whether it is asked for the first time."""
        return "Asked" if self.asking.is_used else "Ask"

    def show(
        self, document: Postmortem, ours: tuple[str, ...] = (), used: tuple[str, ...] = ()
    ) -> None:
        """Ask as the document stands; the question asked stays until it is settled.

        `ours` are the team's own questions; `used` the keys of those that were asked before.
        """
        prompts = prompts_for(self._stage, document, ours)
        self.asking = self.asking._replace(used=used).over(prompts)
        self._show_question()

    def step(self, by: int) -> str:
        """Ask the next question or the one before; return the key of one that is asked now."""
        passed, was_used = self.asking.on_show, self.asking.is_used
        self.asking = self.asking.next() if by > 0 else self.asking.back()
        self._show_question()
        return passed if by > 0 and not was_used else ""

    def _show_question(self) -> None:
        asking = self.asking
        marks = ["✓ asked"] if asking.is_used else []
        marks += ["from your team"] if asking.prompt and asking.prompt.is_ours else []
        count = f"{asking.used_count} of {len(asking.prompts)} asked"
        lines = [" · ".join(marks)] if marks else []
        quiet = "\n".join(["", *lines, f"{count} · {_KEYS}"])
        self.say(plain(self.question, "bold") + plain(quiet, "$quiet"))
