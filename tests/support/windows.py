"""Windows of one postmortem, over a store in memory."""

from __future__ import annotations

from datetime import timedelta

from facilitator.session.session import Session
from facilitator.session.store import StoredPostmortem, Version
from tests.support.edits import begun
from tests.support.memory_store import SAVED_AT, FakeStore

NOW = SAVED_AT + timedelta(minutes=5)
ID = begun().id


def filled_store() -> FakeStore:
    """Return a store that holds a postmortem with a few of everything."""
    store = FakeStore()
    store.kept[ID] = StoredPostmortem(begun(), Version(1, "first"), SAVED_AT)
    return store


def opened(store: FakeStore) -> Session:
    """Open a window of it."""
    return Session(store.load(ID), store, lambda: NOW)
