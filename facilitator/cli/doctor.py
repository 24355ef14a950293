"""`facilitator doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli.output import (
    EXIT_FAILED,
    MAX_LINES,
    first_few,
    human_size,
    print_messages,
    quantity,
)
from facilitator.session.store import StoreError

if TYPE_CHECKING:
    from data.doctor.inspect import Health
    from data.library.library import TinyLibrary
    from facilitator.settings.model import Settings

_CLIPBOARD_PROGRAMS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")
_REPAIR = "To mend: facilitator doctor --repair"
_LITTLE_ROOM_BYTES = 100_000_000
_TIMES_THE_LIBRARY = 10


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `todo` is empty where it is well."""

    about: str
    says: str
    todo: str = ""


def doctor(library: TinyLibrary, *, repairs: bool) -> int:
    """Mend what can be mended, where `repairs`, and print what there is; 1 while something is left.

    Clipboard and terminal are shown besides: without them nothing is lost.
    """
    from data.doctor.inspect import inspect_library

    health = inspect_library(library.folder)
    if repairs:
        _repair(library, health)
        health = inspect_library(library.folder)
    kept = (*_library(library, health), *_settings())
    for finding in (*kept, _clipboard(), *_terminal()):
        mark = "!" if finding.todo else "✓"
        sys.stdout.write(f"{mark} {finding.about:<10} {finding.says}\n")
        if finding.todo:
            sys.stdout.write(f"{'':<13}{finding.todo}\n")
    return EXIT_FAILED if any(finding.todo for finding in kept) else 0


def _repair(library: TinyLibrary, health: Health) -> None:
    from data.doctor.repair import repair

    repaired = repair(library, health)
    for sentence in repaired.done[:MAX_LINES]:
        sys.stdout.write(f"+ {sentence}\n")
    if len(repaired.done) > MAX_LINES:
        sys.stdout.write(f"+ {len(repaired.done) - MAX_LINES:,} more like these.\n")
    if not repaired.done:
        sys.stdout.write("+ There was nothing that could be mended.\n")
    sys.stdout.flush()
    print_messages(repaired.refused)


def _library(library: TinyLibrary, health: Health) -> Iterator[Finding]:
    elsewhere = "Choose another with --library DIR."
    try:
        library.ids()
    except StoreError as error:
        yield Finding("library", str(error), _rights_todo(health) or elsewhere)
        return
    begun = "" if library.folder.exists() else ", made when the first postmortem is saved"
    yield Finding("library", f"{library.folder}{begun}")
    if reason := library.reason_read_only():
        yield Finding("saving", reason, elsewhere)
    yield from _documents(health)
    yield from _rights(health)
    yield from _leftovers(health)
    yield from _locks(health)
    yield from _place(library.folder)
    yield _room(library.folder, health)


def _documents(health: Health) -> Iterator[Finding]:
    whole = f"{health.whole:,} whole"
    if health.older:
        whole += f", {health.older:,} of them of an older facilitator: upgraded when next saved"
    if health.newer:
        whole += f", {health.newer:,} of them of a newer facilitator: update to change them"
    if health.whole or not (health.damaged or health.unreadable or health.orphans):
        yield Finding("files", whole)
    if health.damaged:
        todo = f"{_REPAIR}, which puts earlier saves in their place"
        yield Finding(
            "files", f"{len(health.damaged):,} damaged: {first_few(health.damaged)}", todo
        )
    if health.unreadable:
        more = f" ({len(health.unreadable) - 1:,} more)" if len(health.unreadable) > 1 else ""
        todo = "Move it out of the library, or make it readable for you."
        yield Finding("files", health.unreadable[0] + more, todo)
    if health.orphans:
        says = f"{quantity(len(health.orphans), 'postmortem')} gone, the save before is there"
        todo = f"{_REPAIR}, which brings them back"
        yield Finding("files", f"{says}: {first_few(health.orphans)}", todo)
    bad = len(health.damaged_snapshots)
    says, todo = f"{quantity(health.snapshots - bad, 'earlier save')} whole", ""
    if bad:
        says, todo = f"{says}, {bad:,} damaged", f"{_REPAIR}, which moves them out of the way"
    yield Finding("history", says, todo)
    if health.trashed or health.quarantined:
        says = f"{health.trashed:,} in the trash, {health.quarantined:,} in quarantine"
        yield Finding("aside", says)


