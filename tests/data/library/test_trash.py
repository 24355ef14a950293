"""What the trash says it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.libraries import (
    ID,
    OTHER,
    library_at,
    postmortem,
    until_the_clock_of_files_is_past,
)


def test_the_trash_lists_what_can_come_back_the_last_deleted_first(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    assert library.trashed() == ()
    for postmortem_id in (OTHER, ID):
        library.save(postmortem(f"title of {postmortem_id}", postmortem_id))
        library.delete(postmortem_id)
        until_the_clock_of_files_is_past(library.folder / "trash" / f"{postmortem_id}.json")
    last, first = library.trashed()
    assert (last.id, last.title) == (ID, f"title of {ID}")
    assert (first.id, first.title) == (OTHER, f"title of {OTHER}")
    assert abs(datetime.now(UTC) - last.deleted_at) < timedelta(minutes=1)
    library.restore(ID)
    assert [each.id for each in library.trashed()] == [OTHER]


def test_one_that_was_deleted_twice_is_listed_once_and_a_damaged_one_without_title(
    tmp_path: Path,
) -> None:
    library = library_at(tmp_path)
    for _ in range(2):
        library.save(postmortem())
        library.delete(ID)
    (library.folder / "trash" / f"{OTHER}.json").write_text("{")
    (library.folder / "trash" / "notes.txt").write_text("")
    assert {each.id: each.title for each in library.trashed()} == {
        ID: "Checkout errors",
        OTHER: "",
    }
