"""What comes out of a zip file is looked at piece by piece, and overwrites nothing."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from data.backup.backup import write_backup
from data.backup.restore import InvalidBackup, RestoreReport, SkippedPostmortem, restore_backup
from data.library.library import TinyLibrary
from data.library.record import Record, encode_record
from facilitator.session.store import NotSaved, StoreError
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again


def packed(title: str = "elsewhere", postmortem_id: str = ID, revision: int = 1) -> bytes:
    """Return a file of a library with one save."""
    document = postmortem(title, postmortem_id).model_dump(mode="json")
    return encode_record(Record(document, 1, revision, "ben", MINUTE))


def zip_of(folder: Path, *parts: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "b.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


def restored(folder: Path, *parts: tuple[str | zipfile.ZipInfo, bytes]) -> RestoreReport:
    """Restore a zip file of these parts and one good one, which always comes back."""
    library = library_at(folder)
    good = (f"{OTHER}.json", packed("good", OTHER))
    done = restore_backup(library, zip_of(folder, *parts, good))
    assert library.load(OTHER).document.scope.title == "good"
    return done


def title_in(library: TinyLibrary) -> str:
    return library.load(ID).document.scope.title


def test_a_save_comes_back_with_its_revision_and_who_made_it(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    restore_backup(library, zip_of(tmp_path, (f"{ID}.json", packed(revision=7))))
    kept = library.load(ID)
    assert (kept.version.revision, kept.saved_by, kept.saved_at) == (7, "ben", MINUTE)
    assert library.save(postmortem("next"), kept.version).version.revision == 8


@pytest.mark.parametrize(("revision", "newer"), [(1, False), (2, False), (9, True)])
def test_a_postmortem_that_differs_is_left_and_named(
    tmp_path: Path, revision: int, newer: bool
) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("here"))
    save_again(library, postmortem("here, again"))
    path = zip_of(tmp_path, (f"{ID}.json", packed(revision=revision)))
    done = restore_backup(library, path)
    assert (done.skipped, done.restored, done.refused) == (
        [SkippedPostmortem(ID, 2, revision)],
        0,
        [],
    )
    assert done.skipped[0].backup_is_newer is newer
    assert title_in(library) == "here, again"
    assert restore_backup(library, path, newer_wins=True).replaced == int(newer)
    assert title_in(library) == ("elsewhere" if newer else "here, again")


def test_what_a_newer_one_replaces_is_in_the_history(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("here"))
    replaced = save_again(library, postmortem("here, again")).version
    restore_backup(library, zip_of(tmp_path, (f"{ID}.json", packed(revision=9))), newer_wins=True)
    earlier = [library.load_snapshot(ID, each.name) for each in library.history(ID)]
    assert replaced in [each.version for each in earlier]


def test_the_same_document_in_another_save_is_here_already(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("the same").model_copy())
    content = library.load(ID).document.model_dump(mode="json")
    other = encode_record(Record(content, 1, 9, "ben", MINUTE))
    done = restore_backup(library, zip_of(tmp_path, (f"{ID}.json", other)), newer_wins=True)
    assert (done.unchanged, done.skipped) == (1, [])


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    here = library_at(tmp_path / "here")
    for title in ("one", "two"):
        save_again(here, postmortem(title))
    save_again(here, postmortem("three", OTHER))
    here.delete(OTHER)
    write_backup(here, tmp_path / "b.zip")
    there = library_at(tmp_path / "there")
    said = restore_backup(there, tmp_path / "b.zip", dry_run=True)
    assert not there.folder.exists()
    assert restore_backup(there, tmp_path / "b.zip") == said
    assert said.restored == 1
    assert said.other_files == 1


def test_a_damaged_file_in_the_library_is_set_aside_for_the_backup(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.folder.mkdir()
    (library.folder / f"{ID}.json").write_bytes(b"damaged")
    assert restore_backup(library, zip_of(tmp_path, (f"{ID}.json", packed()))).restored == 1
    assert title_in(library) == "elsewhere"
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == b"damaged"


def test_a_damaged_file_with_a_newer_spare_is_left_to_the_doctor(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    for title in ("one", "two", "three"):
        save_again(library, postmortem(title))
    (library.folder / f"{ID}.json").write_bytes(b"damaged")
    done = restore_backup(library, zip_of(tmp_path, (f"{ID}.json", packed())), newer_wins=True)
    assert done.skipped == [SkippedPostmortem(ID, 2, 1, repairable=True)]
    assert (library.folder / f"{ID}.json").read_bytes() == b"damaged"


def test_a_thing_thrown_away_twice_lies_in_the_trash_twice(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    save_again(library, postmortem("mine"))
    library.delete(ID)
    path = zip_of(tmp_path, (f"trash/{ID}.json", packed("theirs")))
    assert restore_backup(library, path).other_files == 1
    assert restore_backup(library, path).other_files == 0
    names = sorted(each.name for each in (library.folder / "trash").iterdir())
    assert names == [f"{ID}.json", f"{ID}.json.1"]


@pytest.mark.parametrize(
    "name",
    ["../../evil.json", f"../{ID}.json", f"/etc/{ID}.json", f"a/{ID}.json", f"trash/../{ID}.json",
     f"history/{ID}/../../x.json.z", f"history/{ID}/x.json.z", "quarantine/../x", "notes.txt",
     f".locks/{ID}.lock", f"{ID}.json/x", f"{ID.upper()}.json", f"{ID}.json\n", "C:\\x.json",
     f"..\\{ID}.json", "\x1b[31m", f"{ID}.json.prev.prev", f".{ID}.json.tmp", "x" * 60_000],
)  # fmt: skip
def test_a_name_that_a_library_has_not_is_refused(tmp_path: Path, name: str) -> None:
    done = restored(tmp_path / "in", (name, packed()))
    assert [sentence.count("was not restored") for sentence in done.refused] == [1]
    assert done.restored == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in"]
    assert not (tmp_path / "in" / "library" / f"{ID}.json").exists()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{ID}.json")
    info.external_attr = 0o120777 << 16
    return info


DAMAGED = packed().replace(b"elsewhere", b"elsewherE")
REFUSED: dict[str, tuple[str | zipfile.ZipInfo, bytes]] = {
    "its checksum does not fit": (f"{ID}.json", DAMAGED),
    "it is not JSON": (f"{ID}.json", b"{" * 100_000),
    "holds another": (f"{ID}.json", packed(postmortem_id=OTHER)),
    "it is a link": (link(), b"/etc/passwd"),
    "cannot be unpacked": (f"history/{ID}/1.json.z", packed()),
    "it is not whole": (f"history/{ID}/1.json.z", zlib.compress(packed())[:-5]),
    "earlier save of another": (f"history/{ID}/1.json.z", zlib.compress(packed("x", OTHER))),
    "thrown away, damaged": (f"trash/{ID}.json", DAMAGED),
    "thrown away, of another": (f"trash/{ID}.json", packed("x", OTHER)),
    "no document": (
        f"{ID}.json",
        encode_record(Record({"id": ID, "scope": 5}, 1, 1, "ben", MINUTE)),
    ),
    "schema 0": (f"{ID}.json", encode_record(Record({"id": ID}, 0, 1, "ben", MINUTE))),
    "another time zone": (
        f"{ID}.json",
        encode_record(
            Record({"id": ID}, 1, 1, "ben", MINUTE.astimezone(timezone(timedelta(hours=2))))
        ),
    ),
    "no time zone": (
        f"{ID}.json",
        encode_record(Record({"id": ID}, 1, 1, "ben", MINUTE.replace(tzinfo=None))),
    ),
}


FAR_TOO_MUCH = "far more than"


@pytest.mark.parametrize("what", [*REFUSED, FAR_TOO_MUCH])
def test_what_a_part_holds_is_verified(tmp_path: Path, what: str) -> None:
    far_too_much = (f"{ID}.json", b"0" * 40_000_000 if what == FAR_TOO_MUCH else b"")
    done = restored(tmp_path, REFUSED.get(what, far_too_much))
    assert len(done.refused) == 1
    assert (done.restored, done.snapshots, done.other_files) == (1, 0, 0)
    left = {path.name for path in library_at(tmp_path).folder.rglob("*") if path.is_file()}
    assert left <= {f"{OTHER}.json", f"{OTHER}.lock"}


def test_what_is_larger_than_anything_we_write_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.backup.restore.MAX_FILE_BYTES", 100_000)
    monkeypatch.setattr("data.library.history.MAX_FILE_BYTES", 100_000)
    snapshot = zlib.compress(b" " * 200_000)
    done = restored(tmp_path, (f"{ID}.json", bytes(200_000)), (f"history/{ID}/1.json.z", snapshot))
    assert ["larger than" in done.refused[0], "not whole" in done.refused[1]] == [True, True]


def test_a_part_that_is_there_twice_is_taken_once(tmp_path: Path) -> None:
    twice = (f"{ID}.json", packed("first"))
    with pytest.warns(UserWarning, match="Duplicate"):
        done = restored(tmp_path, twice, (f"{ID}.json", packed("second")))
    assert done.refused == [f"“{ID}.json” was not restored: it is in the backup twice."]


def test_what_is_no_backup_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no zip")
    (tmp_path / "empty").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "none", "w"):
        pass
    for name in ("text", "empty", "none", "absent", "."):
        with pytest.raises(InvalidBackup):
            restore_backup(library_at(tmp_path), tmp_path / name)
    assert not (tmp_path / "library").exists()


def test_a_library_that_cannot_be_written_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zip_of(tmp_path, (f"{ID}.json", packed()))
    library = library_at(tmp_path)
    monkeypatch.setattr(TinyLibrary, "reason_read_only", lambda _: "It is read-only.")
    with pytest.raises(NotSaved, match="read-only"):
        restore_backup(library, path)
    assert restore_backup(library, path, dry_run=True).restored == 1


def test_no_broken_zip_file_raises_anything_else(tmp_path: Path) -> None:
    library = library_at(tmp_path / "whole")
    for title in ("one", "two"):
        save_again(library, postmortem(title))
    write_backup(library, tmp_path / "b.zip")
    content = (tmp_path / "b.zip").read_bytes()
    chosen, outcomes = random.Random(7), set()
    for number in range(150):
        broken = bytearray(content)
        for _ in range(chosen.choice((1, 1, 3, 40))):
            # Half of the time in the directory at the end, where the sizes and names are.
            start = chosen.choice((0, max(0, len(content) - 300)))
            broken[chosen.randrange(start, len(content))] = chosen.randrange(256)
        if number % 7 == 6:
            del broken[chosen.randrange(len(broken)) :]
        path = tmp_path / "broken.zip"
        path.write_bytes(broken)
        there = library_at(tmp_path / str(number))
        try:
            done = restore_backup(there, path)
        except StoreError:
            outcomes.add("not a backup")
            continue
        outcomes.add("refused" if done.refused else "whole")
        for postmortem_id in there.ids():
            assert there.load(postmortem_id).document == library.load(postmortem_id).document or (
                there.load(postmortem_id).version.revision < 2
            )
    assert outcomes == {"not a backup", "refused", "whole"}


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path, (f"{ID}.json", packed()))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[6] |= 1
    content[start + 8] |= 1
    path.write_bytes(content)
    done = restore_backup(library_at(tmp_path), path)
    assert done.refused == [f"“{ID}.json” was not restored: it is encrypted."]
