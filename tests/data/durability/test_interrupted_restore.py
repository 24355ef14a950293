"""A restoring or a mending that is broken off anywhere loses nothing, and can be done again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.backup.backup import write_backup
from data.backup.restore import restore_backup
from data.doctor.inspect import inspect_library
from data.doctor.repair import repair
from data.fs.files import Files
from data.library.library import TinyLibrary
from facilitator.session.store import StoreError
from tests.data.durability.scenarios import torn
from tests.data.durability.watched import Died, Faulty, Quick, faults_at
from tests.support.libraries import ID, MINUTE, OTHER, postmortem, save_again

NONE_HERE, DAMAGED_HERE = "2026-03-04-abcdeh", "2026-03-04-abcdej"
BROKEN = b"damaged beyond mending"
Act = Callable[[TinyLibrary, Files], list[str]]


def at(folder: Path, files: Files) -> TinyLibrary:
    return TinyLibrary(folder, files=files, now=lambda: MINUTE)


def prepared(folder: Path) -> TinyLibrary:
    """Return a library that a backup of a later one, `b.zip` beside it, has much to bring to."""
    later = at(folder / "later", Quick())
    for title in ("one", "two", "three"):
        save_again(later, postmortem(title))
    for name in (NONE_HERE, DAMAGED_HERE, OTHER):
        save_again(later, postmortem("from the backup", name))
    later.delete(OTHER)
    shutil.rmtree(later.folder / "history" / OTHER)
    shutil.rmtree(later.folder / "history" / NONE_HERE)
    write_backup(later, folder / "b.zip")
    library = at(folder / "prepared", Quick())
    save_again(library, postmortem("here"))
    (library.folder / f"{DAMAGED_HERE}.json").write_bytes(BROKEN)
    return library


def ill(folder: Path) -> TinyLibrary:
    """Return a library in which there is one of everything that can be mended."""
    library = at(folder / "prepared", Quick())
    for name in (ID, OTHER, NONE_HERE):
        for title in ("here", "here"):
            save_again(library, postmortem(title, name))
    (library.folder / f"{ID}.json").write_bytes(BROKEN)
    (library.folder / f"{OTHER}.json").unlink()
    (library.folder / "history" / NONE_HERE / "1.json.z").write_bytes(BROKEN)
    (library.folder / f".{OTHER}.json.tmp").write_bytes(b"half")
    return library


def bring_back(library: TinyLibrary, files: Files) -> list[str]:
    backup = library.folder.parent / "b.zip"
    return restore_backup(library, backup, newer_wins=True, files=files).refused


def mend(library: TinyLibrary, files: Files) -> list[str]:
    return repair(library, inspect_library(library.folder), files=files, now=lambda: MINUTE).refused


def titles(library: TinyLibrary) -> list[str]:
    """Return what every save in the library, history and trash is called."""
    found = [library.load_snapshot(ID, each.name).document for each in library.history(ID)]
    for name in library.ids():
        with contextlib.suppress(StoreError):
            found.append(library.load(name).document)
    return [document.scope.title for document in found]


@pytest.mark.parametrize(("prepare", "act"), [(prepared, bring_back), (ill, mend)])
def test_a_fault_at_any_operation_loses_nothing(
    memory_folder: Path,
    prepare: Callable[[Path], TinyLibrary],
    act: Act,
    tell: Callable[[str], None],
) -> None:
    prepare(memory_folder)
    place, runs = memory_folder / "library", 0

    def run(files: Faulty) -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(memory_folder / "prepared", place)
        with contextlib.suppress(StoreError, OSError, Died):
            act(at(place, files), files)
        fresh = at(place, Quick())
        assert [path for path in torn(place) if path.read_bytes() != BROKEN] == []
        assert "here" in titles(fresh), "what the library held is gone"
        assert any(path.read_bytes() == BROKEN for path in place.rglob("*") if path.is_file())
        assert act(fresh, Quick()) == []
        if BROKEN in [path.read_bytes() for path in place.glob("*.json")]:
            # Its history came back before it: from there it can be mended, as is said.
            assert mend(fresh, Quick()) == []
        assert {ID, NONE_HERE} <= {name for name in fresh.ids() if fresh.load(name)}
        assert not list(place.rglob("*.tmp"))

    counting = Faulty(Quick())
    run(counting)
    for number, operation in enumerate(tuple(counting.done)):
        for fault in faults_at(operation):
            run(Faulty(Quick(), fault, number))
            runs += 1
    tell(f"{act.__name__}: {len(counting.done)} operations, {runs} faults, nothing lost")
