"""What the language lens remarks where an exit condition rests on it, and nothing else.

The lens is imported where there is a text to read: 40 ms that most commands do without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.place import Place
from facilitator.findings.team_rules import NOTHING_SET, TeamRules
from facilitator.model.actions import Action
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.language.fields import FieldKind
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.language.reading import LanguageFinding

_PERSON_RULES = frozenset({"person-cause", "thin-cause", "human-error"})
_TEAM_OWNER = "team-owner"
_NO_END = "no-end"


class Remark(NamedTuple):
    """What the lens stops at, in the words for it, and where it stands."""

    words: str
    place: Place


def people_as_causes(pm: Postmortem, team: TeamRules = NOTHING_SET) -> Iterator[Remark]:
    """Yield the causes that are a person, a team, or a failing of people."""
    if not pm.causes.causes:
        return
    from facilitator.findings.language.fields import FieldKind

    read = _reader(pm, team)
    for cause in pm.causes.causes:
        kind = FieldKind.ROOT if cause.role is CauseRole.ROOT else FieldKind.CAUSE
        place = Place(Stage.CAUSES, cause.id, "text")
        for found in read(place, kind, cause.text):
            if found.rule in _PERSON_RULES:
                yield Remark(f"“{found.words}”", place)
                break


def vague_actions(
    pm: Postmortem, actions: Sequence[Action], team: TeamRules = NOTHING_SET
) -> Iterator[Remark]:
    """Yield what keeps these actions vague: words of a title, or that nothing says when to stop."""
    if not actions:
        return
    from facilitator.findings.language.fields import FieldKind
    from facilitator.findings.language.lexicon import Family

    read = _reader(pm, team)
    asks_for_an_end = _NO_END in _lexicon(team).by_name
    for action in actions:
        title = Place(Stage.ACTIONS, action.id, "title")
        end = Place(Stage.ACTIONS, action.id, "done_when")
        for found in read(title, FieldKind.ACTION, action.title):
            if found.family is Family.VAGUE_ACTION:
                within = f" in {action.title}" if found.words != action.title else ""
                yield Remark(f"“{found.words}”{within}", title)
                break
        else:
            if asks_for_an_end and not (
                action.done_when.strip() or _is_dismissed(pm, end, _NO_END)
            ):
                yield Remark(f"{action.title}: nothing says when it is done", end)


def owned_by_teams(
    pm: Postmortem, actions: Sequence[Action], team: TeamRules = NOTHING_SET
) -> Iterator[Remark]:
    """Yield those of these actions that a team owns, everybody, or nobody."""
    if not actions:
        return
    from facilitator.findings.language.fields import FieldKind

    read = _reader(pm, team)
    for action in actions:
        place = Place(Stage.ACTIONS, action.id, "owner")
        if any(f.rule == _TEAM_OWNER for f in read(place, FieldKind.OWNER, action.owner)):
            yield Remark(f"{action.title} ({action.owner} is no one person)", place)


def _reader(
    pm: Postmortem, team: TeamRules
) -> Callable[[Place, FieldKind, str], Iterator[LanguageFinding]]:
    """Return what reads a text at a place, leaving out the findings that were dismissed there."""
    from facilitator.findings.language.document import roster
    from facilitator.findings.language.reading import LanguageContext, findings_in

    people, lexicon = roster(pm.scope), _lexicon(team)

    def read(place: Place, kind: FieldKind, text: str) -> Iterator[LanguageFinding]:
        for found in findings_in(text, LanguageContext(kind, people, lexicon)):
            if not _is_dismissed(pm, place, found.rule, text, found.start):
                yield found

    return read


def _lexicon(team: TeamRules) -> Lexicon:
    from facilitator.findings.language.lexicon_reading import own_lexicon

    return team.lexicon() if team.lexicon is not None else own_lexicon()


def _is_dismissed(pm: Postmortem, place: Place, rule: str, text: str = "", start: int = 0) -> bool:
    """Whether somebody set a finding aside: where something is written, for a sentence there."""
    for dismissal in pm.dismissals:
        here = Place(dismissal.stage, dismissal.place, dismissal.field)
        if dismissal.rule == rule and here == place:
            if not text:
                return True
            begins = text.find(dismissal.sentence)
            if 0 <= begins <= start <= begins + len(dismissal.sentence):
                return True
    return False
