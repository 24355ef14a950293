"""The guide: what this stage is for, the next good question, what is needed, what to look at."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static

from facilitator.guide.conditions.base import Assessment
from facilitator.guide.stages import guide_for
from facilitator.guide.timer import planned_words
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.widgets.conditions_view import ConditionsView
from screens.widgets.findings_view import WAY_IN, FindingsView
from screens.widgets.prompt_view import PromptView


class GuidePanel(Vertical):
    """Purpose, one prompt at a time, the exit conditions of a stage, and the findings."""

    BINDINGS = [
        Binding("enter", "tick", "Go or tick", id="guide.tick"),
        Binding("w", "waive", "Waive", id="guide.waive"),
        Binding("space", "screen.question(1)", "Next question", id="guide.next"),
        Binding("escape", "leave", "Back", id="guide.leave"),
    ]

    class Left(Message):
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
        self._read_last: ConditionsView | FindingsView = self.conditions

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
        ours: tuple[str, ...] = (),
        used: tuple[str, ...] = (),
    ) -> None:
        """Show the stage as the document stands; questions of the team, and those asked before."""
        self._minutes.update(plain(planned_words(document, self._stage)), layout=False)
        self.prompt.show(document, ours, used)
        self.conditions.show(assessment)

    def take_focus(self) -> None:
        """Put the focus where the guide's keys work: in the list it was in last."""
        self.screen.set_focus(self._read_last.options)  # at once: what came before may ask where

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _room_for_what_is_read(self) -> None:
        """Where the lists stand one above the other, the one being read has the room."""
        reads_findings = self.findings.has_focus_within
        self.set_class(reads_findings, "-findings")
        if self.has_focus_within:
            self._read_last = self.findings if reads_findings else self.conditions
            self.findings.show_way("" if reads_findings else "Tab")
        else:
            self.findings.show_way("F2" if self._read_last is self.findings else WAY_IN)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the list of the findings, the keys are those of the findings."""
        return action == "leave" or not self.findings.has_focus_within

    def action_tick(self) -> None:
        """Go where the condition under the cursor is mended, or ask to tick it."""
        self.conditions.want("tick")

    def action_waive(self) -> None:
        """Ask to waive the condition under the cursor."""
        self.conditions.want("waive")

    def action_leave(self) -> None:
        """Go back to the stage."""
        self.post_message(self.Left())
