"""What is due in a library, as the index has it: no file is opened for it."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from facilitator.guide.due import SOON_DAYS, Due, DueIn, DueKind

_LOOKS = "kind IN ('meeting', 'review') AND day <= :soon"

_DUE = """
SELECT kind, day, action, owner, id, title
FROM due JOIN postmortem ON number = postmortem
WHERE day <= :soon
ORDER BY day, kind, id, due.rowid
"""

_COUNT = f"SELECT count(*) FROM due WHERE {_LOOKS}"  # noqa: S608

_FIRST = f"""
SELECT kind, day, action, owner, id, title
FROM due JOIN postmortem ON number = postmortem
WHERE {_LOOKS}
ORDER BY day, kind, id LIMIT 1
"""  # noqa: S608


def due(db: sqlite3.Connection, today: date) -> list[DueIn]:
    """Return what is due on this UTC day, earliest first: what is late, and what comes soon."""
    return [_due_in(*row) for row in db.execute(_DUE, _asked(today))]


def first_look(db: sqlite3.Connection, today: date) -> tuple[int, DueIn | None]:
    """Return how many reviews and meetings are due on this UTC day, and the first of them."""
    (count,) = db.execute(_COUNT, _asked(today)).fetchone()
    row = db.execute(_FIRST, _asked(today)).fetchone() if count else None
    return count, _due_in(*row) if row else None


def _asked(today: date) -> dict[str, str]:
    return {"soon": (today + timedelta(days=SOON_DAYS)).isoformat()}


def _due_in(kind: str, day: str, action: str, owner: str, postmortem_id: str, title: str) -> DueIn:
    return DueIn(Due(DueKind(kind), date.fromisoformat(day), action, owner), postmortem_id, title)
