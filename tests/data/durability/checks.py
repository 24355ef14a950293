"""What must hold of any library, as functions that raise AssertionError where it does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from data.fs.files import Files
from data.library.library import TinyLibrary
from facilitator.model.postmortem import ParkedThought, Postmortem
from facilitator.session.store import Damaged, NewerRevision, NotSaved
from tests.data.durability.scenarios import WHOLE, Variant, quick
from tests.data.durability.watched import Quick, Watched
from tests.support.libraries import ID, postmortem


def parked(document: Postmortem, text: str) -> Postmortem:
    """Return a document with one more thought in its parking lot."""
    return document.changing(parking_lot=(*document.parking_lot, ParkedThought(text=text)))


class _Meanwhile(Watched):
    """Does something else right before one of the operations."""

    def __init__(self, inner: Files, at: int, meanwhile: Callable[[], None]) -> None:
        super().__init__(inner)
        self.at, self.meanwhile, self.count = at, meanwhile, 0

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        self.count += 1
        if self.count - 1 == self.at:
            self.meanwhile()
        return act()


def a_second_window_never_loses_a_save(folder: Path, variant: Variant = WHOLE) -> int:
    """Save in a second window in the middle of a save, at each operation; return how many.

    Each saves what it loaded and a thought more. What was acknowledged must be there afterwards.
    """
    at, seen = 0, 1
    while at < seen:
        place = folder / str(at)
        quick(place, variant).save(postmortem())
        mine = quick(place, variant).load(ID)
        acknowledged: list[str] = []

        def hers(place: Path = place, acknowledged: list[str] = acknowledged) -> None:
            window = quick(place, variant)
            kept = window.load(ID)
            with suppress(NewerRevision, NotSaved):
                window.save(parked(kept.document, "hers"), kept.version)
                acknowledged.append("hers")

        files = _Meanwhile(Quick(), at, hers)
        with (
            suppress(NewerRevision, NotSaved),
            patch("data.library.locks.LOCK_TIMEOUT_SECONDS", 0.0),
        ):
            variant.at(place, files).save(parked(mine.document, "mine"), mine.version)
            acknowledged.append("mine")
        there = {thought.text for thought in quick(place, variant).load(ID).document.parking_lot}
        lost = set(acknowledged) - there
        assert not lost, f"a save in the middle of another at {at}: {lost} acknowledged and lost"
        at, seen = at + 1, files.count
    return seen


@dataclass(frozen=True)
class Flips:
    """How many flipped bits made a file damaged, and how many changed nothing that it holds."""

    detected: int
    harmless: int


def no_flipped_bit_is_accepted(folder: Path, variant: Variant = WHOLE, count: int = 300) -> Flips:
    """Flip one bit of a real file at a time and open it; a document that differs is a failure."""
    library: TinyLibrary = quick(folder, variant)
    library.save(postmortem("Checkout errors: é € 🙂 “quoted” \\ \n tab"))
    path = folder / f"{ID}.json"
    whole, content = library.load(ID), path.read_bytes()
    dice, detected = random.Random(7), 0
    for _ in range(count):
        place, bit = dice.randrange(len(content)), dice.randrange(8)
        damaged = bytearray(content)
        damaged[place] ^= 1 << bit
        path.write_bytes(damaged)
        try:
            kept = library.load(ID)
        except Damaged:
            detected += 1
        else:
            assert kept == whole, f"bit {bit} of byte {place} was accepted"
    return Flips(detected, count - detected)


def a_planted_file_is_not_written_into(folder: Path, variant: Variant = WHOLE) -> None:
    """Put a link in the way of the new file, right before it is made: what it leads to stays."""
    folder.mkdir()
    precious = folder / "precious"
    precious.write_text("mine")

    class Planting(Quick):
        def take_lock(self, descriptor: int) -> bool:
            (folder / "library" / f".{ID}.json.tmp").symlink_to(precious)
            return super().take_lock(descriptor)

        def unlink(self, path: Path) -> None:
            pass  # and whoever planted it puts it there again

    window = variant.at(folder / "library", Planting())
    with suppress(NotSaved):
        window.save(postmortem())
    assert precious.read_text() == "mine", "a file outside of the library was written over"
