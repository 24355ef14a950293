"""The command line: one function a command, and nothing imported before a command needs it."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

WRONG_USE = 2
FAILED = 1


def process() -> NoReturn:
    """Be the process `facilitator`: run the command it was started with, and leave."""
    # A command is over before there is garbage worth looking for; the screens look for it again.
    gc.disable()
    # Nobody else's code has a part in reading a document, and none is looked for.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    code = main()
    # What is left goes with the process, and is not looked through once more on leaving.
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not found or not clean, 2 wrong use.

    A user's mistake is one line on standard error, never a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        from facilitator.cli.parser import parser

        arguments = parser().parse_args(argv)
        from facilitator.cli import commands

        code = commands.run(arguments)
        sys.stdout.flush()
    except SystemExit as ending:  # argparse leaves this way after --help and wrong use
        return ending.code if isinstance(ending.code, int) else FAILED
    except BrokenPipeError:
        # The reader has what it wanted (`facilitator list | head`); say nothing while leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return 130
    return code


def complain(sentence: str) -> None:
    """Write one line on standard error, with nothing in it that could steer the terminal."""
    line = " ".join(sentence.split())
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    sys.stderr.write(f"facilitator: {shown}\n")
