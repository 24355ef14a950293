"""The screen that all stages derive from: title bar, stage rail, guide, footer, and edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Footer

from facilitator.findings.finding import Finding, Location
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import Assessment, ConditionResult, ConditionState
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.base import error_sentence
from facilitator.model.postmortem import Postmortem
from facilitator.session.store import StoreError
from screens.services.context import StageContext
from screens.stage.conditions_view import ConditionsView
from screens.stage.edits import (
    AppliedRewrite,
    apply_rewrite,
    commit_field,
    commit_half_typed_fields,
    edit_item,
    suppress_finding,
)
from screens.stage.findings_view import FindingsView
from screens.stage.guide import GuideController, tick_condition, waive_condition
from screens.stage.guide_panel import GuidePanel
from screens.stage.navigation import (
    focus_field,
    go_to,
    go_to_adjacent_stage,
    go_to_next_open,
    leave_field,
    needs_confirmation,
    select_row,
)
from screens.stage.stage_rail import StageRail
from screens.stage.title_bar import Banner, TitleBar
from screens.widgets.form_field import DocumentForm, is_in_form
from screens.widgets.form_spec import ListSpec
from screens.widgets.item_list import ItemList
from screens.widgets.lint_input import LintedInput

_SHOWN_IN_GUIDE = frozenset({"edit.undo"})
"""Ids of the stage's bindings that the footer shows in the guide as well."""

_SHOWN_IN_FIELD = {"escape": "field.leave", "f9": "go.next"}
"""Keys that leave a field, where letters and digits are text; key to binding id."""


def _footer_bindings(
    stage: StageScreen, active: dict[str, ActiveBinding]
) -> dict[str, ActiveBinding]:
    """Return the active bindings, with those shown in the footer that matter at the focus.

    In the guide the footer shows the guide's own keys instead of the stage's.
    """
    if stage.guide.panel.has_focus_within:
        return {
            key: _with_shown(each, each.binding.show and each.binding.id in _SHOWN_IN_GUIDE)
            if each.node is stage
            else each
            for key, each in active.items()
        }
    if is_in_form(stage.focused):
        return {
            key: _with_shown(each) if _SHOWN_IN_FIELD.get(key, "") == each.binding.id else each
            for key, each in active.items()
        }
    return active


def _with_shown(active: ActiveBinding, show: bool = True) -> ActiveBinding:
    return active._replace(binding=replace(active.binding, show=show))


STAGE_CSS = Path(__file__).with_name("stage.tcss")
"""Styles of the frame; each stage lists them before its own."""

_WIDE = 110
"""Columns from which on the guide is beside the stage; below, it takes the place of the stage."""


