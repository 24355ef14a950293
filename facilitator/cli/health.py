"""`facilitator doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.cli import FAILED
from facilitator.store import StoreError

if TYPE_CHECKING:
    from data.library import TinyLibrary

_CLIPBOARD_PROGRAMS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `todo` is empty where it is well."""

    about: str
    says: str
    todo: str = ""


def show_health(library: TinyLibrary) -> int:
    """Print what was found; 1 where postmortems could not be kept or read."""
    kept = _library(library)
    for finding in (*kept, _clipboard(), *_terminal()):
        mark = "!" if finding.todo else "✓"
        sys.stdout.write(f"{mark} {finding.about:<10} {finding.says}\n")
        if finding.todo:
            sys.stdout.write(f"{'':<13}{finding.todo}\n")
    return FAILED if any(finding.todo for finding in kept) else 0


def _library(library: TinyLibrary) -> tuple[Finding, ...]:
    try:
        ids = library.ids()
    except StoreError as error:
        return (Finding("library", str(error), "Choose another with --library DIR."),)
    findings = [Finding("library", f"{library.folder}, {len(ids)} kept")]
    if reason := library.reason_read_only():
        findings.append(Finding("saving", reason, "Choose another with --library DIR."))
    for postmortem_id in ids:
        try:
            library.load(postmortem_id)
        except StoreError as error:
            todo = "Copy the file named .prev over it, or remove it from the library."
            findings.append(Finding("file", str(error), todo))
    return tuple(findings)


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
