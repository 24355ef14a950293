"""The line that says how much in the timeline asks for a second look, and what comes next."""

from __future__ import annotations

from textual.widgets import Static

from facilitator.findings.finding import Finding
from screens.base.text import plain


class FindingsLine(Static):
    """Shown while there is something; what there is was found elsewhere."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self._told = -1
        self.display = False

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Show how many there are; where they are others than before, none was told yet."""
        if findings != self.findings:
            self.findings, self._told = findings, -1
            self._show()

    def next(self) -> Finding | None:
        """Return the finding after the last one that was returned, then the first again."""
        if not self.findings:
            return None
        self._told = (self._told + 1) % len(self.findings)
        self._show()
        return self.findings[self._told]

    def _show(self) -> None:
        self.display = bool(self.findings)
        if not self.findings:
            return
        count = len(self.findings)
        if self._told < 0:
            self.update(plain(f"! {count} to look at · f goes to the first"))
            return
        told = self.findings[self._told]
        words = f"“{told.words}” · " if told.words else ""
        self.update(plain(f"! {self._told + 1} of {count}: {words}{told.reason}"))
