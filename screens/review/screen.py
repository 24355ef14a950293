"""Stage 7, final review: the checklist, a preview of the export, the notes and the status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static, TextArea, Tree
from textual.widgets.tree import TreeNode

from facilitator.findings.finding import Location
from facilitator.guide.conditions.assessment import ChecklistLine, checklist_lines
from facilitator.guide.conditions.condition import ConditionResult, ConditionState
from facilitator.guide.publication import (
    status_change_message,
    status_label,
    with_status,
)
from facilitator.guide.schedule import rescheduled_dates
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.stage import Stage
from screens.base.text import plain, rich_line
from screens.commands.export import ExportAudience, export_job
from screens.commands.parking_lot import PARKING_LOT
from screens.dialogs.choose import ChoiceDialog
from screens.followup.commands import reschedule_reviews
from screens.review.form import (
    NOTES_FIELDS,
    checklist_label,
    condition_details,
    condition_label,
    review_headline,
    status_choices,
)
from screens.stage.navigation import go_to_condition
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList


class Checklist(Tree[ConditionResult | None]):
    """Tree of the six lines of the review, each above the conditions it depends on.

    Lines with an open or waived condition are expanded at first.
    """

    @dataclass
    class ConditionChosen(Message):
        """A condition was chosen; of a line that was chosen, its first open one."""

        result: ConditionResult

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._lines: tuple[ChecklistLine, ...] = ()

    @property
    def selected(self) -> ConditionResult | None:
        """The condition under the cursor; None on a line of the checklist."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def show(self, lines: tuple[ChecklistLine, ...]) -> None:
        """Show the lines of the review; the cursor stays on its condition."""
        if not self._lines:
            for line in lines:
                self.root.add(rich_line(checklist_label(line)), expand=_needs_attention(line))
            self.root.expand()
        for branch, line in zip(self.root.children, lines, strict=True):
            style = "" if _needs_attention(line) else self._quiet
            branch.set_label(rich_line(checklist_label(line), style))
            self._show_results(branch, line)
        self._lines = lines

    def on_mount(self) -> None:
        """Repaint the labels, whose colour is the theme's, when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.show(self._lines))

    @property
    def _quiet(self) -> str:
        """Colour of what needs no attention.

        It is a colour, not `dim`, since the style of the cursor overrides a colour only.
        """
        return self.app.theme_variables.get("quiet", "")

    def go_to_first_open(self) -> None:
        """Move the cursor to the first open condition, after the next layout."""
        self._go_to_first(lambda result: result.state is ConditionState.OPEN)

    def go_to(self, condition: str) -> bool:
        """Move the cursor to a condition, after the next layout. Returns whether it is listed."""
        return self._go_to_first(lambda result: result.condition == condition)

    def _go_to_first(self, matches: Callable[[ConditionResult], bool]) -> bool:
        for branch in self.root.children:
            for node in branch.children:
                if node.data is not None and matches(node.data):
                    branch.expand()
                    # A tree numbers the lines of an expanded branch only with its next layout.
                    self.call_after_refresh(self.move_cursor, node)
                    return True
        return False

    def _show_results(self, branch: TreeNode[ConditionResult | None], line: ChecklistLine) -> None:
        """Show the conditions of a line; nodes are replaced only where other conditions apply."""
        results = [
            result for result in line.results if result.state is not ConditionState.NOT_NEEDED
        ]
        before = [node.data.condition for node in branch.children if node.data is not None]
        if before != [result.condition for result in results]:
            branch.remove_children()
            for result in results:
                branch.add_leaf("", data=result)
        for node, result in zip(branch.children, results, strict=True):
            node.data = result
            style = self._quiet if result.state is ConditionState.MET else ""
            node.set_label(rich_line(condition_label(result), style))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[ConditionResult | None]) -> None:
        event.stop()
        beneath = [node.data for node in event.node.children if node.data is not None]
        first_open = next(
            (result for result in beneath if result.state is ConditionState.OPEN), None
        )
        if chosen := event.node.data or first_open:
            self.post_message(self.ConditionChosen(chosen))
        else:
            event.node.toggle()


def _needs_attention(line: ChecklistLine) -> bool:
    """Whether a condition of the line is open, or is waived and should be reconsidered."""
    states = {result.state for result in line.results}
    return bool(states & {ConditionState.OPEN, ConditionState.WAIVED})


class ReviewScreen(StageScreen):
    """The checklist, the document as Markdown for an audience, private notes and parking lot."""

    STAGE = Stage.REVIEW
    CSS_PATH = [STAGE_CSS, "review.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS = [
        Binding("s", "ask_status", "Status", id="review.status"),
        Binding("c", "copy", "Copy", id="review.copy"),
        Binding("v", "other_readers", "Readers", id="review.readers"),
        Binding("m", "move_reviews", "Move reviews", id="review.move"),
    ]

    checklist = query_one(Checklist)
    preview = query_one("#review-preview", TextArea)

    def __init__(self) -> None:
        super().__init__()
        self._audience = ExportAudience.COLLEAGUES
        """The audience of the preview."""

    def compose_stage(self) -> ComposeResult:
        """Lay checklist, preview, then notes and parking lot; the styles arrange the columns."""
        with VerticalScroll(id="review", can_focus=False), Container(id="review-columns"):
            with Vertical(id="review-list"):
                yield Static(id="standing")
                yield Checklist(id="checklist")
                yield Static(id="whole")
            with Vertical(id="review-document"):
                yield Static(id="review-readers", classes="heading")
                yield TextArea("", read_only=True, compact=True, id="review-preview")
            with Vertical(id="review-inside"):
                yield DocumentForm(NOTES_FIELDS, id="notes-form")
                yield ItemList(PARKING_LOT)

    def focus_first(self) -> None:
        """Focus the checklist, at first on its first open condition."""
        if self.checklist.selected is None:
            self.checklist.go_to_first_open()
        self.checklist.focus()

    def go_to(self, place: Location) -> bool:
        """Go to a condition of the checklist, or to a field of the notes."""
        if not place.item_id:
            return super().go_to(place)
        self.checklist.focus()
        return self.checklist.go_to(place.item_id)

    def show_document(self, document: Postmortem) -> None:
        """Show status, checklist and preview."""
        self.refresh_bindings()  # the key to reschedule depends on the document
        headline = review_headline(document, self.assessment)
        self.query_one("#standing", Static).update(plain(headline))
        self.checklist.show(checklist_lines(self.assessment))
        self._show_details()
        self._show_preview()

    def _show_preview(self) -> None:
        audience, job = self._audience, export_job(self.facilitator, self.session)
        heading = f"As it leaves, for {audience.value} (v: for {audience.other.value})"
        self.query_one("#review-readers", Static).update(plain(heading))
        markdown = job.markdown(audience)
        if markdown != self.preview.text:
            offset = self.preview.scroll_offset
            self.preview.load_text(markdown)
            self.preview.scroll_to(offset.x, offset.y, animate=False)

    def action_other_readers(self) -> None:
        """Preview the document for the other audience, and scroll to the preview."""
        self._audience = self._audience.other
        self._show_preview()
        self.preview.focus(scroll_visible=False)
        # At the top, so that on a narrow screen it hides the private notes from the room.
        self.query_one("#review-document").scroll_visible(top=True, animate=False)

    @on(Tree.NodeHighlighted)
    def _show_details(self) -> None:
        result = self.checklist.selected
        details = (
            condition_details(result) if result else "Enter goes to the first that is open here."
        )
        self.query_one("#whole", Static).update(plain(details))

    @on(Checklist.ConditionChosen)
    def _condition_chosen(self, event: Checklist.ConditionChosen) -> None:
        go_to_condition(self.facilitator, event.result)

    def action_copy(self) -> None:
        """Open the export dialog, where the same key copies."""
        self.facilitator.action_output()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the key to reschedule reviews only where there are some to reschedule."""
        if action == "move_reviews":
            return bool(rescheduled_dates(self.document))
        return super().check_action(action, parameters)

    def action_move_reviews(self) -> None:
        """Reschedule the reviews to come, counted from the day of publishing."""
        reschedule_reviews(self)

    def action_ask_status(self) -> None:
        """Ask for the status."""

        def answered(key: str | None) -> None:
            if key is not None:
                self._set_status(Status(key))

        question = f"How far is it? Now: {status_label(self.document)}"
        choices = status_choices(self.document)
        dialog = ChoiceDialog(question, choices, self.document.status.value)
        self.app.push_screen(dialog, answered)

    def _set_status(self, status: Status) -> None:
        """Set the status; publishing is refused while a condition that the depth needs is open."""
        before, now = self.document, datetime.now(UTC)
        rules = self.facilitator.settings.rules
        if not self.edit_or_notify(lambda d: with_status(d, status, now, rules), "Set status"):
            return
        if message := status_change_message(before, self.document, now):
            self.notify(message)
        if self.document.revision > before.revision:
            # A new revision was begun, which the notice about a published document asks for.
            self.session.dismiss_notice()
