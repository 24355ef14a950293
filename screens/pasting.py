"""Bringing many lines into the timeline: seen first, then taken as one edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.imports.already_there import compared
from facilitator.imports.errors import CannotRead
from facilitator.imports.lines import Told, read_lines
from facilitator.imports.only_text import text_to_read
from facilitator.imports.pasted import Pasted
from facilitator.model.timeline import Event
from facilitator.moments import Context
from screens.dialogs.paste import PasteSheet

if TYPE_CHECKING:
    from screens.stage import StageScreen


def paste_events(
    stage: StageScreen, text: str, context: Context, added: Callable[[tuple[Event, ...]], None]
) -> None:
    """Open the sheet with this text, after any that was left in it; take what it returns.

    `added` is called with the events right before the edit that adds them.
    """
    drafts, key = stage.facilitator.drafts, f"{stage.document.id}/paste"
    whole, problem = drafts.get(key, {}).get("text", ""), ""
    try:
        whole = _after(whole, text_to_read(text))
    except CannotRead as refused:
        problem = str(refused)
    since = stage.document

    def reads(pasted: str, told: Told) -> Pasted:
        nonlocal since
        document = stage.document
        read = compared(read_lines(pasted, context, told), document.timeline)
        since = document
        return read

    def keep(text: str) -> None:
        if text.strip():
            drafts[key] = {"text": text}
        else:
            drafts.pop(key, None)

    def taken(found: tuple[Event, ...] | None) -> None:
        if not found:
            return
        added(found)
        count = f"{len(found):,} {'event' if len(found) == 1 else 'events'}"
        refused = stage.edit(
            lambda document: document.changing(timeline=document.timeline.with_events(found)),
            f"Paste {count}",
            since=since,
        )
        stage.say(refused or f"Pasted {count} · u undoes it", warn=bool(refused))

    bare_times = f"a bare time is {context.zone or 'UTC'}, from {context.day.isoformat()} on"
    stage.app.push_screen(PasteSheet(reads, bare_times, whole, keep, problem), taken)


def _after(left: str, text: str) -> str:
    """Return a text after what was left in the sheet, and only that where it is there already."""
    return left if text.strip() in left else "\n".join(part for part in (left, text) if part)
