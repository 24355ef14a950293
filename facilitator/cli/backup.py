"""`facilitator backup` and `facilitator restore`: a library to a zip file, and back from it."""

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
    pluralize,
    print_message,
    print_messages,
)

if TYPE_CHECKING:
    from data.backup.restore import RestoreReport, SkippedPostmortem
    from data.library.library import TinyLibrary


def backup(library: TinyLibrary, file: str, *, overwrite: bool) -> int:
    """Write a backup and print its contents; EXIT_FAILED if a file could not be read.

    Raises UsageError, StoreError.
    """
    from data.backup.backup import InvalidBackupPath, write_backup

    try:
        report = write_backup(library, _path(file), overwrite=overwrite)
    except InvalidBackupPath as error:
        raise UsageError(str(error)) from None
    contents = [
        pluralize(report.postmortems, "postmortem"),
        pluralize(report.snapshots, "earlier save"),
    ]
    if report.trashed:
        contents.append(f"{report.trashed} in the trash")
    sys.stdout.write(f"{', '.join(contents)}: {human_size(report.size_bytes)} in {report.path}\n")
    if report.damaged:
        are = "is damaged and went" if len(report.damaged) == 1 else "are damaged and went"
        print_message(
            f"{pluralize(len(report.damaged), 'postmortem')} {are} in as found: "
            f"{first_few(report.damaged)}. To mend: facilitator doctor --repair"
        )
    print_messages(report.unreadable)
    return EXIT_FAILED if report.unreadable else 0


def restore(library: TinyLibrary, file: str, *, newer_wins: bool, dry_run: bool) -> int:
    """Restore a backup and print the result; EXIT_FAILED if a file in it was refused.

    Raises UsageError, StoreError.
    """
    from data.backup.restore import restore_backup

    report = restore_backup(library, _path(file), newer_wins=newer_wins, dry_run=dry_run)
    lines = [_summary(report, dry_run=dry_run)]
    lines += [_skipped_line(each) for each in report.skipped[:MAX_LINES]]
    if len(report.skipped) > MAX_LINES:
        lines.append(f"  … and {len(report.skipped) - MAX_LINES} more")
    newer = sum(each.backup_is_newer and not each.repairable for each in report.skipped)
    if newer and not newer_wins:
        lines.append(f"--newer-wins takes {newer} of them from the backup; nothing is lost by it.")
    if any(each.repairable for each in report.skipped):
        lines.append("To mend what is damaged here: facilitator doctor --repair")
    sys.stdout.write("\n".join(lines) + "\n")
    print_messages(report.refused)
    return EXIT_FAILED if report.refused else 0


def _path(file: str) -> Path:
    if not file or file == "-":
        raise UsageError("A backup is a file: say which.")
    return Path(file)


def _summary(report: RestoreReport, *, dry_run: bool) -> str:
    parts = [f"{report.restored:,} restored"]
    if report.replaced:
        parts.append(f"{report.replaced:,} replaced by a newer revision")
    parts.append(f"{report.unchanged:,} already here")
    if report.snapshots:
        parts.append(pluralize(report.snapshots, "earlier save"))
    if report.other_files:
        parts.append(f"{pluralize(report.other_files, 'file')} of trash and quarantine")
    if report.skipped:
        parts.append(f"{len(report.skipped):,} left as here")
    return ("Nothing was changed. It would be: " if dry_run else "") + ", ".join(parts)


def _skipped_line(skipped: SkippedPostmortem) -> str:
    here = "damaged here, mendable to" if skipped.repairable else "here"
    return (
        f"  {skipped.postmortem_id}  {here} revision {skipped.revision}, "
        f"in the backup {skipped.backup_revision}"
    )
