"""The language lens while people type: ready once it is needed, and never on the way to a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from textual.signal import Signal

from facilitator.findings.finding import Location
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.findings.language.marks import Mark
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from facilitator.findings.finding import Finding
    from facilitator.findings.language.analyzer import LanguageContext
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.language.marks import SentenceSuppression
    from facilitator.findings.language.roster import Roster
    from facilitator.findings.redaction.disclosure_context import DisclosureContext
    from facilitator.findings.team_rules import TeamRules
    from facilitator.model.postmortem import Postmortem
    from facilitator.session.session import Session
    from screens.services.settings import TeamSettings


@dataclass(frozen=True)
class LintContext:
    """What texts are read with: the rules, who took part, what is let stand, what may not leave."""

    lexicon: Lexicon
    people: Roster
    suppressions: frozenset[SentenceSuppression]
    leaving: Leaving | None = None

    @cached_property
    def _contexts(self) -> dict[FieldKind, LanguageContext]:
        from facilitator.findings.language.document_findings import contexts_by_kind

        return contexts_by_kind(self.people, self.lexicon)

    @cached_property
    def _rules(self) -> frozenset[str]:
        return frozenset(each.rule for each in self.suppressions)

    def marks(self, text: str, linted_field: LintedField) -> list[Mark]:
        """Return what is found in a text and not let stand, in the order it stands there."""
        from facilitator.findings.language.analyzer import findings_in

        found = findings_in(text, self._contexts[linted_field.kind])
        marks = [Mark(finding, linted_field) for finding in found]
        marks = [mark for mark in marks if not self._stands(mark, text)]
        if self.leaving is not None and is_customer_text(linted_field):
            leaks = self.leaving.findings(text, linted_field)
            marks += (Mark(finding, linted_field) for finding in leaks)
        return marks

    def _stands(self, mark: Mark, text: str) -> bool:
        return mark.finding.rule in self._rules and suppression_of(mark, text) in self.suppressions

    def steps(self, text: str, linted_field: LintedField) -> Iterator[None]:
        """Read a text a piece at a time; `marks` returns at once afterwards."""
        from facilitator.findings.language.analyzer import analysis_steps

        return analysis_steps(text, self._contexts[linted_field.kind])


def is_customer_text(linted_field: LintedField) -> bool:
    """Whether it is a part of the summary for customers: what it gives away is marked too."""
    return linted_field.stage is Stage.FOLLOWUP and linted_field.kind is FieldKind.CUSTOMER


@dataclass(frozen=True)
class Leaving:
    """What texts for customers are read with, made once somebody writes one."""

    document: Postmortem = field(compare=False)
    parts: tuple[object, ...]
    team: TeamRules

    @cached_property
    def _context(self) -> DisclosureContext:
        from facilitator.findings.redaction.disclosure_context import disclosure_context

        return disclosure_context(self.document, self.team.disclosure, self.team.tickets)

    @cached_property
    def _accepted(self) -> frozenset[str]:
        from facilitator.findings.redaction.document_leaks import acknowledged_words

        return acknowledged_words(self.document)

    def findings(self, text: str, linted_field: LintedField) -> Iterator[Finding]:
        """Yield what a text gives away."""
        from facilitator.findings.redaction.document_leaks import disclosure_findings_in

        place = Location(Stage.FOLLOWUP, "", linted_field.field)
        return disclosure_findings_in(text, place, self._context, self._accepted)


def suppression_of(mark: Mark, text: str) -> SentenceSuppression:
    """Return what it means to let a mark of a text stand."""
    from facilitator.findings.language.marks import SentenceSuppression

    at, words = mark.linted_field, (mark.start, mark.end)
    return SentenceSuppression.around(mark.finding.rule, at.stage, at.field, text, words)


class Lens:
    """One for the app. `changed` tells when texts are to be looked at again."""

    def __init__(
        self,
        app: App[None],
        session: Callable[[], Session | None],
        settings: TeamSettings,
    ) -> None:
        self._app = app
        self._settings = settings
        self._session = session
        self.changed: Signal[None] = Signal(app, "lens")
        self._is_asked_for = self._is_ready = False
        self._is_on = True
        self._known: LintContext | None = None
        self._told: LintContext | None = None
        """What texts were read with when `changed` was last told."""
        self._known_of: tuple[object, ...] = ()
        self._suppressions: frozenset[SentenceSuppression] = frozenset()
        """What was let stand in texts that are no part of the document yet."""

    def begin(self) -> None:
        """Get ready beside what people do: what the lens needs takes longer to load than a key."""
        if not self._is_asked_for:
            self._is_asked_for = True
            self._app.run_worker(self._load, thread=True, exit_on_error=False, group="lens")

    def _load(self) -> None:
        from facilitator.findings.language import document_findings  # noqa: F401
        from facilitator.findings.language.lexicon_loader import builtin_lexicon

        builtin_lexicon()
        self._app.call_later(self._loaded)

    def _loaded(self) -> None:
        self._is_ready = True
        self._tell()

    @property
    def is_on(self) -> bool:
        """Whether words are marked."""
        return self._is_on

    def switch(self) -> None:
        """Mark no words any more, or mark them again."""
        self._is_on = not self._is_on
        self._tell()

    @property
    def known(self) -> LintContext | None:
        """What texts are read with now; None while the lens is not ready, or switched off.

        It is the same value as long as nothing in it changes.
        """
        if not (self._is_ready and self._is_on):
            return None
        session, lexicon = self._session(), self._settings.lexicon
        document = session.document if session else None
        parts = _parts_known(document) if document else ()
        known_of = (lexicon, self._suppressions, *parts)
        if len(self._known_of) != len(known_of) or any(
            now is not then for now, then in zip(known_of, self._known_of, strict=True)
        ):
            self._known_of = known_of
            known = self._made(document, lexicon)
            self._known = known if known != self._known else self._known
        return self._known

    def _made(self, document: Postmortem | None, lexicon: Lexicon) -> LintContext:
        from facilitator.findings.language.document_findings import roster
        from facilitator.findings.language.marks import suppressions_in
        from facilitator.findings.language.roster import NOBODY_KNOWN

        if document is None:
            return LintContext(lexicon, NOBODY_KNOWN, self._suppressions)
        people, suppressions = (
            roster(document.scope),
            self._suppressions | suppressions_in(document),
        )
        leaving = Leaving(document, _parts_known(document), self._settings.rules)
        return LintContext(lexicon, people, suppressions, leaving)

    def refresh(self) -> None:
        """Have texts looked at again where the document now says otherwise how to read them."""
        if self.known is not self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = self.known
        self.changed.publish(None)

    def suppress(self, suppressions: SentenceSuppression) -> None:
        """Mark some words no more, in this sentence."""
        self._suppressions |= {suppressions}
        self._tell()

    def record_suppressions(self) -> None:
        """Write down what was let stand and is in the document now, as an edit of its own."""
        session = self._session()
        if session is None or not self._suppressions:
            return
        from facilitator.findings.language.marks import apply_suppressions

        document = session.document
        new, found = apply_suppressions(document, self._suppressions, self._settings.lexicon)
        if found:
            session.edit(new, "Let a finding stand", since=document)
            self._suppressions -= found


def _parts_known(document: Postmortem) -> tuple[object, ...]:
    """Return the parts of a document that change how its texts are read."""
    followup = document.followup
    people = (document.scope, document.actions, followup.sign_offs)
    return (*people, document.dismissals, followup.accepted_leaks)


class HasLens(Protocol):
    """An application with a language lens."""

    lens: Lens


def lens_of(app: App[object]) -> Lens:
    """Return the language lens of the application."""
    return cast(HasLens, app).lens
