"""The library keeps what it is given, and says so in one sentence where it cannot."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.library import TinyLibrary
from data.record import NotARecord, record_from_file
from facilitator.model.impact import Impact, Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Event, Timeline
from facilitator.store import (
    Damaged,
    FromNewerVersion,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    SeveralMatch,
    Store,
    StoreError,
)

ID = "2026-03-04-abcdef"
OTHER = "2026-03-04-abcdeg"
MINUTE = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)


def postmortem(title: str = "Checkout errors", postmortem_id: str = ID) -> Postmortem:
    return Postmortem(
        id=postmortem_id,
        scope=Scope(title=title),
        timeline=Timeline(events=(Event(at=MINUTE, text="canary at 5%"),)),
        impact=Impact(measures=(Measure(value=0.1 + 0.2),)),
    )


def library_at(folder: Path) -> TinyLibrary:
    return TinyLibrary(folder / "library", now=lambda: MINUTE)


def test_the_library_is_a_store(tmp_path: Path) -> None:
    store: Store = library_at(tmp_path)
    assert store.ids() == ()


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    document = postmortem()
    saved = library_at(tmp_path).save(document, base_revision=0)
    kept = library_at(tmp_path).load(ID)
    assert kept.document == document
    assert (kept.revision, kept.saved_at, kept.read_only) == (1, MINUTE, "")
    assert (saved.revision, saved.saved_at) == (1, MINUTE)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(0, 1e300))
def test_any_text_and_figure_comes_back_as_it_was(text: str, value: float) -> None:
    import tempfile

    document = postmortem().changing(
        private_notes=text, impact=Impact(measures=(Measure(value=value),))
    )
    with tempfile.TemporaryDirectory() as folder:
        library = library_at(Path(folder))
        library.save(document, base_revision=0)
        assert library.load(ID).document == document


def test_each_save_counts_one_and_keeps_the_one_before(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    for revision in range(3):
        saved = library.save(postmortem(f"title {revision}"), base_revision=revision)
        assert saved.revision == revision + 1
    previous = record_from_file((library.folder / f"{ID}.json.prev").read_bytes())
    assert previous.revision == 2
    assert sorted(path.name for path in library.folder.iterdir()) == [
        ".locks",
        f"{ID}.json",
        f"{ID}.json.prev",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_and_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((library.folder / f"{ID}.json").stat().st_mode) == 0o600


def test_a_file_is_a_tinydb_database_with_one_row(tmp_path: Path) -> None:
    from tinydb import TinyDB

    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    with TinyDB(library.folder / f"{ID}.json", access_mode="r") as database:
        assert database.tables() == {"postmortem"}
        (row,) = database.table("postmortem").all()
    assert row.doc_id == 1
    assert row["document"]["scope"]["title"] == "Checkout errors"
    assert row["_meta"]["revision"] == 1


def test_a_save_that_meets_a_newer_one_is_refused_and_kept_beside(tmp_path: Path) -> None:
    ours, theirs = library_at(tmp_path), library_at(tmp_path)
    ours.save(postmortem(), base_revision=0)
    theirs.save(postmortem("theirs"), base_revision=1)
    refused = postmortem("ours")
    with pytest.raises(NewerRevision) as caught:
        ours.save(refused, base_revision=1)
    assert ours.load(ID).document.scope.title == "theirs"
    record = record_from_file(Path(caught.value.kept_at).read_bytes())
    assert Postmortem.model_validate(record.document) == refused
    with pytest.raises(NewerRevision):
        ours.save(refused, base_revision=1)
    assert len(list((ours.folder / "conflicts").iterdir())) == 1


def test_a_new_postmortem_never_overwrites_one_of_its_id(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem("first"), base_revision=0)
    with pytest.raises(NewerRevision):
        library.save(postmortem("second"), base_revision=0)
    assert library.load(ID).document.scope.title == "first"


def test_a_save_of_what_was_deleted_meanwhile_is_kept_beside(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    library.delete(ID)
    with pytest.raises(NewerRevision, match="deleted in another window") as caught:
        library.save(postmortem("later"), base_revision=1)
    assert Path(caught.value.kept_at).exists()


def test_every_flipped_bit_is_noticed_or_harmless(tmp_path: Path) -> None:
    import random

    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    content = (library.folder / f"{ID}.json").read_bytes()
    whole = record_from_file(content)
    dice = random.Random(7)  # noqa: S311 (the same flips every time)
    silent = 0
    for _ in range(3000):
        damaged = bytearray(content)
        damaged[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        try:
            silent += record_from_file(bytes(damaged)) != whole
        except NotARecord:
            continue
    assert silent == 0


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"postmortem": {"1": {}}}'])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    library.save(postmortem("second"), base_revision=1)
    path = library.folder / f"{ID}.json"
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"\.prev"):
        library.load(ID)
    with pytest.raises(Damaged, match="kept in"):
        library.save(postmortem("third"), base_revision=2)
    assert path.read_bytes() == content


def test_a_file_under_another_id_is_damaged(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    (library.folder / f"{ID}.json").rename(library.folder / f"{OTHER}.json")
    with pytest.raises(Damaged, match=ID):
        library.load(OTHER)


def test_a_file_from_a_newer_version_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_at(tmp_path)
    with monkeypatch.context() as later:
        later.setattr("data.library.SCHEMA_VERSION", 99)
        library.save(postmortem(), base_revision=0)
    with pytest.raises(FromNewerVersion, match="newer facilitator"):
        library.load(ID)


@pytest.mark.parametrize(
    "hostile", ["../../etc/passwd", "", "2026-03-04-ABCDEF", f"{ID}\n", f"{ID}/x", "2026-03-04"]
)
def test_only_an_id_reaches_a_path(tmp_path: Path, hostile: str) -> None:
    library = library_at(tmp_path)
    for road in (library.load, library.delete, library.restore):
        with pytest.raises(NoSuchPostmortem):
            road(hostile)
    assert not library.folder.exists()


def test_the_beginning_of_an_id_finds_it(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    library.save(postmortem(postmortem_id=OTHER), base_revision=0)
    library.save(postmortem(postmortem_id="2026-05-01-zzzzzz"), base_revision=0)
    assert library.ids() == ("2026-05-01-zzzzzz", OTHER, ID)
    assert library.find("2026-05") == "2026-05-01-zzzzzz"
    assert library.find(ID) == ID
    with pytest.raises(SeveralMatch, match=r"2 ids .*abcdeg"):
        library.find("2026-03")
    for nothing in ("2027", ""):
        with pytest.raises(NoSuchPostmortem):
            library.find(nothing)


def test_what_is_deleted_comes_back_whole(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem("first"), base_revision=0)
    library.save(postmortem("second"), base_revision=1)
    library.delete(ID)
    assert library.ids() == ()
    with pytest.raises(NoSuchPostmortem):
        library.delete(ID)
    library.restore(ID)
    assert library.load(ID).document.scope.title == "second"
    assert (library.folder / f"{ID}.json.prev").exists()
    with pytest.raises(NoSuchPostmortem):
        library.restore(ID)


def test_trash_and_library_never_overwrite_each_other(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    for title in ("first", "second"):
        library.save(postmortem(title), base_revision=0)
        library.delete(ID)
    library.save(postmortem("third"), base_revision=0)
    with pytest.raises(NotSaved, match="nothing was overwritten"):
        library.restore(ID)
    assert len(list((library.folder / "trash").glob(f"{ID}*"))) == 2
    assert library.load(ID).document.scope.title == "third"


def test_a_library_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("not a folder")
    library = library_at(tmp_path)
    assert "is a file" in library.reason_read_only()
    with pytest.raises(StoreError, match="needs to be a folder"):
        library.ids()
    with pytest.raises(StoreError, match="needs to be a folder"):
        library.save(postmortem(), base_revision=0)


def test_a_read_only_folder_opens_for_reading_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "read-only" in library.load(ID).read_only


def test_the_stamp_changes_with_every_save(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    assert library.stamp(ID) is None
    library.save(postmortem(), base_revision=0)
    before = library.stamp(ID)
    assert before == library.stamp(ID)
    library.save(postmortem(), base_revision=1)
    assert library.stamp(ID) != before


def test_reading_needs_no_tinydb(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    program = (
        "import sys; from pathlib import Path; from data.library import TinyLibrary\n"
        f"TinyLibrary(Path({str(library.folder)!r})).load({ID!r})\n"
        "sys.exit('tinydb' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


_WRITER = """
import sys
from pathlib import Path
from data.library import TinyLibrary
from facilitator.model.postmortem import ParkedThought
from facilitator.store import NewerRevision
library, saved = TinyLibrary(Path(sys.argv[1])), 0
while saved < 40:
    kept = library.load(sys.argv[2])
    thought = ParkedThought(text=f"{sys.argv[3]} {saved}")
    new = kept.document.changing(parking_lot=(*kept.document.parking_lot, thought))
    try:
        library.save(new, kept.revision)
    except NewerRevision:
        continue
    saved += 1
"""


def test_two_programs_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem(), base_revision=0)
    root = Path(__file__).parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, library.folder, ID, name], cwd=root)
        for name in ("one", "two")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    kept = library.load(ID)
    assert kept.revision == 81
    assert len({thought.text for thought in kept.document.parking_lot}) == 80
