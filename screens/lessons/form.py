"""The four lists of lessons: their forms, and the edits of the document they make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.actions import Action
from facilitator.model.base import item_of
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import cut
from screens.causes.form import cause_options
from screens.widgets.form_spec import EditorKind, FieldSpec, ListColumn, ListSpec

_OPTION_CELLS = 40
"""Width that the name of a cause or an action is cut to in the form."""

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
    lint_as=LintedField(FieldKind.ASIDE, Stage.LESSONS, "keep"),
)

NO_LUCK = "No luck in it, the room says. n takes that back."
"""Shown in the list of lucky things where it was recorded that luck played no part."""


def list_name(kind: LessonKind) -> str:
    """Return the name of a list, which is also the id of its widget."""
    return kind.value.replace(" ", "-")


def link_label(lesson: Lesson) -> str:
    """Return what a lesson is linked to, as the column beside it shows it."""
    if lesson.cause and lesson.action:
        return "→ both"
    if lesson.cause or lesson.action:
        return "→ cause" if lesson.cause else "→ action"
    return "kept" if lesson.keep else ""


def action_options(document: Postmortem) -> dict[str, str]:
    """Return each action as an option of a choice (`a1 Alert on lag`), by its id."""
    return {
        action.id: f"a{n} {action.title}"
        for n, action in enumerate(document.actions.actions, start=1)
    }


def lesson_list(kind: LessonKind, document: Postmortem | None = None) -> ListSpec:
    """Return one of the four lists. With a document its form offers the causes and actions.

    Showing the list needs none; its form is opened with the causes and actions of that moment.
    """
    causes = cause_options(document.causes, _OPTION_CELLS) if document else {}
    actions = action_options(document) if document else {}
    actions = {key: cut(text, _OPTION_CELLS) for key, text in actions.items()}

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

    read_as = FieldKind.LUCK if kind is LessonKind.GOT_LUCKY else FieldKind.LESSON
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
        columns=(ListColumn("", 0, lambda lesson: lesson.text), ListColumn("", 8, link_label)),
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
    """Return the id chosen in a field; the old one where the form does not have that field."""
    if name not in texts or not options:
        return old
    return next((item_id for item_id, words in options.items() if words == texts[name]), None)


def _with_list(document: Postmortem, kind: LessonKind, items: tuple[Lesson, ...]) -> Postmortem:
    """Replace one list. A lucky thing in it clears `no_luck`, which would contradict it."""
    others = tuple(lesson for lesson in document.lessons.lessons if lesson.kind is not kind)
    no_luck = document.lessons.no_luck and not (kind is LessonKind.GOT_LUCKY and items)
    lessons = document.lessons.changing(lessons=(*others, *items), no_luck=no_luck)
    return document.changing(lessons=lessons)


def with_no_luck_toggled(document: Postmortem) -> Postmortem:
    """Record that luck played no part, or clear that. Raises ValueError where luck is listed."""
    lessons = document.lessons
    if not lessons.no_luck and lessons.of(LessonKind.GOT_LUCKY):
        raise ValueError("luck is listed above: delete it before saying there was none")
    return document.changing(lessons=lessons.changing(no_luck=not lessons.no_luck))


def with_lesson_changed(document: Postmortem, lesson_id: str, **changes: object) -> Postmortem:
    """Change fields of a lesson; with another `kind` it moves to the end of that list.

    Raises UnknownItem where the lesson is gone.
    """
    lesson = item_of(document.lessons.lessons, lesson_id)
    new = lesson.changing(**changes)
    if new.kind is not lesson.kind:
        rest = tuple(old for old in document.lessons.lessons if old.id != lesson_id)
        without = document.changing(lessons=document.lessons.changing(lessons=rest))
        return _with_list(without, new.kind, (*without.lessons.of(new.kind), new))
    lessons = tuple(new if old.id == lesson_id else old for old in document.lessons.lessons)
    return document.changing(lessons=document.lessons.changing(lessons=lessons))


def with_action_from_lesson(document: Postmortem, lesson_id: str) -> Postmortem:
    """Add a draft action titled like a lesson, for the same cause, and link the lesson to it."""
    lesson = item_of(document.lessons.lessons, lesson_id)
    addresses = (lesson.cause,) if lesson.cause else ()
    action = Action(title=lesson.text, addresses=addresses)
    actions = document.actions.changing(actions=(*document.actions.actions, action))
    return with_lesson_changed(document.changing(actions=actions), lesson_id, action=action.id)


def with_thought_as_lesson(document: Postmortem, thought_id: str, kind: LessonKind) -> Postmortem:
    """Move a thought from the parking lot to the end of one of the four lists."""
    thought = item_of(document.parking_lot, thought_id)
    listed = (*document.lessons.of(kind), Lesson(kind=kind, text=thought.text))
    return _with_list(document.without_parked(thought_id), kind, listed)


def lesson_details(document: Postmortem, lesson: Lesson) -> str:
    """Return a lesson in full, line by line: its text, how to keep it, and its link."""
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
