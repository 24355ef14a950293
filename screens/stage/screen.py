"""The frame all stages share: title, rail, guide, footer, and the road every edit takes.

Which keys the footer of a stage shows, by where the focus is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer

from facilitator.findings.finding import Place
from facilitator.guide.conditions.base import Assessment
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.base import in_one_sentence
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.session.session import Session
from facilitator.session.store import StoreError
from screens.base.screen import FittedScreen, FocusInSight, Repainted
from screens.stage.conditions_view import ConditionsView
from screens.stage.edits import FieldEditing, FindingEditing, ItemEditing
from screens.stage.findings_view import FindingsView
from screens.stage.guide import ConditionEditing, Guiding
from screens.stage.guide_panel import GuidePanel
from screens.stage.navigation import field_in, go_beside, go_to_next_open, leave_field, row_in
from screens.stage.stage_rail import StageRail
from screens.stage.title_bar import Banner, TitleBar
from screens.widgets.form_field import DocumentForm, is_in_a_form
from screens.widgets.form_spec import ListSpec
from screens.widgets.item_list import ItemList
from screens.widgets.lint_input import Marked

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_BESIDE_THE_GUIDES = frozenset({"edit.undo"})
"""Keys of the stage that the footer shows in the guide as well, by their ids."""

_BESIDE_A_FIELDS = {"escape": "field.leave", "f9": "go.next"}
"""Keys of the stage that lead on from a field, where letters and figures are only typed."""


def in_the_footer(stage: StageScreen, active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return what keys do now, those shown that matter where the focus is.

    In the guide the keys of the stage give way to its own.
    """
    if stage.guiding.panel.has_focus_within:
        return {
            key: _shown(each, each.binding.show and each.binding.id in _BESIDE_THE_GUIDES)
            if each.node is stage
            else each
            for key, each in active.items()
        }
    if is_in_a_form(stage.focused):
        return {
            key: _shown(each) if _BESIDE_A_FIELDS.get(key, "") == each.binding.id else each
            for key, each in active.items()
        }
    return active


def _shown(active: ActiveBinding, show: bool = True) -> ActiveBinding:
    return active._replace(binding=replace(active.binding, show=show))


STAGE_CSS = Path(__file__).with_name("stage.tcss")
"""The styles of the frame; a stage names them before its own."""

_WIDE = 110
"""Columns from which on the guide stands beside the stage."""


