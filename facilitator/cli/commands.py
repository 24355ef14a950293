"""What each command does. Every import of weight stands in the command that needs it."""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli import FAILED, WRONG_USE, complain

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


TO_MEND = "To mend it: facilitator doctor --repair"
"""Said where a command comes across a damaged postmortem."""


class WrongUse(Exception):
    """A command was asked for something it cannot do; its text is one sentence."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command these arguments name and return its exit code."""
    if arguments.completion:
        from facilitator.cli.parser import completion, parser

        sys.stdout.write(completion(arguments.completion, parser()))
        return 0
    if arguments.command in (None, "open", "demo"):
        if not _at_a_terminal():
            complain(
                "The screens need a terminal; list, export, check and import work without one."
            )
            return WRONG_USE
        gc.enable()  # which `process` does without: a screen may be open for hours
    from facilitator.model.errors import CannotRead
    from facilitator.session.store import Damaged, StoreError

    try:
        return _dispatch(arguments)
    except WrongUse as error:
        complain(str(error))
        return WRONG_USE
    except Damaged as error:
        complain(f"{error} {TO_MEND}")
        return FAILED
    except (StoreError, CannotRead) as error:
        complain(str(error))
        return FAILED


def _dispatch(arguments: argparse.Namespace) -> int:
    from data.fs.locations import library_folder
    from data.library.library import TinyLibrary

    library = TinyLibrary(library_folder(arguments.library))
    match arguments.command:
        case "list":
            search = " ".join(arguments.search)
            if arguments.due:
                from facilitator.cli.list import show_due

                return show_due(library, as_json=arguments.json, search=search)
            from facilitator.cli.list import show_list

            return show_list(library, as_json=arguments.json, search=search)
        case "export":
            return _export(library, arguments)
        case "import":
            from facilitator.cli.import_ import import_file

            return import_file(library, arguments.file, arguments.format, arguments.into)
        case "check":
            from facilitator.cli.check import check

            return check(library, arguments.id, as_json=arguments.json)
        case "new":
            return _new(library, arguments.title, arguments.severity, arguments.kind)
        case "backup":
            from facilitator.cli.backup import backup

            return backup(library, arguments.file, overwrite=arguments.force)
        case "restore":
            from facilitator.cli.backup import restore

            return restore(
                library, arguments.file, newer_wins=arguments.newer_wins, dry_run=arguments.dry_run
            )
        case "doctor":
            from facilitator.cli.doctor import show_health

            return show_health(library, repairs=arguments.repair)
        case "demo":
            return _demo()
        case "open":
            return _open(library, library.find(arguments.id))
        case _:
            return _open(library, None)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _open(library: TinyLibrary, postmortem_id: str | None) -> int:
    from screens.app import run as run_screens

    library.ids()  # a library that cannot be read is said here, not on a screen that flashes by
    return run_screens(library, open_id=postmortem_id)


def _demo() -> int:
    import tempfile

    from data.library.library import TinyLibrary
    from screens.app import run as run_screens

    with tempfile.TemporaryDirectory(prefix="facilitator-demo-") as folder:
        return run_screens(TinyLibrary(Path(folder)), demo=True)


def _export(library: TinyLibrary, arguments: argparse.Namespace) -> int:
    is_picture = arguments.format == "svg"
    if is_picture and arguments.picture is None:
        raise WrongUse("Say which picture: --picture fishbone or --picture timeline.")
    if arguments.picture is not None and not is_picture:
        raise WrongUse("--picture goes with --format svg, and with no other format.")
    if arguments.mermaid and arguments.format != "markdown":
        raise WrongUse("--mermaid goes with --format markdown, and with no other format.")
    if arguments.audience == "customer":
        return _export_for_customers(library, arguments)
    if arguments.accept_leaks_by is not None:
        raise WrongUse("--accept-leaks-by goes with --audience customer.")
    from facilitator.cli.export import export

    return export(
        library,
        arguments.id,
        to_format=arguments.picture or arguments.format,
        mermaid=arguments.mermaid,
        output=arguments.output,
        to_clipboard=arguments.copy,
    )


def _export_for_customers(library: TinyLibrary, arguments: argparse.Namespace) -> int:
    if arguments.format != "markdown" or arguments.mermaid:
        raise WrongUse("Customers read Markdown without diagrams: leave the other formats out.")
    if arguments.accept_leaks_by is not None and arguments.id == "-":
        raise WrongUse("Who accepts leaks is recorded in the library: name a postmortem of it.")
    from facilitator.cli.export import export_for_customers

    return export_for_customers(
        library,
        arguments.id,
        accepted_by=arguments.accept_leaks_by,
        output=arguments.output,
        to_clipboard=arguments.copy,
    )


def _new(library: TinyLibrary, title: str, severity: str | None, kind: str) -> int:
    from pydantic import ValidationError

    from facilitator.model.postmortem import Postmortem, new_postmortem_id
    from facilitator.model.scope import Kind, Scope, Severity

    try:
        scope = Scope(
            title=title, severity=Severity(severity) if severity else None, kind=Kind(kind)
        )
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise WrongUse(f"The title cannot be kept: {said}.") from None
    if not scope.title:
        raise WrongUse("The title is empty: say in a few words what users saw.")
    made = Postmortem(id=new_postmortem_id(datetime.now(UTC).date()), scope=scope)
    library.save(made)
    sys.stdout.write(f"{made.id}\n")
    return 0
