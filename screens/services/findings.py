"""Searches the open postmortem for findings after every edit, on another thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from screens.base.screen import ShowsFindings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App
    from textual.timer import Timer

    from facilitator.findings.finding import Finding
    from facilitator.findings.team_rules import TeamRules
    from facilitator.model.postmortem import Postmortem
    from facilitator.model.stage import Stage
    from facilitator.session.session import Session
    from screens.services.settings import TeamSettings

_PAUSE_SECONDS = 0.3
"""Time without an edit after which a search begins."""


class FindingsWorker:
    """Keeps the findings of the open postmortem, and repaints the screens that show them.

    `findings`, and `counts` by stage (stages without any are missing), belong to `document`, which
    is older than the session's while somebody is typing.
    """

    def __init__(self, app: App[None], session: Session, settings: TeamSettings) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.counts: Mapping[Stage, int] = {}
        self.document: Postmortem | None = None
        self._app = app
        self._settings = settings
        self._session = session
        self._searched: Postmortem | None = None
        self._pause: Timer | None = None
        self._stopped = False
        session.listen(self._notify_change)
        self._search_soon()

    def stop(self) -> None:
        """Stop searching; a search that is running is ignored."""
        self._stopped = True
        if self._pause is not None:
            self._pause.stop()

    def search_now(self) -> None:
        """Search now, and cancel a search that is running."""
        self._searched = self._session.document
        self._search()

    def _notify_change(self) -> None:
        """Switch to the thread of the screens: the change may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        if not self._stopped and self._session.document is not self._searched:
            self._search_soon()

    def _search_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._searched = self._session.document
        self._pause = self._app.set_timer(_PAUSE_SECONDS, self._search)

    def _search(self) -> None:
        app, document = self._app, self._session.document
        team = self._settings.rules
        app.run_worker(
            lambda: self._find(document, team),
            thread=True,
            exclusive=True,
            exit_on_error=False,
            group="findings",
        )

    def _find(self, document: Postmortem, team: TeamRules) -> None:
        """Search on another thread, where the rules are imported too: both take long.

        After every few texts it yields to the thread of the screens, which the interpreter would
        otherwise hold up.
        """
        from facilitator.findings.collect import collect_findings, counts_by_stage
        from facilitator.findings.language.document_findings import language_steps
        from facilitator.guide.depth import depth_of

        worker = get_current_worker()
        for _ in language_steps(document, team.lexicon() if team.lexicon else None):
            if worker.is_cancelled:
                return
            time.sleep(0)
        found = collect_findings(document, depth_of(document), team)
        if not worker.is_cancelled:
            self._app.call_later(self._found, document, found, counts_by_stage(found))

    def _found(
        self, document: Postmortem, found: tuple[Finding, ...], counts: Mapping[Stage, int]
    ) -> None:
        """Publish the result, unless the document changed: another search is coming then."""
        if self._stopped or document is not self._session.document:
            return
        self.findings, self.counts, self.document = found, counts, document
        for screen in self._app.screen_stack:
            if isinstance(screen, ShowsFindings) and screen.is_running:
                screen.show_findings()
