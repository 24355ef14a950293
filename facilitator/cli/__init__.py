"""The command line of `facilitator`: `process` is the installed command, `main` runs one command.

Commands import what they need when they run, so that `--help` and `list` start at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from facilitator.cli.output import EXIT_FAILED, EXIT_INTERRUPTED


def process() -> NoReturn:
    """Run the command this process was started with, and exit with its code."""
    # A command ends before garbage collection pays off; the screens switch it on again.
    gc.disable()
    # Pydantic would search every installed package for plugins, which costs start-up time and
    # would run other people's code while a document is read.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    code = main()
    # Without this the interpreter would collect all objects once more before it exits.
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted.

    A user's mistake is one line on standard error, never a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal's or a pipe's encoding may lack a character of a title.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        from facilitator.cli.parser import build_parser

        arguments = build_parser().parse_args(argv)
        from facilitator.cli.commands import run_command

        code = run_command(arguments)
        sys.stdout.flush()
    except SystemExit as ending:  # argparse exits so after --help and after wrong arguments
        return ending.code if isinstance(ending.code, int) else EXIT_FAILED
    except BrokenPipeError:
        # The reader has closed its end (`facilitator list | head`). What is still buffered goes
        # to the null device, or flushing it on exit would raise once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code
