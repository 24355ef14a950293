"""The way back: every edit is a step that can be undone and done again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.memory_store import BEGUN, FakeStore
from tests.support.retitle import opened, retitle, title_of


def test_an_edit_can_be_undone_and_done_again() -> None:
    session = opened(FakeStore())
    retitle(session, "one")
    assert session.undo_label == "Title one"
    assert session.undo() == "Title one"
    assert session.document == BEGUN
    assert session.redo() == "Title one"
    assert title_of(session) == "one"


def test_what_has_happened_is_recorded_and_no_undo_takes_it_back() -> None:
    session = opened(FakeStore())
    retitle(session, "one")
    noted = session.document.changing(private_notes="it left")
    session.record(noted, session.document)
    assert (session.document, session.undo_label) == (noted, "Title one")
    session.undo()
    assert (title_of(session), session.document.private_notes) == ("", "it left")
    session.redo()
    assert session.document == noted


def test_with_nothing_to_undo_nothing_happens() -> None:
    session = opened(FakeStore())
    assert (session.undo(), session.redo(), session.undo_label) == ("", "", "")
    assert session.document is BEGUN


def test_a_new_edit_ends_what_could_be_done_again() -> None:
    session = opened(FakeStore())
    retitle(session, "one")
    session.undo()
    retitle(session, "two")
    assert session.redo() == ""
    assert title_of(session) == "two"


def test_typing_in_one_field_is_one_step_to_undo() -> None:
    session = opened(FakeStore())
    for typed in ("c", "ch", "che"):
        retitle(session, typed, coalesce_key="scope.title")
    session.undo()
    assert session.document == BEGUN


def test_typing_in_two_fields_is_two_steps() -> None:
    session = opened(FakeStore())
    retitle(session, "one", coalesce_key="scope.title")
    retitle(session, "two", coalesce_key="scope.reference")
    session.undo()
    assert title_of(session) == "one"


def test_coming_back_to_a_field_begins_a_new_step() -> None:
    session = opened(FakeStore())
    retitle(session, "one", coalesce_key="scope.title")
    session.end_coalescing()
    retitle(session, "two", coalesce_key="scope.title")
    session.undo()
    assert title_of(session) == "one"


def test_typing_after_an_undo_does_not_join_the_step_before_it() -> None:
    session = opened(FakeStore())
    retitle(session, "one", coalesce_key="scope.title")
    retitle(session, "note", coalesce_key="other")
    session.undo()
    retitle(session, "two", coalesce_key="scope.title")
    session.undo()
    assert title_of(session) == "one"


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    session = opened(FakeStore())
    session.edit(BEGUN.changing(), "Nothing")
    assert session.undo_label == ""
    assert session.state.kind == "saved"


@given(
    st.lists(st.one_of(st.text("abc", min_size=1, max_size=2), st.sampled_from(["undo", "redo"])))
)
def test_undoing_everything_returns_to_the_beginning_and_redoing_to_the_end(
    steps: list[str],
) -> None:
    session = opened(FakeStore())
    for step in steps:
        if step == "undo":
            session.undo()
        elif step == "redo":
            session.redo()
        else:
            retitle(session, step)
    while session.redo():
        pass
    end = session.document
    while session.undo():
        pass
    assert session.document == BEGUN
    while session.redo():
        pass
    assert session.document == end
