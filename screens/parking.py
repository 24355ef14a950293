"""F3: a thought kept for the right moment, without leaving the stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from facilitator.model.postmortem import ParkedThought
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec
from screens.stage import StageScreen

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_THOUGHT = FieldSpec(
    "text", "Thought", hint="a fix, a question, anything for later; Enter parks it"
)


def park(app: FacilitatorApp) -> None:
    """Ask for a thought and put it in the parking lot."""
    stage = app.screen
    if not isinstance(stage, StageScreen):
        return

    def check(texts: Mapping[str, str]) -> None:
        ParkedThought(text=texts["text"])

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            thought = ParkedThought(text=texts["text"], stage=stage.STAGE)
            stage.edit_or_say(
                lambda d: d.changing(parking_lot=(*d.parking_lot, thought)), "Park a thought"
            )

    app.push_screen(Sheet("Park a thought", (_THOUGHT,), {}, check, app.drafts), taken)
