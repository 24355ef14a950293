"""The language checks of exit conditions: persons as causes, vague actions, team owners.

The lens is imported inside functions, where there is a text to read: it takes 40 ms, and most
commands do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_per_item
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions.condition import Violation
from facilitator.model.actions import Action
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Dismissal, Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.language.analyzer import LanguageFinding
    from facilitator.findings.language.kinds import FieldKind
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.language.roster import Roster

_ItemT = TypeVar("_ItemT")

_PERSON_RULES = frozenset({"person-cause", "thin-cause", "human-error"})
_TEAM_OWNER = "team-owner"
_NO_END = "no-end"


def people_as_causes(pm: Postmortem, team: TeamRules = NO_TEAM_RULES) -> Iterator[Violation]:
    """Yield the causes that are a person, a team, or a human failing such as "human error"."""
    if pm.causes.causes:
        yield from chain(*_person_as_cause(pm.causes.causes, _linter(pm, team)))


def vague_actions(
    pm: Postmortem, actions: tuple[Action, ...], team: TeamRules = NO_TEAM_RULES
) -> Iterator[Violation]:
    """Yield the reasons that actions are vague: words of the title, or no "done when"."""
    if actions:
        yield from chain(*_vague_action(actions, _linter(pm, team)))


def owned_by_teams(
    pm: Postmortem, actions: tuple[Action, ...], team: TeamRules = NO_TEAM_RULES
) -> Iterator[Violation]:
    """Yield the actions owned by a team, by everybody or by nobody."""
    if actions:
        yield from chain(*_team_owner(actions, _linter(pm, team)))


class _Linter(NamedTuple):
    """The participants, the lexicon and the suppressed findings that texts are checked with."""

    people: Roster
    lexicon: Lexicon
    dismissals: tuple[Dismissal, ...]

    def findings(self, location: Location, kind: FieldKind, text: str) -> Iterator[LanguageFinding]:
        """Yield the findings in the text at a location that are not suppressed there."""
        from facilitator.findings.language.analyzer import LanguageContext, findings_in

        for found in findings_in(text, LanguageContext(kind, self.people, self.lexicon)):
            if not self.is_suppressed(location, found.rule, text, found.start):
                yield found

    def is_suppressed(self, location: Location, rule: str, text: str = "", start: int = 0) -> bool:
        """Whether a finding is suppressed: in a text, for the sentence it begins in."""
        if not self.dismissals:
            return False
        from facilitator.findings.suppressions import suppressed_sentences

        for sentence in suppressed_sentences(self.dismissals, rule, location):
            sentence_start = text.find(sentence)
            if not text or 0 <= sentence_start <= start <= sentence_start + len(sentence):
                return True
        return False


def _linter(pm: Postmortem, team: TeamRules) -> _Linter:
    from facilitator.findings.language.document_findings import roster
    from facilitator.findings.language.lexicon_loader import builtin_lexicon

    lexicon = team.lexicon() if team.lexicon is not None else builtin_lexicon()
    return _Linter(roster(pm.scope), lexicon, pm.dismissals)


def _find_person(cause: Cause, linter: _Linter) -> tuple[Violation, ...]:
    from facilitator.findings.language.kinds import FieldKind

    kind = FieldKind.ROOT if cause.role is CauseRole.ROOT else FieldKind.CAUSE
    location = Location(Stage.CAUSES, cause.id, "text")
    for found in linter.findings(location, kind, cause.text):
        if found.rule in _PERSON_RULES:
            return (Violation(f"“{found.words}”", location),)
    return ()


def _find_vague_words(action: Action, linter: _Linter) -> tuple[Violation, ...]:
    from facilitator.findings.language.kinds import FieldKind
    from facilitator.findings.language.lexicon import Family

    title = Location(Stage.ACTIONS, action.id, "title")
    for found in linter.findings(title, FieldKind.ACTION, action.title):
        if found.family is Family.VAGUE_ACTION:
            within = f" in {action.title}" if found.words != action.title else ""
            return (Violation(f"“{found.words}”{within}", title),)
    end = Location(Stage.ACTIONS, action.id, "done_when")
    if _NO_END not in linter.lexicon.by_name or action.done_when.strip():
        return ()
    if linter.is_suppressed(end, _NO_END):
        return ()
    return (Violation(f"{action.title}: nothing says when it is done", end),)


def _find_team_owner(action: Action, linter: _Linter) -> tuple[Violation, ...]:
    from facilitator.findings.language.kinds import FieldKind

    location = Location(Stage.ACTIONS, action.id, "owner")
    found = linter.findings(location, FieldKind.OWNER, action.owner)
    if all(each.rule != _TEAM_OWNER for each in found):
        return ()
    return (Violation(f"{action.title} ({action.owner} is no one person)", location),)


_Args = tuple[_Linter]


def _unaffected(
    text_of: Callable[[_ItemT], str],
) -> Callable[[_Args, _Args], Callable[[_ItemT], bool]]:
    """Return the test for `cache_per_item`: whether a new linter has the same findings in an item.

    It has if the rules are the same and no person added or removed is named in the text.
    """

    def unaffected(old: _Args, new: _Args) -> Callable[[_ItemT], bool]:
        (one,), (other,) = old, new
        differing = one.people.difference(other.people)
        has_same_rules = one[1:] == other[1:]
        return lambda item: has_same_rules and not differing.is_named_in(text_of(item))

    return unaffected


_person_as_cause = cache_per_item(_find_person, _unaffected(lambda cause: cause.text))
_vague_action = cache_per_item(_find_vague_words, _unaffected(lambda action: action.title))
_team_owner = cache_per_item(_find_team_owner, _unaffected(lambda action: action.owner))
