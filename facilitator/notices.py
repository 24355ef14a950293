"""What is said of a postmortem's file and of other windows, where no screen was asked."""

from __future__ import annotations

from facilitator.model.postmortem import Postmortem
from facilitator.store import Kept

DELETED = (
    "This postmortem was deleted in another window: it is in the trash. "
    "What you change here from now on is kept as a copy."
)

SAVED_OVER_DAMAGE = (
    "The file of this postmortem was damaged and is set aside in the folder quarantine; "
    "what you see is whole and was saved again."
)


def published(document: Postmortem) -> str:
    """Say that what is changed now was published, and how to make a new draft of it instead."""
    return (
        "This is published: what you change here, its readers have not seen. s in stage 7 makes a "
        f"new draft of it, revision {document.revision + 1}; what was published stays among the "
        "earlier saves (F7)."
    )


def put_back(kept: Kept) -> str:
    """Say that what is open was saved over a version that does not come after it."""
    return (
        f"The file of this postmortem was replaced by another revision {kept.version.revision}, "
        f"which {kept.saved_by or 'somebody'} saved at {kept.saved_at:%Y-%m-%d %H:%M:%S}Z; what "
        "you see was saved again, and that one is among the earlier saves (F7)."
    )


def not_put_back(kept: Kept) -> str:
    """Say that the file holds an older version and may not be written."""
    return (
        f"The file of this postmortem went back to revision {kept.version.revision} and may only "
        "be read: F12 writes what you see elsewhere."
    )


def copied(old_id: str, what: str, copy_id: str) -> str:
    """Say that what is open goes on as a postmortem of its own."""
    return f"{old_id} {what}; what you see here goes on as a copy, {copy_id}."
