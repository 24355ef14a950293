"""Bringing many lines into the timeline: seen first, then taken as one edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.imports.lines import read_lines
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
    left = drafts.get(key, {}).get("text", "")
    whole = left if text.strip() in left else "\n".join(part for part in (left, text) if part)

    def reads(pasted: str) -> Pasted:
        return read_lines(pasted, context)

    def keep(text: str) -> None:
        drafts[key] = {"text": text}

    def taken(found: tuple[Event, ...] | None) -> None:
        if found:
            added(found)
            stage.edit_or_say(
                lambda document: document.changing(timeline=document.timeline.with_events(found)),
                f"Paste {len(found)} {'event' if len(found) == 1 else 'events'}",
            )

    stage.app.push_screen(PasteSheet(reads, context.day, whole, keep), taken)
