"""All findings of a document, in the order of the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from facilitator.findings.finding import Finding
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.redaction.document_leaks import disclosure_findings
from facilitator.findings.structure import action_findings, cause_findings, scope_findings
from facilitator.findings.suppressions import without_suppressed
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_STAGE_ORDER = {stage: n for n, stage in enumerate(Stage)}


def collect_findings(
    document: Postmortem, depth: Depth, team: TeamRules = NO_TEAM_RULES
) -> tuple[Finding, ...]:
    """Return the findings of a document that are not suppressed, at the depth in force.

    Ordered by stage, and within a stage by item in the order shown. Results are cached by text and
    by item: after an edit only what changed is checked again.
    """
    found = [
        *language_findings(document, team.lexicon() if team.lexicon else None),
        *scope_findings(document, depth),
        *_timeline_findings(document),
        *cause_findings(document, depth),
        *action_findings(document),
        *disclosure_findings(document, team.disclosure, team.tickets),
    ]
    return tuple(without_suppressed(document, sorted(found, key=_order(document))))


def _timeline_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the findings on the timeline and on quoted figures; none without events."""
    if not document.timeline.events:
        return
    # Imported here: they compile the patterns of timeparse, 10 ms, needed only for events.
    from facilitator.findings.quoted_figures import figure_findings
    from facilitator.findings.timeline import timeline_findings

    yield from timeline_findings(document)
    yield from figure_findings(document)


def counts_by_stage(findings: Iterable[Finding]) -> Mapping[Stage, int]:
    """Return the number of findings by stage; stages without any are absent."""
    return Counter(finding.location.stage for finding in findings)


def _order(document: Postmortem) -> Callable[[Finding], tuple[int, int, int, int]]:
    """Return the sort key of findings: stage, item in the order shown, field, position.

    Fields of a stage itself come before its items, except in the timeline stage: there they are
    those of the impact, and follow the events. Fields of an item keep the order of the checks.
    """
    items = [event.id for event in document.timeline.events]
    for _, cause in document.causes.in_tree_order():
        items += (cause.id, *(evidence.id for evidence in cause.evidence))
    items += (lesson.id for lesson in document.lessons.lessons)
    items += (action.id for action in document.actions.actions)
    rank = {item_id: n for n, item_id in enumerate(items, start=1)}
    last = len(rank) + 1
    fields: dict[tuple[str, str], int] = {}

    def order(finding: Finding) -> tuple[int, int, int, int]:
        stage, item_id, field = finding.location
        first = not item_id and stage is not Stage.TIMELINE
        item_rank = 0 if first else rank.get(item_id, last)
        field_rank = fields.setdefault((item_id, field), len(fields))
        return _STAGE_ORDER[stage], item_rank, field_rank, finding.start

    return order
