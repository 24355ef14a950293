"""A file that comes in: a postmortem of ours, or lines of a timeline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from facilitator.imports.errors import CannotRead
from facilitator.imports.json import read_json
from facilitator.imports.lines import Outcome, read_lines
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.scope import Scope
from facilitator.when import Context


def read_incoming(path: Path, now: datetime) -> tuple[Postmortem, str]:
    """Return a new postmortem from a file, and what was understood of it in one sentence.

    `now` is the present moment in UTC. Raises CannotRead.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f"{path} is not text.") from None
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror or error}.") from None
    if text.lstrip().startswith("{"):
        document = read_json(text)
        return document.changing(id=new_postmortem_id(now.date())), "A whole postmortem came in."
    pasted = read_lines(text, Context(day=now.date(), now=now))
    scope = Scope(incident_date=pasted.events[0].at.date() if pasted.events else None)
    document = Postmortem(id=new_postmortem_id(now.date()), scope=scope)
    dropped = sum(line.outcome is Outcome.DROPPED for line in pasted.lines)
    return (
        document.changing(timeline=document.timeline.with_events(pasted.events)),
        f"{len(pasted.events)} events came in, {dropped} lines did not.",
    )
