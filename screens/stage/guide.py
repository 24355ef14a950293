"""The guide of a stage, and the confirmations and waivers of its exit conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from facilitator.analysis.stage_minutes import equal_apart_from_stage_times
from facilitator.findings.finding import Finding
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.guide.conditions.condition import Assessment, ConditionResult, ConditionState
from facilitator.model.postmortem import Confirmation, Postmortem, Waiver
from facilitator.model.stage import Stage
from screens.dialogs.form import FormDialog
from screens.services.context import StageContext
from screens.stage.guide_panel import GuideLine, GuidePanel
from screens.stage.navigation import go_to_condition
from screens.stage.stage_rail import StageRail
from screens.widgets.form_spec import FieldSpec


class GuideController:
    """Keeps the stage rail, the guide panel and the guide line in step with the document.

    The stage's screen hands it each document with its assessment; it does not know the screen.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.rail = StageRail(stage)
        self.panel = GuidePanel(stage, id="guide")
        self.line = GuideLine()
        self.last_visited = ""
        """The exit condition of this stage that was visited last."""
        self.was_edited_since = False
        """Whether the stage was edited since then."""
        self._instruction: tuple[Postmortem, str] | None = None
        """The instruction shown, and the document it is about."""
        self._document: Postmortem | None = None
        self._assessment: Assessment | None = None
        self._searched: Postmortem | None = None
        """The document of the findings that are shown."""
        self._findings: tuple[Finding, ...] = ()
        self._counts: Mapping[Stage, int] = {}

    def is_behind(self, document: Postmortem) -> bool:
        """Whether rail and guide still show another document."""
        return document is not self._document

    @property
    def findings_here(self) -> tuple[Finding, ...]:
        """The findings of the last search that are in this stage."""
        return tuple(each for each in self._findings if each.location.stage is self._stage)

    def show(
        self,
        document: Postmortem,
        assessment: Assessment,
        own_prompts: tuple[str, ...],
        asked_prompts: tuple[str, ...],
    ) -> None:
        """Show the state of a document; `own_prompts` are the team's prompts."""
        self._document, self._assessment = document, assessment
        self.rail.show(assessment, self._counts)
        self.panel.show(document, assessment, own_prompts, asked_prompts)
        self._show_line()

    def show_findings(
        self,
        searched: Postmortem,
        findings: tuple[Finding, ...],
        counts: Mapping[Stage, int],
    ) -> None:
        """Show the findings of the document that was searched, and how many each stage has."""
        self._findings, self._counts = findings, counts
        if searched is self._searched or self._assessment is None:
            return
        self._searched = searched
        self.panel.findings.show(searched, findings)
        self.rail.show(self._assessment, counts)
        self._show_line()

    def note_visit(self, result: ConditionResult) -> None:
        """Remember an exit condition as the one visited last."""
        self.last_visited, self.was_edited_since = result.condition, False

    def show_instruction(self, document: Postmortem, instruction: str) -> None:
        """Show what to do, until the document changes or a prompt is asked."""
        self._instruction = document, instruction
        self._show_line()

    def ask(self, by: int) -> str:
        """Show the next prompt (1) or the previous one (-1).

        Returns the key of the prompt that counts as asked now; see `PromptView.step`.
        """
        self._instruction = None
        asked = self.panel.prompt.step(by)
        self._show_line()
        return asked

    def _show_line(self) -> None:
        assessment = self._assessment
        if assessment is None:
            return
        is_needed = not assessment.is_optional(self._stage)
        open_count = assessment.open_count(self._stage) if is_needed else None
        prompt = self.panel.prompt
        self.line.show(prompt.question, open_count, len(self.findings_here), prompt.label)
        if self._instruction is not None and self._document is not None:
            document, instruction = self._instruction
            if equal_apart_from_stage_times(document, self._document):
                self.line.show_instruction(instruction)


_WHO = FieldSpec("by", "Who says so", hint="a name or a role")
_REASON = FieldSpec(
    "reason",
    "Reason",
    hint="why this may stay open; it shows in the export",
    lint_as=LintedField(FieldKind.ASIDE, Stage.REVIEW, "reason"),
)


def tick_condition(stage: StageContext, result: ConditionResult) -> None:
    """Confirm a condition in somebody's name, or take the confirmation back.

    A condition that follows from the document cannot be ticked: this goes to where it is fixed.
    """
    name = result.condition
    if not result.needs_confirmation:
        if result.state is ConditionState.OPEN:
            go_to_condition(stage.facilitator, result)
        else:
            stage.notify("This follows by itself")
    elif result.state is ConditionState.MET:
        stage.edit_or_notify(lambda d: d.without_confirmation(name), "Untick condition")
    else:

        def confirm(texts: Mapping[str, str]) -> None:
            confirmed = Confirmation(condition=name, by=texts["by"], at=datetime.now(UTC))
            stage.edit_or_notify(lambda d: d.with_confirmation(confirmed), "Tick condition")

        _ask_for_name(stage, result, "Tick", (_WHO,), confirm)


def waive_condition(stage: StageContext, result: ConditionResult) -> None:
    """Waive a condition for a reason, in somebody's name, or take the waiver back."""
    name = result.condition
    if result.state is ConditionState.WAIVED:
        stage.edit_or_notify(lambda d: d.without_waiver(name), "Take a waiver back")
    elif result.state is ConditionState.MET:
        stage.notify("This is met: nothing to waive")
    else:

        def waive(texts: Mapping[str, str]) -> None:
            waiver = Waiver(condition=name, reason=texts["reason"], by=texts["by"])
            stage.edit_or_notify(lambda d: d.with_waiver(waiver), "Waive condition")

        _ask_for_name(stage, result, "Waive", (_REASON, _WHO), waive)


def _ask_for_name(
    stage: StageContext,
    result: ConditionResult,
    verb: str,
    fields: tuple[FieldSpec, ...],
    submit: Callable[[Mapping[str, str]], None],
) -> None:
    """Ask in a form for what a confirmation or a waiver needs."""

    def check(texts: Mapping[str, str]) -> None:
        if "reason" in texts and not texts["reason"].strip():
            raise ValueError("a waiver needs a reason")
        if not texts["by"].strip():
            raise ValueError("say who says so: a name or a role")

    def closed(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            submit(texts)

    title = f"{verb}: {result.statement}"
    key = f"{stage.document.id}/{verb}/{result.condition}"
    names = {"by": stage.document.scope.facilitator}
    form = FormDialog(title, fields, names, check, stage.facilitator.drafts, key)
    stage.app.push_screen(form, closed)
