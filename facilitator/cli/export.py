"""`facilitator export`: the document on its way out, printed, written or copied.

`facilitator export --audience customer`: what customers may read, and what holds it back.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.fs.locations import copied_file
from facilitator.cli import FAILED, complain
from facilitator.cli.import_ import postmortem_from
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.findings.redaction.document import leaks_in_words, open_leaks, with_leaks_accepted
from facilitator.findings.redaction.leak import gives_away
from facilitator.guide.conditions.followup import amiss_for_customers
from facilitator.model.postmortem import Postmortem

if TYPE_CHECKING:
    from data.library.library import TinyLibrary
    from facilitator.findings.team_rules import TeamRules

_SUFFIXES = {"markdown": "md", "fishbone": "fishbone.svg", "timeline": "timeline.svg"}
"""How a file is called at its end, where the format's name does not say it."""


def export(
    library: TinyLibrary,
    postmortem_id: str,
    *,
    to_format: str,
    mermaid: bool,
    output: str | None,
    to_clipboard: bool,
) -> int:
    """Print a postmortem, or write it to a file, or copy it. Raises StoreError, CannotRead.

    `to_format` is "json", "markdown" (with diagrams where `mermaid`), or the name of a picture.
    """
    postmortem = postmortem_from(library, postmortem_id)
    text = _written(postmortem, to_format, mermaid)
    from data.fs.locations import copied_file

    suffix = _SUFFIXES.get(to_format, to_format)
    beside = copied_file(library.folder, postmortem.id, suffix) if to_clipboard else None
    return leave(text, output, beside)


def leave(text: str, output: str | None, copied_beside: Path | None) -> int:
    """Print a text; or write it to a file, or copy it, or both.

    `copied_beside`: where it is also kept when it is copied.
    """
    if output is not None and not _write(text, Path(output)):
        return FAILED
    if copied_beside is not None and not _copy(text, copied_beside):
        return FAILED
    if output is None and copied_beside is None:
        sys.stdout.write(text)
    return 0


def _written(postmortem: Postmortem, to_format: str, mermaid: bool) -> str:
    match to_format:
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

            text = internal_markdown(postmortem, team_rules(), mermaid=mermaid)
    return text if text.endswith("\n") else f"{text}\n"


def team_rules() -> TeamRules:
    """Return what the team has set; what is wrong with the settings is said."""
    from data.local.settings import read_settings

    read = read_settings()
    if read.problems:
        from facilitator.cli.output import complain_of

        complain_of(read.problems)
    return read.team


def _write(text: str, path: Path) -> bool:
    """Write a file in one step, over an old one; a pipe or a device is simply written to."""
    from data.fs.durable import why, write_durably

    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(text.encode())
        else:
            write_durably(path, text.encode(), mode=0o666)
    except OSError as error:
        complain(f"{path} could not be written: {why(error)}.")
        return False
    return True


def _copy(text: str, beside: Path) -> bool:
    from data.fs.durable import why
    from data.local.clipboard import copy

    try:
        copied = copy(text, beside=beside, osc52=_to_terminal if sys.stderr.isatty() else None)
    except OSError as error:
        complain(f"{beside} could not be written: {why(error)}.")
        return False
    complain(copied.sentence)
    return copied.how != "file"


def _to_terminal(text: str) -> None:
    """Ask the terminal to take text to its clipboard (OSC 52); it never answers."""
    import base64

    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
    sys.stderr.flush()


_SHOWN = 30


def export_for_customers(
    library: TinyLibrary,
    postmortem_id: str,
    *,
    accepted_by: str | None,
    output: str | None,
    to_clipboard: bool,
) -> int:
    """Print, write or copy what customers read; 1 while it gives something away.

    `accepted_by`: who lets it leave all the same, which is recorded in the library. Raises
    StoreError, CannotRead.
    """
    document = postmortem_from(library, postmortem_id)
    team = team_rules()
    leaks = open_leaks(document, team.disclosure, team.tickets)
    if leaks and accepted_by is None:
        complain(
            f"Nothing left: {gives_away(len(leaks))}: {leaks_in_words(leaks, _SHOWN)}. Write it "
            "otherwise, or let it leave in your name with --accept-leaks-by NAME."
        )
        return FAILED
    for amiss in amiss_for_customers(document):
        complain(amiss)
    if leaks:
        kept = library.load(library.find(postmortem_id))
        try:
            document = with_leaks_accepted(
                kept.document, leaks, accepted_by or "", datetime.now(UTC)
            )
        except ValueError as error:
            complain(f"Nothing left: {error}.")
            return FAILED
        library.save(document, kept.version)
        complain(f"Let leave, and recorded: {leaks_in_words(leaks, _SHOWN)}.")
    text = customer_markdown(document, team.disclosure, team.tickets)
    beside = copied_file(library.folder, document.id, "customers.md") if to_clipboard else None
    return leave(text, output, beside)
