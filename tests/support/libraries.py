"""What tests of the library share."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from data.index import queries
from data.library.library import TinyLibrary
from facilitator.model.impact import Impact, Measure
from facilitator.model.migrations import JsonObject
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Event, Timeline
from facilitator.session.store import UNSAVED, NoSuchPostmortem, SaveResult

ID = "2026-03-04-abcdef"
OTHER = "2026-03-04-abcdeg"
MINUTE = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)


def postmortem(title: str = "Checkout errors", postmortem_id: str = ID) -> Postmortem:
    """Return a postmortem with a little of what files find hard."""
    return Postmortem(
        id=postmortem_id,
        scope=Scope(title=title),
        timeline=Timeline(events=(Event(at=MINUTE, text="canary at 5%"),)),
        impact=Impact(measures=(Measure(value=0.1 + 0.2),)),
    )


def library_at(folder: Path) -> TinyLibrary:
    """Return a library in a folder of this one; its clock stands still."""
    return TinyLibrary(folder / "library", now=lambda: MINUTE)


def save_again(library: TinyLibrary, document: Postmortem) -> SaveResult:
    """Save a document over whatever the library holds under its id."""
    try:
        base = library.load(document.id).version
    except NoSuchPostmortem:
        base = UNSAVED
    return library.save(document, base)


def until_the_clock_of_files_is_past(path: Path) -> None:
    """Wait until what changes now is younger than this file, as the file system counts."""
    probe = path.with_name("probe")
    probe.touch()
    while probe.stat().st_ctime_ns <= path.stat().st_ctime_ns:
        probe.write_text("")
        probe.chmod(0o600)
    probe.unlink()


def until_old_enough(folder: Path) -> None:
    """Wait until no file of a library is so young that an index would look at it once more."""
    youngest = max(path.stat().st_ctime_ns for path in folder.glob("*.json"))
    while time.time_ns() - youngest <= queries._TICK_NS:
        time.sleep(0.01)


def old_document() -> JsonObject:
    """Return a document of a made-up version 0, which kept the title outside the scope."""
    document: JsonObject = postmortem("from version 0").model_dump(mode="json")
    scope = document["scope"]
    assert isinstance(scope, dict)
    document["name"] = scope.pop("title")
    return document


def title_into_the_scope(document: JsonObject) -> JsonObject:
    """Bring a document of version 0 up to this one."""
    scope = document["scope"]
    assert isinstance(scope, dict)
    rest = {key: value for key, value in document.items() if key != "name"}
    return {**rest, "scope": {**scope, "title": document["name"]}}
