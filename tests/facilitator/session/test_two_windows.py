"""Two windows of one postmortem: each follows the other, edits merge, clashes are asked about."""

from __future__ import annotations

import pytest

from facilitator.model.postmortem import Postmortem
from facilitator.session.session import Session
from facilitator.session.store import Damaged, StoredPostmortem, StoreError, Version
from tests.support.edits import begun, name
from tests.support.memory_store import SAVED_AT, FakeStore
from tests.support.windows import ID, NOW, filled_store, opened


@pytest.fixture
def store() -> FakeStore:
    return filled_store()


def scoped(document: Postmortem, **scope: object) -> Postmortem:
    return document.changing(scope=document.scope.changing(**scope))


def put(session: Session, **scope: object) -> None:
    session.edit(scoped(session.document, **scope), f"Edit {', '.join(scope)}")


def both_saved(store: FakeStore, mine: dict[str, object], theirs: dict[str, object]) -> Session:
    """Return the window that saved second."""
    here, there = opened(store), opened(store)
    put(there, **theirs)
    there.save()
    put(here, **mine)
    here.save()
    return here


def test_edits_of_two_windows_are_merged_and_saved(store: FakeStore) -> None:
    here = both_saved(store, {"title": "mine"}, {"reference": "theirs"})
    assert store.kept[ID].document == scoped(begun(), title="mine", reference="theirs")
    assert here.document == store.kept[ID].document
    assert (here.state.kind, here.conflicts, list(store.kept).count(ID)) == ("saved", (), 1)


def test_what_a_merge_replaces_is_kept_in_the_history(store: FakeStore) -> None:
    both_saved(store, {"title": "mine"}, {"reference": "theirs"})
    assert store.replaced == [scoped(begun(), reference="theirs")]


def test_a_merge_is_one_edit_that_can_be_undone_and_done_again(store: FakeStore) -> None:
    here = both_saved(store, {"title": "mine"}, {"reference": "theirs"})
    assert here.undo_label.startswith("Merge with another window (somebody")
    here.undo()
    here.save()
    assert store.kept[ID].document == scoped(begun(), title="mine")
    here.redo()
    here.save()
    assert store.kept[ID].document == scoped(begun(), title="mine", reference="theirs")


def test_a_clash_shows_both_values_and_is_settled_either_way(store: FakeStore) -> None:
    here = both_saved(store, {"title": "mine"}, {"title": "theirs"})
    (conflict,) = here.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Checkout errors", "mine", "theirs")
    assert store.kept[ID].document.scope.title == "mine"
    here.resolve(conflict, "theirs")
    here.save()
    assert (here.conflicts, store.kept[ID].document.scope.title) == ((), "theirs")
    here.undo()
    assert here.document.scope.title == "mine"


def test_a_clash_left_as_it_is_asks_no_more(store: FakeStore) -> None:
    here = both_saved(store, {"title": "mine"}, {"title": "theirs"})
    here.dismiss_conflict(here.conflicts[0])
    assert (here.conflicts, here.document.scope.title) == ((), "mine")


