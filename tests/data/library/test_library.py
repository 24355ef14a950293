"""The library keeps what it is given, and says so in one sentence where it cannot."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.library.record import decode_record
from facilitator.model.impact import Impact, Measure
from facilitator.session.store import (
    AmbiguousId,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    Store,
    StoreError,
)
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again


def test_the_library_is_a_store(tmp_path: Path) -> None:
    store: Store = library_at(tmp_path)
    assert store.ids() == ()


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    document = postmortem()
    saved = library_at(tmp_path).save(document)
    kept = library_at(tmp_path).load(ID)
    assert kept.document == document
    assert (kept.version, kept.saved_at, kept.read_only) == (saved.version, MINUTE, "")
    assert (saved.version.revision, saved.saved_at) == (1, MINUTE)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(0, 1e300))
def test_any_text_and_figure_comes_back_as_it_was(text: str, value: float) -> None:
    import tempfile

    document = postmortem().changing(
        private_notes=text, impact=Impact(measures=(Measure(value=value),))
    )
    with tempfile.TemporaryDirectory() as folder:
        library = library_at(Path(folder))
        library.save(document)
        assert library.load(ID).document == document


def test_each_save_counts_one_and_keeps_the_one_before(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    for revision in range(3):
        assert save_again(library, postmortem(f"title {revision}")).version.revision == revision + 1
    previous = decode_record((library.folder / f"{ID}.json.prev").read_bytes())
    assert previous.revision == 2
    assert sorted(path.name for path in library.folder.iterdir()) == [
        ".locks",
        f"{ID}.json",
        f"{ID}.json.prev",
        "history",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_and_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem())
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((library.folder / f"{ID}.json").stat().st_mode) == 0o600


def test_a_file_is_a_tinydb_database_with_one_row(tmp_path: Path) -> None:
    from tinydb import TinyDB

    library = library_at(tmp_path)
    library.save(postmortem())
    with TinyDB(library.folder / f"{ID}.json", access_mode="r") as database:
        assert database.tables() == {"postmortem"}
        (row,) = database.table("postmortem").all()
    assert row.doc_id == 1
    assert row["document"]["scope"]["title"] == "Checkout errors"
    assert row["_meta"]["revision"] == 1


def test_a_save_that_meets_a_newer_one_is_refused(tmp_path: Path) -> None:
    ours, theirs = library_at(tmp_path), library_at(tmp_path)
    first = ours.save(postmortem()).version
    theirs.save(postmortem("theirs"), first)
    with pytest.raises(NewerRevision, match="saved revision 2"):
        ours.save(postmortem("ours"), first)
    assert ours.load(ID).document.scope.title == "theirs"


def test_a_number_that_returns_with_another_content_is_not_taken_for_the_same(
    tmp_path: Path,
) -> None:
    library = library_at(tmp_path)
    path = library.folder / f"{ID}.json"
    first = library.save(postmortem()).version
    earlier = path.read_bytes()
    second = library.save(postmortem("second"), first).version
    path.write_bytes(earlier)  # a copy brought back by hand, and then edited elsewhere
    elsewhere = library_at(tmp_path).save(postmortem("elsewhere"), first).version
    assert elsewhere.revision == second.revision
    with pytest.raises(NewerRevision):
        library.save(postmortem("third"), second)
    assert library.load(ID).document.scope.title == "elsewhere"


def test_what_a_save_replaces_is_kept_when_asked(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    first = library.save(postmortem("first")).version
    second = library.save(postmortem("second"), first).version
    library.save(postmortem("third"), second, keep_replaced=True)
    assert [snapshot.revision for snapshot in library.history(ID)] == [2, 1]
    assert library.load_snapshot(ID, "2").document.scope.title == "second"


def test_a_new_postmortem_never_overwrites_one_of_its_id(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem("first"))
    with pytest.raises(NewerRevision):
        library.save(postmortem("second"))
    assert library.load(ID).document.scope.title == "first"


def test_a_save_of_what_was_deleted_meanwhile_is_refused(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    version = library.save(postmortem()).version
    library.delete(ID)
    with pytest.raises(NewerRevision, match="deleted in another window"):
        library.save(postmortem("later"), version)
    assert library.ids() == ()


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
    library.save(postmortem())
    library.save(postmortem(postmortem_id=OTHER))
    library.save(postmortem(postmortem_id="2026-05-01-zzzzzz"))
    assert library.ids() == ("2026-05-01-zzzzzz", OTHER, ID)
    assert library.find("2026-05") == "2026-05-01-zzzzzz"
    assert library.find(ID) == ID
    with pytest.raises(AmbiguousId, match=r"2 ids .*abcdeg"):
        library.find("2026-03")
    for nothing in ("2027", ""):
        with pytest.raises(NoSuchPostmortem):
            library.find(nothing)


def test_what_is_deleted_comes_back_whole(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem("first"))
    save_again(library, postmortem("second"))
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
        library.save(postmortem(title))
        library.delete(ID)
    library.save(postmortem("third"))
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
        library.save(postmortem())


def test_a_write_protected_file_opens_for_reading_and_is_not_saved_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_at(tmp_path)
    version = library.save(postmortem()).version
    path = library.folder / f"{ID}.json"
    monkeypatch.setattr("os.access", lambda place, _: place != path)
    assert "write-protected" in library.load(ID).read_only
    with pytest.raises(NotSaved, match="write-protected"):
        library.save(postmortem("second"), version)
    assert library.load(ID).document.scope.title == "Checkout errors"


def test_a_read_only_folder_opens_for_reading_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_at(tmp_path)
    library.save(postmortem())
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "read-only" in library.load(ID).read_only


def test_the_stamp_changes_with_every_save(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    assert library.signature(ID) is None
    library.save(postmortem())
    before = library.signature(ID)
    assert before == library.signature(ID)
    save_again(library, postmortem())
    assert library.signature(ID) != before


def test_reading_needs_no_tinydb(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.save(postmortem())
    program = (
        "import sys; from pathlib import Path; from data.library.library import TinyLibrary\n"
        f"TinyLibrary(Path({str(library.folder)!r})).load({ID!r})\n"
        "sys.exit('tinydb' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
