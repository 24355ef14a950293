"""Opening a postmortem: a damaged one is recovered first, and what became of it is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from facilitator.session.session import Session
from facilitator.session.store import Damaged

if TYPE_CHECKING:
    from facilitator.session.store import Store


def session_of(store: Store, postmortem_id: str) -> Session:
    """Open a postmortem. Raises StoreError where neither it nor an earlier save can be read."""
    recovered = ""
    try:
        kept = store.load(postmortem_id)
    except Damaged:
        recovered = store.recover(postmortem_id)
        kept = store.load(postmortem_id)
    session = Session(kept, store, lambda: datetime.now(UTC))
    session.notice = recovered
    return session
