"""Going to a finding, taking one of its rewrites, and letting it stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.suppressions import dismissed, rewritten
from facilitator.model.postmortem import Postmortem
from screens.going import go_to
from screens.services.findings import look_again

if TYPE_CHECKING:
    from screens.stage import StageScreen


class FindingEditing:
    """What a person does about the findings, from one stage."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage
        self._last: tuple[Finding, Postmortem, Postmortem] | None = None
        """The finding answered last, the document before, and the one with the rewrite in."""

    def do(self, what: Literal["go", "take", "let stand"], finding: Finding, rewrite: int) -> None:
        """Do one of the three about a finding; `rewrite` is which one to take, from 0."""
        match what:
            case "go":
                self._stage.remove_class("-guide-open")
                go_to(self._stage.facilitator, finding.place)
            case "take":
                self._take(finding, rewrite)
            case "let stand":
                self._let_stand(finding)

    def _take(self, finding: Finding, rewrite: int) -> None:
        """Put a rewrite in. Another one of the same finding takes the place of the first.

        It is made from the document without the first, and both are one step to undo.
        """
        stage = self._stage
        if not finding.rewrites:
            stage.say("There is no other wording to offer here: Enter goes to the place.")
            return
        before = stage.document
        if self._last is not None and self._last[0] == finding and self._last[2] is before:
            before = self._last[1]
        else:
            stage.session.end_run()
        problem = stage.edit(
            lambda _: rewritten(before, finding, finding.rewrites[rewrite]),
            "Take another wording",
            joining="finding",
        )
        if problem:
            stage.say(problem, warn=True)
            return
        self._last = (finding, before, stage.session.document)
        again = "; t again takes the other" if len(finding.rewrites) > 1 else ""
        stage.say(f"The wording is in{again}; u takes it back.")
        stage.guiding.took_rewrite(finding, rewrite)

    def _let_stand(self, finding: Finding) -> None:
        if finding.kind is FindingKind.DISCLOSURE:
            self._stage.say("It leaves in somebody's name: ctrl+o asks whose, as it is copied.")
            return
        if self._stage.edit_or_say(lambda d: dismissed(d, finding), "Let a finding stand"):
            self._stage.say("It stands as it is; u brings the finding back.")
            look_again(self._stage.facilitator)
