"""What tests of bad libraries and bad files share: one sentence, and nothing overwritten."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.session.store import StoreError
from tests.support.libraries import ID, postmortem

Change = Callable[[TinyLibrary], object]

READS: dict[str, Change] = {
    "load": lambda library: library.load(ID),
    "list": lambda library: library.ids(),
}
CHANGES: dict[str, Change] = {
    "save": lambda library: library.save(postmortem("new")),
    "delete": lambda library: library.delete(ID),
    "restore": lambda library: library.restore(ID),
    "recover": lambda library: library.recover(ID),
}


def sentence_of(change: Change, library: TinyLibrary) -> str:
    """Return what is said where a change is refused: one sentence, and no words of the system's."""
    with pytest.raises(StoreError) as refused:
        change(library)
    said = str(refused.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert "Errno" not in said
    assert len(said) < 300
    return said


def everything(folder: Path) -> dict[Path, bytes | str | None]:
    """Return what is in a folder, locks left out: files whole, links as they lead."""
    found: dict[Path, bytes | str | None] = {}
    for path in folder.rglob("*"):
        if ".locks" in path.parts:
            continue
        if path.is_symlink():
            found[path] = os.readlink(path)
        elif stat.S_ISREG(path.lstat().st_mode):
            found[path] = path.read_bytes()[:4096]
        else:
            found[path] = None
    return found


def is_a_loop(path: Path) -> None:
    """Make a link that leads to itself."""
    path.symlink_to(path)
