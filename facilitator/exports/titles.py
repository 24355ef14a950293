"""What an exported document is called."""

from __future__ import annotations

from facilitator.model.postmortem import Postmortem

UNTITLED = "Untitled postmortem"


def title_of(postmortem: Postmortem) -> str:
    """Return the title as people typed it, or that there is none yet."""
    return postmortem.scope.title or UNTITLED
