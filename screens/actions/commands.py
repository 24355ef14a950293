"""Asking for one thing of an action, or of several at once: type, status, owner, day, or all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from facilitator.guide.schedule import last_day_allowed
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority
from facilitator.model.postmortem import Postmortem
from screens.actions.form import (
    DUE,
    NO_ACTIONS,
    OWNER,
    REASON,
    STATUSES,
    TYPES,
    action_fields,
    action_from,
    action_texts,
    changing_actions,
    due_from,
    due_remark,
    with_actions,
)
from screens.actions.view import today
from screens.base.text import cut
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.widgets.form_spec import FieldSpec, day_text

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen

_TITLE_CELLS = 56
"""So many cells of a title stand in a question."""

Texts = Mapping[str, str]
Change = Callable[[Postmortem, Texts], Postmortem]
Actions = Sequence[Action]
_Option = TypeVar("_Option", bound=StrEnum)


class ActionAsking:
    """Questions about actions, each answered with one edit for the lot."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage

    def ask(self, what: str, actions: Actions) -> None:
        """Ask for one thing of some actions, or open the full form of the first."""
        match what:
            case "type":
                self._ask_type(actions)
            case "status":
                self._ask_status(actions)
            case "priority":
                self._ask_priority(actions)
            case "owner":
                self._ask_owner(actions)
            case "due":
                self._ask_due(actions)
            case _:
                self._ask_all(actions[0])

    def delete(self, actions: Actions) -> None:
        """Delete some actions, as one edit."""

        def change(document: Postmortem) -> Postmortem:
            return reduce(lambda left, action: left.without_action(action.id), actions, document)

        what = "action" if len(actions) == 1 else f"{len(actions)} actions"
        if self._stage.edit_or_notify(change, f"Delete {what}"):
            brings = "it" if len(actions) == 1 else "them"
            self._stage.notify(f"Deleted, u brings {brings} back")

    def ask_none_reason(self) -> None:
        """Ask why there are no actions; an empty answer takes the reason back."""

        def change(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["none_reason"]
            return document.changing(actions=document.actions.changing(none_reason=reason))

        texts = {"none_reason": self._stage.document.actions.none_reason}
        self._open((), "Why no actions", (NO_ACTIONS,), texts, change)

    def _ask_all(self, old: Action) -> None:
        causes = self._stage.document.causes

        def change(document: Postmortem, texts: Texts) -> Postmortem:
            return with_actions(document, (action_from(texts, old, causes, today()),))

        fields, texts = action_fields(causes, old), action_texts(old, causes)
        self._open((old,), "Edit action", fields, texts, change)

    def _ask_owner(self, old: Actions) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            owner = texts["owner"].strip().lstrip("@")
            if not owner and len(old) > 1:
                raise ValueError("name the one person who answers for them")
            return changing_actions(document, old, owner=owner)

        self._open(old, "Owner", (OWNER,), {"owner": _common(a.owner for a in old)}, change)

    def _ask_due(self, old: Actions) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            if not texts["due"].strip() and len(old) > 1:
                raise ValueError("say by which day they are due")
            due = due_from(texts["due"], old[0].due if len(old) == 1 else None, today())
            return changing_actions(document, old, due=due)

        self._open(old, "Due", (DUE,), {"due": _common(day_text(a.due) for a in old)}, change)

    def _ask_type(self, old: Actions) -> None:
        answers = [(kind, f"{kind.value:<9} {words}") for kind, words in TYPES.items()]
        now = [action.type for action in old]

        def taken(kind: ActionType) -> None:
            self._edit(old, "Set type", type=kind)

        self._choose("What does it do", old, now, answers, taken)

    def _ask_priority(self, old: Actions) -> None:
        made_on = self._stage.document.made_on
        answers = [(p, f"{p.value}  due by {last_day_allowed(p, made_on)}") for p in Priority]
        now = [action.priority for action in old]

        def taken(priority: Priority) -> None:
            self._edit(old, "Set priority", priority=priority)

        self._choose("How urgent is it", old, now, answers, taken)

    def _ask_status(self, old: Actions) -> None:
        answers = [(s, f"{s.value:<12} {words}") for s, words in STATUSES.items()]
        now = [action.status for action in old]

        def taken(status: ActionStatus) -> None:
            if status is ActionStatus.WONT_DO:
                self._ask_why_not(old)
            else:
                self._edit(old, "Set status", status=status)

        self._choose("How far is it", old, now, answers, taken)

    def _ask_why_not(self, old: Actions) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["wont_do_reason"]
            if not reason.strip():
                raise ValueError("say why it won't be done")
            status = ActionStatus.WONT_DO
            return changing_actions(document, old, status=status, wont_do_reason=reason)

        texts = {"wont_do_reason": _common(a.wont_do_reason for a in old)}
        self._open(old, "Won't do", (REASON,), texts, change)

    def _edit(self, old: Actions, label: str, **changes: object) -> None:
        self._stage.edit_or_notify(lambda d: changing_actions(d, old, **changes), label)

    def _choose(
        self,
        question: str,
        old: Actions,
        now: Iterable[StrEnum | None],
        answers: Sequence[tuple[_Option, str]],
        taken: Callable[[_Option], None],
    ) -> None:
        """Ask which of a few it is; what it is now is marked."""
        held = set(now)
        shown = [(o.value, f"{'●' if held == {o} else '○'} {words}") for o, words in answers]
        options = {option.value: option for option, _ in answers}

        def chosen(key: str | None) -> None:
            if key is not None:
                taken(options[key])

        self._stage.app.push_screen(ChoiceDialog(f"{question}: {_named(old)}", shown), chosen)

    def _open(
        self,
        old: Actions,
        label: str,
        fields: Sequence[FieldSpec],
        texts: Texts,
        change: Change,
    ) -> None:
        """Open a sheet that takes what makes a good edit, and make that edit."""
        stage = self._stage

        def check(texts: Texts) -> None:
            change(stage.document, texts)

        def taken(texts: Texts | None) -> None:
            if texts is not None:
                stage.edit_or_notify(lambda document: change(document, texts), label)

        def remark(texts: Texts) -> str:
            return due_remark(texts, old, stage.document.made_on, today())

        title = f"{label}: {_named(old)}" if old else label
        key = f"{stage.document.id}/{label}/{','.join(action.id for action in old)}"
        says = remark if "due" in texts else None
        sheet = FormDialog(title, fields, texts, check, stage.facilitator.drafts, key, says)
        stage.app.push_screen(sheet, taken)


def _named(actions: Actions) -> str:
    return cut(actions[0].title, _TITLE_CELLS) if len(actions) == 1 else f"{len(actions)} actions"


def _common(texts: Iterable[str]) -> str:
    """Return the text that all have; empty where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
