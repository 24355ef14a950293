"""Every text of a document that the lens looks at, and what it finds there."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.language.fields import FieldKind
from facilitator.findings.language.lexicon import Lexicon, Rule
from facilitator.findings.language.lexicon_reading import own_lexicon
from facilitator.findings.language.people import Roster, roster_of
from facilitator.findings.language.reading import (
    LONGEST_PIECE,
    LanguageContext,
    findings_in,
    reading_steps,
)
from facilitator.findings.place import Place
from facilitator.model.actions import Action
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.stage import Stage

_NO_END = "no-end"


def language_findings(document: Postmortem, lexicon: Lexicon | None = None) -> tuple[Finding, ...]:
    """Return what the lens finds in a document, stage by stage.

    What a text holds is remembered with the text: after an edit only what changed is read again.
    """
    rules = lexicon or own_lexicon()
    contexts = _contexts(roster(document.scope), rules)
    found = [
        finding.at(place)
        for place, kind, text in _texts(document)
        if text
        for finding in findings_in(text, contexts[kind])
    ]
    no_end = rules.by_name.get(_NO_END)
    if no_end is not None:
        found.extend(_without_end(document, no_end))
    return tuple(found)


def language_steps(document: Postmortem, lexicon: Lexicon | None = None) -> Iterator[None]:
    """Read a document a few texts at a time, so that somebody may draw a frame in between.

    What was read is remembered: `language_findings` returns at once afterwards.
    """
    contexts = _contexts(roster(document.scope), lexicon or own_lexicon())
    characters = 0
    for _, kind, text in _texts(document):
        for _ in reading_steps(text, contexts[kind]):
            yield
        characters += len(text)
        if characters > LONGEST_PIECE:
            characters = 0
            yield


def roster(scope: Scope) -> Roster:
    """Return the names and handles of those who took part."""
    people = [person.name for person in scope.participants]
    return roster_of([*people, scope.document_owner, scope.facilitator, scope.scribe])


def _contexts(people: Roster, lexicon: Lexicon) -> dict[FieldKind, LanguageContext]:
    return {kind: LanguageContext(kind, people, lexicon) for kind in FieldKind}


_Text = tuple[Place, FieldKind, str]


def _texts(document: Postmortem) -> Iterator[_Text]:
    yield Place(Stage.SCOPE, "", "title"), FieldKind.TITLE, document.scope.title
    yield from _timeline(document)
    yield from _impact(document)
    yield Place(Stage.CAUSES, "", "problem"), FieldKind.PROSE, document.causes.problem
    for cause in document.causes.causes:
        yield from _cause(cause)
    yield from _lessons(document)
    for action in document.actions.actions:
        yield from _action(action)
    yield Place(Stage.ACTIONS, "", "none_reason"), FieldKind.ASIDE, document.actions.none_reason
    yield from _followup(document)
    for waiver in document.waivers:
        yield Place(Stage.REVIEW, waiver.condition, "reason"), FieldKind.ASIDE, waiver.reason


def _timeline(document: Postmortem) -> Iterator[_Text]:
    for event in document.timeline.events:
        yield Place(Stage.TIMELINE, event.id, "text"), FieldKind.EVENT, event.text
        if event.known_then:
            place = Place(Stage.TIMELINE, event.id, "known_then")
            yield place, FieldKind.KNOWN_THEN, event.known_then
    for unknown in document.timeline.unknown:
        yield Place(Stage.TIMELINE, unknown.milestone, "reason"), FieldKind.ASIDE, unknown.reason


def _impact(document: Postmortem) -> Iterator[_Text]:
    impact = document.impact
    yield Place(Stage.TIMELINE, "", "summary"), FieldKind.PROSE, impact.summary
    yield Place(Stage.TIMELINE, "", "data_detail"), FieldKind.PROSE, impact.data_detail
    for measure in impact.measures:
        place = Place(Stage.TIMELINE, measure.id, "unknown_reason")
        yield place, FieldKind.ASIDE, measure.unknown_reason
    for notice in impact.notices:
        yield Place(Stage.TIMELINE, notice.id, "text"), FieldKind.CUSTOMER, notice.text


def _cause(cause: Cause) -> Iterator[_Text]:
    kind = FieldKind.ROOT if cause.role is CauseRole.ROOT else FieldKind.CAUSE
    yield Place(Stage.CAUSES, cause.id, "text"), kind, cause.text
    place = Place(Stage.CAUSES, cause.id, "accepted_risk")
    yield place, FieldKind.ASIDE, cause.accepted_risk
    for evidence in cause.evidence:
        yield Place(Stage.CAUSES, evidence.id, "text"), FieldKind.ASIDE, evidence.text


def _lessons(document: Postmortem) -> Iterator[_Text]:
    for lesson in document.lessons.lessons:
        is_luck = lesson.kind is LessonKind.GOT_LUCKY
        kind = FieldKind.LUCK if is_luck else FieldKind.LESSON
        yield Place(Stage.LESSONS, lesson.id, "text"), kind, lesson.text
        yield Place(Stage.LESSONS, lesson.id, "keep"), FieldKind.ASIDE, lesson.keep


def _action(action: Action) -> Iterator[_Text]:
    kind = FieldKind.ACTION if action.is_open else FieldKind.ASIDE
    yield Place(Stage.ACTIONS, action.id, "title"), kind, action.title
    if action.is_open:
        yield Place(Stage.ACTIONS, action.id, "owner"), FieldKind.OWNER, action.owner
    yield Place(Stage.ACTIONS, action.id, "done_when"), FieldKind.ASIDE, action.done_when
    place = Place(Stage.ACTIONS, action.id, "wont_do_reason")
    yield place, FieldKind.ASIDE, action.wont_do_reason


def _followup(document: Postmortem) -> Iterator[_Text]:
    followup, customer = document.followup, document.followup.customer

    def place(field: str) -> Place:
        return Place(Stage.FOLLOWUP, "", field)

    yield place("internal_summary"), FieldKind.PROSE, followup.internal_summary
    yield place("customer.summary"), FieldKind.CUSTOMER, customer.summary
    yield place("customer.what_happened"), FieldKind.CUSTOMER, customer.what_happened
    yield place("customer.what_we_do"), FieldKind.CUSTOMER, customer.what_we_do
    yield place("escalation"), FieldKind.ASIDE, followup.escalation
    for review in followup.reviews:
        yield Place(Stage.FOLLOWUP, review.id, "outcome"), FieldKind.PROSE, review.outcome


def _without_end(document: Postmortem, rule: Rule) -> Iterator[Finding]:
    """Open actions of which nothing says how anybody could tell that they are done."""
    for action in document.actions.actions:
        if action.is_open and not action.done_when:
            place = Place(Stage.ACTIONS, action.id, "done_when")
            reason = f"{rule.reason} {rule.rewrites[0]}"
            yield Finding(FindingKind.LANGUAGE, rule.name, place, reason, family=rule.family)
