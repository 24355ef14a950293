"""Minutes are counted beside the edits: saved, merged without a question, and never undone."""

from __future__ import annotations

import pytest

from facilitator.analysis.stage_minutes import (
    StageTimes,
    equal_apart_from_stage_times,
    merged_stage_times,
    minutes_by_stage,
    stage_times,
)
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.guide.publication import changes_published_content
from facilitator.model.postmortem import Postmortem, StageTime, Status
from facilitator.model.stage import Stage
from facilitator.session.merge import merged
from facilitator.session.session import Session
from tests.support.edits import begun
from tests.support.memory_store import FakeStore
from tests.support.windows import ID, NOW, filled_store, opened


def times(**minutes: int) -> StageTimes:
    return stage_times({Stage(name): spent for name, spent in minutes.items()})


@pytest.fixture
def store() -> FakeStore:
    return filled_store()


def counted(session: Session, **minutes: int) -> None:
    session.record_stage_times(times(**minutes), session.document.stage_times)


def retitle(session: Session, title: str) -> None:
    document = session.document
    session.edit(document.changing(scope=document.scope.changing(title=title)), f"Title {title}")


def test_only_stages_with_a_minute_are_held_in_the_order_they_are_walked() -> None:
    held = stage_times({Stage.CAUSES: 3, Stage.SCOPE: 1, Stage.LESSONS: 0})
    assert [(each.stage, each.minutes) for each in held] == [(Stage.SCOPE, 1), (Stage.CAUSES, 3)]
    assert minutes_by_stage((*held, StageTime(stage=Stage.REVIEW, minutes=0))) == {
        Stage.SCOPE: 1,
        Stage.CAUSES: 3,
    }


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        (times(scope=1), times(scope=4), times(scope=3), times(scope=4)),
        (times(scope=1), times(scope=3), times(scope=4), times(scope=4)),
        (times(scope=1), times(scope=1), times(scope=4), times(scope=4)),
        (times(), times(scope=2), times(causes=3), times(scope=2, causes=3)),
        (times(scope=5), times(), times(scope=5, causes=1), times(causes=1)),
        (times(scope=5), times(), times(scope=6), times(scope=6)),
    ],
)
def test_of_minutes_counted_in_two_windows_the_larger_number_holds(
    base: StageTimes, mine: StageTimes, theirs: StageTimes, expected: StageTimes
) -> None:
    assert merged_stage_times(base, mine, theirs) == expected
    documents = (begun().changing(stage_times=each) for each in (base, mine, theirs))
    result = merged(*documents)
    assert (result.document.stage_times, result.conflicts) == (expected, ())


def test_counting_is_saved_and_is_no_step_to_undo(store: FakeStore) -> None:
    session = opened(store)
    counted(session, timeline=3)
    assert (session.state.kind, session.undo_label, session.undo()) == ("saving", "", "")
    session.save()
    assert (session.state.kind, session.is_saved) == ("saved", True)
    assert store.kept[ID].document == begun().changing(stage_times=times(timeline=3))
    assert opened(store).document.stage_times == times(timeline=3)


def test_undo_and_redo_leave_the_minutes_as_they_are_now(store: FakeStore) -> None:
    session = opened(store)
    retitle(session, "one")
    counted(session, timeline=3)
    retitle(session, "two")
    counted(session, timeline=4)
    assert [session.undo(), session.undo()] == ["Title two", "Title one"]
    assert session.document == begun().changing(stage_times=times(timeline=4))
    counted(session, timeline=5)
    assert [session.redo(), session.redo()] == ["Title one", "Title two"]
    assert session.document.scope.title == "two"
    assert session.document.stage_times == times(timeline=5)


def test_counting_between_two_letters_leaves_them_one_step(store: FakeStore) -> None:
    session = opened(store)
    for minutes, typed in enumerate(("c", "ch"), 1):
        scope = session.document.scope.changing(title=typed)
        session.edit(session.document.changing(scope=scope), "Title", "scope.title")
        counted(session, scope=minutes)
    session.undo()
    assert session.document.scope == begun().scope


