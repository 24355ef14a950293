"""Every text that the lens looks at in a document is typed in a field that it looks at as well."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.language.document_findings import _PARTS
from facilitator.findings.language.kinds import LintedField
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.lessons import LessonKind
from facilitator.model.timeline import Timeline
from screens.actions.form import NO_ACTIONS_FIELD, action_fields
from screens.causes.form import PROBLEM_FIELD, cause_fields, evidence_list, new_cause_fields
from screens.followup.form import (
    ABOUT_FIELDS,
    CUSTOMER_FIELDS,
    INTERNAL_FIELDS,
    REVIEWS,
    SHARES,
    SIGN_OFFS,
)
from screens.lessons.form import lesson_list
from screens.review.form import NOTES_FIELDS
from screens.scope.form import LINKS, PARTICIPANTS, PEOPLE_FIELDS, SCOPE_FIELDS
from screens.stage.guide import _REASON
from screens.timeline.form import EVENT_FIELDS, UNKNOWN_FIELDS
from screens.timeline.impact_form import IMPACT_FIELDS, MEASURES, NOTICES, SUMMARY_FIELDS
from screens.widgets.form_spec import EditorKind, FieldSpec
from tests.support.filled import filled, text_fields

FORMS = (
    *(SCOPE_FIELDS + PEOPLE_FIELDS + SUMMARY_FIELDS + IMPACT_FIELDS),
    *(INTERNAL_FIELDS + CUSTOMER_FIELDS + ABOUT_FIELDS + NOTES_FIELDS),
)
LISTS = (PARTICIPANTS, LINKS, MEASURES, NOTICES, SHARES, SIGN_OFFS, REVIEWS)


def specs() -> Iterator[FieldSpec]:
    """Yield every field of a form, of a list's sheet, and of the sheets of events and causes."""
    yield from (bound.spec for bound in FORMS)
    lists = [*LISTS, *map(lesson_list, LessonKind), evidence_list("", Timeline())]
    yield from (spec for items in lists for spec in items.fields)
    yield from (*EVENT_FIELDS, *UNKNOWN_FIELDS, PROBLEM_FIELD, NO_ACTIONS_FIELD, _REASON)
    yield from new_cause_fields(Causes())
    for role in CauseRole:
        yield from cause_fields(Causes(), Cause(text="x", role=role))
    for status in ActionStatus:
        yield from action_fields(Causes(), Action(title="x", status=status))


def test_each_text_the_document_lens_reads_is_read_the_same_way_where_it_is_typed() -> None:
    typed = {spec.lint_as for spec in specs()}
    document = filled(lambda field, n: f"{text_fields().index(field)} {n}")
    texts = (text for part in _PARTS for value in part.of(document) for text in part.texts(value))
    read = {LintedField(kind, stage, field) for (stage, _, field), kind, _ in texts}
    assert len(read) > 25
    assert read - typed == set()


def test_only_texts_are_looked_at() -> None:
    linted_field = [spec for spec in specs() if spec.lint_as]
    assert all(spec.kind in (EditorKind.LINE, EditorKind.PROSE) for spec in linted_field)
    unseen = {spec.name for spec in specs() if not spec.lint_as}
    assert unseen >= {"name", "url", "ticket", "due", "facilitator", "private_notes", "at"}
