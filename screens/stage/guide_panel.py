"""The guide: what this stage is for, the next good question, what is needed, what to look at.

One question of a stage at a time.
The guide in one line, where there is no room for it beside the stage.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from facilitator.guide.conditions.base import Assessment
from facilitator.guide.prompts import PromptSequence, prompts_for
from facilitator.guide.stages import guide_for
from facilitator.guide.timer import planned_words
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import cut, plain
from screens.stage.conditions_view import ConditionsView
from screens.stage.findings_view import KEYS_TO_FINDINGS, FindingsView
from screens.widgets.text import LiveText

_KEYS = "space, ^n next"


class PromptView(LiveText):
    """The question being asked, whether it was asked before, and how many were."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(classes="question")
        self._stage = stage
        self.asking = PromptSequence()

    @property
    def question(self) -> str:
        """The question being asked."""
        return self.asking.prompt.text if self.asking.prompt else ""

    @property
    def label(self) -> str:
        """What stands before the question: whether it is asked for the first time."""
        return "Asked" if self.asking.is_asked else "Ask"

    def show(
        self,
        document: Postmortem,
        own_prompts: tuple[str, ...] = (),
        asked_prompts: tuple[str, ...] = (),
    ) -> None:
        """Ask as the document stands; the question asked stays until it is settled.

        `own_prompts` are the team's own questions; `asked_prompts` the keys of those that were asked before.
        """
        prompts = prompts_for(self._stage, document, own_prompts)
        self.asking = self.asking._replace(asked=asked_prompts).with_prompts(prompts)
        self._show_question()

    def step(self, by: int) -> str:
        """Ask the next question or the one before; return the key of one that is asked now."""
        passed, was_used = self.asking.current_key, self.asking.is_asked
        self.asking = self.asking.next() if by > 0 else self.asking.back()
        self._show_question()
        return passed if by > 0 and not was_used else ""

    def _show_question(self) -> None:
        asking = self.asking
        marks = ["✓ asked"] if asking.is_asked else []
        marks += ["from your team"] if asking.prompt and asking.prompt.is_from_team else []
        count = f"{asking.asked_count} of {len(asking.prompts)} asked"
        lines = [" · ".join(marks)] if marks else []
        quiet = "\n".join(["", *lines, f"{count} · {_KEYS}"])
        self.set_text(plain(self.question, "bold") + plain(quiet, "$quiet"))


class GuidePanel(Vertical):
    """Purpose, one prompt at a time, the exit conditions of a stage, and the findings."""

    BINDINGS = [
        Binding("enter", "tick", "Go or tick", id="guide.tick"),
        Binding("w", "waive", "Waive", id="guide.waive"),
        Binding("space", "screen.question(1)", "Next question", id="guide.next"),
        Binding("escape", "leave", "Back", id="guide.leave"),
    ]

    class Exited(Message):
        """The person is done with the guide."""

    def __init__(self, stage: Stage, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._stage = stage
        guide = guide_for(stage)
        self._title = Static(plain(guide.title), classes="heading")
        self._purpose = Static(plain(guide.purpose), classes="purpose")
        self._minutes = Static(classes="minutes")
        self.prompt = PromptView(stage)
        self.conditions = ConditionsView(stage)
        self.findings = FindingsView(stage)
        self._last_list: ConditionsView | FindingsView = self.conditions

    def compose(self) -> ComposeResult:
        """Lay question above needs."""
        yield self._title
        yield self._purpose
        yield self._minutes
        yield Static("Ask", classes="heading")
        yield self.prompt
        with Container(id="lists"):
            yield self.conditions
            yield self.findings

    def show(
        self,
        document: Postmortem,
        assessment: Assessment,
        own_prompts: tuple[str, ...] = (),
        asked_prompts: tuple[str, ...] = (),
    ) -> None:
        """Show the stage as the document stands; questions of the team, and those asked before."""
        self._minutes.update(plain(planned_words(document, self._stage)), layout=False)
        self.prompt.show(document, own_prompts, asked_prompts)
        self.conditions.show(assessment)

    def take_focus(self) -> None:
        """Put the focus where the guide's keys work: in the list it was in last."""
        self.screen.set_focus(self._last_list.options)  # at once: what came before may ask where

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _give_room_to_focused_list(self) -> None:
        """Where the lists stand one above the other, the one being read has the room."""
        reads_findings = self.findings.has_focus_within
        self.set_class(reads_findings, "-findings")
        if self.has_focus_within:
            self._last_list = self.findings if reads_findings else self.conditions
            self.findings.show_keys("" if reads_findings else "Tab")
        else:
            self.findings.show_keys("F2" if self._last_list is self.findings else KEYS_TO_FINDINGS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the list of the findings, the keys are those of the findings."""
        return action == "leave" or not self.findings.has_focus_within

    def action_tick(self) -> None:
        """Go where the condition under the cursor is mended, or ask to tick it."""
        self.conditions.request("tick")

    def action_waive(self) -> None:
        """Ask to waive the condition under the cursor."""
        self.conditions.request("waive")

    def action_leave(self) -> None:
        """Go back to the stage."""
        self.post_message(self.Exited())


_IMPERATIVE_LABELS = ("Ask", "Do")
"""Labels that call for something now."""


class GuideLine(Widget):
    """The question being asked on the left, what is still open on the right."""

    def __init__(self) -> None:
        super().__init__(id="guide-line")
        self._label = self._question = self._needs = ""

    def show(
        self, question: str, open_count: int | None, findings: int, label: str = "Ask"
    ) -> None:
        """Show this question, how many conditions are open, and how many findings there are.

        `open_count` is None where the stage is only offered.
        """
        standing = "offered" if open_count is None else "done"
        needs = f"{open_count} open" if open_count else standing
        self._needs = f"{needs} · {findings} ! · F2" if findings else f"{needs} · F2"
        self._show_text(label, question)

    def show_instruction(self, todo: str) -> None:
        """Show what is to be done in the place of the question."""
        self._show_text("Do", todo)

    def _show_text(self, label: str, words: str) -> None:
        self._label, self._question = label, words
        self.tooltip = plain(words)
        self.refresh()

    def render(self) -> Content:
        """Draw the line at the width there is; the question is cut, never the count."""
        width = self.content_size.width
        label = f"{self._label}  "
        question = cut(self._question, width - len(label) - len(self._needs) - 2)
        gap = width - len(label) - cell_len(question) - len(self._needs)
        return (
            plain(label, "$accent" if self._label in _IMPERATIVE_LABELS else "$quiet")
            + plain(question)
            + plain(" " * max(2, gap))
            + plain(self._needs, "$quiet")
        )
