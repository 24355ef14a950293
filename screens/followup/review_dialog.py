"""h: a review held action by action. Is it done? Did it work? One key each, kept as it is given.

An action at a review: what it is in full, and what is asked of it, with the answers' keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from data.index.index import utc_today
from facilitator.guide.review_meeting import (
    asked_about,
    in_place_of,
    outcome_in_words,
    with_outcome,
    with_review_held,
)
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.followup import Review
from facilitator.model.postmortem import Postmortem
from facilitator.text.format import spoken_day
from screens.actions.form import (
    WONT_DO_FIELD,
    action_fields,
    action_from_form,
    action_form_texts,
    action_details,
    with_actions_changed,
    with_actions,
)
from screens.base.modal import Dialog
from screens.base.text import plain
from screens.dialogs.form import FormDialog, Texts
from screens.widgets.form_field import Field
from screens.widgets.form_spec import EditorKind, FieldSpec

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

_IS_IT_DONE = (
    ("d", ActionStatus.DONE, "done"),
    ("p", ActionStatus.IN_PROGRESS, "in progress"),
    ("w", ActionStatus.WONT_DO, "won't do"),
)
_DID_IT_WORK = (
    ("y", Worked.YES, "yes"),
    ("n", Worked.NO, "no"),
    ("k", Worked.NOT_YET_KNOWN, "not known yet"),
)
_AGAIN = "It did not do what it was for: a writes a new action for the same causes, → goes on."
_AT_THE_END = "Enter: it was held today. o: say more of what we found."
_BACK = " ← goes back to the actions."


class ActionAsked(Vertical):
    """What is told above, what is asked beneath."""

    def __init__(self) -> None:
        super().__init__(id="asked")
        self._told = Static(id="asked-told")
        self._asks = Static(id="asked-asks")

    def compose(self) -> ComposeResult:
        """Lay what is asked beneath what is told, which scrolls."""
        with VerticalScroll(id="asked-story", can_focus=False):
            yield self._told
        yield self._asks

    def show(
        self, document: Postmortem, action: Action | None, today: date, *, did_it_work: bool
    ) -> None:
        """Show an action and the first question, and the second where it is asked by now.

        None where it was deleted meanwhile. `today` is a day in UTC.
        """
        if action is None:
            self._told.update(plain("This action was deleted meanwhile: → goes on."))
            self._asks.update("")
            return
        words = action_details(action, document.causes, document.made_on, today)
        title, _, facts = words.partition("\n")
        self._told.update(plain(title, "bold") + plain(f"\n{facts}"))
        asks = question_words("Is it done?", _IS_IT_DONE, action.status, is_asked=not did_it_work)
        if did_it_work:
            asks += plain("\n") + question_words(
                "Did it work?", _DID_IT_WORK, action.worked, is_asked=True
            )
            if action.worked is Worked.NO:
                asks += plain(f"\n{_AGAIN}", "$warning")
        self._asks.update(asks)

    def show_the_end(self, document: Postmortem) -> None:
        """Show what the actions sum up to."""
        self._told.update(plain(outcome_in_words(document), "bold"))
        self._asks.update(plain(_AT_THE_END + (_BACK if asked_about(document) else "")))


def question_words(
    asks: str, answers: tuple[tuple[str, object, str], ...], now: object, *, is_asked: bool
) -> Content:
    """Return a question and its answers, the one that stands marked; with keys once it is asked."""
    words = plain(f"{asks:<13}", "bold")
    for key, answer, says in answers:
        stands = answer is now
        words += plain(f"  {key} " if is_asked else "    ", "$accent bold")
        words += plain(f"{'●' if stands else '○'} {says}", "bold" if stands else "$quiet")
    return words


_OUTCOME = FieldSpec(
    "outcome", "Outcome", EditorKind.PROSE, hint="left empty, the line above is kept"
)


_WHILE_WRITING = frozenset({"keys", "hold_as_written"})
"""What keys do while what was found has the focus."""


class HoldReview(Dialog[None]):
    """Walks through the actions. All answers of a review are one step to undo.

    What is answered is in the document at once; which actions were asked waits in the drafts, so
    that a review that was broken off goes on where it was.
    """

    CSS_PATH = "review_dialog.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("d", "say_status('done')", "Done", id="hold.done"),
        Binding("p", "say_status('in progress')", "In progress", id="hold.in-progress"),
        Binding("w", "decide_against", "Won't do", id="hold.wont"),
        Binding("y", "say_worked('yes')", "It worked", id="hold.worked"),
        Binding("n", "say_worked('no')", "It did not", id="hold.not-worked"),
        Binding("k", "say_worked('not yet known')", "Not known yet", id="hold.not-known"),
        Binding("a", "add_action", "New action", id="hold.add"),
        Binding("left,up,backspace", "step(-1)", "Back", key_display="←", id="hold.back"),
        Binding("right,down,space", "step(1)", "Next", key_display="→", id="hold.next"),
        Binding("enter", "hold", "Held today", key_display="Enter", id="hold.held"),
        Binding("ctrl+s", "hold_as_written", "Held today", id="hold.held-as-written"),
        Binding("o", "write", "What we found", id="hold.outcome"),
        Binding("escape", "leave", "Close", key_display="Esc", id="hold.close"),
        Binding("escape", "keys", "Back", key_display="Esc", id="hold.keys"),
    ]

    def __init__(self, stage: StageScreen, review: Review) -> None:
        super().__init__()
        self._stage = stage
        self._review = review
        self._draft_key = f"{stage.document.id}/hold/{review.id}"
        self._label = f"Hold the review of {review.due.isoformat()}"
        drafted = stage.facilitator.drafts.get(self._draft_key, {})
        self._asked = [each for each in drafted.get("asked", "").split() if each]
        self._ids = [action.id for action in asked_about(stage.document)]
        left = [n for n, each in enumerate(self._ids) if each not in self._asked]
        self._at = left[0] if left else len(self._ids)
        self._heading = Static(classes="heading")
        self._told = ActionAsked()
        self._asks_worked = False
        self._outcome = Field(_OUTCOME, review.outcome)

    def compose(self) -> ComposeResult:
        """Lay the action above what is asked of it; at the end, what was found."""
        with Vertical(id="hold"):
            yield self._heading
            yield self._told
            yield self._outcome
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin with the first action that was not asked about yet."""
        self._show_from_the_start()

    @property
    def _action(self) -> Action | None:
        """The action being asked about; None at the end, and where it was deleted elsewhere."""
        if self._at >= len(self._ids):
            return None
        actions = self._stage.document.actions.actions
        return next((a for a in actions if a.id == self._ids[self._at]), None)

    @property
    def _is_at_the_end(self) -> bool:
        return self._at >= len(self._ids)

    def _show_from_the_start(self) -> None:
        """Show the action's first question that is still to be answered."""
        action = self._action
        self._asks_worked = action is not None and action.status is ActionStatus.DONE
        self._show()

    def _show(self) -> None:
        document, today = self._stage.document, utc_today()
        due = spoken_day(self._review.due, today)
        self.set_class(self._is_at_the_end, "-at-the-end")
        if self._is_at_the_end:
            self._heading.update(plain(f"Review of {due}: what did we find?"))
            self._told.show_the_end(document)
        else:
            count = f"{self._at + 1} of {len(self._ids)}"
            self._heading.update(plain(f"Review of {due}: what became of this?   {count}"))
            self._told.show(document, self._action, today, did_it_work=self._asks_worked)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of the question that is asked now, and no other."""
        if action in _WHILE_WRITING or self._outcome.has_focus_within:
            return self._outcome.has_focus_within and action in _WHILE_WRITING
        asked = self._action
        if action in ("say_status", "decide_against"):
            return asked is not None and not self._asks_worked
        if action == "say_worked":
            return asked is not None and self._asks_worked
        if action == "add_action":
            return asked is not None and self._asks_worked and asked.worked is Worked.NO
        if action == "step" and parameters == (1,):
            return not self._is_at_the_end
        return action not in ("hold", "write") or self._is_at_the_end

    def action_step(self, by: int) -> None:
        """Go to the next action, or back: to the first question, then to the action before."""
        if by < 0 and self._asks_worked:
            self._asks_worked = False
            self._show()
            return
        self._keep_outcome()
        self._at = min(max(self._at + by, 0), len(self._ids))
        self._show_from_the_start()

    def action_say_status(self, status: str) -> None:
        """Say whether the action is done; of one that is, ask whether it worked."""
        if self._change(status=ActionStatus(status)):
            if status == ActionStatus.DONE:
                self._asks_worked = True
                self._show()
            else:
                self._go_on()

    def action_say_worked(self, worked: str) -> None:
        """Say whether the action did what it was for; one that did not asks for a new one."""
        if self._change(worked=Worked(worked)):
            if worked == Worked.NO:
                self._take_as_asked()
                self._show()
            else:
                self._go_on()

    def action_decide_against(self) -> None:
        """Ask why it won't be done."""
        action = self._action
        if action is None:
            return

        def check(texts: Texts) -> None:
            if not texts["wont_do_reason"].strip():
                raise ValueError("say why it won't be done")

        def taken(texts: Texts | None) -> None:
            wont = ActionStatus.WONT_DO
            if texts and self._change(status=wont, wont_do_reason=texts["wont_do_reason"]):
                self._go_on()

        given = {"wont_do_reason": action.wont_do_reason}
        self._open("Won't do", action, (WONT_DO_FIELD,), given, check, taken)

    def action_add_action(self) -> None:
        """Open the form of a new action for the same causes, to be reworded."""
        old, causes = self._action, self._stage.document.causes
        if old is None:
            return
        made = in_place_of(old)

        def build(texts: Texts) -> Action:
            return action_from_form(texts, made, causes, utc_today())

        def taken(texts: Texts | None) -> None:
            if texts and self._edit(lambda document: with_actions(document, (build(texts),))):
                self._go_on()

        fields = action_fields(causes, made)
        self._open("In place of", old, fields, action_form_texts(made, causes), build, taken)

    def action_hold(self) -> None:
        """Say that the review was held today."""
        outcome, today = self._outcome.text, utc_today()
        if self._edit(lambda d: with_review_held(d, self._review.id, today, outcome)):
            self._outcome.accept(outcome)
            self._stage.facilitator.drafts.pop(self._draft_key, None)
            self._stage.notify("The review was held today, u takes all of it back")
            self._close()

    def action_write(self) -> None:
        """Go to what was found, to say more of it."""
        self.set_focus(self._outcome.editor)

    def action_keys(self) -> None:
        """Leave what was found, which is kept, for the keys."""
        self._keep_outcome()
        self.set_focus(None)

    def action_hold_as_written(self) -> None:
        """Say that the review was held today, from where its outcome is written."""
        self.action_hold()

    def action_leave(self) -> None:
        """Close; what was answered so far is kept."""
        self._keep_outcome()
        self._close()

    def _close(self) -> None:
        self._stage.session.end_coalescing()
        self.dismiss(None)

    def _go_on(self) -> None:
        self._take_as_asked()
        self.action_step(1)

    def _take_as_asked(self) -> None:
        """Remember that this action was asked about, in case the review is broken off."""
        asked = self._ids[self._at]
        if asked not in self._asked:
            self._asked.append(asked)
            self._stage.facilitator.drafts[self._draft_key] = {"asked": " ".join(self._asked)}

    def _change(self, **changes: object) -> bool:
        action = self._action
        if action is None:
            return False
        return self._edit(lambda document: with_actions_changed(document, (action,), **changes))

    def _edit(self, change: Callable[[Postmortem], Postmortem]) -> bool:
        """Make an edit that is one step with all others of this review."""
        problem = self._stage.edit(change, self._label, coalesce_key=self._draft_key)
        if problem:
            self._stage.notify(problem, severity="warning")
        return not problem

    @on(Field.Committed)
    def _rested(self, event: Field.Committed) -> None:
        event.stop()
        self._keep_outcome()

    def _keep_outcome(self) -> None:
        text = self._outcome.text
        if self._outcome.is_dirty and self._edit(lambda d: with_outcome(d, self._review.id, text)):
            self._outcome.accept(text)

    def _open(
        self,
        what: str,
        action: Action,
        fields: tuple[FieldSpec, ...],
        texts: Mapping[str, str],
        check: Callable[[Texts], object],
        taken: Callable[[Texts | None], None],
    ) -> None:
        key = f"{self._draft_key}/{what}/{action.id}"
        drafts = self._stage.facilitator.drafts
        title = f"{what}: {action.title}"
        self.app.push_screen(FormDialog(title, fields, texts, check, drafts, key), taken)
