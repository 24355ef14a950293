"""What tests of the library share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from data.library import TinyLibrary
from facilitator.model.impact import Impact, Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Event, Timeline
from facilitator.store import UNSAVED, NoSuchPostmortem, Saved

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


def save_again(library: TinyLibrary, document: Postmortem) -> Saved:
    """Save a document over whatever the library holds under its id."""
    try:
        base = library.load(document.id).version
    except NoSuchPostmortem:
        base = UNSAVED
    return library.save(document, base)
