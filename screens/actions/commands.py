"""Commands on actions: submit the entry line, edit one action in full, change or delete several.

Each is one edit, however many actions it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import reduce
from typing import TypeVar

from data.local.clock import utc_today
from facilitator.guide.schedule import latest_due_date
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority
from facilitator.model.postmortem import Postmortem
from screens.actions.entry import ActionEntry
from screens.actions.form import (
    DUE_FIELD,
    NO_ACTIONS_FIELD,
    OWNER_FIELD,
    STATUS_DESCRIPTIONS,
    TYPE_DESCRIPTIONS,
    WONT_DO_FIELD,
    action_fields,
    action_form_texts,
    action_from_form,
    due_date_remark,
    parse_due_field,
    parse_pasted_actions,
    with_actions,
    with_actions_changed,
)
from screens.base.text import cut
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.services.context import StageContext
from screens.widgets.form_spec import FieldSpec, day_text

_TITLE_CELLS = 56
"""Width that an action's title is cut to in the heading of a dialog."""

_Texts = Mapping[str, str]
_Change = Callable[[Postmortem, _Texts], Postmortem]
_Actions = Sequence[Action]
_OptionT = TypeVar("_OptionT", bound=StrEnum)


def submit_action(stage: StageContext, entry: ActionEntry, text: str) -> Action | None:
    """Add the action typed in the entry line, or replace the one loaded into it.

    Returns that action. Where it is refused, the text goes back into the line, with the problem
    beneath it, and None is returned.
    """
    line = entry.parse(text)
    if line.action is None:
        entry.reject(text, line.problem)
        return None
    action, is_edit = line.action, entry.edited is not None
    problem = stage.edit(
        lambda document: with_actions(document, (action,)),
        f"{'Edit' if is_edit else 'Add'} action",
        since=entry.drafts.loaded_from if is_edit else None,
    )
    if problem:
        entry.reject(text, problem)
        return None
    entry.drafts.detach()
    return action


def add_pasted_lines(stage: StageContext, entry: ActionEntry, text: str) -> None:
    """Add an action for each pasted line, or none where a line cannot be parsed."""
    try:
        actions = parse_pasted_actions(text, stage.document.causes, utc_today())
    except ValueError as error:
        entry.show_problem(str(error))
        return
    if stage.edit_or_notify(lambda d: with_actions(d, actions), f"Add {len(actions)} actions"):
        stage.notify(f"{len(actions)} actions added, u takes them back")


def edit_action(stage: StageContext, action: Action) -> None:
    """Open the form of an action."""
    causes = stage.document.causes

    def change(document: Postmortem, texts: _Texts) -> Postmortem:
        return with_actions(document, (action_from_form(texts, action, causes, utc_today()),))

    fields, texts = action_fields(causes, action), action_form_texts(action, causes)
    _open_form(stage, (action,), "Edit action", fields, texts, change)


def delete_actions(stage: StageContext, actions: _Actions) -> None:
    """Delete actions."""

    def change(document: Postmortem) -> Postmortem:
        return reduce(lambda left, action: left.without_action(action.id), actions, document)

    what = "action" if len(actions) == 1 else f"{len(actions)} actions"
    if stage.edit_or_notify(change, f"Delete {what}"):
        brings = "it" if len(actions) == 1 else "them"
        stage.notify(f"Deleted, u brings {brings} back")


def ask_none_reason(stage: StageContext) -> None:
    """Ask why there are no actions; an empty answer removes the reason."""

    def change(document: Postmortem, texts: _Texts) -> Postmortem:
        reason = texts["none_reason"]
        return document.changing(actions=document.actions.changing(none_reason=reason))

    texts = {"none_reason": stage.document.actions.none_reason}
    _open_form(stage, (), "Why no actions", (NO_ACTIONS_FIELD,), texts, change)


def ask_owner(stage: StageContext, actions: _Actions) -> None:
    """Ask for the owner of actions; it can be left empty for a single action only."""

    def change(document: Postmortem, texts: _Texts) -> Postmortem:
        owner = texts["owner"].strip().lstrip("@")
        if not owner and len(actions) > 1:
            raise ValueError("name the one person who answers for them")
        return with_actions_changed(document, actions, owner=owner)

    texts = {"owner": _common_text(action.owner for action in actions)}
    _open_form(stage, actions, "Owner", (OWNER_FIELD,), texts, change)


