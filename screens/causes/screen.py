"""Stage 3: how it was possible, as one tree under the problem or as a fishbone."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from facilitator.analysis.fishbone import bones_of
from facilitator.findings.finding import Location
from facilitator.guide.conditions.base import ConditionState
from facilitator.model.causes import Causes
from facilitator.model.postmortem import ParkedKind, Postmortem
from facilitator.model.stage import Stage
from screens.base.text import plain
from screens.causes.commands import BoneEditing, CauseEditing
from screens.causes.fishbone import Fishbone
from screens.causes.form import cause_in_full
from screens.causes.tree import CauseTree
from screens.commands.parking_lot import parked_text
from screens.stage.guide import tick_condition
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.cause_picture import (
    ASK_FOR_PROBLEM,
    NO_BONE_YET,
    PROBLEM,
    CauseView,
    PictureView,
    bone_of_key,
)
from screens.widgets.text import LiveText

_ABOUT_CAUSES = ("add", "beside", "read back", "questions")
"""What the keys for causes do on a bone too."""

_EMPTY = "No causes yet: a asks what made the problem possible, and again beneath the answer."


class CausesScreen(StageScreen):
    """The tree of causes, or the fishbone of the same, and what is under the cursor in full."""

    STAGE = Stage.CAUSES
    CSS_PATH = [STAGE_CSS, "causes.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.tree_view = CauseTree()
        self.fishbone = Fishbone()
        self.fishbone.display = False
        self._in_full = Static(id="cause-in-full")
        self._parked = LiveText(id="parked-questions")
        self._told: Postmortem | None = None

    def compose_stage(self) -> ComposeResult:
        """Lay the cause in full beneath the tree."""
        yield self.tree_view
        yield self.fishbone
        yield self._parked
        with VerticalScroll(id="cause-detail", can_focus=False):
            yield self._in_full

    @property
    def view(self) -> CauseTree | Fishbone:
        """The view in sight."""
        return self.tree_view if self.tree_view.display else self.fishbone

    def focus_first(self) -> None:
        """Begin in the view in sight."""
        self.view.focus()

    def select(self, key: str) -> None:
        """Put the cursor on a cause, now or as soon as it is painted."""
        self.view.select(key or PROBLEM)

    def go_to(self, place: Location) -> bool:
        """Go to a cause, also by its evidence, or to the problem."""
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
        """Show the causes in the view in sight."""
        self._told = document
        self.view.show(document.causes)
        questions = document.parked(ParkedKind.QUESTION)
        self._parked.display = bool(questions)
        if questions:
            self._parked.set_text(plain(f"? {parked_text(questions, 'takes it up')}"))
        self._show_in_full()

    @on(PictureView.CursorMoved)
    def _moved(self) -> None:
        self._show_in_full()

    def _show_in_full(self) -> None:
        document, key = self._told, self.view.selected
        if document is None:
            return
        if any(cause.id == key for cause in document.causes.causes):
            words = cause_in_full(document, key)
        elif not document.causes.causes:
            words = _EMPTY
        elif (bone := bone_of_key(key)) is not None:
            words = _bone_in_full(document.causes, bone)
        else:
            words = document.causes.problem or ASK_FOR_PROBLEM
        self._in_full.update(plain(words))

    @on(CauseView.CommandRequested)
    def _wanted(self, event: CauseView.CommandRequested) -> None:
        if event.what == "other view":
            self._show_other_view()
            return
        bone = bone_of_key(event.key)
        is_cause = any(cause.id == event.key for cause in self.document.causes.causes)
        if event.what == "new bone" or (bone is not None and event.what not in _ABOUT_CAUSES):
            BoneEditing(self, event.key).do(event.what, bone or "")
        elif is_cause or bone is not None or event.key == PROBLEM:
            CauseEditing(self, event.key if is_cause else None, bone or "").do(event.what)

    def _show_other_view(self) -> None:
        old = self.view
        new = self.fishbone if old is self.tree_view else self.tree_view
        old.display, new.display = False, True
        self.query_one("#cause-detail").set_class(new is self.fishbone, "-steady")
        new.show(self.document.causes)
        new.select(old.selected if bone_of_key(old.selected) is None else PROBLEM)
        new.focus()
        self._show_in_full()

    def tick_read_back(self) -> None:
        """Record the room's word that the chain holds, asking who says so."""
        results = self.assessment.needed(self.STAGE)
        asked = next((r for r in results if r.condition == "causes.readback"), None)
        if asked is None:
            self.notify("Good. At this depth nobody needs to sign for it")
        elif asked.state is ConditionState.MET:
            self.notify("Good. It is ticked already")
        else:
            tick_condition(self, asked)


def _bone_in_full(causes: Causes, bone: str) -> str:
    """Say what stands on a bone, and which keys are for it."""
    count = sum(standing == bone for standing in bones_of(causes).values())
    how_many = "1 cause" if count == 1 else f"{count} causes" if count else "nothing on it yet"
    keys = "a adds a cause"
    if bone:
        keys += " · e renames · < > put it in order · d deletes · B adds a bone"
    return f"{bone or NO_BONE_YET}: {how_many}\n{keys}"
