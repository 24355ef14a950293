"""Dialog of a review meeting: for each action, is it done and did it work; then the outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from data.local.clock import utc_today
from facilitator.guide.review_meeting import (
    follow_up_action,
    outcome_summary,
    reviewed_actions,
    with_outcome,
    with_review_held,
)
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.followup import Review
from facilitator.model.postmortem import Postmortem
from facilitator.text.format import format_day
from screens.actions.form import (
    WONT_DO_FIELD,
    action_details,
    action_fields,
    action_form_texts,
    action_from_form,
    with_actions,
    with_actions_changed,
)
from screens.base.modal import Dialog
from screens.base.text import plain
from screens.dialogs.form import FormDialog, Texts
from screens.services.context import StageContext
from screens.widgets.form_field import Field
from screens.widgets.form_spec import EditorKind, FieldSpec

_STATUS_ANSWERS = (
    ("d", ActionStatus.DONE, "done"),
    ("p", ActionStatus.IN_PROGRESS, "in progress"),
    ("w", ActionStatus.WONT_DO, "won't do"),
)
_WORKED_ANSWERS = (
    ("y", Worked.YES, "yes"),
    ("n", Worked.NO, "no"),
    ("k", Worked.NOT_YET_KNOWN, "not known yet"),
)
"""Key, value and label of each answer, to "Is it done?" and to "Did it work?"."""

_DID_NOT_WORK = (
    "It did not do what it was for: a writes a new action for the same causes, → goes on."
)
_OUTCOME_KEYS = "Enter: it was held today. o: say more of what we found."
_BACK_KEY = " ← goes back to the actions."


class ActionQuestion(Vertical):
    """Details of an action above, questions about it and their answers below."""

    def __init__(self) -> None:
        super().__init__(id="asked")
        self._details = Static(id="asked-told")
        self._questions = Static(id="asked-asks")

    def compose(self) -> ComposeResult:
        """Lay the details, which scroll, above the questions."""
        with VerticalScroll(id="asked-story", can_focus=False):
            yield self._details
        yield self._questions

    def show(
        self, document: Postmortem, action: Action | None, today: date, *, asks_worked: bool
    ) -> None:
        """Show an action with the first question, and the second one where `asks_worked`.

        `action` is None where it was deleted during the review. `today` is a UTC date.
        """
        if action is None:
            self._details.update(plain("This action was deleted meanwhile: → goes on."))
            self._questions.update("")
            return
        details = action_details(action, document.causes, document.made_on, today)
        title, _, facts = details.partition("\n")
        self._details.update(plain(title, "bold") + plain(f"\n{facts}"))
        questions = question_line(
            "Is it done?", _STATUS_ANSWERS, action.status, is_current=not asks_worked
        )
        if asks_worked:
            questions += plain("\n") + question_line(
                "Did it work?", _WORKED_ANSWERS, action.worked, is_current=True
            )
            if action.worked is Worked.NO:
                questions += plain(f"\n{_DID_NOT_WORK}", "$warning")
        self._questions.update(questions)

    def show_outcome(self, document: Postmortem) -> None:
        """Show the summary of all answers, at the end of the review."""
        self._details.update(plain(outcome_summary(document), "bold"))
        back = _BACK_KEY if reviewed_actions(document) else ""
        self._questions.update(plain(_OUTCOME_KEYS + back))


def question_line(
    question: str, answers: tuple[tuple[str, object, str], ...], now: object, *, is_current: bool
) -> Content:
    """Return a question with its answers (key, value, label), the one equal to `now` marked.

    The keys are shown only for the current question, as they work for no other.
    """
    line = plain(f"{question:<13}", "bold")
    for key, answer, label in answers:
        is_now = answer is now
        line += plain(f"  {key} " if is_current else "    ", "$accent bold")
        line += plain(f"{'●' if is_now else '○'} {label}", "bold" if is_now else "$quiet")
    return line


_OUTCOME_FIELD = FieldSpec(
    "outcome", "Outcome", EditorKind.PROSE, hint="left empty, the line above is kept"
)

_KEYS_IN_OUTCOME = frozenset({"keys", "hold_as_written"})
"""Actions whose keys work while the outcome has the focus, where letters are typed."""


class ReviewDialog(Dialog[None]):
    """Goes through the actions, one key per answer. All answers of a review are one step to undo.

    Answers go into the document at once, and the ids of the actions asked about into the drafts: so
    an interrupted review continues with the first action that was not asked about.
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

    def __init__(self, stage: StageContext, review: Review) -> None:
        super().__init__()
        self._stage = stage
        self._review = review
        self._draft_key = f"{stage.document.id}/hold/{review.id}"
        self._label = f"Hold the review of {review.due.isoformat()}"
        drafted = stage.facilitator.drafts.get(self._draft_key, {})
        self._asked = drafted.get("asked", "").split()
        """Ids of the actions asked about."""
        self._action_ids = [action.id for action in reviewed_actions(stage.document)]
        unasked = [n for n, each in enumerate(self._action_ids) if each not in self._asked]
        self._position = unasked[0] if unasked else len(self._action_ids)
        """Index of the action asked about; their number at the end, where the outcome is."""
        self._heading = Static(classes="heading")
        self._question = ActionQuestion()
        self._asks_worked = False
        """Whether the second question is the current one."""
        self._outcome = Field(_OUTCOME_FIELD, review.outcome)

    def compose(self) -> ComposeResult:
        """Lay the action and its questions above the outcome, which is shown at the end only."""
        with Vertical(id="hold"):
            yield self._heading
            yield self._question
            yield self._outcome
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the first action that was not asked about yet."""
        self._show_first_question()

    @property
    def _action(self) -> Action | None:
        """The action being asked about; None at the end, and where it was deleted elsewhere."""
        if self._position >= len(self._action_ids):
            return None
        actions = self._stage.document.actions.actions
        return next((a for a in actions if a.id == self._action_ids[self._position]), None)

    @property
    def _is_at_end(self) -> bool:
        return self._position >= len(self._action_ids)

    def _show_first_question(self) -> None:
        """Show the action with its first open question: the second one where it is done."""
        action = self._action
        self._asks_worked = action is not None and action.status is ActionStatus.DONE
        self._show()

    def _show(self) -> None:
        document, today = self._stage.document, utc_today()
        due = format_day(self._review.due, today)
        self.set_class(self._is_at_end, "-at-the-end")
        if self._is_at_end:
            self._heading.update(plain(f"Review of {due}: what did we find?"))
            self._question.show_outcome(document)
        else:
            count = f"{self._position + 1} of {len(self._action_ids)}"
            self._heading.update(plain(f"Review of {due}: what became of this?   {count}"))
            self._question.show(document, self._action, today, asks_worked=self._asks_worked)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the keys of the current question only."""
        if action in _KEYS_IN_OUTCOME or self._outcome.has_focus_within:
            return self._outcome.has_focus_within and action in _KEYS_IN_OUTCOME
        current = self._action
        if action in ("say_status", "decide_against"):
            return current is not None and not self._asks_worked
        if action == "say_worked":
            return current is not None and self._asks_worked
        if action == "add_action":
            return current is not None and self._asks_worked and current.worked is Worked.NO
        if action == "step" and parameters == (1,):
            return not self._is_at_end
        return action not in ("hold", "write") or self._is_at_end

    def action_step(self, by: int) -> None:
        """Go to the next action, or back: to its first question, then to the action before it."""
        if by < 0 and self._asks_worked:
            self._asks_worked = False
            self._show()
            return
        self._commit_outcome()
        self._position = min(max(self._position + by, 0), len(self._action_ids))
        self._show_first_question()

    def action_say_status(self, status: str) -> None:
        """Set the status of the action; of one that is done, ask whether it worked."""
        if self._change(status=ActionStatus(status)):
            if status == ActionStatus.DONE:
                self._asks_worked = True
                self._show()
            else:
                self._next_action()

    def action_say_worked(self, worked: str) -> None:
        """Set whether the action worked; where it did not, stay and offer to add another one."""
        if self._change(worked=Worked(worked)):
            if worked == Worked.NO:
                self._record_asked()
                self._show()
            else:
                self._next_action()

    def action_decide_against(self) -> None:
        """Ask for the reason why the action won't be done."""
        action = self._action
        if action is None:
            return

        def check(texts: Texts) -> None:
            if not texts["wont_do_reason"].strip():
                raise ValueError("say why it won't be done")

        def submit(texts: Texts | None) -> None:
            wont_do = ActionStatus.WONT_DO
            if texts and self._change(status=wont_do, wont_do_reason=texts["wont_do_reason"]):
                self._next_action()

        given = {"wont_do_reason": action.wont_do_reason}
        self._open("Won't do", action, (WONT_DO_FIELD,), given, check, submit)

    def action_add_action(self) -> None:
        """Open the form of a follow-up action for the same causes."""
        old, causes = self._action, self._stage.document.causes
        if old is None:
            return
        new = follow_up_action(old)

        def build(texts: Texts) -> Action:
            return action_from_form(texts, new, causes, utc_today())

        def submit(texts: Texts | None) -> None:
            if texts and self._edit(lambda document: with_actions(document, (build(texts),))):
                self._next_action()

        fields = action_fields(causes, new)
        self._open("In place of", old, fields, action_form_texts(new, causes), build, submit)

    def action_hold(self) -> None:
        """Record the review as held today, in UTC, and close."""
        outcome, today = self._outcome.text, utc_today()
        if self._edit(lambda d: with_review_held(d, self._review.id, today, outcome)):
            self._outcome.accept(outcome)
            self._stage.facilitator.drafts.pop(self._draft_key, None)
            self._stage.notify("The review was held today, u takes all of it back")
            self._close()

    def action_write(self) -> None:
        """Focus the outcome."""
        self.set_focus(self._outcome.editor)

    def action_keys(self) -> None:
        """Commit the outcome and leave its field, so that the keys work again."""
        self._commit_outcome()
        self.set_focus(None)

    def action_hold_as_written(self) -> None:
        """Record the review as held today, from the field of the outcome."""
        self.action_hold()

    def action_leave(self) -> None:
        """Close; the answers given so far stay in the document."""
        self._commit_outcome()
        self._close()

    def _close(self) -> None:
        self._stage.session.end_coalescing()
        self.dismiss(None)

    def _next_action(self) -> None:
        self._record_asked()
        self.action_step(1)

    def _record_asked(self) -> None:
        """Save in the drafts that this action was asked about."""
        action_id = self._action_ids[self._position]
        if action_id not in self._asked:
            self._asked.append(action_id)
            self._stage.facilitator.drafts[self._draft_key] = {"asked": " ".join(self._asked)}

    def _change(self, **changes: object) -> bool:
        action = self._action
        if action is None:
            return False
        return self._edit(lambda document: with_actions_changed(document, (action,), **changes))

    def _edit(self, change: Callable[[Postmortem], Postmortem]) -> bool:
        """Make an edit, as one step to undo with all others of this review."""
        problem = self._stage.edit(change, self._label, coalesce_key=self._draft_key)
        if problem:
            self._stage.notify(problem, severity="warning")
        return not problem

    @on(Field.Committed)
    def _outcome_committed(self, event: Field.Committed) -> None:
        event.stop()
        self._commit_outcome()

    def _commit_outcome(self) -> None:
        text = self._outcome.text
        if self._outcome.is_dirty and self._edit(lambda d: with_outcome(d, self._review.id, text)):
            self._outcome.accept(text)

    def _open(
        self,
        label: str,
        action: Action,
        fields: tuple[FieldSpec, ...],
        texts: Mapping[str, str],
        check: Callable[[Texts], object],
        submit: Callable[[Texts | None], None],
    ) -> None:
        key = f"{self._draft_key}/{label}/{action.id}"
        drafts = self._stage.facilitator.drafts
        title = f"{label}: {action.title}"
        self.app.push_screen(FormDialog(title, fields, texts, check, drafts, key), submit)
