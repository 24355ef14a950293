"""What the form of an action asks, what its line says, and how each becomes an edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len, set_cell_size

from facilitator.imports.action_line import ActionLine, read_action_line
from facilitator.imports.due import read_due
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority, Worked
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.value import item_of, with_item
from screens.fields import FieldKind, FieldSpec, day_text, options_of

TYPES = {
    ActionType.PREVENT: "it cannot happen this way again",
    ActionType.DETECT: "we notice sooner",
    ActionType.RECOVER: "we are back sooner",
    ActionType.PROCESS: "we work together better",
}
"""What each type of action is for, in the words the question shows."""

STATUSES = {
    ActionStatus.OPEN: "nobody has begun",
    ActionStatus.IN_PROGRESS: "somebody is on it",
    ActionStatus.DONE: "anyone can tell that it is done",
    ActionStatus.WONT_DO: "and why not",
}
"""What each status means, in the words the question shows."""

OWNER = FieldSpec("owner", "Owner", hint="one person who answers for it")
DUE = FieldSpec("due", "Due", hint="+14d, +2w, fri, end of month or 2026-12-31")
REASON = FieldSpec("wont_do_reason", "Why not", hint="what was decided instead")
NO_ACTIONS = FieldSpec("none_reason", "Why none", hint="what makes it right to do nothing here")

_CAUSE_CELLS = 46
_TITLE_CELLS = 56


def cause_options(causes: Causes) -> dict[str, str]:
    """Return what a choice calls each cause (`c1 No limit on CPU`), by the cause's id."""
    return {
        cause_id: shortened(f"{label} {causes.cause(cause_id).text}", _CAUSE_CELLS)
        for cause_id, label in causes.labels().items()
    }


