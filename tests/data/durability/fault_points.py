"""A fault at every file operation of a change, and what must hold after each."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from data.library.library import TinyLibrary
from facilitator.session.store import StoreError
from tests.data.durability.scenarios import (
    WHOLE,
    Scenario,
    Variant,
    quick,
    shown,
    torn,
    version_in,
)
from tests.data.durability.watched import Died, Faulty, Quick, faults_at
from tests.support.libraries import ID, postmortem


@dataclass(frozen=True)
class Points:
    """How many operations a change is made of, and how often it was made with a fault at one."""

    operations: int
    runs: int


def points(scenario: Scenario, folder: Path, variant: Variant = WHOLE) -> Points:
    """Have every fault at every operation of a change.

    Raises AssertionError where a file is torn, an acknowledged save is lost, a promise is not
    kept, or no way leads on.
    """
    scenario.prepare(quick(folder / "prepared", variant))
    counting, runs = Faulty(Quick()), 0
    _run(scenario, folder, variant, counting, same_window=False)
    for at, operation in enumerate(operations := tuple(counting.done)):
        for fault in faults_at(operation):
            for same_window in (False,) if fault.kills else (True, False):
                files = Faulty(Quick(), fault, at)
                try:
                    _run(scenario, folder, variant, files, same_window=same_window)
                except (AssertionError, StoreError) as error:
                    where = f"{scenario.name}: {fault.error!r} at {at} ({operation})"
                    raise AssertionError(f"{where}: {error}") from error
                runs += 1
    return Points(len(operations), runs)


def _run(
    scenario: Scenario, folder: Path, variant: Variant, files: Faulty, *, same_window: bool
) -> None:
    """Make the change once with these operations; judge it, make it again, and go on."""
    place = folder / "library"
    shutil.rmtree(place, ignore_errors=True)
    if (folder / "prepared").exists():
        shutil.copytree(folder / "prepared", place)
    base = version_in(quick(place, variant))
    window, acknowledged = variant.at(place, files), False
    with contextlib.suppress(StoreError, Died):
        base = scenario.act(window, base) or base
        acknowledged = True
    files_failed = 0 <= files.at < len(files.done)
    files.at = -1
    fresh = quick(place, variant)
    judge(scenario, fresh, acknowledged, files_failed)
    if same_window:  # from the same base, without meeting a conflict
        scenario.act(window, base)
    else:
        scenario.act(fresh, version_in(fresh))
    if not acknowledged:
        judge(scenario, quick(place, variant), acknowledged=True, faulted=True)
    go_on(window if same_window else quick(place, variant))


def judge(scenario: Scenario, library: TinyLibrary, acknowledged: bool, faulted: bool) -> None:
    """Compare what a fresh window shows with what may be there. Raises AssertionError."""
    assert torn(library.folder) == [], "torn"
    found = shown(library)
    if acknowledged:
        right = (scenario.after, scenario.instead) if faulted else (scenario.after,)
        assert found in right, f"acknowledged, and lost: {found}"
        scenario.always(library)
        if not faulted:
            scenario.promises(library)
    else:
        assert found in (scenario.before, scenario.after), f"neither old nor new: {found}"


def go_on(library: TinyLibrary) -> None:
    """Save once more from what is there; nothing temporary may be left. Raises AssertionError."""
    library.save(postmortem("next"), version_in(library))
    assert shown(library) == "next"
    left = sorted(path.name for path in library.folder.rglob("*.tmp"))
    assert not left, f"temporary files stay: {left}"
    assert (library.folder / f"{ID}.json").is_file()
