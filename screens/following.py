"""A window of a postmortem follows what other windows save of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from textual.app import App

    from facilitator.session.session import Session
    from facilitator.session.store import Store

FOLLOW_SECONDS = 0.5
"""How often the file is looked at: what another window saved is here within a second."""


class Following:
    """Looks whether the file of the open postmortem changed, and takes over what it holds."""

    def __init__(self, app: App[None], session: Session, store: Store) -> None:
        self._app = app
        self._session = session
        self._store = store
        self._stamp = store.stamp(session.document.id)
        self._timer = app.set_interval(FOLLOW_SECONDS, self._look)
        self._looking = False

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        """Look from another thread: a slow disk never holds up typing."""
        if not self._looking:
            self._looking = True
            self._app.run_worker(self._follow, thread=True, exit_on_error=False, group="follow")

    def _follow(self) -> None:
        try:
            stamp = self._store.stamp(self._session.document.id)
            if stamp != self._stamp:
                self._session.follow()
                self._stamp = stamp
        except StoreError:
            pass  # the file cannot be read now; the next look, or the next save, will tell
        finally:
            self._looking = False
