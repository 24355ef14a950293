"""The open postmortem is on the disk, and "saved" is only said when it is true."""

from __future__ import annotations

import pytest

from facilitator.model.postmortem import Postmortem, Status
from facilitator.session.session import Session
from facilitator.session.store import UNSAVED, SaveResult, StoredPostmortem, StoreError, Version
from tests.support.memory_store import BEGUN, SAVED_AT, FakeStore
from tests.support.retitle import NOW, opened, retitle, title_of

FIRST = Version(1, "first")


def saved_title(store: FakeStore, postmortem_id: str = BEGUN.id) -> str:
    return store.kept[postmortem_id].document.scope.title


def test_an_edit_is_saving_until_the_store_says_it_is_safe() -> None:
    store = FakeStore()
    session = opened(store)
    assert (session.state.kind, session.state.at, session.is_saved) == ("saved", SAVED_AT, True)
    retitle(session, "one")
    assert (session.state.kind, session.is_saved) == ("saving", False)
    session.save()
    assert (session.state.kind, session.state.at, session.is_saved) == ("saved", SAVED_AT, True)
    assert saved_title(store) == "one"


def test_undoing_is_saved_too() -> None:
    store = FakeStore()
    session = opened(store)
    retitle(session, "one")
    session.save()
    session.undo()
    session.save()
    assert saved_title(store) == ""
    assert store.kept[BEGUN.id].version.revision == 3


def test_undoing_to_what_is_on_disk_already_is_saved_without_another_write() -> None:
    store = FakeStore()
    session = opened(store)
    retitle(session, "one")
    session.undo()
    session.save()
    assert session.state.kind == "saved"
    assert store.kept[BEGUN.id].version.revision == 1


def test_a_save_that_fails_keeps_the_edit_and_says_why() -> None:
    store = FakeStore()
    session = opened(store)
    store.refuses = "The disk is full."
    retitle(session, "one")
    session.save()
    assert (session.state.kind, session.state.reason) == ("not saved", "The disk is full.")
    assert (title_of(session), session.is_saved) == ("one", False)


def test_what_could_not_be_saved_is_saved_when_the_disk_is_back() -> None:
    store = FakeStore()
    session = opened(store)
    store.refuses = "The disk is full."
    retitle(session, "one")
    session.save()
    store.refuses = ""
    retitle(session, "two")
    session.save()
    assert session.state.kind == "saved"
    assert saved_title(store) == "two"


def test_a_save_that_failed_after_it_was_in_place_is_not_taken_for_somebody_elses() -> None:
    store = FakeStore()
    session = opened(store)
    store.fails_afterwards = "The folder could not be synced."
    retitle(session, "one")
    session.save()
    assert session.state.kind == "not saved"
    retitle(session, "two")
    session.save()
    assert (session.state.kind, session.notice) == ("saved", "")
    assert list(store.kept) == [BEGUN.id]
    assert saved_title(store) == "two"


def test_an_edit_made_while_a_save_runs_is_saved_as_well() -> None:
    store = FakeStore()
    session = opened(store)
    once = store.save

    def save(
        document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        if document.scope.title == "one":
            retitle(session, "two")
        return once(document, base)

    store.save = save  # type: ignore[method-assign]
    retitle(session, "one")
    session.save()
    assert (session.state.kind, saved_title(store)) == ("saved", "two")


def test_what_may_only_be_read_cannot_be_edited() -> None:
    store = FakeStore()
    why = "It was saved by a newer facilitator."
    session = Session(StoredPostmortem(BEGUN, FIRST, SAVED_AT, read_only=why), store, lambda: NOW)
    with pytest.raises(StoreError, match="newer facilitator"):
        retitle(session, "one")
    assert session.document is BEGUN
    assert session.undo() == ""


def test_listeners_hear_of_every_edit_and_of_every_save() -> None:
    session = opened(FakeStore())
    heard: list[str] = []
    session.listen(lambda: heard.append(session.state.kind))
    retitle(session, "one")
    session.save()
    assert heard == ["saving", "saved"]


def test_what_goes_wrong_unexpectedly_is_said_and_keeps_the_edit() -> None:
    class Broken(FakeStore):
        def save(
            self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
        ) -> SaveResult:
            raise RuntimeError("no such thing")

    session = Session(StoredPostmortem(BEGUN, FIRST, SAVED_AT), Broken(), lambda: SAVED_AT)
    session.edit(BEGUN.changing(private_notes="typed"), "Edit notes")
    with pytest.raises(RuntimeError):
        session.save()
    assert session.state.kind == "not saved"
    assert "no such thing" in session.state.reason
    assert session.document.private_notes == "typed"


def test_an_edit_made_from_before_the_copy_lands_in_the_copy() -> None:
    store = FakeStore()
    session = Session(StoredPostmortem(BEGUN, FIRST, SAVED_AT), store, lambda: SAVED_AT)
    made_before = BEGUN.changing(private_notes="typed")
    session.document = BEGUN.changing(id="2026-03-02-zzzzzz")
    session.edit(made_before, "Edit notes")
    assert session.document.id == "2026-03-02-zzzzzz"
    assert session.document.private_notes == "typed"


def published() -> tuple[FakeStore, Session]:
    store = FakeStore()
    out = BEGUN.changing(status=Status.PUBLISHED)
    store.kept[BEGUN.id] = store.kept[BEGUN.id]._replace(document=out)
    return store, opened(store)


def test_an_edit_of_what_was_published_is_made_and_said_once() -> None:
    _, session = published()
    retitle(session, "one")
    assert title_of(session) == "one"
    assert "s in stage 7 makes a new draft of it, revision 2" in session.notice
    session.dismiss_notice()
    retitle(session, "two")
    assert session.notice == ""


def test_what_follows_publishing_is_edited_without_a_word() -> None:
    _, session = published()
    notes = session.document.changing(private_notes="for me")
    session.edit(notes, "Edit private notes")
    assert session.notice == ""


def test_what_readers_had_is_kept_before_the_first_edit_of_it() -> None:
    store, session = published()
    retitle(session, "one")
    session.save()
    retitle(session, "two")
    session.save()
    assert store.replaced == [BEGUN.changing(status=Status.PUBLISHED)]


def test_what_readers_had_is_kept_before_a_new_draft() -> None:
    store, session = published()
    draft = session.document.changing(status=Status.DRAFT, revision=2)
    session.edit(draft, "Set status")
    session.save()
    assert store.replaced == [BEGUN.changing(status=Status.PUBLISHED)]
