"""What is due in a library, through its index."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.library.library import TinyLibrary
from facilitator.guide.library_summary import Due, DueItem, DueKind
from facilitator.model.actions import Action, Actions, ActionStatus
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from tests.support.indexes import TODAY, due_on, index_of, refreshed, with_words


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def reviewed(number: int, *days: int, held: bool = False) -> Postmortem:
    """Return a postmortem with reviews on these days from today."""
    reviews = tuple(Review(due=on(n), held_on=on(n) if held else None) for n in days)
    return with_words(number, f"title {number}").changing(followup=Followup(reviews=reviews))


def test_what_is_late_and_what_comes_within_a_week_stands_earliest_first(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    library.save(due_on(1, on(-3), on(7), on(8)))
    library.save(reviewed(2, -10, 2, 30))
    library.save(reviewed(3, 1, held=True))
    index = refreshed(index_of(library.folder))
    found = [(each.postmortem_id[8:10], each.due.kind, each.due.day) for each in index.due()]
    assert found == [
        ("02", DueKind.REVIEW, on(-10)),
        ("01", DueKind.ACTION, on(-3)),
        ("02", DueKind.REVIEW, on(2)),
        ("01", DueKind.ACTION, on(7)),
    ]


def test_an_action_says_what_it_is_and_whose_and_one_that_is_done_is_not_due(
    tmp_path: Path,
) -> None:
    library = TinyLibrary(tmp_path / "library")
    hostile = "[/] 'x' %s ?"
    actions = (
        Action(title=hostile, owner="Ana", due=on(0)),
        Action(title="done", due=on(0), status=ActionStatus.DONE),
    )
    pm = with_words(1, hostile).changing(actions=Actions(actions=actions))
    library.save(pm)
    index = refreshed(index_of(library.folder))
    due = Due(DueKind.ACTION, on(0), hostile, "Ana")
    assert index.due() == [DueItem(due, pm.id, hostile)]


def test_reviews_and_meetings_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    library.save(reviewed(1, 3))
    library.save(reviewed(2, 9))
    meeting = datetime.combine(on(2), datetime.min.time(), UTC)
    library.save(Postmortem(id="2026-03-03-abcdef", scope=Scope(title="m", meeting_at=meeting)))
    library.save(due_on(4, on(0)))
    counts = refreshed(index_of(library.folder)).counts()
    assert counts.due_soon == 2
    assert counts.first_due == DueItem(Due(DueKind.MEETING, on(2)), "2026-03-03-abcdef", "m")
