"""One question of a stage at a time."""

from __future__ import annotations

from facilitator.guide.prompts import prompts_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.safe import plain
from screens.widgets.words import Words


class PromptView(Words):
    """The question being asked, and which of how many it is."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(classes="question")
        self._stage = stage
        self._at = 0
        self.prompts: tuple[str, ...] = ()
        """Those of the stage, the ones that answer to the document first."""

    @property
    def question(self) -> str:
        """The question being asked."""
        return self.prompts[self._at % len(self.prompts)] if self.prompts else ""

    def show(self, document: Postmortem) -> None:
        """Ask as the document stands; the question asked stays while it is still one."""
        asked = self.question
        self.prompts = prompts_for(self._stage, document)
        self._at = self.prompts.index(asked) if asked in self.prompts else 0
        self._show_question()

    def step(self, by: int) -> None:
        """Ask another question."""
        if self.prompts:
            self._at = (self._at + by) % len(self.prompts)
            self._show_question()

    def _show_question(self) -> None:
        count = f"  {self._at + 1}/{len(self.prompts)}" if self.prompts else ""
        self.say(plain(self.question, "bold") + plain(count, "$quiet"))
