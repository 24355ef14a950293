"""What the form of an action asks, what its line says, and how each becomes an edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LintedField
from facilitator.guide.schedule import due_in_words, is_due_too_late
from facilitator.importers.action_line import read_action_line
from facilitator.importers.due_dates import read_due
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority, Worked
from facilitator.model.base import item_of, with_item
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.tickets import parse_ticket
from screens.causes.form import cause_options
from screens.widgets.form_spec import EditorKind, FieldSpec, day_text, options_of

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

OWNER = FieldSpec(
    "owner",
    "Owner",
    hint="one person who answers for it",
    lint_as=LintedField(TextKind.OWNER, Stage.ACTIONS, "owner"),
)
DUE = FieldSpec("due", "Due", hint="+14d, fri, in 3 days, 1 dec, end of month or 2026-12-31")
REASON = FieldSpec(
    "wont_do_reason",
    "Why not",
    hint="what was decided instead",
    lint_as=LintedField(TextKind.ASIDE, Stage.ACTIONS, "wont_do_reason"),
)
NO_ACTIONS = FieldSpec(
    "none_reason",
    "Why none",
    hint="what makes it right to do nothing here",
    lint_as=LintedField(TextKind.ASIDE, Stage.ACTIONS, "none_reason"),
)
_DONE_WHEN = FieldSpec(
    "done_when",
    "Done when",
    hint="how anyone can tell that it is done",
    lint_as=LintedField(TextKind.ASIDE, Stage.ACTIONS, "done_when"),
)

_CAUSE_CELLS = 46


def title_looked_at(action: Action | None) -> LintedField:
    """Return as what an action's title is read: of one that is settled it is an aside."""
    is_open = action is None or action.is_open
    return LintedField(TextKind.ACTION if is_open else TextKind.ASIDE, Stage.ACTIONS, "title")


def action_fields(causes: Causes, action: Action) -> tuple[FieldSpec, ...]:
    """Return all that the form of an action asks; causes are offered once there are some."""
    options = tuple(cause_options(causes, _CAUSE_CELLS).values())
    addresses = FieldSpec("addresses", "Answers", EditorKind.CHOICES, options)
    return (
        FieldSpec(
            "title",
            "Action",
            hint="what will be different, in one line",
            lint_as=title_looked_at(action),
        ),
        FieldSpec("type", "Type", EditorKind.CHOICE, options_of(ActionType)),
        OWNER,
        DUE,
        FieldSpec("priority", "Priority", EditorKind.CHOICE, options_of(Priority)),
        FieldSpec("ticket", "Ticket", hint="a key or a link"),
        _DONE_WHEN,
        *((addresses,) if options else ()),
        FieldSpec("status", "Status", EditorKind.CHOICE, options_of(ActionStatus)),
        REASON,
        FieldSpec("worked", "Did it work", EditorKind.CHOICE, options_of(Worked)),
    )


def action_texts(action: Action | None, causes: Causes) -> dict[str, str]:
    """Return what the form of an action shows; of a new one, its open status."""
    if action is None:
        return {"status": ActionStatus.OPEN.value, "worked": Worked.NOT_YET_KNOWN.value}
    options = cause_options(causes, _CAUSE_CELLS)
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
    options = cause_options(causes, _CAUSE_CELLS)
    base = old or Action(title=texts["title"])
    return base.changing(
        title=texts["title"],
        type=ActionType(texts["type"]) if texts["type"] else None,
        owner=texts["owner"],
        due=due_from(texts["due"], base.due, today),
        priority=Priority(texts["priority"]) if texts["priority"] else None,
        ticket=texts["ticket"] if texts["ticket"] == base.ticket else parse_ticket(texts["ticket"]),
        done_when=texts["done_when"],
        addresses=tuple(c for c, option in options.items() if option in chosen),
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


def due_remark(texts: Mapping[str, str], old: Sequence[Action], made_on: date, today: date) -> str:
    """Say what a due day that is being typed means, beside what the priority allows."""
    said, first = texts["due"], old[0]
    try:
        due = due_from(said, first.due if len(old) == 1 else None, today)
    except ValueError as refused:
        return str(refused) if said.strip() else ""
    if due is None:
        return ""
    priority = texts.get("priority", "")
    dated = [
        action.changing(due=due, priority=Priority(priority) if priority else action.priority)
        for action in old
    ]
    late = sum(is_due_too_late(action, made_on) for action in dated)
    if len({action.priority for action in dated}) == 1:
        return due_in_words(dated[0], made_on, today)
    words = due_in_words(dated[0].changing(priority=None), made_on, today)
    return f"! {words}, later than its priority allows for {late} of {len(old)}" if late else words


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


def changing_actions(
    document: Postmortem, actions: Sequence[Action], **changes: object
) -> Postmortem:
    """Change some fields of actions. Raises UnknownItem, and ValueError for what is refused."""
    held = (item_of(document.actions.actions, action.id) for action in actions)
    return with_actions(document, tuple(action.changing(**changes) for action in held))


def action_words(action: Action, causes: Causes, made_on: date, today: date) -> str:
    """Say an action in full: what the table has no room for.

    `made_on`, from which a priority's limit counts, and `today` are days in UTC.
    """
    facts = [action.status.value, action.type.value if action.type else "no type yet"]
    facts.append(f"owner {action.owner}" if action.owner else "no owner yet")
    facts.append(due_in_words(action, made_on, today))
    says_priority = action.priority and not (action.due and action.is_open)
    facts += [part for part in (says_priority and action.priority, action.ticket) if part]
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
