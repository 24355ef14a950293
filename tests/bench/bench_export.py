"""How long `facilitator export` takes as a process, against `import pydantic` alone.

Run: python tests/bench/bench_export.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 15


def median_ms(*arguments: str) -> float:
    """Return the median time of a Python process in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
        )
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the bare interpreter, pydantic, help, list and export."""
    with tempfile.TemporaryDirectory() as folder:
        run = ("-m", "facilitator.cli", "--library", folder)
        subprocess.run(
            [sys.executable, *run, "new", "--title", "Checkout errors"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        pydantic = median_ms("-c", "import pydantic")
        figures = {
            "python -c pass": median_ms("-c", "pass"),
            "import pydantic": pydantic,
            "from pydantic import BaseModel": median_ms("-c", "from pydantic import BaseModel"),
            "the document's model": median_ms("-c", "import facilitator.model.postmortem"),
            "facilitator --help": median_ms(*run, "--help"),
            "facilitator list": median_ms(*run, "list"),
            "facilitator export": median_ms(*run, "export", "2"),
        }
    for name, figure in figures.items():
        print(f"{name:<32}{figure:6.0f} ms {figure / pydantic:5.1f} x")


if __name__ == "__main__":
    main()
