"""Every state that a power cut during a change may leave, opened and judged."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from facilitator.session.store import StoreError
from tests.data.durability.crash_states import State, disk_of
from tests.data.durability.fault_points import go_on, judge
from tests.data.durability.scenarios import WHOLE, Scenario, Variant, quick, shown, version_in
from tests.data.durability.watched import DIES, Died, Faulty, Quick, Recorded, Step


def states_of(scenario: Scenario, folder: Path, variant: Variant = WHOLE) -> int:
    """Open every state that a power cut at any moment of a change may leave; return how many.

    Raises AssertionError at the first bad one: an acknowledged change lost, a torn file accepted,
    a promise not kept, or no way on.
    """
    root = _prepared(scenario, folder, variant)
    seen: set[State] = set()
    steps = _recorded(scenario, root, variant)
    _judge(scenario, root, _states(steps, root), seen, variant)
    return len(seen)


def states_after_a_death(scenario: Scenario, folder: Path, variant: Variant = WHOLE) -> int:
    """As `states_of`, where the program dies at each operation first and a second one goes on.

    The power fails once the second one has called the change done.
    """
    root = _prepared(scenario, folder, variant)
    seen: set[State] = set()
    counting = Faulty(Quick())
    scenario.act(variant.at(_library(root), counting), version_in(quick(_library(root))))
    for at in range(len(counting.done)):
        steps = _recorded(scenario, root, variant, dies_at=at)
        *_, last = _groups(steps, root)
        _judge(scenario, root, last, seen, variant, twice=True)
    return len(seen)


def _library(root: Path) -> Path:
    return root / "share" / "library"


def _prepared(scenario: Scenario, folder: Path, variant: Variant) -> Path:
    """Prepare a library in folders of its own, and keep a copy for each begin."""
    root = folder / "disk"
    root.mkdir(parents=True)
    scenario.prepare(quick(_library(root), variant))
    shutil.rmtree(_library(root) / ".locks", ignore_errors=True)
    shutil.copytree(root, folder / "prepared")
    return root


def _begin_again(root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(root.parent / "prepared", root)


def _recorded(
    scenario: Scenario, root: Path, variant: Variant, dies_at: int | None = None
) -> Sequence[Step]:
    """Make a change and return its operations; where the program dies, a second one goes on."""
    _begin_again(root)
    recorded = Recorded(Quick())
    base = version_in(quick(_library(root)))
    if dies_at is not None:
        with contextlib.suppress(Died, StoreError):
            scenario.act(variant.at(_library(root), Faulty(recorded, DIES, dies_at)), base)
    window = variant.at(_library(root), recorded)
    if scenario.act(window, base if dies_at is None else version_in(quick(_library(root)))):
        recorded.acknowledge()
    return recorded.steps


def _groups(steps: Sequence[Step], root: Path) -> Iterator[Iterable[State]]:
    """Return the states after each operation that leaves other ones than the one before."""
    _begin_again(root)
    disk = disk_of(root)
    yield disk.states()
    for step in steps:
        if disk.do(step):
            yield disk.states()


def _states(steps: Sequence[Step], root: Path) -> Iterator[State]:
    for group in _groups(steps, root):
        yield from group


def _judge(
    scenario: Scenario,
    root: Path,
    states: Iterable[State],
    seen: set[State],
    variant: Variant,
    *,
    twice: bool = False,
) -> None:
    """Open each state that was not seen before. Raises AssertionError at a bad one.

    A change made `twice` has itself before it.
    """
    for state in states:
        if state in seen:
            continue
        seen.add(state)
        shutil.rmtree(root)
        state.materialised()
        library = quick(_library(root), variant)
        try:
            judge(scenario, library, state.acknowledged, faulted=twice)
            if not state.acknowledged or shown(library) != scenario.after:
                scenario.act(library, version_in(library))
            go_on(quick(_library(root), variant))
        except (AssertionError, StoreError) as error:
            names = sorted(str(path.relative_to(root)) for path, _ in state.files)
            what = "acknowledged" if state.acknowledged else "under way"
            raise AssertionError(f"{scenario.name}, {what}: {error}; on disk: {names}") from error
