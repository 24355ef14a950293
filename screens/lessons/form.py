"""The four lists of lessons and the parked thoughts, and how each reads from the document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LintedField
from facilitator.model.actions import Action
from facilitator.model.base import item_of
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.causes.form import shortened
from screens.widgets.form_spec import EditorKind, FieldSpec, ListColumn, ListSpec

_OPTION_WIDTH = 40
_NOWHERE = "nowhere yet"

_EMPTY = {
    LessonKind.WENT_WELL: "What helped? Press a, and say how we keep it.",
    LessonKind.WENT_BADLY: "What got in the way? Press a.",
    LessonKind.GOT_LUCKY: "Where could it have been worse? Press a, or n: no luck in it.",
    LessonKind.SURPRISED: "What did nobody expect? Press a.",
}

_KEEP = FieldSpec(
    "keep",
    "How we keep it",
    hint="so that it helps next time too",
    lint_as=LintedField(TextKind.ASIDE, Stage.LESSONS, "keep"),
)

NO_LUCK = "No luck in it, the room says. n takes that back."


def list_name(kind: LessonKind) -> str:
    """Return the name of a list, which is its widget's id too."""
    return kind.value.replace(" ", "-")


def leads_to(lesson: Lesson) -> str:
    """Say in a word or two where a lesson leads."""
    if lesson.cause and lesson.action:
        return "→ both"
    if lesson.cause or lesson.action:
        return "→ cause" if lesson.cause else "→ action"
    return "kept" if lesson.keep else ""


def cause_options(document: Postmortem) -> dict[str, str]:
    """Return how each cause is called in a choice, by its id."""
    labels = document.causes.labels()
    return {
        cause.id: f"{labels[cause.id]} {cause.text}" for _, cause in document.causes.in_tree_order()
    }


def action_options(document: Postmortem) -> dict[str, str]:
    """Return how each action is called in a choice, by its id."""
    return {
        action.id: f"a{n} {action.title}"
        for n, action in enumerate(document.actions.actions, start=1)
    }


def _in_short(options: dict[str, str]) -> dict[str, str]:
    return {key: shortened(words, _OPTION_WIDTH) for key, words in options.items()}


def lesson_list(kind: LessonKind, document: Postmortem | None = None) -> ListSpec:
    """Return one of the four lists; with a document, its sheet offers causes and actions."""
    causes = _in_short(cause_options(document) if document else {})
    actions = _in_short(action_options(document) if document else {})

    def texts(lesson: Lesson) -> Mapping[str, str]:
        return {
            "text": lesson.text,
            "keep": lesson.keep,
            "cause": causes.get(lesson.cause or "", _NOWHERE),
            "action": actions.get(lesson.action or "", _NOWHERE),
        }

    def build(texts: Mapping[str, str], old: Lesson | None, now: datetime) -> Lesson:
        if not texts["text"].strip():
            raise ValueError("a lesson needs words")
        base = old or Lesson(kind=kind, text=texts["text"])
        return base.changing(
            text=texts["text"],
            keep=texts.get("keep", base.keep),
            cause=_chosen(causes, texts, "cause", base.cause),
            action=_chosen(actions, texts, "action", base.action),
        )

    read_as = TextKind.LUCK if kind is LessonKind.GOT_LUCKY else TextKind.LESSON
    fields = [FieldSpec("text", "Lesson", lint_as=LintedField(read_as, Stage.LESSONS, "text"))]
    if kind is LessonKind.WENT_WELL:
        fields.append(_KEEP)
    for name, options in (("cause", causes), ("action", actions)):
        if options:
            choices = (_NOWHERE, *options.values())
            fields.append(FieldSpec(name, f"Leads to {name}", EditorKind.CHOICE, choices))
    return ListSpec(
        name=list_name(kind),
        title=kind.value.capitalize(),
        noun="lesson",
        columns=(ListColumn("", 0, lambda lesson: lesson.text), ListColumn("", 8, leads_to)),
        fields=tuple(fields),
        items=lambda document: document.lessons.of(kind),
        texts=texts,
        build=build,
        write=lambda document, items: _with_list(document, kind, items),
        empty=_EMPTY[kind],
    )


def _chosen(
    options: Mapping[str, str], texts: Mapping[str, str], name: str, old: str | None
) -> str | None:
    if name not in texts or not options:
        return old
    return next((item_id for item_id, words in options.items() if words == texts[name]), None)


def _with_list(document: Postmortem, kind: LessonKind, items: tuple[Lesson, ...]) -> Postmortem:
    """Write one list back; the others stay. A piece of luck ends the word that there was none."""
    others = tuple(lesson for lesson in document.lessons.lessons if lesson.kind is not kind)
    no_luck = document.lessons.no_luck and not (kind is LessonKind.GOT_LUCKY and items)
    lessons = document.lessons.changing(lessons=(*others, *items), no_luck=no_luck)
    return document.changing(lessons=lessons)


def toggling_no_luck(document: Postmortem) -> Postmortem:
    """Say that luck played no part, or take that back. Raises ValueError where luck is listed."""
    lessons = document.lessons
    if not lessons.no_luck and lessons.of(LessonKind.GOT_LUCKY):
        raise ValueError("luck is listed above: delete it before saying there was none")
    return document.changing(lessons=lessons.changing(no_luck=not lessons.no_luck))


def changing_lesson(document: Postmortem, lesson_id: str, **changes: object) -> Postmortem:
    """Change fields of a lesson; one that goes to another list goes to its end."""
    lesson = item_of(document.lessons.lessons, lesson_id)
    new = lesson.changing(**changes)
    if new.kind is not lesson.kind:
        rest = tuple(old for old in document.lessons.lessons if old.id != lesson_id)
        kept = document.changing(lessons=document.lessons.changing(lessons=rest))
        return _with_list(kept, new.kind, (*kept.lessons.of(new.kind), new))
    lessons = tuple(new if old.id == lesson_id else old for old in document.lessons.lessons)
    return document.changing(lessons=document.lessons.changing(lessons=lessons))


def with_action_of(document: Postmortem, lesson_id: str) -> Postmortem:
    """Add an action with a lesson's words as its title, and point the lesson at it."""
    lesson = item_of(document.lessons.lessons, lesson_id)
    addresses = (lesson.cause,) if lesson.cause else ()
    action = Action(title=lesson.text, addresses=addresses)
    actions = document.actions.changing(actions=(*document.actions.actions, action))
    return changing_lesson(document.changing(actions=actions), lesson_id, action=action.id)


def thought_as_lesson(document: Postmortem, thought_id: str, kind: LessonKind) -> Postmortem:
    """Take a thought out of the parking lot into one of the four lists."""
    thought = item_of(document.parking_lot, thought_id)
    listed = (*document.lessons.of(kind), Lesson(kind=kind, text=thought.text))
    return _with_list(document.without_parked(thought_id), kind, listed)


def lesson_in_full(document: Postmortem, lesson: Lesson) -> str:
    """Say everything about a lesson, a line each."""
    lines = [lesson.text]
    if lesson.keep:
        lines.append(f"we keep it by: {lesson.keep}")
    if lesson.cause in (labels := document.causes.labels()):
        cause = document.causes.cause(lesson.cause or "")
        lines.append(f"leads to cause {labels[cause.id]}: {cause.text}")
    lines += [
        f"leads to action: {action.title}"
        for action in document.actions.actions
        if action.id == lesson.action
    ]
    return "\n".join(lines)
