"""The open document, or one of the library, on its way out: for colleagues and for customers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.findings.redaction.document import (
    PlacedLeak,
    document_leaks,
    open_leaks,
    with_leaks_accepted,
)
from facilitator.findings.team_rules import TeamRules
from facilitator.model.postmortem import Postmortem
from facilitator.session.session import Session
from screens.services.settings import team_of

if TYPE_CHECKING:
    from screens.app import FacilitatorApp


class Readers(Enum):
    """For whom a document leaves."""

    COLLEAGUES = "colleagues"
    CUSTOMERS = "customers"

    @property
    def others(self) -> Readers:
        """The other readers."""
        return Readers.CUSTOMERS if self is Readers.COLLEAGUES else Readers.COLLEAGUES


@dataclass
class WhatLeaves:
    """A document, what of it leaves, and what holds it back; `folder`: where copies are kept."""

    session: Session
    folder: Path
    team: TeamRules

    @property
    def document(self) -> Postmortem:
        """The document as it stands."""
        return self.session.document

    def markdown(self, readers: Readers) -> str:
        """Return the document as it leaves."""
        if readers is Readers.CUSTOMERS:
            return customer_markdown(self.document, self.team.disclosure, self.team.tickets)
        return internal_markdown(self.document, self.team)

    def name(self, readers: Readers) -> str:
        """Return what a file of it is called."""
        middle = ".customers" if readers is Readers.CUSTOMERS else ""
        return f"{self.document.id}{middle}.md"

    def held_back_by(self, readers: Readers) -> tuple[PlacedLeak, ...]:
        """Return what gives something away, and nobody has let pass."""
        if readers is Readers.COLLEAGUES:
            return ()
        return open_leaks(self.document, self.team.disclosure, self.team.tickets)

    @property
    def gives_away(self) -> bool:
        """Whether customers read something that somebody let pass by name."""
        rules, tickets = self.team.disclosure, self.team.tickets
        return any(placed.accepted for placed in document_leaks(self.document, rules, tickets))

    def let_pass(self, leaks: Iterable[PlacedLeak], by: str) -> None:
        """Record who lets these words leave. Raises ValueError without a name, StoreError."""
        before = self.document
        document = with_leaks_accepted(before, leaks, by, datetime.now(UTC))
        self.session.record(document, before)
        self.session.save()
        if not self.session.is_safe:
            raise ValueError(f"it could not be written down: {self.session.state.why}")


def show_what_is_kept(app: FacilitatorApp, postmortem_id: str) -> None:
    """Open a postmortem of the library as it leaves. Raises StoreError where it cannot be read."""
    kept = app.store.load(postmortem_id)
    show_what_leaves(app, Session(kept, app.store, lambda: datetime.now(UTC)))


def what_leaves(app: FacilitatorApp, session: Session) -> WhatLeaves:
    """Return the document of a session on its way out, by the rules of the team."""
    return WhatLeaves(session, app.folder / "output", team_of(app))


def show_what_leaves(app: FacilitatorApp, session: Session) -> None:
    """Open the document of a session as it leaves."""
    from screens.dialogs.output import Output

    app.push_screen(Output(what_leaves(app, session)))