def ask_due_date(stage: StageContext, actions: _Actions) -> None:
    """Ask for the due date of actions; it can be left empty for a single action only."""

    def change(document: Postmortem, texts: _Texts) -> Postmortem:
        if not texts["due"].strip() and len(actions) > 1:
            raise ValueError("say by which day they are due")
        old_due = actions[0].due if len(actions) == 1 else None
        due = parse_due_field(texts["due"], old_due, utc_today())
        return with_actions_changed(document, actions, due=due)

    texts = {"due": _common_text(day_text(action.due) for action in actions)}
    _open_form(stage, actions, "Due", (DUE_FIELD,), texts, change)


def ask_type(stage: StageContext, actions: _Actions) -> None:
    """Ask for the type of actions."""
    answers = [(kind, f"{kind.value:<9} {words}") for kind, words in TYPE_DESCRIPTIONS.items()]

    def set_type(kind: ActionType) -> None:
        _set_fields(stage, actions, "Set type", type=kind)

    now = [action.type for action in actions]
    _open_choice(stage, "What does it do", actions, now, answers, set_type)


def ask_priority(stage: StageContext, actions: _Actions) -> None:
    """Ask for the priority of actions, with the last due date each priority allows."""
    made_on = stage.document.made_on
    answers = [(p, f"{p.value}  due by {latest_due_date(p, made_on)}") for p in Priority]

    def set_priority(priority: Priority) -> None:
        _set_fields(stage, actions, "Set priority", priority=priority)

    now = [action.priority for action in actions]
    _open_choice(stage, "How urgent is it", actions, now, answers, set_priority)


def ask_status(stage: StageContext, actions: _Actions) -> None:
    """Ask for the status of actions; for "won't do" also for the reason."""
    answers = [(s, f"{s.value:<12} {words}") for s, words in STATUS_DESCRIPTIONS.items()]

    def set_status(status: ActionStatus) -> None:
        if status is ActionStatus.WONT_DO:
            _ask_wont_do_reason(stage, actions)
        else:
            _set_fields(stage, actions, "Set status", status=status)

    now = [action.status for action in actions]
    _open_choice(stage, "How far is it", actions, now, answers, set_status)


def _ask_wont_do_reason(stage: StageContext, actions: _Actions) -> None:
    def change(document: Postmortem, texts: _Texts) -> Postmortem:
        reason = texts["wont_do_reason"]
        if not reason.strip():
            raise ValueError("say why it won't be done")
        status = ActionStatus.WONT_DO
        return with_actions_changed(document, actions, status=status, wont_do_reason=reason)

    texts = {"wont_do_reason": _common_text(action.wont_do_reason for action in actions)}
    _open_form(stage, actions, "Won't do", (WONT_DO_FIELD,), texts, change)


def _set_fields(stage: StageContext, actions: _Actions, label: str, **fields: object) -> None:
    stage.edit_or_notify(lambda d: with_actions_changed(d, actions, **fields), label)


def _open_choice(
    stage: StageContext,
    question: str,
    actions: _Actions,
    now: Iterable[StrEnum | None],
    answers: Sequence[tuple[_OptionT, str]],
    choose: Callable[[_OptionT], None],
) -> None:
    """Ask for one of a few options. `now`: the option of each action, marked where all share it."""
    current = set(now)
    shown = [(o.value, f"{'●' if current == {o} else '○'} {words}") for o, words in answers]
    options = {option.value: option for option, _ in answers}

    def answered(key: str | None) -> None:
        if key is not None:
            choose(options[key])

    stage.app.push_screen(ChoiceDialog(f"{question}: {_title(actions)}", shown), answered)


def _open_form(
    stage: StageContext,
    actions: _Actions,
    label: str,
    fields: Sequence[FieldSpec],
    texts: _Texts,
    change: _Change,
) -> None:
    """Open a form that accepts only texts from which `change` makes a valid edit; make that edit.

    The due date is commented on while it is typed.
    """

    def check(texts: _Texts) -> None:
        change(stage.document, texts)

    def submitted(texts: _Texts | None) -> None:
        if texts is not None:
            stage.edit_or_notify(lambda document: change(document, texts), label)

    def remark(texts: _Texts) -> str:
        return due_date_remark(texts, actions, stage.document.made_on, utc_today())

    title = f"{label}: {_title(actions)}" if actions else label
    key = f"{stage.document.id}/{label}/{','.join(action.id for action in actions)}"
    remark_on_due = remark if "due" in texts else None
    form = FormDialog(title, fields, texts, check, stage.facilitator.drafts, key, remark_on_due)
    stage.app.push_screen(form, submitted)


def _title(actions: _Actions) -> str:
    return cut(actions[0].title, _TITLE_CELLS) if len(actions) == 1 else f"{len(actions)} actions"


def _common_text(texts: Iterable[str]) -> str:
    """Return the text that all have; empty where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