class StageScreen(StageContext):
    """Base of the stages. A subclass composes the content and shows the document in it.

    Every edit takes the same way: `edit` here, the session, its listeners (autosave, findings), and
    a repaint of the screens.
    """

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
        self._shown_document: Postmortem | None = None
        self._dialog_base: Postmortem | None = None
        """The document a dialog in front was opened on."""
        self._assessed: tuple[Postmortem, Assessment] | None = None
        self._last_rewrite: AppliedRewrite | None = None
        self._focus_before_guide: Widget | None = None
        """The focused widget before the guide was entered; the stage itself if none was."""
        self.title_bar = TitleBar()
        self.guide = GuideController(self.STAGE)
        self._banner = Banner(id="banner")

    def compose(self) -> ComposeResult:
        """Compose the frame around the stage."""
        # Textual sets the class of a breakpoint only after the first layout: the guide would flash.
        self.set_class(self.app.size.width < _WIDE, "-narrow")
        yield self.title_bar
        yield self.guide.rail
        yield self._banner
        with Horizontal(id="frame"):
            with Vertical(id="stage"):
                yield from self.compose_stage()
            yield self.guide.panel
        yield self.guide.line
        yield Footer(show_command_palette=False, compact=True)

    def compose_stage(self) -> ComposeResult:
        """Compose the content of the stage."""
        raise NotImplementedError

    def show_document(self, document: Postmortem) -> None:
        """Show the document in the stage's own widgets."""
        raise NotImplementedError

    def go_to(self, place: Location) -> bool:
        """Focus the row or the field of a place. Returns whether the stage has it."""
        return select_row(self, place.item_id) if place.item_id else focus_field(self, place)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, with those the footer shows marked."""
        return _footer_bindings(self, super().active_bindings)

    @property
    def document(self) -> Postmortem:
        """The document that edits are based on; see `StageContext.document`."""
        return self._dialog_base or self.session.document

    @property
    def assessment(self) -> Assessment:
        """The state of every exit condition of the current document, computed when asked for."""
        document = self.session.document
        if self._assessed is None or self._assessed[0] is not document:
            self._assessed = (document, assess(document, self.facilitator.settings.rules))
        return self._assessed[1]

    def on_mount(self) -> None:
        """Show the document, and focus the widget the stage begins with."""
        self._show_guide()
        # After the first frame: the thread that imports the rules would hold it up.
        self.call_after_refresh(self.facilitator.lens.load)
        self.repaint()
        self.focus_first()

    def on_screen_resume(self) -> None:
        """Show the edits and findings since the stage was last in front."""
        self._show_guide()
        self.repaint()
        self.call_after_refresh(self.show_findings)

    def repaint(self) -> None:
        """Show the save state, and the document where it changed.

        The rail and the guide follow after the next frame and after keys typed meanwhile, so that
        an edit shows at once.
        """
        session = self.session
        self.title_bar.show(session)
        self._banner.show(session)
        if self.is_active:
            self._dialog_base = session.document
        if session.document is not self._shown_document:
            self._shown_document = session.document
            # walk_children, since a query matches selectors: forty times as slow on a screen.
            for form in self.walk_children(DocumentForm):
                form.show(session.document)
            for items in self.walk_children(ItemList):
                items.show(session.document)
            self.show_document(session.document)
        if self.guide.is_behind(session.document):
            self.call_after_refresh(self.call_later, self._show_guide)

    def _show_guide(self) -> None:
        """Bring the rail and the guide up to date with the document."""
        document = self.session.document
        if not self.guide.is_behind(document):
            return
        app = self.facilitator
        app.lens.refresh()
        own_prompts = app.settings.prompts(self.STAGE)
        self.guide.show(document, self.assessment, own_prompts, app.asked.keys_of(document.id))

    def show_findings(self) -> None:
        """Show the findings of the last search in the rail and the guide."""
        found = self.facilitator.findings
        if found is not None and found.document is not None:
            self.guide.show_findings(found.document, found.findings, found.counts)

    def show_clock(self, words: str, style: str) -> None:
        """Show the stage timer in the title bar."""
        self.title_bar.show_clock(words, style)

    def edit(
        self,
        change: Callable[[Postmortem], Postmortem],
        label: str,
        coalesce_key: str = "",
        since: Postmortem | None = None,
    ) -> str:
        """Make an edit; see `StageContext.edit`."""
        since = since or self.document
        try:
            self.session.edit(change(since), label, coalesce_key, since)
        except (ValueError, LookupError, StoreError) as error:
            return error_sentence(error)
        self.facilitator.lens.record_suppressions()
        self._dialog_base = self.session.document
        self.guide.was_edited_since = True
        return ""

    @on(DocumentForm.Edited)
    def _field_edited(self, event: DocumentForm.Edited) -> None:
        commit_field(self, event)

    @on(LintedInput.FindingSuppressed)
    def _finding_suppressed(self) -> None:
        self.commit_typing()
        self.edit_or_notify(lambda document: document, "Let a finding stand")

    def commit_typing(self) -> None:
        """Put half-typed fields into the document; see `StageContext.commit_typing`."""
        commit_half_typed_fields(self)

    @on(ItemList.CommandRequested)
    def _item_command(self, event: ItemList.CommandRequested) -> None:
        self.edit_items(event.item_list.spec, event.command, event.item_id)

    def edit_items(self, spec: ListSpec, what: str, item_id: str | None) -> None:
        """Add, edit or delete an item of a list, through its form."""
        edit_item(self, spec, what, item_id)

    @on(ConditionsView.CommandRequested)
    def _condition_command(self, event: ConditionsView.CommandRequested) -> None:
        (tick_condition if event.command == "tick" else waive_condition)(self, event.result)

    @on(FindingsView.CommandRequested)
    def _finding_command(self, event: FindingsView.CommandRequested) -> None:
        match event.command:
            case "go":
                self.remove_class("-guide-open")
                go_to(self.facilitator, event.finding.location)
            case "rewrite":
                self._apply_rewrite(event.finding, event.rewrite)
            case "suppress":
                suppress_finding(self, event.finding)

    def _apply_rewrite(self, finding: Finding, rewrite: int) -> None:
        applied = apply_rewrite(self, finding, rewrite, self._last_rewrite)
        if applied is not None:
            self._last_rewrite = applied
            # The finding is gone from the document, and stays in the list for its other rewrite.
            self.guide.panel.findings.show_applied(finding, rewrite, applied.after)
            self.facilitator.refresh_findings()

    def show_condition(self, result: ConditionResult) -> None:
        """Show an exit condition; see `StageContext.show_condition`."""
        self.guide.note_visit(result)
        needs_name = needs_confirmation(result)
        # After `go_to`, which moves the focus to the place after the next frame as well.
        self.call_after_refresh(
            self._show_confirmation if needs_name else self._show_instruction, result
        )

    def _show_confirmation(self, result: ConditionResult) -> None:
        """Go to a condition in the guide, where a person confirms it."""
        self._enter_guide()
        self.guide.panel.conditions.select(result.condition)

    def _show_instruction(self, result: ConditionResult) -> None:
        """Show what a condition asks for, until the document changes."""
        self.guide.panel.conditions.select(result.condition)
        if result.state is ConditionState.OPEN:
            self.guide.show_instruction(self.session.document, result.todo)

    def _enter_guide(self) -> None:
        """Focus the guide, opening it where it is folded."""
        if not self.guide.panel.has_focus_within:
            self._focus_before_guide = self.focused or self
        self.add_class("-guide-open")
        self.guide.panel.take_focus()

    @on(events.DescendantFocus)
    def _fold_guide(self) -> None:
        """Fold the guide where it would cover the focused widget.

        A key that works in the guide as well, such as `a` in the actions, moves the focus.
        """
        self.set_class(self.guide.panel.has_focus_within, "-guide-open")

    @on(GuidePanel.Exited)
    def _leave_guide(self) -> None:
        """Return the focus to the widget that had it; in a narrow terminal, fold the guide."""
        back, self._focus_before_guide = self._focus_before_guide, None
        self.remove_class("-guide-open")
        if back is self:
            self.set_focus(None)
        elif back is not None and back.is_attached:
            back.focus(scroll_visible=False)
        else:
            self.focus_first()

    @on(StageRail.Chosen)
    def _stage_chosen(self, event: StageRail.Chosen) -> None:
        self.facilitator.action_go(event.stage.value)

    def action_step(self, by: int) -> None:
        """Go to the previous (-1) or next (1) stage, skipping those the depth does not need."""
        go_to_adjacent_stage(self, by)

    def action_undo(self) -> None:
        """Undo the last edit."""
        label = self.session.undo()
        self._after_undo(f"Undone: {label}" if label else "Nothing to undo")

    def action_redo(self) -> None:
        """Redo the edit that was undone last."""
        label = self.session.redo()
        self._after_undo(f"Done again: {label}" if label else "Nothing to do again")

    def _after_undo(self, message: str) -> None:
        self._dialog_base = self.session.document
        self.notify(message)

    def action_next_open(self) -> None:
        """Go to the next condition that is open."""
        go_to_next_open(self, self.guide.last_visited, self.guide.was_edited_since)

    def action_guide(self) -> None:
        """Go to the guide, opening it where it is folded, or back."""
        (self._leave_guide if self.guide.panel.has_focus_within else self._enter_guide)()

    def action_question(self, by: int) -> None:
        """Show the next prompt of the stage, or the previous one."""
        if asked := self.guide.ask(by):
            self.facilitator.asked.record(self.session.document.id, asked)

    def action_leave_field(self) -> None:
        """Move the focus out of a field."""
        leave_field(self)
