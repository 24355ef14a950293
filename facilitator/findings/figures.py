"""Figures of summaries and notices that the timeline does not hold, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding, FindingKind, Rewrite
from facilitator.findings.place import Place
from facilitator.findings.quoted import Quoted, notices_quoting_wrongly, quoted_wrongly
from facilitator.findings.told import told_by
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


def figure_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the durations and clock times that a text quotes and the timeline does not hold.

    Words that went out to customers have no rewrite: they were said.
    """
    customer, told = document.followup.customer, told_by(document.timeline)
    summaries = (  # what we do about it is promised, not told
        (Place(Stage.TIMELINE, "", "summary"), document.impact.summary),
        (Place(Stage.FOLLOWUP, "", "internal_summary"), document.followup.internal_summary),
        (Place(Stage.FOLLOWUP, "", "customer.summary"), customer.summary),
        (Place(Stage.FOLLOWUP, "", "customer.what_happened"), customer.what_happened),
    )
    for place, text in summaries:
        for quoted in quoted_wrongly(text, told):
            yield _finding(place, text, quoted, can_be_mended=True)
    for notice, quoted in notices_quoting_wrongly(document):
        place = Place(Stage.TIMELINE, notice.id, "text")
        yield _finding(place, notice.text, quoted, can_be_mended=False)


def _finding(place: Place, text: str, quoted: Quoted, *, can_be_mended: bool) -> Finding:
    start, end = quoted.start, quoted.end
    rewrite = Rewrite(start, end, quoted.nearest)
    return Finding(
        kind=FindingKind.TIMELINE,
        rule="quoted",
        place=place,
        reason=f"{quoted.says[0].upper()}{quoted.says[1:]}: which is right?",
        start=start,
        end=end,
        words=text[start:end],
        rewrites=(rewrite,) if can_be_mended else (),
    )
