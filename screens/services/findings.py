"""After every edit the open postmortem is looked through, on another thread, for what to ask."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from screens.services.settings import team_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.timer import Timer

    from facilitator.findings.finding import Finding
    from facilitator.findings.team_rules import TeamRules
    from facilitator.model.postmortem import Postmortem
    from facilitator.model.stage import Stage
    from facilitator.session.session import Session
    from screens.app import FacilitatorApp

_REST_SECONDS = 0.3
"""So long after the last edit of a run of them the document is looked through."""


class Looking:
    """The findings of the open postmortem: one place, which everything that shows some reads.

    `findings`, and their `counts` in each stage that has any, are those of `document`, which is an
    older one while somebody is typing.
    """

    def __init__(self, app: FacilitatorApp, session: Session) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.counts: Mapping[Stage, int] = {}
        self.document: Postmortem | None = None
        self._app = app
        self._session = session
        self._wanted: Postmortem | None = None
        self._rest: Timer | None = None
        self._stopped = False
        session.listen(self._tell)
        self._look_soon()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        if self._rest is not None:
            self._rest.stop()

    def look(self) -> None:
        """Look the document through, now; what was begun before is dropped."""
        self._wanted = self._session.document
        self._search()

    def _tell(self) -> None:
        """Pass a change on to the thread of the screens: it may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        if not self._stopped and self._session.document is not self._wanted:
            self._look_soon()

    def _look_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._wanted = self._session.document
        self._rest = self._app.set_timer(_REST_SECONDS, self._search)

    def _search(self) -> None:
        app, document = self._app, self._session.document
        team = team_of(app)
        app.run_worker(
            lambda: self._find(document, team),
            thread=True,
            exclusive=True,
            exit_on_error=False,
            group="findings",
        )

    def _find(self, document: Postmortem, team: TeamRules) -> None:
        """Find on another thread, which lets the one of the screens go on every few texts.

        The lens is brought and its rules are read here: both take longer than a frame.
        """
        from facilitator.findings.collect import counts_by_stage, findings_of
        from facilitator.findings.language.document import language_steps
        from facilitator.guide.depth import depth_of

        worker = get_current_worker()
        for _ in language_steps(document, team.lexicon() if team.lexicon else None):
            if worker.is_cancelled:
                return
            time.sleep(0)
        found = findings_of(document, depth_of(document), team)
        if not worker.is_cancelled:
            self._app.call_later(self._found, document, found, counts_by_stage(found))

    def _found(
        self, document: Postmortem, found: tuple[Finding, ...], counts: Mapping[Stage, int]
    ) -> None:
        """Show what was found; a look at a newer document is on its way where this one is old."""
        if self._stopped or document is not self._session.document:
            return
        self.findings, self.counts, self.document = found, counts, document
        self._show()

    def _show(self) -> None:
        """Show what was found in every stage in sight."""
        from screens.stage.screen import StageScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, StageScreen) and screen.is_running:
                screen.show_findings()


def look_again(app: FacilitatorApp) -> None:
    """Look the open postmortem through at once: somebody answered a finding."""
    if app.looking is not None:
        app.looking.look()
