"""A file that is not read again is one that nobody can have changed unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.fs.files import Files
from data.library.library import TinyLibrary
from data.library.signature import file_signature
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.session.store import NewerRevision

ID = "2026-03-04-abcdef"
NOW = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)


def postmortem(title: str) -> Postmortem:
    return Postmortem(id=ID, scope=Scope(title=title))


def library_at(folder: Path) -> TinyLibrary:
    return TinyLibrary(folder, now=lambda: NOW)


def test_a_second_save_does_not_read_the_file(tmp_path: Path) -> None:
    read: list[Path] = []

    class Reading(Files):
        def read(self, path: Path) -> bytes:
            read.append(path)
            return super().read(path)

    library = TinyLibrary(tmp_path, files=Reading(), now=lambda: NOW)
    one = library.save(postmortem("one")).version
    read.clear()
    assert library.save(postmortem("two"), one).version.revision == 2
    assert read == []
    library.load(ID)
    assert read != []


def test_a_save_of_another_window_is_met_after_our_own(tmp_path: Path) -> None:
    ours, theirs = library_at(tmp_path), library_at(tmp_path)
    one = ours.save(postmortem("mine")).version
    theirs.save(postmortem("hers"), one)
    with pytest.raises(NewerRevision):
        ours.save(postmortem("mini"), one)
    assert ours.load(ID).document.scope.title == "hers"


@pytest.mark.parametrize("set_back", [False, True])
def test_an_edit_in_place_to_the_same_length_is_noticed(tmp_path: Path, set_back: bool) -> None:
    library, path = library_at(tmp_path), tmp_path / f"{ID}.json"
    one = library.save(postmortem("one")).version
    before = path.stat()
    with path.open("r+b") as file:
        content = file.read().replace(b'"one"', b'"two"')
        file.seek(0)
        file.write(content)
    # A later tick of the clock, even if the time of the last change is then set back.
    later = before.st_mtime_ns if set_back else before.st_mtime_ns + 10**9
    os.utime(path, ns=(before.st_atime_ns, later))
    while path.stat().st_ctime_ns == before.st_ctime_ns:
        os.utime(path, ns=(before.st_atime_ns, later))
    edited = path.read_bytes()
    library.save(postmortem("mine"), one)
    assert library.load(ID).document.scope.title == "mine"
    (aside,) = (tmp_path / "quarantine").iterdir()
    assert aside.read_bytes() == edited


def test_the_first_bytes_tell_two_saves_apart_whatever_the_clock_says(tmp_path: Path) -> None:
    library, path = library_at(tmp_path), tmp_path / f"{ID}.json"
    one = library.save(postmortem("one")).version
    first = file_signature(path)
    library.save(postmortem("two"), one)
    second = file_signature(path)
    assert first is not None
    assert second is not None
    assert first.size == second.size
    assert first.head != second.head


def test_a_file_that_is_not_there_has_no_look(tmp_path: Path) -> None:
    assert file_signature(tmp_path / "nothing.json") is None


def test_a_list_of_ids_needs_no_pydantic(tmp_path: Path) -> None:
    """The first frame is painted before the documents are read; pydantic takes longer than it."""
    library_at(tmp_path).save(postmortem("one"))
    program = (
        "import sys; from pathlib import Path; from data.library.library import TinyLibrary\n"
        "import screens.library\n"
        f"assert TinyLibrary(Path({str(tmp_path)!r})).ids() == ({ID!r},)\n"
        "sys.exit(bool({'pydantic', 'pydantic_core', 'tinydb'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
