"""F5: the document for the people in the room, from where the facilitator is, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.findings.finding import Place
from screens.dialogs.present import Present
from screens.stage.navigation import go_to
from screens.stage.screen import StageScreen
from screens.widgets.cause_picture import CauseView
from screens.widgets.form_field import Field
from screens.widgets.item_list import ListTable
from screens.widgets.table import RowTable

if TYPE_CHECKING:
    from screens.app import FacilitatorApp


def present(app: FacilitatorApp) -> None:
    """Show the document one thing at a time, beginning with what is under the cursor."""
    stage, timing = app.screen, app.timing
    if not isinstance(stage, StageScreen) or timing is None:
        return

    def left(to_edit: Place | None) -> None:
        timing.enter(stage.STAGE)
        if to_edit is not None:
            go_to(app, to_edit)

    stage.commit_typing()
    app.push_screen(Present(stage.session, place_in_sight(stage), timing.enter), left)


def place_in_sight(stage: StageScreen) -> Place:
    """Return what the cursor of a stage is on: a field, or an item of the list in sight."""
    focused = stage.focused
    for widget in (*([focused] if focused else []), *stage.focus_chain):
        if isinstance(widget, RowTable | CauseView):
            name = widget.spec.name if isinstance(widget, ListTable) else ""
            return Place(stage.STAGE, widget.selected or "", name)
        if field := next((a for a in widget.ancestors if isinstance(a, Field)), None):
            return Place(stage.STAGE, field=field.spec.name)
    return Place(stage.STAGE)
