"""What tests of the index share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from data.index.index import LibraryIndex
from data.library.library import TinyLibrary
from facilitator.guide.facts import facts_of
from facilitator.guide.library_summary import DueKind, Summary
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Event, Timeline
from facilitator.session.store import StoreError

TODAY = date(2026, 3, 4)
MINUTE = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)


def with_words(
    number: int, title: str = "", people: str = "", cause: str = "", event: str = ""
) -> Postmortem:
    """Return a postmortem with these words in it; a higher number is newer."""
    return Postmortem(
        id=f"2026-03-{number:02}-abcdef",
        scope=Scope(title=title, facilitator=people),
        causes=Causes(causes=(Cause(text=cause),) if cause else ()),
        timeline=Timeline(events=(Event(at=MINUTE, text=event),) if event else ()),
    )


def due_on(number: int, *days: date) -> Postmortem:
    """Return a postmortem with open actions due on these days."""
    actions = tuple(Action(title=f"action {n}", due=day) for n, day in enumerate(days))
    return with_words(number, "due").changing(actions=Actions(actions=actions))


def index_of(
    folder: Path,
    *,
    full_text: bool = True,
    in_memory: bool = False,
    today: Callable[[], date] = lambda: TODAY,
) -> LibraryIndex:
    """Return the index of a library in this folder, kept beside it."""
    file = None if in_memory else folder.parent / "cache" / "index.sqlite3"
    return LibraryIndex(TinyLibrary(folder), folder, file, today=today, full_text=full_text)


def refreshed(index: LibraryIndex) -> LibraryIndex:
    """Return the index, brought up to the files."""
    for _ in index.refresh():
        pass
    return index


def everything(index: LibraryIndex) -> list[Summary]:
    """Return every row of an index."""
    return index.summaries(index.ids())


def full_scan(folder: Path) -> list[Summary]:
    """Return the rows an index has to have, from reading every postmortem."""
    library, found = TinyLibrary(folder), []
    for each in library.ids():
        try:
            pm = library.load(each).document
        except StoreError as error:
            found.append(Summary(each, "", "", "", "", 0, 0, None, str(error)))
            continue
        facts = facts_of(pm)
        late = [d for d in facts.due if d.kind is DueKind.ACTION and d.day < TODAY]
        ahead = [d.day for d in facts.due if d.day >= TODAY or d.kind is DueKind.REVIEW]
        found.append(
            Summary(
                each,
                facts.title,
                facts.severity,
                facts.status,
                facts.marks,
                facts.open_actions,
                len(late),
                min(ahead, default=None),
            )
        )
    return found
