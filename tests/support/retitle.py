"""A session over a store in memory, and edits of its title."""

from __future__ import annotations

from datetime import timedelta

from facilitator.model.postmortem import Postmortem
from facilitator.session.session import Session
from tests.support.memory_store import BEGUN, SAVED_AT, FakeStore

NOW = SAVED_AT + timedelta(minutes=5)


def opened(store: FakeStore) -> Session:
    return Session(store.load(BEGUN.id), store, lambda: NOW)


def titled(document: Postmortem, title: str) -> Postmortem:
    return document.changing(scope=document.scope.changing(title=title))


def retitle(session: Session, title: str, coalesce_key: str = "") -> None:
    session.edit(titled(session.document, title), f"Title {title}", coalesce_key)


def title_of(session: Session) -> str:
    return session.document.scope.title
