"""Every change of a library, what it may leave behind, and what it has promised once it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from data.fs.files import FILES, Files
from data.library import history
from data.library.library import TinyLibrary
from data.library.record import InvalidRecord, Record, decode_record, encode_json, encode_record
from facilitator.model.migrations import MIGRATIONS
from facilitator.model.postmortem import Postmortem
from facilitator.session.store import UNSAVED, Damaged, NoSuchPostmortem, NotSaved, Version
from tests.data.durability.watched import Quick
from tests.support.libraries import ID, MINUTE, old_document, postmortem, title_into_the_scope

DAMAGED = b'{"postmortem": {"1": {"_meta"'
ABSENT, BROKEN = "(absent)", "(damaged)"


@dataclass(frozen=True)
class Variant:
    """A library as it is, or with one of its safeguards taken away."""

    library: type[TinyLibrary] = TinyLibrary
    over: Callable[[Files], Files] = field(default=lambda files: files)

    def at(self, folder: Path, files: Files) -> TinyLibrary:
        """Return a fresh window on a library."""
        migrations = {**MIGRATIONS, 0: title_into_the_scope}
        return self.library(
            folder, files=self.over(files), now=lambda: MINUTE, migrations=migrations
        )


WHOLE = Variant()


@dataclass(frozen=True)
class Scenario:
    """A change: what is shown before and after it, and how it is made and judged.

    `act` returns the version to go on from, and None where it found the change made already.
    `promises` raises AssertionError where a change that was called done, without any fault, has
    not kept what it stands for; `always` those that hold even where a side task failed.
    """

    name: str
    before: str
    after: str
    prepare: Callable[[TinyLibrary], object]
    act: Callable[[TinyLibrary, Version], Version | None]
    always: Callable[[TinyLibrary], None] = lambda library: None
    promises: Callable[[TinyLibrary], None] = lambda library: None
    instead: str = ""
    """What is shown where the disk would not read what should be shown."""


def shown(library: TinyLibrary) -> str:
    """Return what a window would show: a title, or that there is nothing, or nothing whole."""
    try:
        return library.load(ID).document.scope.title
    except NoSuchPostmortem:
        return ABSENT
    except Damaged:
        return BROKEN


def version_in(library: TinyLibrary) -> Version:
    """Return the version a fresh window would begin from."""
    with suppress(NoSuchPostmortem, Damaged):
        return library.load(ID).version
    return UNSAVED


def torn(folder: Path) -> list[Path]:
    """Return the files under final names that are not whole, those set aside left out."""
    found = []
    for path in _records(folder):
        content = path.read_bytes()
        try:
            history.decode_snapshot(content) if path.suffix == ".z" else decode_record(content)
        except InvalidRecord:
            if content != DAMAGED:
                found.append(path)
    return found


def _records(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        elsewhere = {"quarantine", ".locks"} & set(path.parts)
        if path.is_file() and not elsewhere and not path.name.startswith("."):
            yield path


def _save(title: str, keep_replaced: bool = False) -> Callable[[TinyLibrary, Version], Version]:
    def act(library: TinyLibrary, base: Version) -> Version:
        return library.save(postmortem(title), base, keep_replaced=keep_replaced).version

    return act


def _saved(*titles: str) -> Callable[[TinyLibrary], None]:
    def prepare(library: TinyLibrary) -> None:
        for title in titles:
            library.save(postmortem(title), version_in(library))

    return prepare


def _deleted(library: TinyLibrary) -> None:
    _saved("older", "old")(library)
    library.delete(ID)
    _saved("another", "old")(library)
    library.delete(ID)


def _damaged(library: TinyLibrary) -> None:
    _saved("first", "second", "third")(library)
    (library.folder / f"{ID}.json").write_bytes(DAMAGED)


def _of_schema_0(library: TinyLibrary) -> None:
    library.folder.mkdir(parents=True)
    record = Record(old_document(), 0, 7, "ana", MINUTE)
    (library.folder / f"{ID}.json").write_bytes(encode_record(record))


def _with_a_history(library: TinyLibrary) -> None:
    _saved("old")(library)
    for number, hours in enumerate((403, 402, 401, 30.2, 30.1, 2), start=100):
        at = MINUTE - timedelta(hours=hours)
        document: Postmortem = postmortem(f"{hours} hours ago")
        record = Record(document.model_dump(mode="json"), 1, number, "ana", at)
        history.add_snapshot(library.folder, ID, record, FILES)
    (library.folder / "history" / ID / "1.json.z").unlink()
    assert encode_json(library.load(ID).document)


def _delete(library: TinyLibrary, _: Version) -> Version | None:
    if shown(library) == ABSENT:
        return None
    library.delete(ID)
    return UNSAVED


def _restore(library: TinyLibrary, _: Version) -> Version | None:
    if shown(library) != ABSENT:
        return None
    library.restore(ID)
    return UNSAVED


def _recover(library: TinyLibrary, _: Version) -> Version | None:
    return UNSAVED if library.recover(ID) else None


def _previous_is(revision: int) -> Callable[[TinyLibrary], None]:
    def promises(library: TinyLibrary) -> None:
        path = library.folder / f"{ID}.json.prev"
        assert path.exists(), "there is no .prev"
        held = decode_record(path.read_bytes()).revision
        assert held == revision, f".prev holds revision {held}"

    return promises


def _replaced_is_kept(revision: int) -> Callable[[TinyLibrary], None]:
    def promises(library: TinyLibrary) -> None:
        _previous_is(revision)(library)
        kept = [snapshot.revision for snapshot in library.history(ID)]
        assert revision in kept, f"revision {revision} is not in the history: {kept}"
        library.load_snapshot(ID, str(revision))

    return promises


def _can_be_restored(library: TinyLibrary) -> None:
    with suppress(NotSaved):
        library.restore(ID)
    assert shown(library) == "old", "what was deleted does not come back"
    _previous_is(1)(library)
    library.delete(ID)


def _set_aside(library: TinyLibrary) -> None:
    aside = [path.read_bytes() for path in (library.folder / "quarantine").iterdir()]
    assert set(aside) == {DAMAGED}, "what was damaged is not in the quarantine"


def _thinned(library: TinyLibrary) -> None:
    kept = {snapshot.revision for snapshot in library.history(ID)}
    assert {2, 102, 104, 105} <= kept, f"the history holds {sorted(kept)}"


SCENARIOS = (
    Scenario("first save", ABSENT, "new", lambda _: None, _save("new")),
    Scenario("save", "old", "new", _saved("older", "old"), _save("new"), promises=_previous_is(2)),
    Scenario(
        "save keeping what it replaces",
        "old",
        "new",
        _saved("older", "old"),
        _save("new", keep_replaced=True),
        promises=_replaced_is_kept(2),
    ),
    Scenario("delete", "old", ABSENT, _saved("older", "old"), _delete, _can_be_restored),
    Scenario("restore", ABSENT, "old", _deleted, _restore),
    Scenario("recover", BROKEN, "second", _damaged, _recover, _set_aside, instead="first"),
    Scenario("save over a damaged file", BROKEN, "new", _damaged, _save("new"), _set_aside),
    Scenario(
        "migrate",
        "from version 0",
        "new",
        _of_schema_0,
        _save("new"),
        promises=_replaced_is_kept(7),
    ),
    Scenario(
        "save, keep and thin",
        "old",
        "new",
        _with_a_history,
        _save("new"),
        promises=_thinned,
    ),
)


def quick(folder: Path, variant: Variant = WHOLE) -> TinyLibrary:
    """Return a fresh window whose operations do not fail, and do not wait for the disk."""
    return variant.at(folder, Quick())
