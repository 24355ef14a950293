"""Choosing a depth: one lower than the harm calls for asks why, before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from facilitator.guide.depth import is_lower_than_suggested, suggested_depth, why_suggested
from facilitator.model.postmortem import Postmortem
from screens.dialogs.form import Sheet
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen
    from screens.widgets.form_field import DocumentForm

WHY = FieldSpec("depth_reason", "Why that depth", hint="what makes less of a look enough here")


def asks_why(document: Postmortem, chosen: Postmortem) -> bool:
    """Say whether this choice is lower than the suggested depth, and so asks for a reason."""
    return chosen.scope.depth is not document.scope.depth and is_lower_than_suggested(chosen)


def ask_why(stage: StageScreen, edited: DocumentForm.Edited, chosen: Postmortem) -> None:
    """Ask why so low a depth will do; without an answer the depth stays what it was."""
    depth, suggested = chosen.scope.depth, suggested_depth(chosen)
    edited.field.put(edited.field.committed)

    def check(texts: Mapping[str, str]) -> None:
        if not texts["depth_reason"].strip():
            raise ValueError(f"say why {depth} will do, or press Esc and keep the depth as it was")

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        reason = texts["depth_reason"]

        def lowered(document: Postmortem) -> Postmortem:
            scope = document.scope.changing(depth=depth, depth_reason=reason)
            return document.changing(scope=scope)

        stage.edit_or_say(lowered, "Choose a lower depth")

    stage.app.push_screen(
        Sheet(
            f"Why {depth} and not {suggested}? Suggested by {why_suggested(chosen)}",
            (WHY,),
            {"depth_reason": chosen.scope.depth_reason},
            check,
            stage.facilitator.drafts,
            f"{chosen.id}/why that depth",
        ),
        taken,
    )
