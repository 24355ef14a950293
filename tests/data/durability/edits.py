"""A window without a screen: edits one postmortem many times, saving each edit as windows do.

Run: python -m tests.data.durability.edits FOLDER ID NAME COUNT
Says when it is ready, and begins when it is told to. Prints, as JSON, the titles it wrote, those
it replaced knowingly, and those it was asked about.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from data.library.library import TinyLibrary
from data.local.clock import utc_now
from facilitator.session.session import Session
from tests.data.durability.checks import parked

TITLE_EVERY = 2
"""One edit in so many is of the one title that both windows change; the others add a thought."""


def main(folder: str, postmortem_id: str, name: str, count: int) -> None:
    """Edit and save; raises where a save is not safe in the end."""
    library = TinyLibrary(Path(folder))
    session = Session(library.load(postmortem_id), library, utc_now)
    wrote: list[str] = []
    replaced: list[str] = []
    asked: set[str] = set()

    def listen() -> None:
        for conflict in session.conflicts:
            asked.update((str(conflict.mine), str(conflict.theirs)))

    session.listen(listen)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(count):
        document, text = session.document, f"{name} {number}"
        if number % TITLE_EVERY:
            new = parked(document, text)
        else:
            replaced.append(document.scope.title)
            wrote.append(text)
            new = document.changing(scope=document.scope.changing(title=text))
        session.edit(new, "Edit", since=document)
        session.save()
        if not session.is_saved:
            raise SystemExit(f"{text} was not saved: {session.state.reason}")
    sys.stdout.write(json.dumps({"wrote": wrote, "replaced": replaced, "asked": sorted(asked)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