def test_what_is_restored_leaves_the_minutes_as_they_are_now(store: FakeStore) -> None:
    session = opened(store)
    counted(session, timeline=9)
    session.restore(begun().changing(stage_times=times(scope=2), private_notes="then"), "Restore")
    assert session.document.private_notes == "then"
    assert session.document.stage_times == times(timeline=9)


def test_minutes_counted_while_a_sheet_was_open_are_kept_by_its_edit(store: FakeStore) -> None:
    session = opened(store)
    since = session.document
    counted(session, timeline=3)
    session.edit(since.changing(private_notes="typed"), "Edit notes", since=since)
    assert session.document.private_notes == "typed"
    assert session.document.stage_times == times(timeline=3)


def test_where_nothing_can_be_saved_nothing_is_counted_and_nothing_said(store: FakeStore) -> None:
    kept = store.load(ID)._replace(read_only="It was saved by a newer facilitator.")
    session = Session(kept, store, lambda: NOW)
    counted(session, timeline=3)
    assert (session.document, session.state.kind, session.notice) == (begun(), "saved", "")


def test_a_count_that_is_kept_already_is_no_save(store: FakeStore) -> None:
    session = opened(store)
    counted(session, timeline=3)
    session.save()
    counted(session, timeline=3)
    assert session.state.kind == "saved"


def test_two_windows_that_both_count_ask_nobody_and_say_nothing(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    counted(there, timeline=4)
    there.save()
    counted(here, timeline=3, scope=1)
    here.save()
    assert (here.conflicts, here.take_merge_notice(), here.undo_label) == ((), "", "")
    assert store.kept[ID].document.stage_times == times(scope=1, timeline=4)
    assert (store.replaced, list(store.kept).count(ID)) == ([], 1)


def test_what_another_window_edits_while_this_one_counts_is_not_undone_here(
    store: FakeStore,
) -> None:
    here, there = opened(store), opened(store)
    retitle(here, "mine")
    here.save()
    there.reload()
    there.edit(there.document.changing(private_notes="theirs"), "Notes")
    there.save()
    counted(here, timeline=3)
    here.save()
    assert (here.take_merge_notice(), here.undo()) == ("", "Title mine")
    expected = begun().changing(private_notes="theirs", stage_times=times(timeline=3))
    assert here.document == expected


def test_an_edit_made_while_another_window_counts_is_the_step_to_undo(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    counted(there, timeline=4)
    there.save()
    retitle(here, "mine")
    here.save()
    assert (here.take_merge_notice(), here.undo()) == ("", "Title mine")
    assert here.document == begun().changing(stage_times=times(timeline=4))


def test_a_window_follows_the_minutes_of_another_and_undoes_past_them(store: FakeStore) -> None:
    here, there = opened(store), opened(store)
    retitle(here, "mine")
    here.save()
    there.reload()
    for minutes in (1, 2, 3):
        counted(there, timeline=minutes)
        there.save()
        here.reload()
    here.undo()
    assert here.document == begun().changing(stage_times=times(timeline=3))


def test_minutes_are_the_only_difference_where_nothing_else_is() -> None:
    one = begun().changing(stage_times=times(timeline=3))
    assert equal_apart_from_stage_times(one, begun())
    assert equal_apart_from_stage_times(one, one)
    assert not equal_apart_from_stage_times(one, begun().changing(private_notes="x"))


def documents() -> tuple[Postmortem, Postmortem]:
    out = begun().changing(status=Status.PUBLISHED)
    return out, out.changing(stage_times=times(timeline=41))


def test_counting_changes_nothing_that_readers_have() -> None:
    before, after = documents()
    assert not changes_published_content(before, after)
    assert internal_markdown(after) == internal_markdown(before)
    assert customer_markdown(after) == customer_markdown(before)
