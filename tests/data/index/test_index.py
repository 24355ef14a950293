"""The index says what the files say, whatever happened to them behind its back."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.guide.library_summary import Counts
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem
from facilitator.session.store import StoreError
from tests.support.indexes import (
    TODAY,
    due_on,
    everything,
    full_scan,
    index_of,
    refreshed,
    with_words,
)
from tests.support.libraries import save_again

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with three postmortems."""
    library = TinyLibrary(tmp_path / "library")
    for number in (1, 2, 3):
        library.save(with_words(number, f"title {number}"))
    return library.folder


def document_path(folder: Path, number: int) -> Path:
    return folder / f"2026-03-{number:02}-abcdef.json"


def titles(folder: Path) -> list[str]:
    return [row.title for row in everything(refreshed(index_of(folder)))]


def added(folder: Path) -> None:
    shutil.copy(document_path(folder, 2), document_path(folder, 7))


def delete_index_files(folder: Path) -> None:
    document_path(folder, 2).unlink()


def edited_by_hand(folder: Path) -> None:
    whole = document_path(folder, 2).read_text()
    document_path(folder, 2).write_text(whole.replace("title 2", "title x"))


def edited_in_secret(folder: Path) -> None:
    """The same size, and the time of the last change put back."""
    before = document_path(folder, 2).stat()
    edited_by_hand(folder)
    os.utime(document_path(folder, 2), ns=(before.st_atime_ns, before.st_mtime_ns))


def emptied(folder: Path) -> None:
    document_path(folder, 2).write_bytes(b"")


def replaced_by_an_older_one(folder: Path) -> None:
    older = document_path(folder, 2).with_suffix(".kept")
    shutil.copy2(document_path(folder, 2), older)
    save_again(TinyLibrary(folder), with_words(2, "newer"))
    index_of(folder).close()
    older.replace(document_path(folder, 2))


def linked_to_nowhere(folder: Path) -> None:
    document_path(folder, 9).symlink_to(folder / "nowhere")


def made_a_folder(folder: Path) -> None:
    document_path(folder, 9).mkdir()


@pytest.mark.parametrize(
    "change",
    [
        added,
        delete_index_files,
        edited_by_hand,
        edited_in_secret,
        emptied,
        replaced_by_an_older_one,
        linked_to_nowhere,
        made_a_folder,
    ],
)
def test_an_outside_change_shows(folder: Path, change: Callable[[Path], None]) -> None:
    index = refreshed(index_of(folder))
    assert everything(index) == full_scan(folder)
    change(folder)
    assert everything(refreshed(index)) == full_scan(folder)
    assert everything(index_of(folder)) == full_scan(folder), "a second window sees it too"


@pytest.mark.parametrize("seed", range(6))
def test_after_any_sequence_of_changes_it_says_what_a_full_scan_says(
    tmp_path: Path, seed: int
) -> None:
    chance, library = random.Random(seed), TinyLibrary(tmp_path / "library")
    index = index_of(library.folder)

    def changed() -> None:
        number = chance.randrange(1, 9)
        path, pm = document_path(library.folder, number), with_words(number, f"t {chance.random()}")
        days = [TODAY + timedelta(days=chance.randrange(-9, 9)) for _ in range(3)]
        match chance.randrange(6):
            case 0 | 1:
                save_again(library, due_on(number, *days).changing(scope=pm.scope))
            case 2 if path.exists():
                path.write_bytes(path.read_bytes()[: chance.randrange(400)])
            case 3 if path.exists():
                library.delete(pm.id)
            case 4 if path.exists():
                os.replace(path, document_path(library.folder, chance.randrange(1, 9)))
            case _:
                library.folder.mkdir(exist_ok=True)
                path.write_text(path.read_text() + " " if path.exists() else "{}")

    for _ in range(12):
        for _ in range(chance.randrange(3)):
            with contextlib.suppress(StoreError):  # a damaged one is not deleted
                changed()
        assert everything(refreshed(index)) == full_scan(library.folder)
    counts = index.counts()
    late = [found for found in index.due() if found.due.day < TODAY]
    assert len(late) == counts.overdue_actions
    assert counts.overdue_actions == sum(row.overdue_actions for row in everything(index))
    assert counts.unreadable == sum(bool(row.problem) for row in everything(index))


def test_only_what_changed_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = [0, 10**18]
    for number in (1, 2, 3):
        os.utime(document_path(folder, number), ns=(long_ago[0], long_ago[1]))
    _settle(monkeypatch)
    refreshed(index_of(folder))
    read: list[str] = []
    load = TinyLibrary.load

    def watched(self: TinyLibrary, postmortem_id: str, /) -> object:
        read.append(postmortem_id)
        return load(self, postmortem_id)

    monkeypatch.setattr(TinyLibrary, "load", watched)
    index = index_of(folder)
    (progress,) = index.refresh()
    assert (progress.changed, progress.to_read, read) == (False, 0, [])
    edited_by_hand(folder)
    assert [(p.read, p.to_read) for p in index.refresh()] == [(0, 1), (1, 1)]
    assert read == ["2026-03-02-abcdef"]


