"""The guide: what this stage is for, the next good question, and what is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from facilitator.guide.conditions import Assessment, Result, State
from facilitator.guide.prompts import prompts_for
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.safe import plain
from screens.widgets.words import Words

MARKS = {State.MET: "✓", State.OPEN: "○", State.WAIVED: "~", State.NOT_NEEDED: "-"}
"""One cell for each state of a condition; the words beside it say the rest."""


def condition_words(result: Result) -> str:
    """Say a condition and its state in one line."""
    tail = " (waived)" if result.state is State.WAIVED else ""
    asked = " · Enter ticks" if result.asked and result.state is State.OPEN else ""
    return f"{MARKS[result.state]} {result.says}{tail}{asked}"


class GuidePanel(Vertical):
    """Purpose, one prompt at a time, and the exit conditions of a stage."""

    BINDINGS = [
        Binding("enter", "tick", "Tick", id="guide.tick"),
        Binding("w", "waive", "Waive", id="guide.waive"),
        Binding("space", "step(1)", "Next question", id="guide.next"),
        Binding("backspace", "step(-1)", "Previous question", show=False, id="guide.previous"),
        Binding("escape", "leave", "Back", id="guide.leave"),
    ]

    @dataclass
    class Wanted(Message):
        """The person wants to tick (or untick) or waive (or ask again) a condition."""

        what: Literal["tick", "waive"]
        result: Result

    class Left(Message):
        """The person is done with the guide."""

    def __init__(self, stage: Stage, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._stage = stage
        self._prompt = 0
        self._prompts: tuple[str, ...] = ()
        self._results: tuple[Result, ...] = ()
        guide = guide_for(stage)
        self._title = Static(plain(guide.title), classes="heading")
        self._purpose = Static(plain(guide.purpose), classes="purpose")
        self._question = Words(classes="question")
        self._needs = Words(classes="heading")
        self._todo = Words(classes="todo")
        self.conditions = OptionList(markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """Lay question above needs."""
        yield self._title
        yield self._purpose
        yield Static("Ask", classes="heading")
        yield self._question
        yield self._needs
        yield self.conditions
        yield self._todo

    @property
    def question(self) -> str:
        """The question being asked."""
        return self._prompts[self._prompt % len(self._prompts)] if self._prompts else ""

    @property
    def selected(self) -> Result | None:
        """The condition under the cursor."""
        index = self.conditions.highlighted
        return self._results[index] if index is not None and self._results else None

    def show(self, document: Postmortem, assessment: Assessment) -> None:
        """Show the stage as the document stands; the question asked stays while it is still one."""
        asked = self.question
        self._prompts = prompts_for(self._stage, document)
        self._prompt = self._prompts.index(asked) if asked in self._prompts else 0
        self._show_question()
        results = assessment.needed(self._stage)
        met = sum(result.state is not State.OPEN for result in results)
        self._needs.say(plain(f"Needs  {met} of {len(results)}" if results else "Nothing needed"))
        if results != self._results:
            at = self.conditions.highlighted
            self._results = results
            self.conditions.set_options(
                Option(plain(condition_words(result)), id=result.condition) for result in results
            )
            self.conditions.highlighted = min(at or 0, len(results) - 1) if results else None
        self._show_todo()

    def _show_question(self) -> None:
        count = f"  {self._prompt + 1}/{len(self._prompts)}" if self._prompts else ""
        self._question.say(plain(self.question, "bold") + plain(count, "$quiet"))

    def _show_todo(self) -> None:
        result = self.selected
        if result is None:
            self._todo.say(plain(""))
            return
        self._todo.say(plain(result.detail if result.state is State.WAIVED else result.todo))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_todo()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_step(self, by: int) -> None:
        """Ask another question."""
        if self._prompts:
            self._prompt = (self._prompt + by) % len(self._prompts)
            self._show_question()

    def action_tick(self) -> None:
        """Ask to tick the condition under the cursor."""
        if self.selected is not None:
            self.post_message(self.Wanted("tick", self.selected))

    def action_waive(self) -> None:
        """Ask to waive the condition under the cursor."""
        if self.selected is not None:
            self.post_message(self.Wanted("waive", self.selected))

    def action_leave(self) -> None:
        """Go back to the stage."""
        self.post_message(self.Left())
