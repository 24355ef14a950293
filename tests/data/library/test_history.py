"""Earlier saves are kept every five minutes, thinned as they age, and found again."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.fs.files import FILES
from data.library import history
from data.library.library import TinyLibrary
from data.library.record import Record
from facilitator.session.store import Damaged, NoSuchPostmortem
from tests.support.libraries import ID, MINUTE, library_at, postmortem, save_again


class Clock:
    def __init__(self) -> None:
        self.now = MINUTE

    def __call__(self) -> datetime:
        return self.now


def saved_over_time(folder: Path, *minutes: float) -> TinyLibrary:
    """Save once at the beginning and once after each of these minutes."""
    clock = Clock()
    library = TinyLibrary(folder, now=clock)
    for number, later in enumerate((0, *minutes)):
        clock.now = MINUTE + timedelta(minutes=later)
        save_again(library, postmortem(f"save {number}"))
    return library


def revisions(library: TinyLibrary) -> list[int]:
    return [snapshot.revision for snapshot in library.history(ID)]


def test_a_save_is_kept_when_five_minutes_have_passed(tmp_path: Path) -> None:
    library = saved_over_time(tmp_path, 1, 4.9, 5, 6, 11)
    assert revisions(library) == [6, 4, 1]
    first = library.history(ID)[-1]
    assert first.saved_at == MINUTE
    assert library.load_snapshot(ID, first.name).document.scope.title == "save 0"


def test_another_window_counts_from_what_is_in_the_history(tmp_path: Path) -> None:
    saved_over_time(tmp_path, 6)
    second = TinyLibrary(tmp_path, now=lambda: MINUTE + timedelta(minutes=8))
    save_again(second, postmortem("hers"))
    assert revisions(second) == [2, 1]


def test_a_clock_set_back_does_not_stop_the_history(tmp_path: Path) -> None:
    library = saved_over_time(tmp_path, 10, -600)
    assert set(revisions(library)) == {1, 2, 3}


def kept_at(folder: Path, hours_ago: list[float]) -> list[float]:
    """Keep a save of so many hours ago each, thin them, and return the hours that are left."""
    for number, hours in enumerate(sorted(hours_ago, reverse=True), start=1):
        at = MINUTE - timedelta(hours=hours)
        history.add_snapshot(folder, ID, Record({"id": ID}, 1, number, "ana", at), FILES)
    history.prune_snapshots(folder, ID, MINUTE, FILES)
    left = history.list_snapshots(folder, ID, FILES)
    return sorted(round((MINUTE - snapshot.saved_at) / timedelta(hours=1), 3) for snapshot in left)


def test_all_of_the_last_day_stay(tmp_path: Path) -> None:
    hours = [n / 12 for n in range(0, 24 * 12, 7)]
    assert len(kept_at(tmp_path, hours)) == len(hours)


def test_after_a_day_the_last_of_each_hour_stays(tmp_path: Path) -> None:
    # It is 14:02: 30.0 hours ago is 08:02 and 30.5 hours ago 07:32.
    assert kept_at(tmp_path, [30.0, 30.02, 30.5, 30.8]) == [30.0, 30.5]


def test_after_a_week_the_last_of_each_day_stays(tmp_path: Path) -> None:
    week = 7 * 24
    assert kept_at(tmp_path, [week + 20, week + 21, week + 60]) == [week + 20, week + 60]


def test_an_unchanged_save_is_kept_once_and_another_of_its_number_too(tmp_path: Path) -> None:
    record = Record({"id": ID}, 1, 4, "ana", MINUTE)
    for each in (record, record, Record({"id": ID}, 1, 4, "ben", MINUTE)):
        history.add_snapshot(tmp_path, ID, each, FILES)
    assert [s.saved_by for s in history.list_snapshots(tmp_path, ID, FILES)] in (
        ["ana", "ben"],
        ["ben", "ana"],
    )


@pytest.mark.parametrize("content", [b"", b"x", zlib.compress(b"{}"), zlib.compress(b"a" * 99)[:9]])
def test_a_damaged_earlier_save_is_left_out_and_named(tmp_path: Path, content: bytes) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    (library.folder / "history" / ID / "1.json.z").write_bytes(content)
    assert library.history(ID) == ()
    with pytest.raises(Damaged, match="damaged"):
        library.load_snapshot(ID, "1")


@pytest.mark.parametrize("name", ["7", "../../x", "1/../1", "", "1.json"])
def test_only_what_the_history_holds_is_found(tmp_path: Path, name: str) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem())
    with pytest.raises(NoSuchPostmortem):
        library.load_snapshot(ID, name)


def test_a_history_that_cannot_be_written_does_not_stop_a_save(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    (library.folder / "history").write_text("a file where the folder should be")
    save_again(library, postmortem())
    assert library.load(ID).version.revision == 1


def test_a_damaged_earlier_save_does_not_stop_the_next_save(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    first = save_again(library, postmortem("first")).version
    (library.folder / "history" / ID / "1.json.z").write_bytes(b"damaged")
    library.save(postmortem("second"), first, keep_replaced=True)
    assert [snapshot.revision for snapshot in library.history(ID)] == [1]
    assert library.load(ID).document.scope.title == "second"
