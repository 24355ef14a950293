"""The internal postmortem document in Markdown, for a wiki, a pull request or a ticket."""

from __future__ import annotations

from facilitator.analysis.format import title_of
from facilitator.exporters.markdown import causes_to_actions, followup, incident
from facilitator.exporters.markdown.escape import join_blocks, markdown_heading
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.model.postmortem import Postmortem


def internal_markdown(
    postmortem: Postmortem, team: TeamRules = NO_TEAM_RULES, *, mermaid: bool = False
) -> str:
    """Return the document for internal readers; all times are UTC, private notes are left out.

    `team` holds the team's rules for the checklist and its ticket patterns; without a pattern, a
    ticket key is plain text. `mermaid` adds a diagram after the timeline's table and after the list
    of causes; not every renderer draws them.

    All text is escaped and never becomes markup. The only HTML is `<br>` for line
    breaks in table cells.
    """
    timeline_chart = fishbone_chart = ""
    if mermaid:  # imported here, because few exports need it
        from facilitator.exporters.mermaid import fishbone_diagram, timeline_diagram

        timeline_chart, fishbone_chart = timeline_diagram(postmortem), fishbone_diagram(postmortem)
    parts = (
        markdown_heading(title_of(postmortem), 1),
        incident.facts(postmortem),
        incident.summary(postmortem),
        incident.impact(postmortem),
        incident.timeline(postmortem),
        timeline_chart,
        causes_to_actions.causes(postmortem),
        fishbone_chart,
        causes_to_actions.lessons(postmortem),
        causes_to_actions.actions(postmortem, team.tickets),
        followup.communication(postmortem),
        followup.reviews(postmortem),
        followup.checklist(postmortem, team),
        followup.parking_lot(postmortem),
    )
    return join_blocks(parts) + "\n"
