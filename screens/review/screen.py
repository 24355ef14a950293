"""Stage 7: the last look. The checklist, the document as it will leave, and its status.

The six lines of the review as a tree: each above the conditions it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from facilitator.guide.conditions.base import ConditionResult, ConditionState
from facilitator.guide.publication import status_words
from facilitator.guide.schedule import rescheduled_dates
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.stage import Stage
from screens.base.text import rich_line, plain
from screens.commands.export import Audience, export_job
from screens.commands.parking_lot import PARKING_LOT
from screens.dialogs.choose import ChoiceDialog
from screens.followup.commands import reschedule_reviews, set_status
from screens.review.form import (
    NOTES_FIELDS,
    line_words,
    result_words,
    standing_words,
    status_answers,
    whole_words,
)
from screens.stage.navigation import go_to_condition
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.form_field import DocumentForm
from screens.widgets.item_list import ItemList


class Checklist(Tree[ConditionResult | None]):
    """Lines with something open or waived stand unfolded; the cursor stays on its condition."""

    @dataclass
    class Chosen(Message):
        """A condition was chosen, or a line with something open: the first of it."""

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
        """Repaint what changed."""
        if not self._lines:
            for line in lines:
                self.root.add(rich_line(line_words(line)), expand=_matters(line))
            self.root.expand()
        for branch, line in zip(self.root.children, lines, strict=True):
            branch.set_label(rich_line(line_words(line), "" if _matters(line) else self._quiet))
            self._show_results(branch, line)
        self._lines = lines

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.show(self._lines))

    @property
    def _quiet(self) -> str:
        """What is settled steps back; unlike dimming this colour gives way to the cursor's."""
        return self.app.theme_variables.get("quiet", "")

    def go_to_first_open(self) -> None:
        """Put the cursor on the first condition that is still open, once it is laid out."""
        self._go_to_first(lambda result: result.state is ConditionState.OPEN)

    def go_to(self, condition: str) -> bool:
        """Put the cursor on a condition, once it is laid out. Returns whether it is there."""
        return self._go_to_first(lambda result: result.condition == condition)

    def _go_to_first(self, is_meant: Callable[[ConditionResult], bool]) -> bool:
        for branch in self.root.children:
            for node in branch.children:
                if node.data is not None and is_meant(node.data):
                    branch.expand()
                    self.call_after_refresh(self.move_cursor, node)
                    return True
        return False

    def _show_results(self, branch: TreeNode[ConditionResult | None], line: ChecklistLine) -> None:
        """Show what a line rests on, relabelling where the same conditions stay."""
        results = [result for result in line.results if result.state is not ConditionState.NOT_NEEDED]
        before = [node.data.condition for node in branch.children if node.data is not None]
        if before != [result.condition for result in results]:
            branch.remove_children()
            for result in results:
                branch.add_leaf("", data=result)
        for node, result in zip(branch.children, results, strict=True):
            node.data = result
            settled = result.state is ConditionState.MET
            node.set_label(rich_line(result_words(result), self._quiet if settled else ""))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[ConditionResult | None]) -> None:
        event.stop()
        beneath = [node.data for node in event.node.children if node.data is not None]
        first_open = next((result for result in beneath if result.state is ConditionState.OPEN), None)
        if chosen := event.node.data or first_open:
            self.post_message(self.Chosen(chosen))
        else:
            event.node.toggle()


def _matters(line: ChecklistLine) -> bool:
    shown = {result.state for result in line.results}
    return bool(shown & {ConditionState.OPEN, ConditionState.WAIVED})


class ReviewScreen(StageScreen):
    """Six lines and what they rest on; beside or beneath them the document as Markdown."""

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
        self._readers = Audience.COLLEAGUES
        """For whom the document is shown as it leaves."""

    def compose_stage(self) -> ComposeResult:
        """Lay the checklist before the document, and what stays inside beneath both."""
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
        """Begin in the checklist, on what is still open."""
        if self.checklist.selected is None:
            self.checklist.go_to_first_open()
        self.checklist.focus()

    def go_to(self, place: Location) -> bool:
        """Go to a condition of the checklist, by its name, or to the notes."""
        if not place.item_id:
            return super().go_to(place)
        self.checklist.focus()
        return self.checklist.go_to(place.item_id)

    def show_document(self, document: Postmortem) -> None:
        """Show how the document stands, and as what it leaves."""
        self.refresh_bindings()  # whether there are reviews to move
        standing = standing_words(document, self.assessment)
        self.query_one("#standing", Static).update(plain(standing))
        self.checklist.show(checklist_lines(self.assessment))
        self._show_whole()
        self._show_preview()

    def _show_preview(self) -> None:
        readers, leaves = self._readers, export_job(self.facilitator, self.session)
        head = f"As it leaves, for {readers.value} (v: for {readers.others.value})"
        self.query_one("#review-readers", Static).update(plain(head))
        markdown = leaves.markdown(readers)
        if markdown != self.preview.text:
            at = self.preview.scroll_offset
            self.preview.load_text(markdown)
            self.preview.scroll_to(at.x, at.y, animate=False)

    def action_other_readers(self) -> None:
        """Show the document as customers read it, or as colleagues do, where it is read."""
        self._readers = self._readers.others
        self._show_preview()
        self.preview.focus(scroll_visible=False)
        # It fills a narrow screen: the private notes beneath it are nothing for the room.
        self.query_one("#review-document").scroll_visible(top=True, animate=False)

    @on(Tree.NodeHighlighted)
    def _show_whole(self) -> None:
        result = self.checklist.selected
        words = whole_words(result) if result else "Enter goes to the first that is open here."
        self.query_one("#whole", Static).update(plain(words))

    @on(Checklist.Chosen)
    def _condition_chosen(self, event: Checklist.Chosen) -> None:
        go_to_condition(self.facilitator, event.result)

    def action_copy(self) -> None:
        """Open what leaves, where c copies it."""
        self.facilitator.action_output()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move reviews only while some were counted from another day."""
        if action == "move_reviews":
            return bool(rescheduled_dates(self.document))
        return super().check_action(action, parameters)

    def action_move_reviews(self) -> None:
        """Move the reviews to come to the days that publishing gives."""
        reschedule_reviews(self)

    def action_ask_status(self) -> None:
        """Ask how far the document is; publishing needs all that its depth needs."""

        def taken(key: str | None) -> None:
            if key is not None:
                set_status(self, Status(key))

        question = f"How far is it? Now: {status_words(self.document)}"
        ask = ChoiceDialog(question, status_answers(self.document), self.document.status.value)
        self.app.push_screen(ask, taken)
