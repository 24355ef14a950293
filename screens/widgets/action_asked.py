"""An action at a review: what it is in full, and what is asked of it, with the answers' keys."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from facilitator.guide.review_meeting import asked_about, outcome_in_words
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.postmortem import Postmortem
from screens.actions.form import action_words
from screens.base.text import plain

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
        words = action_words(action, document.causes, document.made_on, today)
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
