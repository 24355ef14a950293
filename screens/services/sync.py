"""Every edit of the open postmortem is saved from another thread, and tried again until it is.

A window of a postmortem follows what other windows save of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from textual.app import App

    from facilitator.session.session import Session
    from facilitator.session.store import Store
    from screens.app import FacilitatorApp

RETRY_SECONDS = 5.0
"""How long a save that failed waits for the next try."""


class Saving:
    """Saves, says what was merged on the way, and repaints the stages after every change."""

    def __init__(self, app: FacilitatorApp, session: Session) -> None:
        self._app = app
        self._session = session
        self._timer = app.set_interval(RETRY_SECONDS, self._save_again)
        session.listen(self._tell)

    def stop(self) -> None:
        """Try no more."""
        self._timer.stop()

    def _tell(self) -> None:
        """Pass a change on to the thread of the screens: it may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        session = self._session
        if merged := session.hear():
            self._app.notify(merged, timeout=8)
        self._app.repaint_stages()
        if session.state.kind == "saving" and not session.is_safe:
            self._app.call_after_refresh(self._save)  # the two threads would hold each other up

    def _save_again(self) -> None:
        if self._session.state.kind == "not saved":
            self._save()

    def _save(self) -> None:
        self._app.run_worker(self._session.save, thread=True, exit_on_error=False, group="save")


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