def test_a_window_follows_what_another_one_saves(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    put(there, title="theirs")
    there.save()
    heard: list[str] = []
    here.listen(lambda: heard.append(here.document.scope.title))
    here.reload()
    assert heard == ["theirs"]
    assert (here.is_saved, here.state.kind, here.undo_label) == (True, "saved", "")
    put(here, reference="mine")
    here.save()
    assert store.kept[ID].document == scoped(begun(), title="theirs", reference="mine")


def test_a_window_with_edits_of_its_own_leaves_following_to_its_save(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    put(there, title="theirs")
    there.save()
    put(here, reference="mine")
    here.reload()
    assert here.document == scoped(begun(), reference="mine")
    here.save()
    assert store.kept[ID].document == scoped(begun(), title="theirs", reference="mine")


def test_undo_takes_back_what_was_edited_here_and_nothing_else(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    put(here, title="mine")
    here.save()
    there.reload()
    put(there, reference="theirs")
    there.save()
    here.reload()
    here.undo()
    here.save()
    assert store.kept[ID].document == scoped(begun(), reference="theirs")
    here.redo()
    assert here.document == scoped(begun(), title="mine", reference="theirs")


def test_an_edit_made_from_an_older_document_is_merged(store: FakeStore) -> None:
    here = opened(store)
    seen = here.document
    put(here, title="followed meanwhile")
    here.edit(scoped(seen, reference="from a sheet"), "Edit reference", since=seen)
    assert here.document == scoped(begun(), title="followed meanwhile", reference="from a sheet")
    here.edit(scoped(seen, title="from a sheet"), "Edit title", since=seen)
    assert here.document.scope.title == "from a sheet"
    assert [conflict.theirs for conflict in here.conflicts] == ["followed meanwhile"]


def test_deleted_in_another_window_this_one_goes_on_as_a_copy(store: FakeStore) -> None:
    here = opened(store)
    del store.kept[ID]
    here.reload()
    assert "deleted in another window" in here.notice
    put(here, title="ours")
    here.save()
    copy = here.document.id
    assert copy != ID
    assert store.kept[copy].document.scope.title == "ours (copy of a second window)"
    assert (here.state.kind, ID in here.notice, copy in here.notice) == ("saved", True, True)
    here.undo()
    here.save()
    assert store.kept[copy].document.scope.title == begun().scope.title
    assert ID not in store.kept


@pytest.mark.parametrize("edited", [False, True])
def test_a_file_that_went_back_in_time_is_saved_over_and_kept(
    store: FakeStore, edited: bool
) -> None:
    here = opened(store)
    put(here, title="newest")
    here.save()
    store.kept[ID] = StoredPostmortem(begun(), Version(1, "first"), SAVED_AT)
    if edited:
        put(here, reference="more")
    else:
        here.reload()
    here.save()
    assert store.kept[ID].document.scope.title == "newest"
    assert store.kept[ID].document.scope.reference == ("more" if edited else "")
    assert begun() in store.replaced
    assert "another revision 1" in here.notice


def test_an_earlier_state_comes_back_as_an_edit(store: FakeStore) -> None:
    here = opened(store)
    put(here, title="newest")
    here.save()
    here.restore(begun(), "Restore revision 1")
    here.save()
    assert store.kept[ID].document == begun()
    assert store.replaced == [scoped(begun(), title="newest")]
    assert here.undo() == "Restore revision 1"
    assert here.document.scope.title == "newest"


def test_nothing_is_followed_into_a_file_that_cannot_be_read(store: FakeStore) -> None:
    class Unreadable(FakeStore):
        def load(self, postmortem_id: str, /) -> StoredPostmortem:
            raise StoreError("The disk reports an error.")

    here = Session(store.load(ID), Unreadable(), lambda: NOW)
    with pytest.raises(StoreError, match="disk reports"):
        here.reload()
    assert here.document == begun()


def test_a_file_damaged_while_it_is_open_is_saved_again_from_the_window() -> None:
    class Broken(FakeStore):
        def load(self, postmortem_id: str, /) -> StoredPostmortem:
            raise Damaged("It is damaged.")

    store = Broken()
    kept = StoredPostmortem(begun(), Version(1, "first"), SAVED_AT)
    store.kept[ID] = kept
    here = Session(kept, store, lambda: NOW)
    here.reload()
    assert (here.is_saved, "damaged" in here.notice) == (False, True)
    here.save()
    assert (here.is_saved, store.kept[ID].version.revision) == (True, 2)


def test_a_merge_is_told_once(store: FakeStore) -> None:
    here = both_saved(store, {"title": "mine"}, {"reference": "theirs"})
    assert here.take_merge_notice().startswith("Merge with another window (somebody")
    assert here.take_merge_notice() == ""


def test_an_item_deleted_in_one_window_and_edited_in_the_other_stays(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    event_id = name("even", 2)
    without = there.document.timeline.without_event(event_id)
    there.edit(there.document.changing(timeline=without), "Delete event")
    there.save()
    event = here.document.timeline.event(event_id).changing(text="still true")
    changed = here.document.timeline.with_event(event)
    here.edit(here.document.changing(timeline=changed), "Edit event")
    here.save()
    assert store.kept[ID].document.timeline.event(event_id).text == "still true"
    assert len(here.conflicts) == 1
