"""How long the phase bar takes to draw, which happens at every edit of the timeline.

Run it with `python -m tests.bench.bench_phase_bar`; it prints milliseconds. The target is 3 ms for
2,000 events at any width.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter

from screens.widgets.phase_bar import phase_bar_lines
from tests.screens.widgets.phase_bar_cases import CASES, WIDTHS

TIMES = 50


def main() -> None:
    """Print the median and the worst of so many drawings."""
    for name in ("the worked example", "2,000 events"):
        for width in WIDTHS:
            for rows in (2, 3):
                taken = []
                for _ in range(TIMES):
                    began = perf_counter()
                    phase_bar_lines(CASES[name], width, rows)
                    taken.append((perf_counter() - began) * 1000)
                print(
                    f"{name}, {width:>3} columns, {rows} lines: "
                    f"median {median(taken):.2f} ms, worst {max(taken):.2f} ms"
                )


if __name__ == "__main__":
    main()
