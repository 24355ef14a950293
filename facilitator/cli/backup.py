"""`facilitator backup` and `facilitator restore`: a library out into one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli import FAILED, complain
from facilitator.cli.commands import WrongUse
from facilitator.cli.output import SHOWN, complain_of, counted, first, size

if TYPE_CHECKING:
    from data.backup.restore import Left, Restored
    from data.library.library import TinyLibrary


def backup(library: TinyLibrary, file: str, *, overwrite: bool) -> int:
    """Write a backup and say what is in it; 1 where a file could not be read. Raises StoreError."""
    from data.backup.backup import WrongPlace, back_up

    try:
        made = back_up(library, _path(file), overwrite=overwrite)
    except WrongPlace as error:
        raise WrongUse(str(error)) from None
    held = [counted(made.postmortems, "postmortem"), counted(made.earlier, "earlier save")]
    if made.trashed:
        held.append(f"{made.trashed} in the trash")
    sys.stdout.write(f"{', '.join(held)}: {size(made.size_bytes)} in {made.path}\n")
    if made.damaged:
        are = "is damaged and went" if len(made.damaged) == 1 else "are damaged and went"
        complain(
            f"{counted(len(made.damaged), 'postmortem')} {are} in as found: "
            f"{first(made.damaged)}. To mend: facilitator doctor --repair"
        )
    complain_of(made.left_out)
    return FAILED if made.left_out else 0


def restore(library: TinyLibrary, file: str, *, newer_wins: bool, dry_run: bool) -> int:
    """Bring a backup back and say what became of it; 1 where a part was refused.

    Raises StoreError.
    """
    from data.backup.restore import restore as bring_back

    done = bring_back(library, _path(file), newer_wins=newer_wins, dry_run=dry_run)
    lines = [_summary(done, dry_run=dry_run)]
    lines += [_left(each) for each in done.left[:SHOWN]]
    if len(done.left) > SHOWN:
        lines.append(f"  … and {len(done.left) - SHOWN} more")
    if not newer_wins and (newer := sum(each.newer and not each.mendable for each in done.left)):
        lines.append(f"--newer-wins takes {newer} of them from the backup; nothing is lost by it.")
    if any(each.mendable for each in done.left):
        lines.append("To mend what is damaged here: facilitator doctor --repair")
    sys.stdout.write("\n".join(lines) + "\n")
    complain_of(done.refused)
    return FAILED if done.refused else 0


def _path(file: str) -> Path:
    if not file or file == "-":
        raise WrongUse("A backup is a file: say which.")
    return Path(file)


def _summary(done: Restored, *, dry_run: bool) -> str:
    said = [f"{done.new:,} restored"]
    if done.replaced:
        said.append(f"{done.replaced:,} replaced by a newer revision")
    said.append(f"{done.there:,} already here")
    if done.earlier:
        said.append(counted(done.earlier, "earlier save"))
    if done.beside:
        said.append(f"{counted(done.beside, 'file')} of trash and quarantine")
    if done.left:
        said.append(f"{len(done.left):,} left as here")
    return ("Nothing was changed. It would be: " if dry_run else "") + ", ".join(said)


def _left(left: Left) -> str:
    here = "damaged here, mendable to" if left.mendable else "here"
    return f"  {left.postmortem_id}  {here} revision {left.here}, in the backup {left.offered}"
