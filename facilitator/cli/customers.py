"""`facilitator export --audience customer`: what customers may read, and what holds it back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.fs.locations import copied_file
from facilitator.cli import FAILED, complain
from facilitator.cli.leaving import leave, team_rules
from facilitator.cli.reading import postmortem_from
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.findings.redaction.document import leaks_in_words, open_leaks, with_leaks_accepted
from facilitator.findings.redaction.leak import gives_away
from facilitator.guide.conditions.followup import amiss_for_customers

if TYPE_CHECKING:
    from data.library.library import TinyLibrary

_SHOWN = 30


def export_for_customers(
    library: TinyLibrary,
    postmortem_id: str,
    *,
    accepted_by: str | None,
    output: str | None,
    to_clipboard: bool,
) -> int:
    """Print, write or copy what customers read; 1 while it gives something away.

    `accepted_by`: who lets it leave all the same, which is recorded in the library. Raises
    StoreError, CannotRead.
    """
    document = postmortem_from(library, postmortem_id)
    team = team_rules()
    leaks = open_leaks(document, team.disclosure, team.tickets)
    if leaks and accepted_by is None:
        complain(
            f"Nothing left: {gives_away(len(leaks))}: {leaks_in_words(leaks, _SHOWN)}. Write it "
            "otherwise, or let it leave in your name with --accept-leaks-by NAME."
        )
        return FAILED
    for amiss in amiss_for_customers(document):
        complain(amiss)
    if leaks:
        kept = library.load(library.find(postmortem_id))
        try:
            document = with_leaks_accepted(
                kept.document, leaks, accepted_by or "", datetime.now(UTC)
            )
        except ValueError as error:
            complain(f"Nothing left: {error}.")
            return FAILED
        library.save(document, kept.version)
        complain(f"Let leave, and recorded: {leaks_in_words(leaks, _SHOWN)}.")
    text = customer_markdown(document, team.disclosure, team.tickets)
    beside = copied_file(library.folder, document.id, "customers.md") if to_clipboard else None
    return leave(text, output, beside)
