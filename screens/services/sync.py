"""Every edit of the open postmortem is saved from another thread, and tried again until it is.

A window of a postmortem follows what other windows save of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from facilitator.session.session import Session
    from facilitator.session.store import Store

RETRY_SECONDS = 5.0
"""How long a save that failed waits for the next try."""


class Autosave:
    """Saves, says what was merged on the way, and repaints the stages after every change."""

    def __init__(self, app: App[None], session: Session, repaint: Callable[[], None]) -> None:
        self._app = app
        self._repaint = repaint
        self._session = session
        self._timer = app.set_interval(RETRY_SECONDS, self._save_again)
        session.listen(self._notify_change)

    def stop(self) -> None:
        """Try no more."""
        self._timer.stop()

    def _notify_change(self) -> None:
        """Pass a change on to the thread of the screens: it may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        session = self._session
        if merged := session.take_merge_notice():
            self._app.notify(merged, timeout=8)
        self._repaint()
        if session.state.kind == "saving" and not session.is_saved:
            self._app.call_after_refresh(self._save)  # the two threads would hold each other up

    def _save_again(self) -> None:
        if self._session.state.kind == "not saved":
            self._save()

    def _save(self) -> None:
        self._app.run_worker(self._session.save, thread=True, exit_on_error=False, group="save")


WATCH_SECONDS = 0.5
"""How often the file is looked at: what another window saved is here within a second."""


class FileWatcher:
    """Looks whether the file of the open postmortem changed, and takes over what it holds."""

    def __init__(self, app: App[None], session: Session, store: Store) -> None:
        self._app = app
        self._session = session
        self._store = store
        self._stamp = store.signature(session.document.id)
        self._timer = app.set_interval(WATCH_SECONDS, self._check)
        self._is_checking = False

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _check(self) -> None:
        """Look from another thread: a slow disk never holds up typing."""
        if not self._is_checking:
            self._is_checking = True
            self._app.run_worker(
                self._load_changes, thread=True, exit_on_error=False, group="follow"
            )

    def _load_changes(self) -> None:
        try:
            stamp = self._store.signature(self._session.document.id)
            if stamp != self._stamp:
                self._session.reload()
                self._stamp = stamp
        except StoreError:
            pass  # the file cannot be read now; the next look, or the next save, will tell
        finally:
            self._is_checking = False
