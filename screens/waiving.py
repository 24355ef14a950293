"""A person's word for a condition, and setting one aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LookedAt
from facilitator.guide.conditions.base import Result, State
from facilitator.model.postmortem import Confirmation, Waiver
from facilitator.model.stage import Stage
from screens.dialogs.form import Sheet
from screens.going import go_to_condition
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.stage import StageScreen

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
