"""What the language lens remarks where an exit condition rests on it, and nothing else.

The lens is imported where there is a text to read: 40 ms that most commands do without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_per_item
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.model.actions import Action
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Dismissal, Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.language.analyzer import LanguageFinding
    from facilitator.findings.language.lexicon import FieldKind, Lexicon
    from facilitator.findings.language.roster import Roster

ItemT = TypeVar("ItemT")

_PERSON_RULES = frozenset({"person-cause", "thin-cause", "human-error"})
_TEAM_OWNER = "team-owner"
_NO_END = "no-end"


class Remark(NamedTuple):
    """What the lens stops at, in the words for it, and where it stands."""

    words: str
    location: Location


def people_as_causes(pm: Postmortem, team: TeamRules = NO_TEAM_RULES) -> Iterator[Remark]:
    """Yield the causes that are a person, a team, or a failing of people."""
    if pm.causes.causes:
        yield from chain(*_a_person(pm.causes.causes, _reader(pm, team)))


def vague_actions(
    pm: Postmortem, actions: tuple[Action, ...], team: TeamRules = NO_TEAM_RULES
) -> Iterator[Remark]:
    """Yield what keeps these actions vague: words of a title, or that nothing says when to stop."""
    if actions:
        yield from chain(*_vague(actions, _reader(pm, team)))


def owned_by_teams(
    pm: Postmortem, actions: tuple[Action, ...], team: TeamRules = NO_TEAM_RULES
) -> Iterator[Remark]:
    """Yield those of these actions that a team owns, everybody, or nobody."""
    if actions:
        yield from chain(*_owned_by_a_team(actions, _reader(pm, team)))


class _Reader(NamedTuple):
    """What texts are read with: who took part, the rules, and what was dismissed."""

    people: Roster
    lexicon: Lexicon
    dismissals: tuple[Dismissal, ...]

    def read(self, location: Location, kind: FieldKind, text: str) -> Iterator[LanguageFinding]:
        """Read the text of a place, leaving out the findings that were dismissed there."""
        from facilitator.findings.language.analyzer import LanguageContext, findings_in

        for found in findings_in(text, LanguageContext(kind, self.people, self.lexicon)):
            if not self.is_suppressed(location, found.rule, text, found.start):
                yield found

    def is_suppressed(self, location: Location, rule: str, text: str = "", start: int = 0) -> bool:
        """Whether somebody set a finding aside: of a text, for the sentence it begins in."""
        if not self.dismissals:
            return False
        from facilitator.findings.suppressions import suppressed_sentences

        for sentence in suppressed_sentences(self.dismissals, rule, location):
            begins = text.find(sentence)
            if not text or 0 <= begins <= start <= begins + len(sentence):
                return True
        return False


def _reader(pm: Postmortem, team: TeamRules) -> _Reader:
    from facilitator.findings.language.document_findings import roster
    from facilitator.findings.language.lexicon_loader import builtin_lexicon

    lexicon = team.lexicon() if team.lexicon is not None else builtin_lexicon()
    return _Reader(roster(pm.scope), lexicon, pm.dismissals)


def _find_a_person(cause: Cause, reader: _Reader) -> tuple[Remark, ...]:
    from facilitator.findings.language.lexicon import FieldKind

    kind = FieldKind.ROOT if cause.role is CauseRole.ROOT else FieldKind.CAUSE
    location = Location(Stage.CAUSES, cause.id, "text")
    for found in reader.read(location, kind, cause.text):
        if found.rule in _PERSON_RULES:
            return (Remark(f"“{found.words}”", location),)
    return ()


def _find_vague(action: Action, reader: _Reader) -> tuple[Remark, ...]:
    from facilitator.findings.language.lexicon import Family, FieldKind

    title = Location(Stage.ACTIONS, action.id, "title")
    for found in reader.read(title, FieldKind.ACTION, action.title):
        if found.family is Family.VAGUE_ACTION:
            within = f" in {action.title}" if found.words != action.title else ""
            return (Remark(f"“{found.words}”{within}", title),)
    end = Location(Stage.ACTIONS, action.id, "done_when")
    if _NO_END not in reader.lexicon.by_name or action.done_when.strip():
        return ()
    if reader.is_suppressed(end, _NO_END):
        return ()
    return (Remark(f"{action.title}: nothing says when it is done", end),)


def _find_a_team(action: Action, reader: _Reader) -> tuple[Remark, ...]:
    from facilitator.findings.language.lexicon import FieldKind

    location = Location(Stage.ACTIONS, action.id, "owner")
    found = reader.read(location, FieldKind.OWNER, action.owner)
    if all(each.rule != _TEAM_OWNER for each in found):
        return ()
    return (Remark(f"{action.title} ({action.owner} is no one person)", location),)


_Given = tuple[_Reader]


def _spared(text_of: Callable[[ItemT], str]) -> Callable[[_Given, _Given], Callable[[ItemT], bool]]:
    """Return what says where the same is found: where only people differ whom a text names not."""

    def spared(then: _Given, now: _Given) -> Callable[[ItemT], bool]:
        (one,), (other,) = then, now
        differing = one.people.apart_from(other.people)
        is_read_alike = one[1:] == other[1:]
        return lambda item: is_read_alike and not differing.stands_in(text_of(item))

    return spared


_a_person = cache_per_item(_find_a_person, _spared(lambda cause: cause.text))
_vague = cache_per_item(_find_vague, _spared(lambda action: action.title))
_owned_by_a_team = cache_per_item(_find_a_team, _spared(lambda action: action.owner))
