"""`facilitator backup` and `facilitator restore`: a library out into one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli.output import (
    EXIT_FAILED,
    MAX_LINES,
    UsageError,
    first_few,
    human_size,
    print_message,
    print_messages,
    quantity,
)

if TYPE_CHECKING:
    from data.backup.restore import SkippedPostmortem, RestoreReport
    from data.library.library import TinyLibrary


def backup(library: TinyLibrary, file: str, *, overwrite: bool) -> int:
    """Write a backup and say what is in it; 1 where a file could not be read. Raises StoreError."""
    from data.backup.backup import InvalidBackupPath, write_backup

    try:
        made = write_backup(library, _path(file), overwrite=overwrite)
    except InvalidBackupPath as error:
        raise UsageError(str(error)) from None
    held = [quantity(made.postmortems, "postmortem"), quantity(made.snapshots, "earlier save")]
    if made.trashed:
        held.append(f"{made.trashed} in the trash")
    sys.stdout.write(f"{', '.join(held)}: {human_size(made.size_bytes)} in {made.path}\n")
    if made.damaged:
        are = "is damaged and went" if len(made.damaged) == 1 else "are damaged and went"
        print_message(
            f"{quantity(len(made.damaged), 'postmortem')} {are} in as found: "
            f"{first_few(made.damaged)}. To mend: facilitator doctor --repair"
        )
    print_messages(made.unreadable)
    return EXIT_FAILED if made.unreadable else 0


def restore(library: TinyLibrary, file: str, *, newer_wins: bool, dry_run: bool) -> int:
    """Bring a backup back and say what became of it; 1 where a part was refused.

    Raises StoreError.
    """
    from data.backup.restore import restore as bring_back

    done = bring_back(library, _path(file), newer_wins=newer_wins, dry_run=dry_run)
    lines = [_summary(done, dry_run=dry_run)]
    lines += [_left(each) for each in done.skipped[:MAX_LINES]]
    if len(done.skipped) > MAX_LINES:
        lines.append(f"  … and {len(done.skipped) - MAX_LINES} more")
    if not newer_wins and (newer := sum(each.backup_is_newer and not each.repairable for each in done.skipped)):
        lines.append(f"--newer-wins takes {newer} of them from the backup; nothing is lost by it.")
    if any(each.repairable for each in done.skipped):
        lines.append("To mend what is damaged here: facilitator doctor --repair")
    sys.stdout.write("\n".join(lines) + "\n")
    print_messages(done.refused)
    return EXIT_FAILED if done.refused else 0


def _path(file: str) -> Path:
    if not file or file == "-":
        raise UsageError("A backup is a file: say which.")
    return Path(file)


def _summary(done: RestoreReport, *, dry_run: bool) -> str:
    said = [f"{done.restored:,} restored"]
    if done.replaced:
        said.append(f"{done.replaced:,} replaced by a newer revision")
    said.append(f"{done.unchanged:,} already here")
    if done.snapshots:
        said.append(quantity(done.snapshots, "earlier save"))
    if done.other_files:
        said.append(f"{quantity(done.other_files, 'file')} of trash and quarantine")
    if done.skipped:
        said.append(f"{len(done.skipped):,} left as here")
    return ("Nothing was changed. It would be: " if dry_run else "") + ", ".join(said)


def _left(left: SkippedPostmortem) -> str:
    here = "damaged here, mendable to" if left.repairable else "here"
    return f"  {left.postmortem_id}  {here} revision {left.here}, in the backup {left.offered}"
