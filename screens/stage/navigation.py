"""Going to a place of the document: the row or the field where something stands or is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.findings.finding import Place
from facilitator.guide.conditions.base import Result, State
from facilitator.guide.navigation import next_open, stage_beside
from facilitator.guide.publishing import LEFT
from screens.widgets.form_field import DocumentForm, is_in_a_form
from screens.widgets.item_list import ItemList

if TYPE_CHECKING:
    from screens.app import FacilitatorApp
    from screens.stage.screen import StageScreen


def go_to(app: FacilitatorApp, place: Place) -> None:
    """Go to the stage of a place, and there to its row or field as soon as it is shown."""
    app.action_go(place.stage.value)
    stage = next(each for each in app.stages if each.STAGE is place.stage)
    stage.remove_class("-guide-open")
    stage.call_after_refresh(_arrive, stage, place)


def go_beside(stage: StageScreen, by: int) -> None:
    """Go to the stage before or after one, past those that are folded; at an end, nowhere."""
    beside = stage_beside(stage.assessment, stage.STAGE, by)
    if beside is not None:
        stage.facilitator.action_go(beside.value)


def go_to_condition(app: FacilitatorApp, result: Result) -> None:
    """Go where a condition is mended; to the guide, where it is ticked, if it asks for a word."""
    app.action_go(result.stage.value)
    stage = next(each for each in app.stages if each.STAGE is result.stage)
    stage.guiding.went_to(result)
    if result.asked and result.state is State.OPEN:
        stage.call_after_refresh(_ask_for_word, stage, result)
    else:
        go_to(app, result.place)
        stage.call_after_refresh(_say_what_to_do, stage, result)


def go_to_next_open(stage: StageScreen) -> None:
    """Go to the next open condition of this stage, or of the stages after it."""
    guiding = stage.guiding
    result = next_open(stage.assessment, stage.STAGE, guiding.gone_to, guiding.is_worked_on)
    if result is not None:
        go_to_condition(stage.facilitator, result)
    elif stage.session.document.status in LEFT:
        stage.say("Nothing is open: all that is needed is met or waived")
    else:
        stage.say("Nothing is open: in the review, stage 7, s publishes it")


def _say_what_to_do(stage: StageScreen, result: Result) -> None:
    """Show what a condition asks for, until the document changes."""
    stage.guiding.panel.conditions.select(result.condition)
    if result.state is State.OPEN:
        stage.guiding.call_for(result.todo)


def _ask_for_word(stage: StageScreen, result: Result) -> None:
    """Go to a condition in the guide, where somebody's word for it is taken."""
    stage.guiding.enter()
    stage.guiding.panel.conditions.select(result.condition)


def _arrive(stage: StageScreen, place: Place) -> None:
    if not stage.go_to(place):
        stage.focus_first()


def leave_field(stage: StageScreen) -> None:
    """Leave a field: for nothing in a form, so that every key works; else for the list."""
    if is_in_a_form(stage.focused):
        stage.set_focus(None)
    else:
        stage.focus_first()


def field_in(stage: StageScreen, place: Place) -> bool:
    """Put the focus in the field or the list of this name. Returns whether there is one."""
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


def row_in(stage: StageScreen, item_id: str) -> bool:
    """Put the cursor on an item of one of the stage's lists. Returns whether it is in one."""
    return any(items.go_to(item_id) for items in stage.query(ItemList))
