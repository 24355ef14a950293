"""What happens to edits that are made while a save is under way, or when a file goes astray."""

from __future__ import annotations

from datetime import datetime

from facilitator.model.postmortem import Postmortem
from facilitator.session.session import Session
from facilitator.session.store import UNSAVED, SaveResult, StoredPostmortem, Version
from tests.support.memory_store import BEGUN, SAVED_AT, FakeStore


def now() -> datetime:
    return SAVED_AT


class Interrupted(FakeStore):
    """A store that restores an earlier save in the session while it is saving."""

    session: Session | None = None

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        saved = super().save(document, base, keep_replaced=keep_replaced)
        if self.session is not None:
            session, self.session = self.session, None
            session.restore(BEGUN.changing(private_notes="earlier"), "Restore")
        return saved


def test_what_a_restoring_replaces_is_kept_though_a_save_was_under_way() -> None:
    store = Interrupted()
    session = Session(store.load(BEGUN.id), store, now)
    store.session = session
    session.edit(BEGUN.changing(private_notes="mine"), "Type")
    session.save()
    assert store.kept[BEGUN.id].document.private_notes == "earlier"
    assert [each.private_notes for each in store.replaced] == ["mine"]


def test_nothing_is_saved_over_an_older_file_that_may_only_be_read() -> None:
    store = FakeStore()
    session = Session(store.load(BEGUN.id), store, now)
    session.edit(BEGUN.changing(private_notes="mine"), "Type")
    session.save()
    older = StoredPostmortem(
        BEGUN, Version(1, "older"), SAVED_AT, read_only="It is write-protected."
    )
    store.kept[BEGUN.id] = older
    session.reload()
    assert "was saved again" not in session.notice
    assert session.state.kind == "saved"


def test_another_save_of_the_same_number_takes_nothing_away() -> None:
    store = FakeStore()
    session = Session(store.load(BEGUN.id), store, now)
    session.edit(BEGUN.changing(private_notes="mine"), "Type")
    session.save()
    theirs = StoredPostmortem(
        BEGUN.changing(private_notes="theirs"), Version(2, "another"), SAVED_AT
    )
    store.kept[BEGUN.id] = theirs
    session.reload()
    session.save()
    assert store.kept[BEGUN.id].document.private_notes == "mine"
    assert [each.private_notes for each in store.replaced] == ["theirs"]
    assert "another revision 2" in session.notice
