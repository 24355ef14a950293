"""Keeps the open postmortem and its file in step: autosave, and changes by other windows.

Both use the disk from other threads, so that a slow one does not hold up typing.
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
"""Time between two tries of a save that fails."""


class Autosave:
    """Saves after every change, repaints the screens, and shows which changes a save merged."""

    def __init__(self, app: App[None], session: Session, repaint: Callable[[], None]) -> None:
        self._app = app
        self._repaint = repaint
        self._session = session
        self._timer = app.set_interval(RETRY_SECONDS, self._save_again)
        session.listen(self._notify_change)

    def stop(self) -> None:
        """Stop retrying."""
        self._timer.stop()

    def _notify_change(self) -> None:
        """Switch to the thread of the screens: the change may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        session = self._session
        if merged := session.take_merge_notice():
            self._app.notify(merged, timeout=8)
        self._repaint()
        if session.state.kind == "saving" and not session.is_saved:
            # After painting: of two busy threads, Python runs each only half of the time.
            self._app.call_after_refresh(self._save)

    def _save_again(self) -> None:
        if self._session.state.kind == "not saved":
            self._save()

    def _save(self) -> None:
        self._app.run_worker(self._session.save, thread=True, exit_on_error=False, group="save")


WATCH_SECONDS = 0.5
"""Time between two checks of the file, so that the save of another window shows in a second."""


class FileWatcher:
    """Polls the file of the open postmortem, and merges the saves of other windows."""

    def __init__(self, app: App[None], session: Session, store: Store) -> None:
        self._app = app
        self._session = session
        self._store = store
        self._signature = store.signature(session.document.id)
        self._timer = app.set_interval(WATCH_SECONDS, self._check)
        self._is_checking = False

    def stop(self) -> None:
        """Stop polling."""
        self._timer.stop()

    def _check(self) -> None:
        """Check the file on another thread, unless a check is still running."""
        if not self._is_checking:
            self._is_checking = True
            self._app.run_worker(
                self._load_changes, thread=True, exit_on_error=False, group="follow"
            )

    def _load_changes(self) -> None:
        try:
            # Before the file is read: the next check then notices a save in between.
            signature = self._store.signature(self._session.document.id)
            if signature != self._signature:
                self._session.reload()
                self._signature = signature
        except StoreError:
            pass  # the next save reports a file that stays unreadable
        finally:
            self._is_checking = False
