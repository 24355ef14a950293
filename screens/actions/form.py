"""Form fields of an action, its details in words, and the edits of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.guide.schedule import due_date_label, exceeds_due_limit
from facilitator.importers.action_line import parse_action_line
from facilitator.importers.due_dates import parse_due_date
from facilitator.model.actions import Action, ActionStatus, ActionType, Priority, Worked
from facilitator.model.base import item_of, with_item
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.tickets import parse_ticket
from screens.causes.form import cause_options
from screens.widgets.form_spec import EditorKind, FieldSpec, day_text, options_of

TYPE_DESCRIPTIONS = {
    ActionType.PREVENT: "it cannot happen this way again",
    ActionType.DETECT: "we notice sooner",
    ActionType.RECOVER: "we are back sooner",
    ActionType.PROCESS: "we work together better",
}
"""The purpose of each type of action, as the choice of a type shows it."""

STATUS_DESCRIPTIONS = {
    ActionStatus.OPEN: "nobody has begun",
    ActionStatus.IN_PROGRESS: "somebody is on it",
    ActionStatus.DONE: "anyone can tell that it is done",
    ActionStatus.WONT_DO: "and why not",
}
"""The meaning of each status, as the choice of a status shows it."""

OWNER_FIELD = FieldSpec(
    "owner",
    "Owner",
    hint="one person who answers for it",
    lint_as=LintedField(FieldKind.OWNER, Stage.ACTIONS, "owner"),
)
DUE_FIELD = FieldSpec("due", "Due", hint="+14d, fri, in 3 days, 1 dec, end of month or 2026-12-31")
WONT_DO_FIELD = FieldSpec(
    "wont_do_reason",
    "Why not",
    hint="what was decided instead",
    lint_as=LintedField(FieldKind.ASIDE, Stage.ACTIONS, "wont_do_reason"),
)
NO_ACTIONS_FIELD = FieldSpec(
    "none_reason",
    "Why none",
    hint="what makes it right to do nothing here",
    lint_as=LintedField(FieldKind.ASIDE, Stage.ACTIONS, "none_reason"),
)
_DONE_WHEN = FieldSpec(
    "done_when",
    "Done when",
    hint="how anyone can tell that it is done",
    lint_as=LintedField(FieldKind.ASIDE, Stage.ACTIONS, "done_when"),
)

_CAUSE_CELLS = 46
"""Width that the name of a cause is cut to in the form."""


def linted_title(action: Action | None) -> LintedField:
    """Return how an action's title is linted: as an action only while the action is open."""
    is_open = action is None or action.is_open
    return LintedField(FieldKind.ACTION if is_open else FieldKind.ASIDE, Stage.ACTIONS, "title")


def action_fields(causes: Causes, action: Action) -> tuple[FieldSpec, ...]:
    """Return the fields of an action's form; linked causes only where there are causes."""
    options = tuple(cause_options(causes, _CAUSE_CELLS).values())
    addresses = FieldSpec("addresses", "Answers", EditorKind.CHOICES, options)
    return (
        FieldSpec(
            "title",
            "Action",
            hint="what will be different, in one line",
            lint_as=linted_title(action),
        ),
        FieldSpec("type", "Type", EditorKind.CHOICE, options_of(ActionType)),
        OWNER_FIELD,
        DUE_FIELD,
        FieldSpec("priority", "Priority", EditorKind.CHOICE, options_of(Priority)),
        FieldSpec("ticket", "Ticket", hint="a key or a link"),
        _DONE_WHEN,
        *((addresses,) if options else ()),
        FieldSpec("status", "Status", EditorKind.CHOICE, options_of(ActionStatus)),
        WONT_DO_FIELD,
        FieldSpec("worked", "Did it work", EditorKind.CHOICE, options_of(Worked)),
    )


def action_form_texts(action: Action, causes: Causes) -> dict[str, str]:
    """Return the texts of an action's form, by field name."""
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


