"""The language lens on a document: every text field with its kind, and the findings in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, Generic, TypeVar

from facilitator.findings.finding import Finding, FindingKind, Location
from facilitator.findings.language.analyzer import (
    LONGEST_PIECE,
    LanguageContext,
    analysis_steps,
    findings_in,
)
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.language.lexicon import Lexicon, Rule
from facilitator.findings.language.lexicon_loader import builtin_lexicon
from facilitator.findings.language.roster import Roster, roster_of
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.actions import Action, Actions
from facilitator.model.base import Value
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.followup import Followup
from facilitator.model.impact import Impact
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Scope
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, UnknownMilestone

ValueT = TypeVar("ValueT", bound=Value)

_NO_END = "no-end"


def language_findings(document: Postmortem, lexicon: Lexicon | None = None) -> tuple[Finding, ...]:
    """Return the language findings of a document, part by part.

    Cached by item and by text: after an edit only the edited item is read again.
    """
    rules = lexicon or builtin_lexicon()
    people = roster(document.scope)
    found = [each for part in _PARTS for each in part.findings(part.of(document), people, rules)]
    no_end = rules.by_name.get(_NO_END)
    if no_end is not None:
        found += _no_completion_criterion(document.actions.actions, no_end)
    return tuple(chain(*found))


def language_steps(document: Postmortem, lexicon: Lexicon | None = None) -> Iterator[None]:
    """Read a document a few texts at a time; the caller may do other work after each step.

    Texts are cached: `language_findings` returns at once afterwards.
    """
    contexts = contexts_by_kind(roster(document.scope), lexicon or builtin_lexicon())
    characters = 0
    for part in _PARTS:
        for _, kind, text in chain(*map(part.texts, part.of(document))):
            for _ in analysis_steps(text, contexts[kind]):
                yield
            characters += len(text)
            if characters > LONGEST_PIECE:
                characters = 0
                yield


@cache_last
def roster(scope: Scope) -> Roster:
    """Return the names and handles of participants, owner, facilitator and scribe."""
    people = [person.name for person in scope.participants]
    return roster_of([*people, scope.document_owner, scope.facilitator, scope.scribe])


_Contexts = dict[FieldKind, LanguageContext]


@lru_cache(maxsize=4)
def contexts_by_kind(people: Roster, lexicon: Lexicon) -> _Contexts:
    """Return the context of each kind of field."""
    return {kind: LanguageContext(kind, people, lexicon) for kind in FieldKind}


_Text = tuple[tuple[Stage, str, str], FieldKind, str]
"""The fields of a `Location`, the kind, and the text.