def _settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be older than a tick of the clock."""
    monkeypatch.setattr("data.index.queries._TICK_NS", 0)


def test_a_file_that_was_just_changed_is_looked_at_once_more(folder: Path) -> None:
    index = index_of(folder)
    edited_by_hand(folder)
    refreshed(index)
    assert next(index.refresh()).to_read >= 1


def test_a_damaged_one_is_listed_as_such(folder: Path) -> None:
    emptied(folder)
    row = everything(refreshed(index_of(folder)))[1]
    assert (row.id, row.title) == ("2026-03-02-abcdef", "")
    assert "is damaged (it is not JSON)" in row.problem
    counts = index_of(folder).counts()
    assert (counts.postmortems, counts.unreadable, counts.first_problem) == (3, 1, row.problem)


def test_one_that_was_deleted_while_being_read_does_not_come_back(folder: Path) -> None:
    index = index_of(folder)
    steps = index.refresh()
    assert next(steps).to_read == 3
    TinyLibrary(folder).delete("2026-03-02-abcdef")
    index.remove("2026-03-02-abcdef")
    assert list(steps)[-1].changed
    assert titles(folder) == ["title 3", "title 1"]
    assert [row.title for row in everything(index)] == ["title 3", "title 1"]


def test_what_is_overdue_moves_with_the_day(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    review = Followup(reviews=(Review(due=TODAY + timedelta(days=30)),))
    library.save(due_on(1, TODAY).changing(followup=review))
    days = [TODAY]
    index = refreshed(index_of(library.folder, today=lambda: days[-1]))
    (row,) = everything(index)
    assert (row.overdue_actions, row.next_date) == (0, TODAY)
    assert index.counts() == Counts(1, 0, 0, 0, "")
    days.append(TODAY + timedelta(days=1))
    (row,) = everything(index)
    assert (row.overdue_actions, row.next_date) == (1, TODAY + timedelta(days=30))
    assert index.counts() == Counts(1, 1, 0, 0, "")
    days.append(date(2030, 1, 1))
    assert everything(index)[0].next_date == TODAY + timedelta(days=30), "nobody held the review"


def test_a_library_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert everything(refreshed(index_of(tmp_path / "library"))) == []


def test_a_library_that_cannot_be_read_is_said_and_the_rows_stay(folder: Path) -> None:
    index = refreshed(index_of(folder))
    kept = folder.rename(folder.with_name("kept"))
    folder.write_text("a file")
    with pytest.raises(StoreError, match="cannot be read"):
        refreshed(index)
    assert len(everything(index)) == 3
    folder.unlink()
    kept.rename(folder)
    assert len(everything(refreshed(index))) == 3


def test_asking_imports_no_document_model(folder: Path) -> None:
    refreshed(index_of(folder)).close()
    program = (
        "import sys; from pathlib import Path; from data.index.index import LibraryIndex\n"
        "from data.library.library import TinyLibrary\n"
        "folder, file = map(Path, sys.argv[1:])\n"
        "index = LibraryIndex(TinyLibrary(folder), folder, file)\n"
        "assert len(index.summaries(index.ids('title'))) == 3\n"
        "assert index.counts().postmortems == 3\n"
        "found = {'pydantic', 'pydantic_core', 'tinydb', 'textual'} & sys.modules.keys()\n"
        "sys.exit(f'imported {found}' if found else 0)"
    )
    file = folder.parent / "cache" / "index.sqlite3"
    ended = subprocess.run(
        [sys.executable, "-c", program, str(folder), str(file)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


def test_rows_of_ids_that_are_gone_are_left_out(folder: Path) -> None:
    index = refreshed(index_of(folder))
    wanted = [*index.ids(), "2001-01-01-abcdef"]
    assert [row.id for row in index.summaries(wanted)] == index.ids()


def test_an_id_of_no_day_is_listed(folder: Path) -> None:
    Path(folder / "9999-99-99-abcdef.json").write_text("{}")
    assert everything(refreshed(index_of(folder)))[0].made_on == "9999-99-99"


def test_a_postmortem_of_two_thousand_events_is_found_by_its_last(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    pm = with_words(1, event="first")
    (event,) = pm.timeline.events
    events = tuple(
        event.changing(id=f"abcd{n:04}".translate(str.maketrans("01", "xy")), text=f"event{n}")
        for n in range(2000)
    )
    library.save(Postmortem(id=pm.id, timeline=pm.timeline.changing(events=events)))
    index = refreshed(index_of(library.folder))
    assert index.ids("event1999") == [pm.id]
    search_hit = index.search_hit(pm.id, "event1999")
    assert search_hit is not None
    assert (search_hit.column, search_hit.line, search_hit.spans) == (
        "timeline",
        "event1999",
        ((0, 9),),
    )
