"""Runs the command of the arguments, and turns its errors into messages and exit codes.

Imports inside a function here keep these modules out of the start of every other command.
"""

from __future__ import annotations

import argparse
import gc
import sys

from facilitator.cli.output import (
    EXIT_FAILED,
    EXIT_USAGE,
    REPAIR_HINT,
    UsageError,
    print_message,
)


def run_command(arguments: argparse.Namespace) -> int:
    """Run the command that these arguments name and return its exit code."""
    if arguments.completion:
        from facilitator.cli.parser import build_parser, completion_script

        sys.stdout.write(completion_script(arguments.completion, build_parser()))
        return 0
    if arguments.command in (None, "open", "demo"):
        if not _at_a_terminal():
            print_message(
                "The screens need a terminal; list, export, check and import work without one."
            )
            return EXIT_USAGE
        gc.enable()  # `process` switches it off, but a screen may be open for hours
    from facilitator.model.errors import CannotRead
    from facilitator.session.store import Damaged, StoreError

    try:
        return _dispatch(arguments)
    except UsageError as error:
        print_message(str(error))
        return EXIT_USAGE
    except Damaged as error:
        print_message(f"{error} {REPAIR_HINT}")
        return EXIT_FAILED
    except (StoreError, CannotRead) as error:
        print_message(str(error))
        return EXIT_FAILED


def _dispatch(arguments: argparse.Namespace) -> int:
    from data.fs.locations import library_folder
    from data.library.library import TinyLibrary

    library = TinyLibrary(library_folder(arguments.library))
    match arguments.command:
        case "list":
            from facilitator.cli.list import show_due, show_list

            show = show_due if arguments.due else show_list
            return show(library, as_json=arguments.json, search=" ".join(arguments.search))
        case "export":
            from facilitator.cli.export import export

            return export(
                library,
                arguments.id,
                to_format=arguments.format,
                picture=arguments.picture,
                mermaid=arguments.mermaid,
                for_customers=arguments.audience == "customer",
                leaks_acknowledged_by=arguments.accept_leaks_by,
                output=arguments.output,
                to_clipboard=arguments.copy,
            )
        case "import":
            from facilitator.cli.import_ import import_file

            return import_file(library, arguments.file, arguments.format, arguments.into)
        case "check":
            from facilitator.cli.check import check

            return check(library, arguments.id, as_json=arguments.json)
        case "new":
            from facilitator.cli.new import new

            return new(
                library, title=arguments.title, severity=arguments.severity, kind=arguments.kind
            )
        case "backup":
            from facilitator.cli.backup import backup

            return backup(library, arguments.file, overwrite=arguments.force)
        case "restore":
            from facilitator.cli.backup import restore

            return restore(
                library, arguments.file, newer_wins=arguments.newer_wins, dry_run=arguments.dry_run
            )
        case "doctor":
            from facilitator.cli.doctor import doctor

            return doctor(library, repairs=arguments.repair)
        case "demo":
            from facilitator.cli.open import open_demo

            return open_demo()
        case "open":
            from facilitator.cli.open import open_library

            return open_library(library, arguments.id)
        case _:
            from facilitator.cli.open import open_library

            return open_library(library)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
