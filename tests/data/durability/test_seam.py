"""Nothing the library does to the disk goes past the seam where tests count, fail and kill."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from facilitator.session.store import StoreError
from tests.data.durability.scenarios import SCENARIOS, WHOLE, version_in
from tests.data.durability.watched import Quick, Watched
from tests.support.libraries import ID

_TOUCHES_THE_DISK = ("open", "os.", "shutil.")


class _Inside(Watched):
    """Knows when an operation of the seam is running."""

    depth = 0

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        self.depth += 1
        try:
            return act()
        finally:
            self.depth -= 1


def test_nothing_goes_past_the_seam(tmp_path: Path) -> None:
    files, past = _Inside(Quick()), list[str]()
    watching = False

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        outside = watching and files.depth == 0 and event.startswith(_TOUCHES_THE_DISK)
        if outside and any(str(tmp_path) in str(argument) for argument in arguments):
            past.append(f"{event} {arguments}")

    sys.addaudithook(audit)  # there is no taking it away again, so it is told when to look
    for number, scenario in enumerate(SCENARIOS):
        place = tmp_path / str(number) / "library"
        scenario.prepare(WHOLE.at(place, Quick()))
        base = version_in(WHOLE.at(place, Quick()))
        library = WHOLE.at(place, files)
        watching = True
        scenario.act(library, base)
        library.ids()
        library.signature(ID)
        library.history(ID)
        with suppress(StoreError):
            library.load(ID)
        watching = False
    assert past == []
    watching = True
    (tmp_path / "past").touch()
    watching = False
    assert past != []  # so it would have been seen
