"""Interfaces of the application and of a stage, for commands, dialogs and services.

Both are abstract: `screens.app` and `screens.stage.screen` implement them. Code below those two
layers depends on these classes only, so imports keep pointing one way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from facilitator.model.stage import Stage
from screens.base.app import MinimumSizeApp, SafeTextApp
from screens.base.screen import ShowsFindings, ShowsPostmortem
from screens.base.textual_workarounds import CurrentSizeScreen, FocusScrollScreen

if TYPE_CHECKING:
    from data.local.asked_prompts import AskedPrompts
    from data.local.drafts import Drafts
    from facilitator.findings.finding import Location
    from facilitator.guide.conditions.condition import Assessment, ConditionResult
    from facilitator.model.postmortem import Postmortem
    from facilitator.session.session import Session
    from facilitator.session.store import Store
    from screens.services.findings import FindingsWorker
    from screens.services.lens import Lens
    from screens.services.settings import TeamSettings
    from screens.services.timer import StageTimer


class AppContext(MinimumSizeApp, SafeTextApp):
    """The application as commands see it: the library, the open postmortem and its services."""

    store: Store
    folder: Path
    """The library's folder."""
    drafts: Drafts
    """Text that was typed and not submitted, kept for the next start."""
    asked: AskedPrompts
    """The facilitation prompts that were asked already."""
    settings: TeamSettings
    lens: Lens
    findings: FindingsWorker | None
    """Findings in the open postmortem; None while the library is shown."""
    timer: StageTimer | None
    """The stage timer of the open postmortem; None while the library is shown."""
    discard_warning: str
    """The last warning about text that quitting would discard."""

    @property
    def stages(self) -> tuple[StageContext, ...]:
        """The stages opened so far, in front or not."""
        raise NotImplementedError

    def stage(self, stage: Stage) -> StageContext:
        """Return a stage that was opened before. Raises StopIteration where it was not."""
        return next(each for each in self.stages if each.STAGE is stage)

    def open_postmortem(self, postmortem_id: str, stage: str = "") -> None:
        """Open a postmortem at a stage, by default at its next open one."""
        raise NotImplementedError

    def action_go(self, stage: str) -> None:
        """Go to a stage of the open postmortem."""
        raise NotImplementedError

    def action_output(self) -> None:
        """Open the export dialog for the open postmortem."""
        raise NotImplementedError

    def commit_typing(self) -> None:
        """Put half-typed fields and the minutes of the timer into the document."""
        raise NotImplementedError

    def refresh_findings(self) -> None:
        """Look for findings at once, without waiting for a pause in typing."""
        if self.findings is not None:
            self.findings.search_now()


class StageContext(
    CurrentSizeScreen[None], FocusScrollScreen[None], ShowsPostmortem, ShowsFindings
):
    """A stage of the open postmortem as commands see it: its document, and how to edit it."""

    STAGE: ClassVar[Stage]
    session: Session
    """The postmortem this stage was opened for; a message that arrives late still finds it."""

    @property
    def facilitator(self) -> AppContext:
        """The application."""
        return cast(AppContext, self.app)

    @property
    def document(self) -> Postmortem:
        """The document that edits are based on.

        While a dialog is open it stays the one the dialog was opened on, whatever another window
        saves meanwhile; the session merges an edit that is based on an older document.
        """
        raise NotImplementedError

    @property
    def assessment(self) -> Assessment:
        """The state of every exit condition of the current document."""
        raise NotImplementedError

    def edit(
        self,
        change: Callable[[Postmortem], Postmortem],
        label: str,
        coalesce_key: str = "",
        since: Postmortem | None = None,
    ) -> str:
        """Make an edit. Returns one sentence on why it was refused; empty where it was made.

        `label` names the step for undo. Edits in a row with the same `coalesce_key` are one step.
        `since` is the document the edit was begun on, by default `document`.
        """
        raise NotImplementedError

    def action_undo(self) -> None:
        """Undo the last edit."""
        raise NotImplementedError

    def edit_or_notify(self, change: Callable[[Postmortem], Postmortem], label: str) -> bool:
        """Make an edit, or show why it was refused. Returns whether it was made."""
        problem = self.edit(change, label)
        if problem:
            self.notify(problem, severity="warning")
        return not problem

    def focus_first(self) -> None:
        """Focus the widget the stage begins with."""
        self.focus_next()

    def go_to(self, place: Location) -> bool:
        """Focus a place of this stage. Returns whether the place exists."""
        raise NotImplementedError

    def show_condition(self, result: ConditionResult) -> None:
        """Show an exit condition: in the guide, to confirm it, or as an instruction to meet it."""
        raise NotImplementedError

    def commit_typing(self) -> None:
        """Put half-typed fields into the document."""
        raise NotImplementedError

    def unsubmitted_lines(self) -> list[str]:
        """Return the text in the stage's entry line that was not submitted yet."""
        return []
