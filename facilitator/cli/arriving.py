"""`facilitator import`: notes or a postmortem's JSON on the way in."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from facilitator.cli import complain
from facilitator.cli.commands import WrongUse
from facilitator.cli.reading import text_from
from facilitator.model.postmortem import Postmortem, new_postmortem_id

if TYPE_CHECKING:
    from data.library import TinyLibrary


def import_file(library: TinyLibrary, file: str, from_format: str, into: str | None) -> int:
    """Bring a file in, print the id it went to, and say on standard error what was understood.

    Raises StoreError, CannotRead, WrongUse.
    """
    into = library.find(into) if into else None
    text = text_from(file)
    if from_format == "json" or (from_format == "auto" and text.lstrip().startswith("{")):
        if into:
            raise WrongUse("A whole postmortem cannot go into another one; leave --into out.")
        postmortem_id = _bring_json(library, text)
    else:
        postmortem_id = _bring_lines(library, text, into)
    sys.stdout.write(f"{postmortem_id}\n")
    return 0


def _bring_json(library: TinyLibrary, text: str) -> str:
    from facilitator.imports.json import read_json

    postmortem = read_json(text)
    if postmortem.id in library.ids():
        if library.load(postmortem.id).document == postmortem:
            complain("The library holds exactly this already; nothing was changed.")
            return postmortem.id
        taken = postmortem.id
        postmortem = postmortem.changing(id=f"{taken[:-6]}{new_postmortem_id(_today())[-6:]}")
        complain(f"{taken} is in the library already, so this came in as a second one.")
    library.save(postmortem, base_revision=0)
    return postmortem.id


def _bring_lines(library: TinyLibrary, text: str, into: str | None) -> str:
    from facilitator.imports.lines import Outcome, read_lines
    from facilitator.when import Context

    kept = library.load(into) if into else None
    old = kept.document if kept else Postmortem(id=new_postmortem_id(_today()))
    last = old.timeline.events[-1].at if old.timeline.events else None
    day = old.scope.incident_date or (last.date() if last else _today())
    pasted = read_lines(text, Context(day=day, now=datetime.now(UTC)))
    if any(event.milestone for event in pasted.events) and kept:
        pasted_events = tuple(event.changing(milestone=None) for event in pasted.events)
        complain("Milestones in the file were left out: this postmortem has its own.")
    else:
        pasted_events = pasted.events
    new = old.changing(timeline=old.timeline.with_events(pasted_events))
    library.save(new, base_revision=kept.revision if kept else 0)
    mended = sum(line.outcome is Outcome.MENDED for line in pasted.lines)
    dropped = [n for n, line in enumerate(pasted.lines, 1) if line.outcome is Outcome.DROPPED]
    said = f"{len(pasted_events)} events understood, {mended} lines mended, {len(dropped)} dropped"
    for number in dropped[:3]:
        line = pasted.lines[number - 1]
        said += f"; line {number}: {line.remark or line.raw[:60]}"
    complain(said + ("; …" if len(dropped) > 3 else "."))
    return new.id


def _today() -> date:
    return datetime.now(UTC).date()