def action_from_form(texts: Mapping[str, str], old: Action, causes: Causes, today: date) -> Action:
    """Return the old action with the texts of its form.

    `today` is a UTC date. Raises ValueError, with a sentence, for a text that is refused.
    """
    status = ActionStatus(texts["status"] or ActionStatus.OPEN)
    if status is ActionStatus.WONT_DO and not texts["wont_do_reason"].strip():
        raise ValueError("say why it won't be done")
    chosen = texts.get("addresses", "").split("\n")
    options = cause_options(causes, _CAUSE_CELLS)
    return old.changing(
        title=texts["title"],
        type=ActionType(texts["type"]) if texts["type"] else None,
        owner=texts["owner"],
        due=parse_due_field(texts["due"], old.due, today),
        priority=Priority(texts["priority"]) if texts["priority"] else None,
        ticket=texts["ticket"] if texts["ticket"] == old.ticket else parse_ticket(texts["ticket"]),
        done_when=texts["done_when"],
        addresses=tuple(c for c, option in options.items() if option in chosen),
        status=status,
        wont_do_reason=texts["wont_do_reason"],
        worked=Worked(texts["worked"] or Worked.NOT_YET_KNOWN),
    )


def parse_due_field(text: str, old: date | None, today: date) -> date | None:
    """Parse the text of a due date; empty is None. `old` is accepted although it has passed.

    Raises CannotRead for any other date before `today` (in UTC), and for what is no date.
    """
    bare = text.strip()
    if not bare:
        return None
    return old if bare == day_text(old) else parse_due_date(bare, today)


def due_date_remark(
    texts: Mapping[str, str], old: Sequence[Action], made_on: date, today: date
) -> str:
    """Return a remark on a due date while it is typed: its meaning, and if the priority allows it.

    `texts` are those of the form. `old` are the actions being edited, at least one. `made_on`, from
    which the days a priority allows are counted, and `today` are UTC dates.
    """
    text, first = texts["due"], old[0]
    try:
        due = parse_due_field(text, first.due if len(old) == 1 else None, today)
    except ValueError as refused:
        return str(refused) if text.strip() else ""
    if due is None:
        return ""
    priority = texts.get("priority", "")
    dated = [
        action.changing(due=due, priority=Priority(priority) if priority else action.priority)
        for action in old
    ]
    late = sum(exceeds_due_limit(action, made_on) for action in dated)
    if len({action.priority for action in dated}) == 1:
        return due_date_label(dated[0], made_on, today)
    words = due_date_label(dated[0].changing(priority=None), made_on, today)
    return f"! {words}, later than its priority allows for {late} of {len(old)}" if late else words


def parse_pasted_actions(text: str, causes: Causes, today: date) -> tuple[Action, ...]:
    """Parse one action from each line that is not blank; list marks are left out.

    Raises ValueError, naming the line, where one cannot be parsed. `today` is a UTC date.
    """
    found: list[Action] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().removeprefix("- ").removeprefix("* ").removeprefix("[ ] ").strip()
        if not bare:
            continue
        read = parse_action_line(bare, causes, today)
        if read.action is None:
            raise ValueError(f"nothing was added: line {number} says: {read.problem}")
        found.append(read.action)
    return tuple(found)


def with_actions(document: Postmortem, actions: tuple[Action, ...]) -> Postmortem:
    """Add actions; one whose id is there already replaces that action."""
    items = document.actions.actions
    for action in actions:
        items = with_item(items, action)
    return document.changing(actions=document.actions.changing(actions=items))


def with_actions_changed(
    document: Postmortem, actions: Sequence[Action], **changes: object
) -> Postmortem:
    """Change fields of actions. Raises UnknownItem; ValueError for a value that is refused."""
    held = (item_of(document.actions.actions, action.id) for action in actions)
    return with_actions(document, tuple(action.changing(**changes) for action in held))


def action_details(action: Action, causes: Causes, made_on: date, today: date) -> str:
    """Return an action in full: its title in the first line, then the facts not in the table.

    `made_on`, from which the days a priority allows are counted, and `today` are UTC dates.
    """
    facts = [action.status.value, action.type.value if action.type else "no type yet"]
    facts.append(f"owner {action.owner}" if action.owner else "no owner yet")
    facts.append(due_date_label(action, made_on, today))
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
