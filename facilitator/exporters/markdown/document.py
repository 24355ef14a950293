"""A postmortem as Markdown for a wiki, a pull request or a ticket: the whole, for colleagues."""

from __future__ import annotations

from facilitator.analysis.format import title_of
from facilitator.exporters.markdown import closing as closing
from facilitator.exporters.markdown import incident as incident
from facilitator.exporters.markdown import learning as learning
from facilitator.exporters.markdown.escape import blocks, heading
from facilitator.findings.team_rules import NOTHING_SET, TeamRules
from facilitator.model.postmortem import Postmortem


def internal_markdown(
    postmortem: Postmortem, team: TeamRules = NOTHING_SET, *, mermaid: bool = False
) -> str:
    """Return the document for readers inside; private notes stay out, all times are UTC.

    `team`: what the team has set that the checklist rests on, and where its tickets are; without
    that a key is a word.

    What people typed is shown letter for letter and never becomes markup. Line breaks within a
    cell are `<br>`, the only HTML there is. With `mermaid`, a diagram follows the timeline's table
    and the list of causes: not every reader draws it.
    """
    to_scale = as_fishbone = ""
    if mermaid:  # few ask for them, and the others do without the imports
        from facilitator.exporters.mermaid import fishbone_diagram, timeline_diagram

        to_scale, as_fishbone = timeline_diagram(postmortem), fishbone_diagram(postmortem)
    parts = (
        heading(title_of(postmortem), 1),
        incident.facts(postmortem),
        incident.summary(postmortem),
        incident.impact(postmortem),
        incident.timeline(postmortem),
        to_scale,
        learning.causes(postmortem),
        as_fishbone,
        learning.lessons(postmortem),
        learning.actions(postmortem, team.tickets),
        closing.communication(postmortem),
        closing.reviews(postmortem),
        closing.checklist(postmortem, team),
        closing.parking_lot(postmortem),
    )
    return blocks(parts) + "\n"
