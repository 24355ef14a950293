"""Stage 3: the contributing factors, as a tree under the problem or as a fishbone."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from facilitator.analysis.fishbone import NO_BONE_YET, bones_of
from facilitator.findings.finding import Location
from facilitator.model.causes import Causes
from facilitator.model.postmortem import ParkedKind, Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.causes.commands import run_bone_command, run_cause_command
from screens.causes.fishbone import Fishbone
from screens.causes.form import cause_details
from screens.causes.tree import CauseTree
from screens.commands.parking_lot import parked_text
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.cause_picture import (
    ASK_FOR_PROBLEM,
    PROBLEM,
    CauseView,
    PictureView,
    bone_of_key,
)
from screens.widgets.text import LiveText

_CAUSE_COMMANDS_ON_BONES = ("add", "beside", "read back", "questions")
"""Commands on causes that also work while the cursor is on a bone."""

_EMPTY = "No causes yet: a asks what made the problem possible, and again beneath the answer."


class CausesScreen(StageScreen):
    """The causes as a tree or as a fishbone, and below it the details of the selected one."""

    STAGE = Stage.CAUSES
    CSS_PATH = [STAGE_CSS, "causes.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.tree_view = CauseTree()
        self.fishbone = Fishbone()
        self.fishbone.display = False
        self._details = Static(id="cause-in-full")
        self._parked = LiveText(id="parked-questions")
        self._shown_document: Postmortem | None = None

    def compose_stage(self) -> ComposeResult:
        """Compose the two views, of which one is displayed, above the details."""
        yield self.tree_view
        yield self.fishbone
        yield self._parked
        with VerticalScroll(id="cause-detail", can_focus=False):
            yield self._details

    @property
    def view(self) -> CauseTree | Fishbone:
        """The displayed view."""
        return self.tree_view if self.tree_view.display else self.fishbone

    def focus_first(self) -> None:
        """Focus the displayed view."""
        self.view.focus()

    def select(self, key: str) -> None:
        """Move the cursor to a key of the picture, now or as soon as it is drawn."""
        self.view.select(key or PROBLEM)

    def go_to(self, place: Location) -> bool:
        """Go to a cause, which may be given by its evidence, or to the problem."""
        at = next(
            (
                cause.id
                for cause in self.document.causes.causes
                if place.item_id in (cause.id, *(each.id for each in cause.evidence))
            ),
            "",
        )
        self.select(at)
        self.view.focus()
        return bool(at) or not place.item_id

    def show_document(self, document: Postmortem) -> None:
        """Show the causes in the displayed view, and the parked questions."""
        self._shown_document = document
        self.view.show(document.causes)
        questions = document.parked(ParkedKind.QUESTION)
        self._parked.display = bool(questions)
        if questions:
            self._parked.set_text(plain(f"? {parked_text(questions, 'takes it up')}"))
        self._show_details()

    @on(PictureView.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_details()

    def _show_details(self) -> None:
        document, key = self._shown_document, self.view.selected
        if document is None:
            return
        if any(cause.id == key for cause in document.causes.causes):
            text = cause_details(document, key)
        elif not document.causes.causes:
            text = _EMPTY
        elif (bone := bone_of_key(key)) is not None:
            text = _bone_details(document.causes, bone)
        else:
            text = document.causes.problem or ASK_FOR_PROBLEM
        self._details.update(plain(text))

    @on(CauseView.CommandRequested)
    def _run_command(self, event: CauseView.CommandRequested) -> None:
        command, key = event.command, event.key
        bone = bone_of_key(key)
        is_cause = any(cause.id == key for cause in self.document.causes.causes)
        is_for_bone = bone is not None and command not in _CAUSE_COMMANDS_ON_BONES
        if command == "other view":
            self._show_other_view()
        elif command == "new bone" or is_for_bone:
            run_bone_command(self, self.select, command, bone or "", key)
        elif is_cause or bone is not None or key == PROBLEM:
            run_cause_command(self, self.select, command, key if is_cause else None, bone or "")

    def _show_other_view(self) -> None:
        old = self.view
        new = self.fishbone if old is self.tree_view else self.tree_view
        old.display, new.display = False, True
        self.query_one("#cause-detail").set_class(new is self.fishbone, "-steady")
        new.show(self.document.causes)
        new.select(old.selected if bone_of_key(old.selected) is None else PROBLEM)
        new.focus()
        self._show_details()


def _bone_details(causes: Causes, bone: str) -> str:
    """Return the number of causes on a bone, and the keys that work on it."""
    count = sum(standing == bone for standing in bones_of(causes).values())
    how_many = "1 cause" if count == 1 else f"{count} causes" if count else "nothing on it yet"
    keys = "a adds a cause"
    if bone:
        keys += " · e renames · < > put it in order · d deletes · B adds a bone"
    return f"{bone or NO_BONE_YET}: {how_many}\n{keys}"