class StageScreen(FittedScreen[None], FocusInSight[None], Repainted):
    """One stage. Subclasses compose it, show the document in it, and name what people want."""

    STAGE: ClassVar[Stage]
    session: Session
    """The postmortem the stage was made for: what arrives after it was closed still finds it."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide"), (150, "-roomy")]
    CSS_PATH: ClassVar[list[str | PurePath]] = [STAGE_CSS]
    AUTO_FOCUS = ""
    BINDINGS = [
        *(
            Binding(
                str(n),
                f"app.go('{stage.value}')",
                f"Go to {guide_for(stage).short}",
                show=False,
                id=f"go.{n}",
            )
            for n, stage in enumerate(STAGES, start=1)
        ),
        Binding("left_square_bracket,f8", "step(-1)", "Previous stage", False, id="go.previous"),
        Binding("right_square_bracket,f9", "step(1)", "Next stage", False, id="go.next"),
        Binding("u", "undo", "Undo", id="edit.undo"),
        Binding("ctrl+r", "redo", "Redo", False, id="edit.redo"),
        Binding("f2", "guide", "Guide", id="guide.open"),
        Binding("ctrl+g", "next_open", "Go to what is open", False, id="guide.next_open"),
        Binding("ctrl+n,space", "question(1)", "Next question", False, id="guide.ask"),
        Binding("backspace", "question(-1)", "Question before", False, id="guide.back"),
        Binding("f10", "app.close_postmortem", "Library", False, id="go.library"),
        Binding("ctrl+o", "app.output", "Output", id="output.open"),
        Binding("f3", "app.park", "Park a thought", False, id="park"),
        Binding("f4", "app.timer", "Timer: start or pause", False, id="timer"),
        Binding("f5", "app.present", "Present", False, id="present"),
        Binding("f6", "app.clashes", "Other windows", False, id="clashes.open"),
        Binding("f7", "app.history", "Earlier saves", False, id="history.open"),
        Binding("f12", "app.save_elsewhere", "Save elsewhere", False, id="elsewhere"),
        Binding("escape", "leave_field", "Leave the field", False, id="field.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown: Postmortem | None = None
        self._acting_on: Postmortem | None = None
        self.title_bar = TitleBar()
        self.guiding = Guiding(self)
        self._banner = Banner(id="banner")
        self._findings = FindingEditing(self)

    def compose(self) -> ComposeResult:
        """Lay the frame around the stage, narrow from the first frame on where it has to be."""
        self.set_class(self.app.size.width < _WIDE, "-narrow")
        yield self.title_bar
        yield self.guiding.rail
        yield self._banner
        with Horizontal(id="frame"):
            with Vertical(id="stage"):
                yield from self.compose_stage()
            yield self.guiding.panel
        yield self.guiding.line
        yield Footer(show_command_palette=False, compact=True)

    def compose_stage(self) -> ComposeResult:
        """Yield what the stage shows; each stage has its own."""
        raise NotImplementedError

    def show_document(self, document: Postmortem) -> None:
        """Show the document in the stage's widgets; each stage has its own."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where the stage begins."""
        self.focus_next()

    def go_to(self, place: Place) -> bool:
        """Put the focus where a place is, once the stage is shown. Returns whether it is there."""
        return row_in(self, place.item_id) if place.item_id else field_in(self, place)

    @property
    def facilitator(self) -> FacilitatorApp:
        """The application, by its own type."""
        return cast("FacilitatorApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What each key does now, and which of them the footer shows."""
        return in_the_footer(self, super().active_bindings)

    @property
    def document(self) -> Postmortem:
        """The document as the person here knows it: every edit is made from this one.

        Beneath a sheet it stays the one the sheet was opened on, whatever another window saves
        meanwhile; the session merges an edit that was made from it.
        """
        return self._acting_on or self.session.document

    @property
    def assessment(self) -> Assessment:
        """How every condition stands in the document as it is."""
        return self.guiding.assessment

    def on_mount(self) -> None:
        """Show the document, and begin where the stage begins."""
        self.guiding.show()
        self.call_after_refresh(self.facilitator.lens.begin)
        self.repaint()
        self.focus_first()

    def on_screen_resume(self) -> None:
        """Catch up with edits made in other stages, and with what was found meanwhile."""
        self.guiding.show()
        self.repaint()
        self.call_after_refresh(self.show_findings)

    def repaint(self) -> None:
        """Show the session: its save state always, its document where it changed.

        Rail and guide follow once a frame has shown what was edited, behind keys typed meanwhile.
        """
        session = self.session
        self.title_bar.show(session)
        self._banner.show(session)
        if self.is_active:
            self._acting_on = session.document
        if session.document is not self._shown:
            self._shown = session.document
            # A query matches selectors: of a screen that takes forty times as long as walking it.
            for form in self.walk_children(DocumentForm):
                form.show(session.document)
            for items in self.walk_children(ItemList):
                items.show(session.document)
            self.show_document(session.document)
        if self.guiding.is_behind:
            self.call_after_refresh(self.call_later, self.guiding.show)

    def show_findings(self) -> None:
        """Show what asks for a second look, as far as it is known by now."""
        self.guiding.show_findings()

    def edit(
        self,
        change: Callable[[Postmortem], Postmortem],
        label: str,
        joining: str = "",
        since: Postmortem | None = None,
    ) -> str:
        """Make an edit. Returns what is wrong with it in one sentence; empty where it was made.

        `since`: the document the edit was begun on, where that is not the one shown.
        """
        since = since or self.document
        try:
            self.session.edit(change(since), label, joining, since)
        except (ValueError, LookupError, StoreError) as error:
            return in_one_sentence(error)
        self.facilitator.lens.settle()
        self._acting_on = self.session.document
        self.guiding.is_worked_on = True
        return ""

    def edit_or_say(self, change: Callable[[Postmortem], Postmortem], label: str) -> bool:
        """Make an edit, and say what is wrong where it cannot be made."""
        problem = self.edit(change, label)
        if problem:
            self.say(problem, warn=True)
        return not problem

    def say(self, sentence: str, warn: bool = False) -> None:
        """Say something in passing."""
        self.notify(sentence, severity="warning" if warn else "information")

    @on(DocumentForm.Edited)
    def _field_edited(self, event: DocumentForm.Edited) -> None:
        FieldEditing(self).take(event)

    @on(Marked.LetStand)
    def _finding_stands(self) -> None:
        self.commit_typing()
        self.edit_or_say(lambda document: document, "Let a finding stand")

    def commit_typing(self) -> None:
        """Take what stands half typed in the fields, before the stage is left."""
        FieldEditing(self).take_half_typed()

    def begun_lines(self) -> list[str]:
        """Return what stands in the stage's entry line and was not entered yet."""
        return []

    @on(ItemList.Wanted)
    def _items_wanted(self, event: ItemList.Wanted) -> None:
        self.edit_items(event.items.spec, event.what, event.item_id)

    def edit_items(self, spec: ListSpec, what: str, item_id: str | None) -> None:
        """Add, edit or delete an item of a list, through its sheet."""
        ItemEditing(self, spec).do(what, item_id)

    @on(ConditionsView.Wanted)
    def _condition_wanted(self, event: ConditionsView.Wanted) -> None:
        ConditionEditing(self, event.result).do(event.what)

    @on(FindingsView.Wanted)
    def _finding_wanted(self, event: FindingsView.Wanted) -> None:
        self._findings.do(event.what, event.finding, event.rewrite)

    @on(events.DescendantFocus)
    def _make_way(self) -> None:
        self.guiding.make_way()

    @on(GuidePanel.Left)
    def _guide_left(self) -> None:
        self.guiding.leave()

    @on(StageRail.Chosen)
    def _stage_chosen(self, event: StageRail.Chosen) -> None:
        self.facilitator.action_go(event.stage.value)

    def action_step(self, by: int) -> None:
        """Go to the stage before or after, past those that are folded."""
        go_beside(self, by)

    def action_undo(self) -> None:
        """Take the last edit back."""
        label = self.session.undo()
        self._stepped(f"Undone: {label}" if label else "Nothing to undo")

    def action_redo(self) -> None:
        """Do the last undone edit again."""
        label = self.session.redo()
        self._stepped(f"Done again: {label}" if label else "Nothing to do again")

    def _stepped(self, says: str) -> None:
        self._acting_on = self.session.document
        self.say(says)

    def action_next_open(self) -> None:
        """Go to the next condition that is open."""
        go_to_next_open(self)

    def action_guide(self) -> None:
        """Go to the guide, opening it where it is folded, or back."""
        (self.guiding.leave if self.guiding.panel.has_focus_within else self.guiding.enter)()

    def action_question(self, by: int) -> None:
        """Ask the next question of the stage, or go back to the one before."""
        self.guiding.ask(by)

    def action_leave_field(self) -> None:
        """Leave a field for what it belongs to."""
        leave_field(self)
