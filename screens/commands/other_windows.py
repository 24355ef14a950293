"""F6 and F7: the conflicts with other windows, and the version history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.session.session import Session
from facilitator.session.store import Snapshot, Store, StoreError
from screens.dialogs.conflicts import ConflictsDialog
from screens.dialogs.history import HistoryDialog

if TYPE_CHECKING:
    from screens.services.context import AppContext


def show_conflicts(app: AppContext, session: Session) -> None:
    """Open the conflicts; without any, hide the session's notice, or say that there are none."""
    if session.conflicts:
        app.push_screen(ConflictsDialog(session))
    elif session.notice:
        session.dismiss_notice()
    else:
        app.notify("No other window changed the same place.")


def show_history(app: AppContext, session: Session, store: Store) -> None:
    """Open the version history, and restore the chosen version as an edit."""

    def chosen(snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        which = f"revision {snapshot.revision} of {snapshot.saved_at:%Y-%m-%d %H:%M:%S}Z"
        try:
            earlier = store.load_snapshot(session.document.id, snapshot.name).document
            session.restore(earlier, f"Restore {which}")
        except StoreError as error:
            app.notify(str(error), severity="error", timeout=10)
            return
        app.notify(f"Restored {which}: u takes it back", timeout=8)

    app.push_screen(HistoryDialog(session, store), chosen)
