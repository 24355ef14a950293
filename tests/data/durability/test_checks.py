"""The library as it is holds what every library must."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.data.durability.checks import (
    a_planted_file_is_not_written_into,
    a_second_window_never_loses_a_save,
    no_flipped_bit_is_accepted,
)


def test_a_save_in_the_middle_of_another_loses_nothing(tmp_path: Path) -> None:
    assert a_second_window_never_loses_a_save(tmp_path) > 15


def test_every_flipped_bit_is_noticed_or_harmless(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    flips = no_flipped_bit_is_accepted(tmp_path / "library", count=3000)
    tell(f"bit flips: {flips.detected} detected, {flips.harmless} harmless, 0 accepted")
    assert flips.detected > 2900


def test_a_file_in_the_way_of_a_new_one_is_not_written_into(tmp_path: Path) -> None:
    a_planted_file_is_not_written_into(tmp_path / "in the way")
