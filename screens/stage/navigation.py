"""Going to a place in the document (a stage, and a row or field in it) or to a condition."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.condition import ConditionResult, ConditionState
from facilitator.guide.navigation import adjacent_stage, next_open_condition
from facilitator.guide.publication import PUBLISHED_STATUSES
from screens.services.context import AppContext, StageContext
from screens.widgets.form_field import DocumentForm, is_in_form
from screens.widgets.item_list import ItemList


def go_to(app: AppContext, place: Location) -> None:
    """Go to the stage of a place, and there to its row or field as soon as it is shown."""
    app.action_go(place.stage.value)
    stage = app.stage(place.stage)
    stage.remove_class("-guide-open")
    # After the layout: the row or field may not be shown yet in a stage that has just been opened.
    stage.call_after_refresh(_focus_place, stage, place)


def go_to_adjacent_stage(stage: StageContext, by: int) -> None:
    """Go to the previous (-1) or next (1) stage that the depth needs; do nothing at an end."""
    beside = adjacent_stage(stage.assessment, stage.STAGE, by)
    if beside is not None:
        stage.facilitator.action_go(beside.value)


def go_to_condition(app: AppContext, result: ConditionResult) -> None:
    """Go to the place where a condition is fixed, or to the guide, where a person confirms it."""
    app.action_go(result.stage.value)
    if not needs_confirmation(result):
        go_to(app, result.location)
    app.stage(result.stage).show_condition(result)


def needs_confirmation(result: ConditionResult) -> bool:
    """Whether a condition waits for somebody to confirm it, rather than for an edit."""
    return result.needs_confirmation and result.state is ConditionState.OPEN


def go_to_next_open(stage: StageContext, last_visited: str, was_edited_since: bool) -> None:
    """Go to the next open condition of this stage, or of the stages after it.

    `last_visited` is the condition that was visited before; it is passed over unless the stage was
    edited since.
    """
    result = next_open_condition(stage.assessment, stage.STAGE, last_visited, was_edited_since)
    if result is not None:
        go_to_condition(stage.facilitator, result)
    elif stage.session.document.status in PUBLISHED_STATUSES:
        stage.notify("Nothing is open: all that is needed is met or waived")
    else:
        stage.notify("Nothing is open: in the review, stage 7, s publishes it")


def _focus_place(stage: StageContext, place: Location) -> None:
    if not stage.go_to(place):
        stage.focus_first()


def leave_field(stage: StageContext) -> None:
    """Move the focus out of a field, to the widget the stage begins with."""
    # From a form to no widget at all: the first widget would be a field again.
    if is_in_form(stage.focused):
        stage.set_focus(None)
    else:
        stage.focus_first()


def focus_field(stage: StageContext, place: Location) -> bool:
    """Focus the field or list a place names. Returns whether the stage has one."""
    name = place.field.rpartition(".")[2]
    for form in stage.query(DocumentForm):
        if form.has_field(name):
            form.field(name).editor.focus()
            return True
    for items in stage.query(ItemList):
        if items.spec.name == name:
            items.table.focus()
            return True
    return False


def select_row(stage: StageContext, item_id: str) -> bool:
    """Move the cursor to an item in one of the stage's lists. Returns whether it is in one."""
    return any(items.go_to(item_id) for items in stage.query(ItemList))
