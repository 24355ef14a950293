"""With any one safeguard taken away, at least one of the checks fails: none is there in vain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from facilitator.session.store import StoreError
from tests.data.durability.checks import (
    a_planted_file_is_not_written_into,
    a_second_window_never_loses_a_save,
    no_flipped_bit_is_accepted,
)
from tests.data.durability.power_cuts import states_of
from tests.data.durability.safeguards import (
    WithoutExclusive,
    WithoutFileSync,
    WithoutFolderSync,
    WithoutLock,
    WithoutRevision,
    make_folders_unsynced,
    record_whatever_its_checksum,
)
from tests.data.durability.scenarios import SCENARIOS, Variant

Check = Callable[[Path, Variant], object]


@dataclass(frozen=True)
class Mutation:
    """A safeguard, and the library without it."""

    safeguard: str
    variant: Variant = Variant()  # noqa: RUF009 (it is frozen)
    patches: dict[str, object] = field(default_factory=dict)


MUTATIONS = (
    Mutation("fsync of the file", Variant(over=WithoutFileSync)),
    Mutation("fsync of the folder after the rename", Variant(over=WithoutFolderSync)),
    Mutation(
        "fsync of new folders", patches={"data.library.library.make_folders": make_folders_unsynced}
    ),
    Mutation("the lock", Variant(over=WithoutLock)),
    Mutation("the revision check", Variant(library=WithoutRevision)),
    Mutation(
        "the checksum check",
        patches={"data.library.library.decode_record": record_whatever_its_checksum},
    ),
    Mutation("O_EXCL", Variant(over=WithoutExclusive)),
    Mutation("the .prev", patches={"data.fs.durable._keep_previous": lambda *_: None}),
    Mutation(
        "what a save replaced", patches={"data.library.history.add_snapshot": lambda *_: False}
    ),
)


CHECKS: list[tuple[str, Check]] = [
    ("a planted file", a_planted_file_is_not_written_into),
    ("bit flips", no_flipped_bit_is_accepted),
    ("a second window", a_second_window_never_loses_a_save),
    *((f"power cut in a {each.name}", partial(states_of, each)) for each in SCENARIOS[:3]),
]


def first_failure(folder: Path, variant: Variant) -> str:
    """Return the first check that fails, and how; empty where none does."""
    for number, (name, check) in enumerate(CHECKS):
        try:
            check(folder / str(number), variant)
        except (AssertionError, StoreError) as error:
            return f"{name} fails: {str(error).splitlines()[0]}"
    return ""


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.safeguard)
def test_without_it_a_check_fails(
    mutation: Mutation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tell: Callable[[str], None],
) -> None:
    for name, value in mutation.patches.items():
        monkeypatch.setattr(name, value)
    found = first_failure(tmp_path, mutation.variant)
    assert found, f"nothing notices that {mutation.safeguard} is missing"
    tell(f"without {mutation.safeguard}: {found[:90]}")


def test_with_all_of_them_none_fails(tmp_path: Path) -> None:
    assert first_failure(tmp_path, Variant()) == ""