The location is built only for texts with findings, which are few.
"""


def _scope(scope: Scope) -> Iterator[_Text]:
    yield (Stage.SCOPE, "", "title"), FieldKind.TITLE, scope.title


def _event(event: Event) -> Iterator[_Text]:
    yield (Stage.TIMELINE, event.id, "text"), FieldKind.EVENT, event.text
    if event.known_then:
        location = (Stage.TIMELINE, event.id, "known_then")
        yield location, FieldKind.KNOWN_THEN, event.known_then


def _unknown(unknown: UnknownMilestone) -> Iterator[_Text]:
    yield (Stage.TIMELINE, unknown.milestone, "reason"), FieldKind.ASIDE, unknown.reason


def _impact(impact: Impact) -> Iterator[_Text]:
    yield (Stage.TIMELINE, "", "summary"), FieldKind.PROSE, impact.summary
    yield (Stage.TIMELINE, "", "data_detail"), FieldKind.PROSE, impact.data_detail
    for measure in impact.measures:
        location = (Stage.TIMELINE, measure.id, "unknown_reason")
        yield location, FieldKind.ASIDE, measure.unknown_reason
    for notice in impact.notices:
        yield (Stage.TIMELINE, notice.id, "text"), FieldKind.CUSTOMER, notice.text


def _problem(causes: Causes) -> Iterator[_Text]:
    yield (Stage.CAUSES, "", "problem"), FieldKind.PROSE, causes.problem


def _cause(cause: Cause) -> Iterator[_Text]:
    kind = FieldKind.ROOT if cause.role is CauseRole.ROOT else FieldKind.CAUSE
    yield (Stage.CAUSES, cause.id, "text"), kind, cause.text
    location = (Stage.CAUSES, cause.id, "accepted_risk")
    yield location, FieldKind.ASIDE, cause.accepted_risk
    for evidence in cause.evidence:
        yield (Stage.CAUSES, evidence.id, "text"), FieldKind.ASIDE, evidence.text


def _lesson(lesson: Lesson) -> Iterator[_Text]:
    is_luck = lesson.kind is LessonKind.GOT_LUCKY
    kind = FieldKind.LUCK if is_luck else FieldKind.LESSON
    yield (Stage.LESSONS, lesson.id, "text"), kind, lesson.text
    yield (Stage.LESSONS, lesson.id, "keep"), FieldKind.ASIDE, lesson.keep


def _action(action: Action) -> Iterator[_Text]:
    kind = FieldKind.ACTION if action.is_open else FieldKind.ASIDE
    yield (Stage.ACTIONS, action.id, "title"), kind, action.title
    if action.is_open:
        yield (Stage.ACTIONS, action.id, "owner"), FieldKind.OWNER, action.owner
    yield (Stage.ACTIONS, action.id, "done_when"), FieldKind.ASIDE, action.done_when
    location = (Stage.ACTIONS, action.id, "wont_do_reason")
    yield location, FieldKind.ASIDE, action.wont_do_reason


def _no_actions(actions: Actions) -> Iterator[_Text]:
    yield (Stage.ACTIONS, "", "none_reason"), FieldKind.ASIDE, actions.none_reason


def _followup(followup: Followup) -> Iterator[_Text]:
    customer = followup.customer

    def location(field: str) -> tuple[Stage, str, str]:
        return Stage.FOLLOWUP, "", field

    yield location("internal_summary"), FieldKind.PROSE, followup.internal_summary
    yield location("customer.summary"), FieldKind.CUSTOMER, customer.summary
    yield location("customer.what_happened"), FieldKind.CUSTOMER, customer.what_happened
    yield location("customer.what_we_do"), FieldKind.CUSTOMER, customer.what_we_do
    yield location("escalation"), FieldKind.ASIDE, followup.escalation
    for review in followup.reviews:
        yield (Stage.FOLLOWUP, review.id, "outcome"), FieldKind.PROSE, review.outcome


def _waiver(waiver: Waiver) -> Iterator[_Text]:
    yield (Stage.REVIEW, waiver.condition, "reason"), FieldKind.ASIDE, waiver.reason


class _Part(Generic[ValueT]):
    """A part of the document with its text fields; the findings of its last values are cached."""

    def __init__(
        self,
        of: Callable[[Postmortem], tuple[ValueT, ...]],
        texts: Callable[[ValueT], Iterator[_Text]],
    ) -> None:
        self.of = of
        self.texts = texts
        self.findings = cache_per_item(self._findings, self._unaffected)

    def _findings(self, value: ValueT, people: Roster, lexicon: Lexicon) -> tuple[Finding, ...]:
        contexts = contexts_by_kind(people, lexicon)
        return tuple(
            finding.at(Location(*location))
            for location, kind, text in self.texts(value)
            if text
            for finding in findings_in(text, contexts[kind])
        )

    def _unaffected(
        self, old: tuple[Roster, Lexicon], new: tuple[Roster, Lexicon]
    ) -> Callable[[ValueT], bool]:
        """Return a test of whether a value has the same findings for both rosters and lexicons."""
        differing, has_same_rules = old[0].difference(new[0]), old[1] is new[1]

        def is_unaffected(value: ValueT) -> bool:
            return not differing.is_named_in("\n".join([text for *_, text in self.texts(value)]))

        return is_unaffected if has_same_rules else lambda _: False


_PARTS: tuple[_Part[Any], ...] = (
    _Part(lambda document: (document.scope,), _scope),
    _Part(lambda document: document.timeline.events, _event),
    _Part(lambda document: document.timeline.unknown, _unknown),
    _Part(lambda document: (document.impact,), _impact),
    _Part(lambda document: (document.causes,), _problem),
    _Part(lambda document: document.causes.causes, _cause),
    _Part(lambda document: document.lessons.lessons, _lesson),
    _Part(lambda document: document.actions.actions, _action),
    _Part(lambda document: (document.actions,), _no_actions),
    _Part(lambda document: (document.followup,), _followup),
    _Part(lambda document: document.waivers, _waiver),
)


@cache_per_item
def _no_completion_criterion(action: Action, rule: Rule) -> tuple[Finding, ...]:
    """Return the finding on an open action without "done when"."""
    if not action.is_open or action.done_when:
        return ()
    location = Location(Stage.ACTIONS, action.id, "done_when")
    reason = f"{rule.reason} {rule.rewrites[0]}"
    return (Finding(FindingKind.LANGUAGE, rule.name, location, reason, family=rule.family),)
