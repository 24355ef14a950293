"""Asking for one thing of an action: its type, its status, its owner, its day, or all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from facilitator.model.actions import Action, ActionStatus, ActionType
from facilitator.model.postmortem import Postmortem
from screens.actions_fields import (
    DUE,
    NO_ACTIONS,
    OWNER,
    REASON,
    STATUSES,
    TYPES,
    action_fields,
    action_from,
    action_texts,
    changing_action,
    due_from,
    shortened,
    with_actions,
)
from screens.dialogs.ask import Ask
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec, day_text

if TYPE_CHECKING:
    from screens.stage import StageScreen

Texts = Mapping[str, str]
Change = Callable[[Postmortem, Texts], Postmortem]


class ActionAsking:
    """Questions about one action, each answered with one edit. `today` gives the UTC day."""

    def __init__(self, stage: StageScreen, today: Callable[[], date]) -> None:
        self._stage = stage
        self._today = today

    def ask(self, what: str, action: Action) -> None:
        """Ask for the type, status, owner or due day of an action, or open its full form."""
        match what:
            case "type":
                self._ask_type(action)
            case "status":
                self._ask_status(action)
            case "owner":
                self._ask_owner(action)
            case "due":
                self._ask_due(action)
            case _:
                self._ask_all(action)

    def ask_none_reason(self) -> None:
        """Ask why there are no actions; an empty answer takes the reason back."""

        def change(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["none_reason"]
            return document.changing(actions=document.actions.changing(none_reason=reason))

        texts = {"none_reason": self._stage.document.actions.none_reason}
        self._open(None, "Why no actions", (NO_ACTIONS,), texts, change)

    def _ask_all(self, old: Action) -> None:
        causes = self._stage.document.causes

        def change(document: Postmortem, texts: Texts) -> Postmortem:
            return with_actions(document, (action_from(texts, old, causes, self._today()),))

        self._open(old, "Edit action", action_fields(causes), action_texts(old, causes), change)

    def _ask_owner(self, old: Action) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            return changing_action(document, old.id, owner=texts["owner"].lstrip("@"))

        self._open(old, "Owner", (OWNER,), {"owner": old.owner}, change)

    def _ask_due(self, old: Action) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            due = due_from(texts["due"], old.due, self._today())
            return changing_action(document, old.id, due=due)

        self._open(old, "Due", (DUE,), {"due": day_text(old.due)}, change)

    def _ask_type(self, old: Action) -> None:
        def taken(key: str | None) -> None:
            if key is not None:
                self._stage.edit_or_say(
                    lambda d: changing_action(d, old.id, type=ActionType(key)), "Set type"
                )

        answers = [(kind.value, f"{kind.value:<9} {words}") for kind, words in TYPES.items()]
        self._stage.app.push_screen(Ask(f"What does it do: {shortened(old.title)}", answers), taken)

    def _ask_status(self, old: Action) -> None:
        def taken(key: str | None) -> None:
            if key is None:
                return
            status = ActionStatus(key)
            if status is ActionStatus.WONT_DO:
                self._ask_why_not(old)
                return
            self._stage.edit_or_say(
                lambda d: changing_action(d, old.id, status=status), "Set status"
            )

        answers = [(s.value, f"{s.value:<12} {words}") for s, words in STATUSES.items()]
        self._stage.app.push_screen(Ask(f"How far is it: {shortened(old.title)}", answers), taken)

    def _ask_why_not(self, old: Action) -> None:
        def change(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["wont_do_reason"]
            if not reason.strip():
                raise ValueError("say why it won't be done")
            status = ActionStatus.WONT_DO
            return changing_action(document, old.id, status=status, wont_do_reason=reason)

        self._open(old, "Won't do", (REASON,), {"wont_do_reason": old.wont_do_reason}, change)

    def _open(
        self,
        old: Action | None,
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
                stage.edit_or_say(lambda document: change(document, texts), label)

        title = f"{label}: {shortened(old.title)}" if old else label
        key = f"{stage.document.id}/{label}/{old.id if old else ''}"
        sheet = Sheet(title, fields, texts, check, stage.facilitator.drafts, key)
        stage.app.push_screen(sheet, taken)
