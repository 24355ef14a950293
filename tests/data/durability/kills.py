"""A real process that saves without end, until it is killed or its disk goes away."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from data.fs.files import FILES
from facilitator.session.store import NoSuchPostmortem, StoreError
from tests.data.durability.fault_points import go_on
from tests.data.durability.scenarios import WHOLE, Variant, torn, version_in
from tests.support.libraries import ID, postmortem

SECONDS = 80.0
"""How long one of the slow tests goes on at most."""


def acknowledged_until(
    stop: Callable[[int], None], folder: Path, dice: random.Random, variant: Variant = WHOLE
) -> int:
    """Save again and again in a process of its own, and stop it somewhere after a few saves.

    `stop` is given its process id. Returns the number of the last save that was called done, as
    that process wrote it into a pipe after the save returned; 0 where there was none.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _save_without_end(folder, variant, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        lines = [said.readline() for _ in range(dice.randrange(6))]
        time.sleep(dice.uniform(0.0, 0.01))
        stop(process)
        os.waitpid(process, 0)
        lines += said.readlines()
    return int(lines[-1]) if lines else 0


def so_often(times: int) -> Iterator[int]:
    """Count from 1 to `times`, or as far as SECONDS last on a slow machine, but to 20 at least."""
    began = time.monotonic()
    for number in range(1, times + 1):
        if number > 20 and time.monotonic() - began > SECONDS:
            return
        yield number


def kill(process: int) -> None:
    """End a process at once, wherever it is."""
    os.kill(process, signal.SIGKILL)


def judge(folder: Path, acknowledged: int, variant: Variant = WHOLE) -> None:
    """Raise AssertionError where a file is torn, the library unusable or that save lost."""
    library = variant.at(folder, FILES)
    assert torn(folder) == [], "torn"
    try:
        number = int(library.load(ID).document.scope.title or "0")
    except NoSuchPostmortem:
        number = 0
    except StoreError as error:
        raise AssertionError(f"unusable: {error}") from error
    assert number in (acknowledged, acknowledged + 1), f"{acknowledged} acknowledged, {number} kept"


def begin_again(folder: Path) -> None:
    """Save as the first save of a new run, which must leave nothing temporary."""
    go_on(WHOLE.at(folder, FILES))
    library = WHOLE.at(folder, FILES)
    library.save(postmortem(""), version_in(library))


def _save_without_end(folder: Path, variant: Variant, writing: int) -> None:
    library = variant.at(folder, FILES)
    version, number = version_in(library), 0
    dice = random.Random(os.getpid())
    while True:
        notes = "errors rise " * dice.randrange(5000)
        document = postmortem(str(number + 1)).changing(private_notes=notes)
        with suppress(StoreError):
            keep_replaced = dice.random() < 0.2
            version = library.save(document, version, keep_replaced=keep_replaced).version
            number += 1
            os.write(writing, b"%d\n" % number)
