"""Every file of a library is looked at; what is wrong is named, and mended where it can be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.backup.backup import write_backup
from data.doctor.inspect import Health, inspect_library
from data.doctor.repair import RepairReport, repair
from data.fs.files import FILES, Files
from data.fs.permissions import Access
from data.library.library import TinyLibrary
from data.library.locks import lock_path, locked
from data.library.record import Record, encode_record
from facilitator.model.migrations import MIGRATIONS, SCHEMA_VERSION
from tests.support.libraries import ID, MINUTE, OTHER, library_at, postmortem, save_again

ROOT = Path(__file__).parents[3]


@pytest.fixture
def library(tmp_path: Path) -> TinyLibrary:
    """A library with two postmortems, of which one was saved three times."""
    library = library_at(tmp_path)
    for title in ("first", "second", "third"):
        save_again(library, postmortem(title))
    save_again(library, postmortem("another", OTHER))
    return library


def repaired(library: TinyLibrary, *, files: Files = FILES) -> RepairReport:
    return repair(library, inspect_library(library.folder), files=files, now=lambda: MINUTE)


def everything(library: TinyLibrary) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in library.folder.rglob("*") if path.is_file()}


def title_in(library: TinyLibrary) -> str:
    return library.load(ID).document.scope.title


def well(health: Health) -> bool:
    problems = (
        health.damaged, health.unreadable, health.orphans, health.damaged_snapshots,
        health.stale_files, health.access_problems, health.held_locks, health.locks_path_blocked,
    )  # fmt: skip
    return not any(problems)


def test_a_library_that_is_well_has_nothing_to_mend(library: TinyLibrary) -> None:
    library.delete(OTHER)
    before = everything(library)
    health = inspect_library(library.folder)
    assert well(health)
    assert (health.whole, health.snapshots, health.trashed, health.quarantined) == (1, 2, 1, 0)
    assert health.size_bytes > 1000
    assert repaired(library) == RepairReport()
    assert everything(library) == before


def test_a_library_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert inspect_library(tmp_path / "none") == Health()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000])
def test_a_damaged_file_is_found_and_mended(library: TinyLibrary, content: bytes) -> None:
    (library.folder / f"{ID}.json").write_bytes(content)
    assert inspect_library(library.folder).damaged == [ID]
    assert "revision 2" in repaired(library).done[0]
    assert title_in(library) == "second"
    health = inspect_library(library.folder)
    assert well(health)
    assert health.quarantined == 1


def test_a_file_of_another_postmortem_is_damaged(library: TinyLibrary) -> None:
    (library.folder / f"{ID}.json").write_bytes((library.folder / f"{OTHER}.json").read_bytes())
    assert inspect_library(library.folder).damaged == [ID]
    repaired(library)
    assert title_in(library) == "second"


def test_what_cannot_be_mended_stays_and_is_told(library: TinyLibrary) -> None:
    lost = "2026-03-04-zzzzzz"
    (library.folder / f"{lost}.json").write_bytes(b"damaged")
    done = repaired(library)
    assert "no earlier save" in done.refused[0]
    assert inspect_library(library.folder).damaged == [lost]
    assert (library.folder / f"{lost}.json").read_bytes() == b"damaged"


def test_files_of_other_versions_are_whole(library: TinyLibrary) -> None:
    document = postmortem().model_dump(mode="json")
    for name, schema in (("2026-03-04-yyyyyy", 0), ("2026-03-04-zzzzzz", SCHEMA_VERSION + 1)):
        content = encode_record(Record({**document, "id": name}, schema, 1, "ana", MINUTE))
        (library.folder / f"{name}.json").write_bytes(content)
        (library.folder / f"{name}.json").chmod(0o600)
    health = inspect_library(library.folder, migrations={**MIGRATIONS, 0: dict})
    assert (health.whole, health.older, health.newer) == (4, 1, 1)
    assert well(health)


def test_a_name_that_leads_elsewhere_is_named(library: TinyLibrary, tmp_path: Path) -> None:
    names = [f"2026-03-04-zzzzz{letter}.json" for letter in "abc"]
    os.mkfifo(library.folder / names[0])
    (library.folder / names[1]).mkdir()
    (library.folder / names[2]).symlink_to(tmp_path / "elsewhere")
    health = inspect_library(library.folder)
    assert [name in said for name, said in zip(names, health.unreadable, strict=True)] == [True] * 3
    assert health.whole == 2


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o400, 0o000])
def test_files_become_this_user_s_alone(library: TinyLibrary, mode: int) -> None:
    path = library.folder / f"{ID}.json"
    path.chmod(mode)
    kind = Access.SHARED if mode & 0o077 else Access.DENIED
    assert inspect_library(library.folder).access_problems == {kind: [path]}
    repaired(library)
    assert path.stat().st_mode & 0o777 == 0o600
    assert well(inspect_library(library.folder))


@pytest.mark.parametrize("name", [".", "history", f"history/{ID}", ".locks"])
def test_folders_become_this_user_s_alone(library: TinyLibrary, name: str) -> None:
    (library.folder / name).chmod(0o755)
    repaired(library)
    assert (library.folder / name).stat().st_mode & 0o777 == 0o700
    assert well(inspect_library(library.folder))


def test_a_file_of_somebody_else_is_named(
    library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4000)
    assert (
        lock_path(library.folder, ID)
        in inspect_library(library.folder).access_problems[Access.FOREIGN]
    )


def test_what_nobody_can_list_is_said_and_the_rest_is_looked_at(
    library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    listdir = os.listdir

    def refusing(folder: Path) -> list[str]:
        if Path(folder).name == "history":
            raise PermissionError(errno.EACCES, "Permission denied", "history")
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", refusing)
    health = inspect_library(library.folder)
    assert health.unreadable == ["history cannot be read: you do not have the permission."]
    assert health.whole == 2
    made = write_backup(library, library.folder.parent / "b.zip")
    assert made.unreadable == [
        "history cannot be read (you do not have the permission) and is not in the backup."
    ]


def test_leftovers_of_broken_off_saves_are_removed(library: TinyLibrary) -> None:
    stray = library.folder / f".{ID}.json.tmp"
    stray.write_bytes(b"half")
    assert inspect_library(library.folder).stale_files == [stray]
    assert "1 temporary file " in repaired(library).done[0]
    assert well(inspect_library(library.folder))


def test_a_save_before_without_its_postmortem_brings_it_back(library: TinyLibrary) -> None:
    (library.folder / f"{ID}.json").unlink()
    assert inspect_library(library.folder).orphans == [ID]
    assert "revision 2" in repaired(library).done[0]
    assert title_in(library) == "second"
    assert well(inspect_library(library.folder))


def test_a_save_before_whose_postmortem_is_in_the_trash_brings_that_back(
    library: TinyLibrary,
) -> None:
    library.delete(ID)
    previous = f"{ID}.json.prev"
    (library.folder / "trash" / previous).replace(library.folder / previous)
    assert inspect_library(library.folder).orphans == [ID]
    assert "from the trash" in repaired(library).done[0]
    assert title_in(library) == "third"


def test_a_save_before_that_is_damaged_leaves_it_to_the_history(library: TinyLibrary) -> None:
    (library.folder / f"{ID}.json").unlink()
    (library.folder / f"{ID}.json.prev").write_bytes(b"damaged")
    repaired(library)
    assert title_in(library) == "first"


def test_a_damaged_save_before_of_nothing_is_set_aside(library: TinyLibrary) -> None:
    lost = library.folder / "2026-03-04-zzzzzz.json.prev"
    lost.write_bytes(b"damaged")
    repaired(library)
    (aside,) = (library.folder / "quarantine").iterdir()
    assert aside.read_bytes() == b"damaged"
    assert well(inspect_library(library.folder))


def test_a_damaged_earlier_save_is_set_aside(library: TinyLibrary) -> None:
    (library.folder / "history" / ID / "1.json.z").write_bytes(b"damaged")
    assert [part.name for part in inspect_library(library.folder).damaged_snapshots] == [
        f"history/{ID}/1.json.z"
    ]
    repaired(library)
    assert [each.read_bytes() for each in (library.folder / "quarantine").iterdir()] == [b"damaged"]
    assert well(inspect_library(library.folder))


def test_locks_that_are_no_folder_are_set_aside(library: TinyLibrary) -> None:
    locks = library.folder / ".locks"
    for path in locks.iterdir():
        path.unlink()
    locks.rmdir()
    locks.write_bytes(b"a file")
    assert inspect_library(library.folder).locks_path_blocked
    repaired(library)
    save_again(library, postmortem("saved"))
    assert well(inspect_library(library.folder))


def test_a_lock_that_is_held_is_named_with_its_holder(library: TinyLibrary) -> None:
    program = (
        "import sys; from pathlib import Path; from data.library.locks import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(lock_path(library.folder, ID))]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        (held,) = inspect_library(library.folder).held_locks
        assert held.postmortem_id == ID
        if sys.platform == "linux":
            assert str(holder.pid) in held.holder
        holder.communicate()
    assert well(inspect_library(library.folder))


def test_a_save_under_way_is_no_problem(
    library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding = locked(lock_path(library.folder, ID))
    holding.__enter__()
    temporary = library.folder / f".{ID}.json.tmp"
    temporary.write_bytes(b"being written")

    def saved(_: float) -> None:
        temporary.unlink()
        holding.__exit__(None, None, None)

    monkeypatch.setattr("time.sleep", saved)
    assert well(inspect_library(library.folder))


def test_what_the_disk_refuses_is_told_and_the_rest_is_mended(library: TinyLibrary) -> None:
    class Refusing(Files):
        def replace(self, path: Path, other: Path) -> None:
            if "history" in path.parts:
                raise OSError(errno.EIO, "I/O error", str(path))
            super().replace(path, other)

    (library.folder / "history" / ID / "1.json.z").write_bytes(b"damaged")
    (library.folder / f"{OTHER}.json").write_bytes(b"damaged")
    done = repaired(library, files=Refusing())
    assert ["the disk reports an error" in each for each in done.refused] == [True]
    assert OTHER in done.done[0]


HARMS: list[Callable[[Path], object]] = [
    lambda path: path.unlink(),
    lambda path: path.chmod(0o644),
    lambda path: path.write_bytes(b""),
]


@pytest.mark.parametrize("harm", HARMS)
def test_mending_twice_changes_nothing_more(
    library: TinyLibrary, harm: Callable[[Path], object]
) -> None:
    harm(library.folder / f"{ID}.json")
    assert repaired(library).done
    before = everything(library)
    assert repaired(library) == RepairReport()
    assert everything(library) == before
