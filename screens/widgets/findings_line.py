"""The line that says how much in the timeline asks for a second look, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from facilitator.findings.timeline import Finding, timeline_findings
from facilitator.model.postmortem import Postmortem
from screens.safe import plain

_REST_SECONDS = 0.3
"""So long after the last edit the timeline is looked through, on another thread."""


class FindingsLine(Static):
    """Shown while there is something; looking for it never holds up typing."""

    @dataclass
    class Found(Message):
        """What does not fit together in a document."""

        document: Postmortem
        findings: tuple[Finding, ...]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self._told = -1
        self._document: Postmortem | None = None
        self._rest: Timer | None = None
        self.display = False

    def look(self, document: Postmortem) -> None:
        """Look a document through as soon as nobody has edited for a moment."""
        self._document = document
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST_SECONDS, self._search)

    def next(self) -> Finding | None:
        """Return the finding after the last one that was returned, then the first again."""
        if not self.findings:
            return None
        self._told = (self._told + 1) % len(self.findings)
        self._show()
        return self.findings[self._told]

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _search(self) -> None:
        document = self._document
        if document is None:
            return
        worker, found = get_current_worker(), timeline_findings(document)
        if not worker.is_cancelled:
            self.post_message(self.Found(document, found))

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if event.document is not self._document:
            return
        if event.findings != self.findings:
            self.findings, self._told = event.findings, -1
        self._show()

    def _show(self) -> None:
        self.display = bool(self.findings)
        if not self.findings:
            return
        count = len(self.findings)
        head = f"! {count} to look at" if count > 1 else "! 1 to look at"
        if self._told < 0:
            self.update(plain(f"{head} · f goes to the first"))
        else:
            self.update(plain(f"! {self._told + 1} of {count}: {self.findings[self._told].says}"))
