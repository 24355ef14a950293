"""What guides people through one stage: the rail, the guide, and the guide in one line.

A person's word for a condition, and setting one aside with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from facilitator.findings.finding import Finding
from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LookedAt
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.base import Assessment, Result, State
from facilitator.model.postmortem import Confirmation, Postmortem, Waiver
from facilitator.model.stage import Stage
from facilitator.model.stage_minutes import differ_in_minutes_only
from screens.dialogs.form import Sheet
from screens.services.findings import look_again
from screens.services.settings import questions_of, team_of
from screens.stage.guide_panel import GuideLine, GuidePanel
from screens.stage.navigation import go_to_condition
from screens.stage.stage_rail import StageRail
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.stage.screen import StageScreen


class Guiding:
    """Shows in a stage's rail and guide how the document stands, and what was found in it."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage
        self.rail = StageRail(stage.STAGE)
        self.panel = GuidePanel(stage.STAGE, id="guide")
        self.line = GuideLine()
        self.gone_to = ""
        """The condition somebody went to last, in this stage."""
        self.is_worked_on = False
        """Whether something was edited here since."""
        self._came_from: Widget | None = None
        """What had the focus before the guide; the stage, where nothing had."""
        self._called_for: tuple[Postmortem, str] | None = None
        """What was called for, and in which document."""
        self._shown: Postmortem | None = None
        """The document that rail and guide show: for a moment still the one before."""
        self._found_in: Postmortem | None = None
        self._assessed: tuple[Postmortem, Assessment] | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the document is another one than is shown."""
        return self._stage.session.document is not self._shown

    @property
    def assessment(self) -> Assessment:
        """How every condition stands in the document as it is, worked out when it is asked for."""
        document = self._stage.session.document
        if self._assessed is None or self._assessed[0] is not document:
            self._assessed = (document, assess(document, team_of(self._stage.facilitator)))
        return self._assessed[1]

    @property
    def findings_here(self) -> tuple[Finding, ...]:
        """What asks for a second look in this stage, as far as it is known by now."""
        looking = self._stage.facilitator.looking
        found = looking.findings if looking is not None else ()
        return tuple(finding for finding in found if finding.place.stage is self._stage.STAGE)

    def show(self) -> None:
        """Show how the document stands, where that is not shown yet."""
        if not self.is_behind:
            return
        app, document = self._stage.facilitator, self._stage.session.document
        self._shown = document
        app.lens.follow()
        self._show_rail()
        questions = questions_of(app, self._stage.STAGE)
        self.panel.show(document, self.assessment, questions, app.asked.of(document.id))
        self._show_line()

    def show_findings(self) -> None:
        """Show what asks for a second look, as far as it is known by now."""
        looking = self._stage.facilitator.looking
        if looking is None or looking.document is None or looking.document is self._found_in:
            return
        self._found_in = looking.document
        self.panel.findings.show(looking.document, looking.findings)
        self._show_rail()
        self._show_line()

    def took_rewrite(self, finding: Finding, rewrite: int) -> None:
        """Keep a finding in sight whose rewrite was put in, for the other one."""
        self.panel.findings.took(finding, rewrite, self._stage.session.document)
        look_again(self._stage.facilitator)

    def went_to(self, result: Result) -> None:
        """Remember the condition somebody went to."""
        self.gone_to, self.is_worked_on = result.condition, False

    def call_for(self, todo: str) -> None:
        """Say what is to be done, until the document changes or a question is asked."""
        self._called_for = self._stage.session.document, todo
        self._show_line()

    def ask(self, by: int) -> None:
        """Ask the next question of the stage, or go back to the one before."""
        self._called_for = None
        if asked := self.panel.prompt.step(by):
            self._stage.facilitator.asked.note(self._stage.session.document.id, asked)
        self._show_line()

    def enter(self) -> None:
        """Go to the guide, opening it where it is folded."""
        if not self.panel.has_focus_within:
            self._came_from = self._stage.focused or self._stage
        self._stage.add_class("-guide-open")
        self.panel.take_focus()

    def make_way(self) -> None:
        """Fold the guide where it would cover what keys go to now, as after `a` in the actions."""
        self._stage.set_class(self.panel.has_focus_within, "-guide-open")

    def leave(self) -> None:
        """Go back to where somebody was before, folding the guide where it was folded."""
        stage, back = self._stage, self._came_from
        self._came_from = None
        stage.remove_class("-guide-open")
        if back is stage:
            stage.set_focus(None)
        elif back is not None and back.is_attached:
            back.focus(scroll_visible=False)
        else:
            stage.focus_first()

    def _show_rail(self) -> None:
        looking = self._stage.facilitator.looking
        self.rail.show(self.assessment, looking.counts if looking is not None else {})

    def _show_line(self) -> None:
        stage = self._stage.STAGE
        is_asked = not self.assessment.is_offered(stage)
        open_count = self.assessment.open_count(stage) if is_asked else None
        prompt = self.panel.prompt
        self.line.show(prompt.question, open_count, len(self.findings_here), prompt.label)
        if self._called_for is not None:
            called_in, todo = self._called_for
            if differ_in_minutes_only(called_in, self._stage.session.document):
                self.line.call_for(todo)


_WHO = FieldSpec("by", "Who says so", hint="a name or a role")
_REASON = FieldSpec(
    "reason",
    "Reason",
    hint="why this may stay open; it shows in the export",
    looked_at=LookedAt(TextKind.ASIDE, Stage.REVIEW, "reason"),
)


class ConditionEditing:
    """What a person does to one exit condition."""

    def __init__(self, stage: StageScreen, result: Result) -> None:
        self._stage = stage
        self._result = result

    def do(self, what: Literal["tick", "waive"]) -> None:
        """Tick, or go where it is mended, or waive; a second time takes a word or waiver back."""
        stage, result = self._stage, self._result
        name = result.condition
        if what == "tick":
            if not result.asked:
                if result.state is State.OPEN:
                    go_to_condition(stage.facilitator, result)
                else:
                    stage.say("This follows by itself")
            elif result.state is State.MET:
                stage.edit_or_say(lambda d: d.without_confirmation(name), "Untick condition")
            else:
                self._ask("Tick", (_WHO,), self._confirm)
        elif result.state is State.WAIVED:
            stage.edit_or_say(lambda d: d.without_waiver(name), "Take a waiver back")
        elif result.state is State.MET:
            stage.say("This is met: nothing to waive")
        else:
            self._ask("Waive", (_REASON, _WHO), self._waive)

    def _ask(
        self, verb: str, fields: tuple[FieldSpec, ...], take: Callable[[Mapping[str, str]], None]
    ) -> None:
        stage = self._stage
        who = stage.document.scope.facilitator

        def check(texts: Mapping[str, str]) -> None:
            if "reason" in texts and not texts["reason"].strip():
                raise ValueError("a waiver needs a reason")
            if not texts["by"].strip():
                raise ValueError("say who says so: a name or a role")

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None:
                take(texts)

        title = f"{verb}: {self._result.says}"
        key = f"{stage.document.id}/{verb}/{self._result.condition}"
        sheet = Sheet(title, fields, {"by": who}, check, stage.facilitator.drafts, key)
        stage.app.push_screen(sheet, taken)

    def _confirm(self, texts: Mapping[str, str]) -> None:
        word = Confirmation(condition=self._result.condition, by=texts["by"], at=datetime.now(UTC))
        self._stage.edit_or_say(lambda d: d.with_confirmation(word), "Tick condition")

    def _waive(self, texts: Mapping[str, str]) -> None:
        waiver = Waiver(condition=self._result.condition, reason=texts["reason"], by=texts["by"])
        self._stage.edit_or_say(lambda d: d.with_waiver(waiver), "Waive condition")
