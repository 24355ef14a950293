"""A postmortem as Markdown for a wiki, a pull request or a ticket: the whole, for colleagues."""

from __future__ import annotations

from facilitator.exports import markdown_closing as closing
from facilitator.exports import markdown_incident as incident
from facilitator.exports import markdown_learning as learning
from facilitator.exports.markdown_text import blocks, heading
from facilitator.model.postmortem import Postmortem
from facilitator.tickets import Tickets

UNTITLED = "Untitled postmortem"


def internal_markdown(postmortem: Postmortem, tickets: Tickets | None = None) -> str:
    """Return the document for readers inside; private notes stay out, all times are UTC.

    `tickets`: what the team's tickets are called and where they are; without them a key is a word.

    What people typed is shown letter for letter and never becomes markup. Line breaks within a
    cell are `<br>`, the only HTML there is.
    """
    parts = (
        heading(postmortem.scope.title or UNTITLED, 1),
        incident.facts(postmortem),
        incident.summary(postmortem),
        incident.impact(postmortem),
        incident.timeline(postmortem),
        learning.causes(postmortem),
        learning.lessons(postmortem),
        learning.actions(postmortem, tickets or Tickets()),
        closing.communication(postmortem),
        closing.reviews(postmortem),
        closing.checklist(postmortem),
        closing.parking_lot(postmortem),
    )
    return blocks(parts) + "\n"
