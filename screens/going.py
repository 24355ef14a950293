"""Going to a place of the document: the row or the field where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.findings.place import Place
from screens.widgets.document_form import DocumentForm
from screens.widgets.item_list import ItemList

if TYPE_CHECKING:
    from screens.app import FacilitatorApp
    from screens.stage import StageScreen


def go_to(app: FacilitatorApp, place: Place) -> None:
    """Go to the stage of a place, and there to its row or field as soon as it is shown."""
    app.action_go(place.stage.value)
    stage = next(each for each in app.stages if each.STAGE is place.stage)
    stage.remove_class("-guide-open")
    stage.call_after_refresh(_arrive, stage, place)


def _arrive(stage: StageScreen, place: Place) -> None:
    if not stage.go_to(place):
        stage.focus_first()


def field_in(stage: StageScreen, place: Place) -> bool:
    """Put the focus in the form's field of this name. Returns whether there is one."""
    name = place.field.rpartition(".")[2]
    for form in stage.query(DocumentForm):
        if form.has_field(name):
            form.field(name).editor.focus()
            return True
    return False


def row_in(stage: StageScreen, item_id: str) -> bool:
    """Put the cursor on an item of one of the stage's lists. Returns whether it is in one."""
    return any(items.go_to(item_id) for items in stage.query(ItemList))
