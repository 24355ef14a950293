"""How long the commands that open no screen take as processes, against pydantic alone.

Every round runs each command once, so that a machine that slows down slows all of them; a ratio is
the median of the rounds' own. The floor is a program that has one model and does nothing with it.
Modules are compiled to bytecode before, as an installer leaves them.

Run: python -m tests.bench.bench_export [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 25
PYDANTIC, FLOOR = "import pydantic", "pydantic with one model in it"
ONE_MODEL = """
from pydantic import BaseModel, Field
class Only(BaseModel):
    number: int
"""


def milliseconds(arguments: tuple[str, ...], environ: dict[str, str]) -> float:
    """Run Python with these arguments and return how long the process took."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, check=True
    )
    return (time.perf_counter() - began) * 1000


def commands(library: str) -> dict[str, tuple[str, ...]]:
    """Return what is timed, by the name it is printed under."""
    run = ("-m", "facilitator.cli", "--library", library)
    return {
        "python -c pass": ("-c", "pass"),
        PYDANTIC: ("-c", "import pydantic"),
        "from pydantic import BaseModel": ("-c", "from pydantic import BaseModel"),
        FLOOR: ("-c", ONE_MODEL),
        "the document's model": ("-c", "import facilitator.model.postmortem"),
        "facilitator --help": (*run, "--help"),
        "facilitator list": (*run, "list"),
        "facilitator export": (*run, "export", "2"),
    }


def main(rounds: int) -> None:
    """Print each command's median, and how many times pydantic's and the floor's it is."""
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"FACILITATOR_CACHE": f"{folder}/cache"}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        library = f"{folder}/library"
        new = ("-m", "facilitator.cli", "--library", library, "new", "--title", "Checkout errors")
        milliseconds(new, environ)
        timed = commands(library)
        for arguments in timed.values():  # writes the bytecode, and the index of the library
            milliseconds(arguments, environ)
        show_applied = [
            {name: milliseconds(arguments, environ) for name, arguments in timed.items()}
            for _ in range(rounds)
        ]
    print(f"{'median of ' + str(rounds):<32}{'':>9}{'x pydantic':>12}{'x floor':>9}")
    for name in timed:
        median = statistics.median(one[name] for one in show_applied)
        of_pydantic = statistics.median(one[name] / one[PYDANTIC] for one in show_applied)
        of_floor = statistics.median(one[name] / one[FLOOR] for one in show_applied)
        print(f"{name:<32}{median:6.0f} ms{of_pydantic:12.2f}{of_floor:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
