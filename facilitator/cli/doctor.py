"""`facilitator doctor`: check library, settings, clipboard and terminal, and repair the library."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli.output import (
    EXIT_FAILED,
    MAX_LINES,
    first_few,
    human_size,
    pluralize,
    print_messages,
)
from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from data.doctor.inspect import Health
    from data.library.library import TinyLibrary
    from facilitator.settings.model import Settings

_CLIPBOARD_PROGRAMS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")
_REPAIR = "To mend: facilitator doctor --repair"

_MIN_FREE_BYTES, _MIN_FREE_LIBRARIES = 100_000_000, 10
"""Less free space than 100 MB, or than ten times the library, is reported."""


@dataclass(frozen=True)
class HealthCheck:
    """A line of the report: subject, result, and what to do (`todo`, empty if the check passed)."""

    subject: str
    result: str
    todo: str = ""


def doctor(library: TinyLibrary, *, repairs: bool) -> int:
    """Print every check; with `repairs`, repair the library first.

    Return EXIT_FAILED if a check of the library or the settings failed. The checks of clipboard and
    terminal do not count: without these, no data is lost.
    """
    from data.doctor.inspect import inspect_library

    health = inspect_library(library.folder)
    if repairs:
        _repair(library, health)
        health = inspect_library(library.folder)
    data_checks = (*_library_checks(library, health), *_settings_checks())
    for check in (*data_checks, _clipboard_check(), *_terminal_checks()):
        mark = "!" if check.todo else "✓"
        sys.stdout.write(f"{mark} {check.subject:<10} {check.result}\n")
        if check.todo:
            sys.stdout.write(f"{'':<13}{check.todo}\n")
    return EXIT_FAILED if any(check.todo for check in data_checks) else 0


def _repair(library: TinyLibrary, health: Health) -> None:
    from data.doctor.repair import repair

    report = repair(library, health)
    for sentence in report.done[:MAX_LINES]:
        sys.stdout.write(f"+ {sentence}\n")
    if len(report.done) > MAX_LINES:
        sys.stdout.write(f"+ {len(report.done) - MAX_LINES:,} more like these.\n")
    if not report.done:
        sys.stdout.write("+ There was nothing that could be mended.\n")
    sys.stdout.flush()  # before the messages on standard error
    print_messages(report.refused)


def _library_checks(library: TinyLibrary, health: Health) -> Iterator[HealthCheck]:
    elsewhere = "Choose another with --library DIR."
    try:
        library.ids()
    except StoreError as error:
        todo = next((check.todo for check in _access_checks(health)), elsewhere)
        yield HealthCheck("library", str(error), todo)
        return
    begun = "" if library.folder.exists() else ", made when the first postmortem is saved"
    yield HealthCheck("library", f"{library.folder}{begun}")
    if reason := library.reason_read_only():
        yield HealthCheck("saving", reason, elsewhere)
    yield from _file_checks(health)
    yield from _access_checks(health)
    if health.stale_files:
        count = pluralize(len(health.stale_files), "temporary file")
        result = f"{count} of saves that were broken off"
        yield HealthCheck("leftovers", result, f"{_REPAIR}, which removes them")
    yield from _lock_checks(health)
    yield from _place_checks(library.folder)
    yield _room_check(library.folder, health)


def _file_checks(health: Health) -> Iterator[HealthCheck]:
    whole = f"{health.whole:,} whole"
    if health.older:
        whole += f", {health.older:,} of them of an older facilitator: upgraded when next saved"
    if health.newer:
        whole += f", {health.newer:,} of them of a newer facilitator: update to change them"
    if health.whole or not (health.damaged or health.unreadable or health.orphans):
        yield HealthCheck("files", whole)
    if health.damaged:
        result = f"{len(health.damaged):,} damaged: {first_few(health.damaged)}"
        yield HealthCheck("files", result, f"{_REPAIR}, which puts earlier saves in their place")
    if health.unreadable:
        rest = len(health.unreadable) - 1
        result = health.unreadable[0] + (f" ({rest:,} more)" if rest else "")
        todo = "Move it out of the library, or make it readable for you."
        yield HealthCheck("files", result, todo)
    if health.orphans:
        count = pluralize(len(health.orphans), "postmortem")
        result = f"{count} gone, the save before is there: {first_few(health.orphans)}"
        yield HealthCheck("files", result, f"{_REPAIR}, which brings them back")
    damaged = len(health.damaged_snapshots)
    result, todo = f"{pluralize(health.snapshots - damaged, 'earlier save')} whole", ""
    if damaged:
        result = f"{result}, {damaged:,} damaged"
        todo = f"{_REPAIR}, which moves them out of the way"
    yield HealthCheck("history", result, todo)
    if health.trashed or health.quarantined:
        result = f"{health.trashed:,} in the trash, {health.quarantined:,} in quarantine"
        yield HealthCheck("aside", result)


def _access_checks(health: Health) -> Iterator[HealthCheck]:
    if not health.access_problems:
        return
    from data.fs.permissions import Access

    problems = {
        Access.SHARED: "can be read or written by others",
        Access.DENIED: "cannot be read and written by you",
        Access.FOREIGN: "not yours",
    }
    for access, paths in health.access_problems.items():
        noun = "file or folder" if len(paths) == 1 else "files and folders"
        names = first_few([path.name for path in paths])
        todo = f"{_REPAIR}, which makes them yours alone"
        if access is Access.FOREIGN:
            todo = "Give them to yourself, with an administrator's help (sudo chown)."
        yield HealthCheck("rights", f"{len(paths):,} {noun} {problems[access]}: {names}", todo)


def _lock_checks(health: Health) -> Iterator[HealthCheck]:
    if health.locks_path_blocked:
        yield HealthCheck("locks", ".locks is not a folder: nothing can be saved", _REPAIR)
    for lock in health.held_locks[:MAX_LINES]:
        by = f" by {lock.holder}" if lock.holder else ""
        todo = "Wait for it, or close that window; its postmortem cannot be saved elsewhere."
        yield HealthCheck("locks", f"{lock.postmortem_id} has been held for a second{by}", todo)


def _place_checks(folder: Path) -> Iterator[HealthCheck]:
    from data.fs.locations import network_file_system, sync_product

    folder = folder.resolve()
    if product := sync_product(folder):
        todo = "Keep it in a folder of its own (--library DIR); put backups there instead."
        yield HealthCheck("place", f"{product} copies this folder while it is written", todo)
    if kind := network_file_system(folder):
        todo = "Locks and renames are not safe there: keep it on this computer (--library DIR)."
        yield HealthCheck("place", f"it lies on a network file system ({kind})", todo)


def _room_check(folder: Path, health: Health) -> HealthCheck:
    from data.fs.locations import free_bytes

    try:
        free = free_bytes(folder)
    except OSError:
        return HealthCheck("room", "how much room there is cannot be told")
    result = f"{human_size(free)} free, the library takes {human_size(health.size_bytes)}"
    needed = max(_MIN_FREE_BYTES, _MIN_FREE_LIBRARIES * health.size_bytes)
    todo = "Make room on this disk before it is full." if free < needed else ""
    return HealthCheck("room", result, todo)


def _settings_checks() -> Iterator[HealthCheck]:
    from data.local.settings import read_settings

    loaded = read_settings()
    if not loaded.every_problem and not loaded.file.exists():
        yield HealthCheck("settings", f"none; they would be in {loaded.file}")
        return
    yield HealthCheck("settings", f"{loaded.file}: {_settings_summary(loaded.settings)}")
    for problem in loaded.every_problem:
        yield HealthCheck("settings", problem, "Mend it in that file, or take it out.")


def _settings_summary(settings: Settings) -> str:
    """Return how many entries of each kind are set: `2 ticket patterns, 1 customer`."""
    disclosure = settings.disclosure
    amounts = (
        pluralize(len(settings.tickets.patterns), "ticket pattern"),
        pluralize(sum(map(len, settings.prompts.values())), "question"),
        pluralize(len(disclosure.customers), "customer"),
        pluralize(len(disclosure.internal_domains) + len(disclosure.public_domains), "domain"),
        pluralize(len(disclosure.public_words), "public word"),
        "changes to the lexicon" if settings.language else "0",
    )
    return ", ".join(each for each in amounts if not each.startswith("0")) or "nothing is set"


def _clipboard_check() -> HealthCheck:
    found = [program for program in _CLIPBOARD_PROGRAMS if shutil.which(program)]
    if os.environ.get("TMUX") and shutil.which("tmux"):
        found.append("tmux")
    if found:
        return HealthCheck("clipboard", ", ".join(found))
    todo = "Install xclip or wl-clipboard; until then every copy is also written to a file."
    return HealthCheck("clipboard", "no program for it was found", todo)


def _terminal_checks() -> tuple[HealthCheck, ...]:
    if not sys.stdout.isatty():
        return (HealthCheck("terminal", "none: this output is not shown on one"),)
    size = shutil.get_terminal_size()
    is_small = size.columns < 80 or size.lines < 20
    colour = os.environ.get("COLORTERM") or os.environ.get("TERM") or "unknown"
    if "NO_COLOR" in os.environ:
        colour = "switched off by NO_COLOR"
    return (
        HealthCheck(
            "terminal",
            f"{size.columns} columns, {size.lines} lines",
            "Make it at least 80 columns and 20 lines." if is_small else "",
        ),
        HealthCheck("colour", colour),
    )
