"""How long the fishbone takes to draw, which happens at every edit of the causes while it is shown.

Run it with `python -m tests.bench.bench_fishbone`; it prints milliseconds of CPU. The target is one
frame, 16 ms, for 60 causes in any terminal: laid out, and every line in view put into segments.
"""

from __future__ import annotations

from statistics import median
from time import process_time

from rich.segment import Segment
from textual.strip import Strip

from facilitator.model.causes import Causes
from screens.causes.fishbone import drawn_fishbone
from tests.screens.causes.fishbone_cases import ROOMS, some

TIMES = 50


def redraw(causes: Causes, width: int, height: int) -> list[Strip]:
    """Draw as the screen does, without its colours."""
    picture = drawn_fishbone(causes, width, height)
    return [
        Strip([Segment(text) for text, _ in line]).crop_extend(0, width, None)
        for line in picture.lines[:height]
    ]


def main() -> None:
    """Print the median and the worst of so many drawings."""
    for count in (12, 60):
        causes = some(count)
        for width, height in ROOMS.values():
            taken = []
            for _ in range(TIMES):
                began = process_time()
                redraw(causes, width, height)
                taken.append((process_time() - began) * 1000)
            print(
                f"{count} causes, {width:>3} x {height}: "
                f"median {median(taken):.2f} ms, worst {max(taken):.2f} ms"
            )


if __name__ == "__main__":
    main()