def _rights(health: Health) -> Iterator[Finding]:
    from data.fs.permissions import Access

    if not health.access_problems:
        return
    words = {
        Access.SHARED: "can be read or written by others",
        Access.DENIED: "cannot be read and written by you",
        Access.FOREIGN: "not yours",
    }
    for kind, paths in health.access_problems.items():
        what = "file or folder" if len(paths) == 1 else "files and folders"
        says = f"{len(paths):,} {what} {words[kind]}: {_names(paths)}"
        todo = f"{_REPAIR}, which makes them yours alone"
        if kind is Access.FOREIGN:
            todo = "Give them to yourself, with an administrator's help (sudo chown)."
        yield Finding("rights", says, todo)


def _rights_todo(health: Health) -> str:
    return next((finding.todo for finding in _rights(health)), "")


def _leftovers(health: Health) -> Iterator[Finding]:
    if health.stale_files:
        says = f"{quantity(len(health.stale_files), 'temporary file')} of saves that were broken off"
        yield Finding("leftovers", says, f"{_REPAIR}, which removes them")


def _locks(health: Health) -> Iterator[Finding]:
    if health.locks_path_blocked:
        yield Finding("locks", ".locks is not a folder: nothing can be saved", _REPAIR)
    for held in health.held_locks[:MAX_LINES]:
        by = f" by {held.by}" if held.by else ""
        todo = "Wait for it, or close that window; its postmortem cannot be saved elsewhere."
        yield Finding("locks", f"{held.postmortem_id} has been held for a second{by}", todo)


def _place(folder: Path) -> Iterator[Finding]:
    from data.fs.locations import network_file_system, sync_product

    folder = folder.resolve()
    if product := sync_product(folder):
        todo = "Keep it in a folder of its own (--library DIR); put backups there instead."
        yield Finding("place", f"{product} copies this folder while it is written", todo)
    if kind := network_file_system(folder):
        todo = "Locks and renames are not safe there: keep it on this computer (--library DIR)."
        yield Finding("place", f"it lies on a network file system ({kind})", todo)


def _room(folder: Path, health: Health) -> Finding:
    from data.fs.locations import free_bytes

    try:
        free = free_bytes(folder)
    except OSError:
        return Finding("room", "how much room there is cannot be told")
    says = f"{human_size(free)} free, the library takes {human_size(health.size_bytes)}"
    little = free < max(_LITTLE_ROOM_BYTES, _TIMES_THE_LIBRARY * health.size_bytes)
    return Finding("room", says, "Make room on this disk before it is full." if little else "")


def _settings() -> Iterator[Finding]:
    from data.local.settings import read_settings

    read = read_settings()
    if not read.every_problem and not read.file.exists():
        yield Finding("settings", f"none; they would be in {read.file}")
        return
    yield Finding("settings", f"{read.file}: {_set_in_words(read.settings)}")
    for problem in read.every_problem:
        yield Finding("settings", problem, "Mend it in that file, or take it out.")


def _set_in_words(settings: Settings) -> str:
    """Say how much of each kind is set, and nothing of what is not."""
    secret = settings.disclosure
    amounts = (
        quantity(len(settings.tickets.patterns), "ticket pattern"),
        quantity(sum(map(len, settings.prompts.values())), "question"),
        quantity(len(secret.customers), "customer"),
        quantity(len(secret.internal_domains) + len(secret.public_domains), "domain"),
        quantity(len(secret.public_words), "public word"),
        "changes to the lexicon" if settings.language else "0",
    )
    return ", ".join(each for each in amounts if not each.startswith("0")) or "nothing is set"


def _names(paths: Sequence[Path]) -> str:
    return first_few([path.name for path in paths])


def _clipboard() -> Finding:
    found = [program for program in _CLIPBOARD_PROGRAMS if shutil.which(program)]
    if os.environ.get("TMUX") and shutil.which("tmux"):
        found.append("tmux")
    if found:
        return Finding("clipboard", ", ".join(found))
    todo = "Install xclip or wl-clipboard; until then every copy is also written to a file."
    return Finding("clipboard", "no program for it was found", todo)


def _terminal() -> tuple[Finding, ...]:
    if not sys.stdout.isatty():
        return (Finding("terminal", "none: this output is not shown on one"),)
    size = shutil.get_terminal_size()
    small = size.columns < 80 or size.lines < 20
    colour = os.environ.get("COLORTERM") or os.environ.get("TERM") or "unknown"
    if "NO_COLOR" in os.environ:
        colour = "switched off by NO_COLOR"
    return (
        Finding(
            "terminal",
            f"{size.columns} columns, {size.lines} lines",
            "Make it at least 80 columns and 20 lines." if small else "",
        ),
        Finding("colour", colour),
    )
