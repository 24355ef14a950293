"""`facilitator export`: a postmortem printed, written to a file, or copied to the clipboard.

Only the exporter of the chosen format is imported: an export does not wait for the others.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.cli.input import STANDARD_INPUT, read_postmortem
from facilitator.cli.output import EXIT_FAILED, UsageError, print_message, print_messages

if TYPE_CHECKING:
    from data.library.library import TinyLibrary
    from facilitator.findings.team_rules import TeamRules
    from facilitator.model.postmortem import Postmortem

_SUFFIXES = {"markdown": "md", "fishbone": "fishbone.svg", "timeline": "timeline.svg"}
"""File suffixes of the formats that are not named like their suffix."""

_MAX_LEAKS = 30
"""The most leaks that a message lists; the rest are counted."""


def export(
    library: TinyLibrary,
    postmortem_id: str,
    *,
    to_format: str,
    picture: str | None,
    mermaid: bool,
    for_customers: bool,
    leaks_acknowledged_by: str | None,
    output: str | None,
    to_clipboard: bool,
) -> int:
    """Print a postmortem, or write it to the file `output`, or copy it.

    `to_format` is "json", "markdown" (with diagrams if `mermaid`), or "svg" of a `picture`.
    `leaks_acknowledged_by` names who acknowledges the leaks of the customer document, which is
    recorded in the library. Raises UsageError, StoreError, CannotRead.
    """
    if to_format == "svg" and picture is None:
        raise UsageError("Say which picture: --picture fishbone or --picture timeline.")
    if picture is not None and to_format != "svg":
        raise UsageError("--picture goes with --format svg, and with no other format.")
    if mermaid and to_format != "markdown":
        raise UsageError("--mermaid goes with --format markdown, and with no other format.")
    if for_customers:
        if to_format != "markdown" or mermaid:
            raise UsageError(
                "Customers read Markdown without diagrams: leave the other formats out."
            )
        if leaks_acknowledged_by is not None and postmortem_id == STANDARD_INPUT:
            raise UsageError(
                "Who accepts leaks is recorded in the library: name a postmortem of it."
            )
        return _export_for_customers(
            library, postmortem_id, leaks_acknowledged_by, output, to_clipboard=to_clipboard
        )
    if leaks_acknowledged_by is not None:
        raise UsageError("--accept-leaks-by goes with --audience customer.")
    postmortem = read_postmortem(library, postmortem_id)
    content = picture or to_format
    text = _text_of(postmortem, content, mermaid)
    suffix = _SUFFIXES.get(content, content)
    return write_output(text, output, _copy_file(library, postmortem, suffix, to_clipboard))


def _export_for_customers(
    library: TinyLibrary,
    postmortem_id: str,
    leaks_acknowledged_by: str | None,
    output: str | None,
    *,
    to_clipboard: bool,
) -> int:
    """Export the redacted document for customers; EXIT_FAILED while it has an open leak."""
    from facilitator.exporters.markdown.customer import customer_markdown
    from facilitator.findings.redaction.document_leaks import (
        list_leaks,
        open_leaks,
        with_leaks_acknowledged,
    )
    from facilitator.findings.redaction.leak import count_leaks
    from facilitator.guide.conditions.followup import customer_warnings

    document = read_postmortem(library, postmortem_id)
    team = _read_team_rules()
    leaks = open_leaks(document, team.disclosure, team.tickets)
    if leaks and leaks_acknowledged_by is None:
        print_message(
            f"Nothing left: {count_leaks(len(leaks))}: {list_leaks(leaks, _MAX_LEAKS)}. Write "
            "it otherwise, or let it leave in your name with --accept-leaks-by NAME."
        )
        return EXIT_FAILED
    for problem in customer_warnings(document):
        print_message(problem)
    if leaks:
        stored = library.load(library.find(postmortem_id))
        try:
            document = with_leaks_acknowledged(
                stored.document, leaks, leaks_acknowledged_by or "", datetime.now(UTC)
            )
        except ValueError as error:
            print_message(f"Nothing left: {error}.")
            return EXIT_FAILED
        library.save(document, stored.version)
        print_message(f"Let leave, and recorded: {list_leaks(leaks, _MAX_LEAKS)}.")
    text = customer_markdown(document, team.disclosure, team.tickets)
    return write_output(text, output, _copy_file(library, document, "customers.md", to_clipboard))


def write_output(text: str, output: str | None, copy_file: Path | None) -> int:
    """Write a text to the file `output`, or copy it to the clipboard, or both, else print it.

    `copy_file`: the file that a copy is also written to, since there may be no clipboard; None to
    copy nothing. Return the exit code.
    """
    if output is not None and not _write_file(text, Path(output)):
        return EXIT_FAILED
    if copy_file is not None and not _copy_to_clipboard(text, copy_file):
        return EXIT_FAILED
    if output is None and copy_file is None:
        sys.stdout.write(text)
    return 0


def _copy_file(
    library: TinyLibrary, postmortem: Postmortem, suffix: str, to_clipboard: bool
) -> Path | None:
    from data.fs.locations import clipboard_file

    return clipboard_file(library.folder, postmortem.id, suffix) if to_clipboard else None


def _text_of(postmortem: Postmortem, content: str, mermaid: bool) -> str:
    """Return a postmortem as "json", "fishbone" or "timeline" (SVG), or else Markdown."""
    match content:
        case "json":
            from facilitator.model.json_codec import as_json

            text = as_json(postmortem)
        case "fishbone":
            from facilitator.exporters.svg.fishbone import fishbone_svg

            text = fishbone_svg(postmortem)
        case "timeline":
            from facilitator.exporters.svg.timeline import timeline_svg

            text = timeline_svg(postmortem)
        case _:
            from facilitator.exporters.markdown.document import internal_markdown

            text = internal_markdown(postmortem, _read_team_rules(), mermaid=mermaid)
    return text if text.endswith("\n") else f"{text}\n"


def _read_team_rules() -> TeamRules:
    """Return the team's rules from the settings file, and print the errors in the file."""
    from data.local.settings import read_settings

    settings = read_settings()
    print_messages(settings.problems)
    return settings.team


def _write_file(text: str, path: Path) -> bool:
    """Replace a file in one step; a pipe or a device, which has no content to lose, is written to.

    Return whether it was written; if not, the reason is on standard error.
    """
    from data.fs.durable import describe_os_error, write_durably
    from data.fs.files import SHARED_FILE

    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(text.encode())
        else:
            write_durably(path, text.encode(), mode=SHARED_FILE)
    except OSError as error:
        print_message(f"{path} could not be written: {describe_os_error(error)}.")
        return False
    return True


def _copy_to_clipboard(text: str, copy_file: Path) -> bool:
    from data.fs.durable import describe_os_error
    from data.local.clipboard import copy

    try:
        copied = copy(
            text, copy_file=copy_file, send_osc52=_send_osc52 if sys.stderr.isatty() else None
        )
    except OSError as error:
        print_message(f"{copy_file} could not be written: {describe_os_error(error)}.")
        return False
    print_message(copied.sentence)
    return copied.method != "file"


def _send_osc52(text: str) -> None:
    """Send text to the terminal's clipboard (escape sequence OSC 52); terminals never answer it."""
    import base64

    # To standard error: standard output may be a file or a pipe.
    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
    sys.stderr.flush()
