"""The guide of a stage: its purpose, a prompt at a time, exit conditions and findings.

In a narrow terminal one line is shown in place of the panel until it is opened.
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

from facilitator.guide.conditions.condition import Assessment
from facilitator.guide.prompts import PromptSequence, prompts_for
from facilitator.guide.stages import guide_for
from facilitator.guide.timer import planned_time_label
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import cut, plain
from screens.stage.conditions_view import ConditionsView
from screens.stage.findings_view import KEYS_TO_FINDINGS, FindingsView
from screens.widgets.text import LiveText

_KEYS = "space, ^n next"


class PromptView(LiveText):
    """The current facilitation prompt, and how many of the stage's prompts were asked."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(classes="question")
        self._stage = stage
        self.sequence = PromptSequence()

    @property
    def question(self) -> str:
        """The text of the current prompt; empty where the stage has none."""
        return self.sequence.prompt.text if self.sequence.prompt else ""

    @property
    def label(self) -> str:
        """The label before the prompt: whether it was asked already."""
        return "Asked" if self.sequence.is_asked else "Ask"

    def show(
        self,
        document: Postmortem,
        own_prompts: tuple[str, ...] = (),
        asked_prompts: tuple[str, ...] = (),
    ) -> None:
        """Show a prompt that fits the document; the current one stays until it is answered.

        `own_prompts` are the team's own prompts, `asked_prompts` the keys of those asked before.
        """
        prompts = prompts_for(self._stage, document, own_prompts)
        self.sequence = self.sequence._replace(asked=asked_prompts).with_prompts(prompts)
        self._show_question()

    def step(self, by: int) -> str:
        """Go to the next (1) or previous (-1) prompt.

        Going on from a prompt that was not asked before marks it as asked: returns its key, else an
        empty string.
        """
        passed, was_used = self.sequence.current_key, self.sequence.is_asked
        self.sequence = self.sequence.next() if by > 0 else self.sequence.back()
        self._show_question()
        return passed if by > 0 and not was_used else ""

    def _show_question(self) -> None:
        sequence = self.sequence
        marks = ["✓ asked"] if sequence.is_asked else []
        marks += ["from your team"] if sequence.prompt and sequence.prompt.is_from_team else []
        count = f"{sequence.asked_count} of {len(sequence.prompts)} asked"
        lines = [" · ".join(marks)] if marks else []
        quiet = "\n".join(["", *lines, f"{count} · {_KEYS}"])
        self.set_text(plain(self.question, "bold") + plain(quiet, "$quiet"))


class GuidePanel(Vertical):
    """The guide beside a stage, or in its place in a narrow terminal."""

    BINDINGS = [
        Binding("enter", "tick", "Go or tick", id="guide.tick"),
        Binding("w", "waive", "Waive", id="guide.waive"),
        Binding("space", "screen.question(1)", "Next question", id="guide.next"),
        Binding("escape", "leave", "Back", id="guide.leave"),
    ]

    class Exited(Message):
        """The guide was left by Esc."""

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
        """Compose the guide."""
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
        """Show the state of a document; see `PromptView.show` for the prompts."""
        self._minutes.update(plain(planned_time_label(document, self._stage)), layout=False)
        self.prompt.show(document, own_prompts, asked_prompts)
        self.conditions.show(assessment)

    def take_focus(self) -> None:
        """Focus the list that had the focus last."""
        # Not `focus()`, which waits: whoever called asks for the focused widget right afterwards.
        self.screen.set_focus(self._last_list.options)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _give_room_to_focused_list(self) -> None:
        """Give the focused list most of the room, and show the keys to the findings."""
        reads_findings = self.findings.has_focus_within
        self.set_class(reads_findings, "-findings")
        if self.has_focus_within:
            self._last_list = self.findings if reads_findings else self.conditions
            self.findings.show_keys_to_here("" if reads_findings else "Tab")
        else:
            returns_here = self._last_list is self.findings
            self.findings.show_keys_to_here("F2" if returns_here else KEYS_TO_FINDINGS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys for conditions while the findings have the focus."""
        return action == "leave" or not self.findings.has_focus_within

    def action_tick(self) -> None:
        """Confirm the condition at the cursor, or go to the place where it is fixed."""
        self.conditions.request("tick")

    def action_waive(self) -> None:
        """Waive the condition at the cursor."""
        self.conditions.request("waive")

    def action_leave(self) -> None:
        """Leave the guide."""
        self.post_message(self.Exited())


_IMPERATIVE_LABELS = ("Ask", "Do")
"""Labels in the accent colour: something is to be done now."""


class GuideLine(Widget):
    """The guide in one line: the prompt, and how many conditions are open."""

    def __init__(self) -> None:
        super().__init__(id="guide-line")
        self._label = self._question = self._needs = ""

    def show(
        self, question: str, open_count: int | None, findings: int, label: str = "Ask"
    ) -> None:
        """Show a prompt and two counts; `open_count` is None where the stage is not needed."""
        without_open = "offered" if open_count is None else "done"
        needs = f"{open_count} open" if open_count else without_open
        self._needs = f"{needs} · {findings} ! · F2" if findings else f"{needs} · F2"
        self._show_text(label, question)

    def show_instruction(self, todo: str) -> None:
        """Show an instruction in place of the prompt."""
        self._show_text("Do", todo)

    def _show_text(self, label: str, words: str) -> None:
        self._label, self._question = label, words
        self.tooltip = plain(words)
        self.refresh()

    def render(self) -> Content:
        """Draw the line; the prompt is cut to the width, the counts never are."""
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
