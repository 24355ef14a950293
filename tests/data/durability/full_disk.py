"""Saves under limits of the size of a file, which the system enforces, and says how each went.

Run: python -m tests.data.durability.full_disk FOLDER COUNT
"""

from __future__ import annotations

import json
import random
import resource
import sys
from pathlib import Path

from data.library.library import TinyLibrary
from facilitator.session.store import NotSaved
from tests.support.libraries import ID, MINUTE, postmortem

NOTES = "errors rise " * 2000


def main(folder: str, count: int) -> None:
    """Save with one limit after another; print what was said and which title is there."""
    library = TinyLibrary(Path(folder), now=lambda: MINUTE)
    version = library.save(postmortem("old").changing(private_notes=NOTES)).version
    dice, reports = random.Random(7), []
    for number in range(count):
        title = f"new {number}"
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (dice.randrange(len(NOTES)), hard))
        said = ""
        try:
            document = postmortem(title).changing(private_notes=NOTES)
            version = library.save(document, version, keep_replaced=dice.random() < 0.5).version
        except NotSaved as error:
            said = str(error)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        there = TinyLibrary(Path(folder)).load(ID).document.scope.title
        reports.append({"title": title, "said": said, "there": there})
    sys.stdout.write(json.dumps(reports))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
