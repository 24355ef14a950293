"""F3: a thought kept for the right moment, without leaving the stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from facilitator.model.postmortem import ParkedKind
from facilitator.parking import parked
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec
from screens.stage import StageScreen

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_THOUGHT = FieldSpec("text", "Thought", hint="for later; “fix: …” and questions find their stage")
_WHERE = {
    ParkedKind.FIX: "Parked as a fix: it waits in stage 5",
    ParkedKind.QUESTION: "Parked as a question: it waits in stage 3",
    ParkedKind.THOUGHT: "Parked: it waits in stage 4",
}


def park(app: FacilitatorApp) -> None:
    """Ask for a thought and put it in the parking lot."""
    stage = app.screen
    if not isinstance(stage, StageScreen):
        return

    def check(texts: Mapping[str, str]) -> None:
        parked(texts["text"], None)

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            thought = parked(texts["text"], stage.STAGE)
            if stage.edit_or_say(
                lambda d: d.changing(parking_lot=(*d.parking_lot, thought)), "Park a thought"
            ):
                stage.say(_WHERE[thought.kind])

    app.push_screen(Sheet("Park a thought", (_THOUGHT,), {}, check, app.drafts), taken)