def shortened(text: str, cells: int = _TITLE_CELLS) -> str:
    """Return the text, or as much of it as fits into so many cells, with an ellipsis."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"


def action_fields(causes: Causes) -> tuple[FieldSpec, ...]:
    """Return all that the form of an action asks; causes are offered once there are some."""
    options = tuple(cause_options(causes).values())
    addresses = FieldSpec("addresses", "Answers", FieldKind.CHOICES, options)
    return (
        FieldSpec("title", "Action", hint="what will be different, in one line"),
        FieldSpec("type", "Type", FieldKind.CHOICE, options_of(ActionType)),
        OWNER,
        DUE,
        FieldSpec("priority", "Priority", FieldKind.CHOICE, options_of(Priority)),
        FieldSpec("ticket", "Ticket", hint="a key or a link"),
        FieldSpec("done_when", "Done when", hint="how anyone can tell that it is done"),
        *((addresses,) if options else ()),
        FieldSpec("status", "Status", FieldKind.CHOICE, options_of(ActionStatus)),
        REASON,
        FieldSpec("worked", "Did it work", FieldKind.CHOICE, options_of(Worked)),
    )


def action_texts(action: Action | None, causes: Causes) -> dict[str, str]:
    """Return what the form of an action shows; of a new one, its open status."""
    if action is None:
        return {"status": ActionStatus.OPEN.value, "worked": Worked.NOT_YET_KNOWN.value}
    options = cause_options(causes)
    return {
        "title": action.title,
        "type": action.type.value if action.type else "",
        "owner": action.owner,
        "due": day_text(action.due),
        "priority": action.priority.value if action.priority else "",
        "ticket": action.ticket,
        "done_when": action.done_when,
        "addresses": "\n".join(options[c] for c in action.addresses if c in options),
        "status": action.status.value,
        "wont_do_reason": action.wont_do_reason,
        "worked": action.worked.value,
    }


def action_from(
    texts: Mapping[str, str], old: Action | None, causes: Causes, today: date
) -> Action:
    """Make an action from its form, over the old one where there is one.

    Raises ValueError, with a sentence, for what cannot be taken. `today` is a day in UTC.
    """
    status = ActionStatus(texts["status"] or ActionStatus.OPEN)
    if status is ActionStatus.WONT_DO and not texts["wont_do_reason"].strip():
        raise ValueError("say why it won't be done")
    chosen = texts.get("addresses", "").split("\n")
    base = old or Action(title=texts["title"])
    return base.changing(
        title=texts["title"],
        type=ActionType(texts["type"]) if texts["type"] else None,
        owner=texts["owner"],
        due=due_from(texts["due"], base.due, today),
        priority=Priority(texts["priority"]) if texts["priority"] else None,
        ticket=texts["ticket"],
        done_when=texts["done_when"],
        addresses=tuple(c for c, option in cause_options(causes).items() if option in chosen),
        status=status,
        wont_do_reason=texts["wont_do_reason"],
        worked=Worked(texts["worked"] or Worked.NOT_YET_KNOWN),
    )


def due_from(text: str, old: date | None, today: date) -> date | None:
    """Read a due day; empty is none, and a day that has passed stays where it stood before.

    Raises CannotRead for any other day that has passed, and for what is no day.
    """
    bare = text.strip()
    if not bare:
        return None
    return old if bare == day_text(old) else read_due(bare, today)


def read_line(text: str, old: Action | None, causes: Causes, today: date) -> ActionLine:
    """Read the entry line as a new action, or over the old one whose status and id it keeps.

    Never raises. A due day that has passed is taken where the old action had it.
    """
    read = read_action_line(text, causes, today)
    if old is None:
        return read
    if read.action is None and old.due is not None and old.due < today:
        then = read_action_line(text, causes, old.due)
        if then.action is not None and then.action.due == old.due:
            words = then.understood.replace(f"due {old.due} (today)", f"due {old.due} (passed)", 1)
            read = ActionLine(then.action, words, "")
    if read.action is None:
        return read
    kept = read.action.changing(
        id=old.id, status=old.status, wont_do_reason=old.wont_do_reason, worked=old.worked
    )
    return ActionLine(kept, read.understood, "")


def read_pasted(text: str, causes: Causes, today: date) -> tuple[Action, ...]:
    """Read one action from each line that says something; list marks are left out.

    Raises ValueError, naming the line, where one cannot be read.
    """
    found: list[Action] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().removeprefix("- ").removeprefix("* ").removeprefix("[ ] ").strip()
        if not bare:
            continue
        read = read_action_line(bare, causes, today)
        if read.action is None:
            raise ValueError(f"nothing was added: line {number} says: {read.problem}")
        found.append(read.action)
    return tuple(found)


def with_actions(document: Postmortem, actions: tuple[Action, ...]) -> Postmortem:
    """Add actions, or replace those with their ids."""
    kept = document.actions.actions
    for action in actions:
        kept = with_item(kept, action)
    return document.changing(actions=document.actions.changing(actions=kept))


def changing_action(document: Postmortem, action_id: str, **changes: object) -> Postmortem:
    """Change some fields of an action. Raises UnknownItem, and ValueError for what is refused."""
    action = item_of(document.actions.actions, action_id)
    return with_actions(document, (action.changing(**changes),))


def action_words(action: Action, causes: Causes, today: date) -> str:
    """Say an action in full: what the table has no room for. `today` is a day in UTC."""
    facts = [action.status.value, action.type.value if action.type else "no type"]
    facts.append(f"owner {action.owner}" if action.owner else "no owner")
    facts.append(f"due {action.due}" if action.due else "no due date")
    if action.is_open and action.due is not None and action.due < today:
        facts[-1] += f" ({(today - action.due).days} d overdue)"
    facts += [part for part in (action.priority, action.ticket) if part]
    lines = [action.title, " · ".join(facts)]
    if action.status is ActionStatus.WONT_DO and action.wont_do_reason:
        lines.append(f"Won't be done: {action.wont_do_reason}")
    if action.done_when:
        lines.append(f"Done when: {action.done_when}")
    labels = causes.labels()
    answers = [f"{labels[c]} {causes.cause(c).text}" for c in action.addresses if c in labels]
    if answers:
        lines.append("Answers: " + "; ".join(answers))
    if action.worked is not Worked.NOT_YET_KNOWN:
        lines.append(f"Did it work: {action.worked.value}")
    return "\n".join(lines)
