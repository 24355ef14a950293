"""The language lens while people type: marks blaming and leaking words in the text fields.

Its rules are loaded on another thread, as they take longer to load than a keystroke may.
"""

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
    from facilitator.findings.language.pending_suppressions import SentenceSuppression
    from facilitator.findings.language.roster import Roster
    from facilitator.findings.redaction.disclosure_context import DisclosureContext
    from facilitator.findings.team_rules import TeamRules
    from facilitator.model.postmortem import Postmortem
    from facilitator.session.session import Session
    from screens.services.settings import TeamSettings


@dataclass(frozen=True)
class LintContext:
    """The rules, names and suppressions that a text is linted with."""

    lexicon: Lexicon
    people: Roster
    """The participants; the rules for blame look for their names."""
    suppressions: frozenset[SentenceSuppression]
    disclosure_lint: DisclosureLint | None = None
    """Rules for texts that customers read; None while no postmortem is open."""

    @cached_property
    def _contexts(self) -> dict[FieldKind, LanguageContext]:
        from facilitator.findings.language.document_findings import contexts_by_kind

        return contexts_by_kind(self.people, self.lexicon)

    @cached_property
    def _rules(self) -> frozenset[str]:
        return frozenset(each.rule for each in self.suppressions)

    def marks(self, text: str, linted_field: LintedField) -> list[Mark]:
        """Return the findings in a text that are not suppressed, in the order of the text.

        In texts for customers the leaks that are not acknowledged follow.
        """
        from facilitator.findings.language.analyzer import findings_in

        found = findings_in(text, self._contexts[linted_field.kind])
        marks = [Mark(finding, linted_field) for finding in found]
        marks = [mark for mark in marks if not self._is_suppressed(mark, text)]
        if self.disclosure_lint is not None and is_customer_text(linted_field):
            leaks = self.disclosure_lint.findings(text, linted_field)
            marks += (Mark(finding, linted_field) for finding in leaks)
        return marks

    def _is_suppressed(self, mark: Mark, text: str) -> bool:
        return mark.finding.rule in self._rules and suppression_of(mark, text) in self.suppressions

    def steps(self, text: str, linted_field: LintedField) -> Iterator[None]:
        """Analyse a text in small steps; afterwards `marks` returns from a cache."""
        from facilitator.findings.language.analyzer import analysis_steps

        return analysis_steps(text, self._contexts[linted_field.kind])


def is_customer_text(linted_field: LintedField) -> bool:
    """Whether a field is part of the summary for customers, in which leaks are marked too."""
    return linted_field.stage is Stage.FOLLOWUP and linted_field.kind is FieldKind.CUSTOMER


@dataclass(frozen=True)
class DisclosureLint:
    """Finds leaks in texts for customers. Its rules are prepared when first used.

    Equal while `inputs`, the parts of the document that matter, and the team's rules are equal.
    """

    document: Postmortem = field(compare=False)
    inputs: tuple[object, ...]
    team: TeamRules

    @cached_property
    def _context(self) -> DisclosureContext:
        from facilitator.findings.redaction.disclosure_context import disclosure_context

        return disclosure_context(self.document, self.team.disclosure, self.team.tickets)

    @cached_property
    def _acknowledged(self) -> frozenset[str]:
        from facilitator.findings.redaction.document_leaks import acknowledged_words

        return acknowledged_words(self.document)

    def findings(self, text: str, linted_field: LintedField) -> Iterator[Finding]:
        """Yield the leaks in a text that are not acknowledged."""
        from facilitator.findings.redaction.document_leaks import disclosure_findings_in

        place = Location(Stage.FOLLOWUP, "", linted_field.field)
        return disclosure_findings_in(text, place, self._context, self._acknowledged)


def suppression_of(mark: Mark, text: str) -> SentenceSuppression:
    """Return the suppression of a mark: of its rule, in the sentence around it."""
    from facilitator.findings.language.pending_suppressions import SentenceSuppression

    at, words = mark.linted_field, (mark.start, mark.end)
    return SentenceSuppression.around(mark.finding.rule, at.stage, at.field, text, words)


class Lens:
    """The language lens. Publishes `changed` when the texts need to be linted again."""

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
        self._is_loading = self._is_ready = False
        self._is_on = True
        self._lint_context: LintContext | None = None
        self._published: LintContext | None = None
        """The context when `changed` was last published."""
        self._context_inputs: tuple[object, ...] = ()
        self._suppressions: frozenset[SentenceSuppression] = frozenset()
        """Suppressions in texts that are not part of the document yet."""

    def load(self) -> None:
        """Start loading the rules on another thread, where that was not done before."""
        if not self._is_loading:
            self._is_loading = True
            self._app.run_worker(self._load, thread=True, exit_on_error=False, group="lens")

    def _load(self) -> None:
        from facilitator.findings.language import document_findings  # noqa: F401
        from facilitator.findings.language.lexicon_loader import builtin_lexicon

        builtin_lexicon()
        self._app.call_later(self._loaded)

    def _loaded(self) -> None:
        self._is_ready = True
        self._publish()

    @property
    def is_on(self) -> bool:
        """Whether words are marked."""
        return self._is_on

    def toggle(self) -> None:
        """Switch the marks off, or on again."""
        self._is_on = not self._is_on
        self._publish()

    @property
    def context(self) -> LintContext | None:
        """The context for linting texts; None while the rules are loading or the lens is off.

        The same object as long as nothing in it changes.
        """
        if not (self._is_ready and self._is_on):
            return None
        session, lexicon = self._session(), self._settings.lexicon
        document = session.document if session else None
        parts = _lint_inputs(document) if document else ()
        inputs = (lexicon, self._suppressions, *parts)
        if len(self._context_inputs) != len(inputs) or any(
            now is not then for now, then in zip(inputs, self._context_inputs, strict=True)
        ):
            self._context_inputs = inputs
            context = self._make_context(document, lexicon)
            self._lint_context = context if context != self._lint_context else self._lint_context
        return self._lint_context

    def _make_context(self, document: Postmortem | None, lexicon: Lexicon) -> LintContext:
        from facilitator.findings.language.document_findings import roster
        from facilitator.findings.language.pending_suppressions import suppressions_in
        from facilitator.findings.language.roster import EMPTY_ROSTER

        if document is None:
            return LintContext(lexicon, EMPTY_ROSTER, self._suppressions)
        people = roster(document.scope)
        suppressions = self._suppressions | suppressions_in(document)
        disclosure_lint = DisclosureLint(document, _lint_inputs(document), self._settings.rules)
        return LintContext(lexicon, people, suppressions, disclosure_lint)

    def refresh(self) -> None:
        """Publish `changed` where the document or the settings changed the context."""
        if self.context is not self._published:
            self._publish()

    def _publish(self) -> None:
        self._published = self.context
        self.changed.publish(None)

    def suppress(self, suppression: SentenceSuppression) -> None:
        """Stop marking a finding in its sentence."""
        self._suppressions |= {suppression}
        self._publish()

    def record_suppressions(self) -> None:
        """Add the suppressions whose text is in the document by now, as a separate edit."""
        session = self._session()
        if session is None or not self._suppressions:
            return
        from facilitator.findings.language.pending_suppressions import apply_suppressions

        document = session.document
        new, found = apply_suppressions(document, self._suppressions, self._settings.lexicon)
        if found:
            session.edit(new, "Let a finding stand", since=document)
            self._suppressions -= found


def _lint_inputs(document: Postmortem) -> tuple[object, ...]:
    """Return the parts of a document on which its `LintContext` depends."""
    followup = document.followup
    people = (document.scope, document.actions, followup.sign_offs)
    return (*people, document.dismissals, followup.accepted_leaks)


class HasLens(Protocol):
    """An application with a language lens."""

    lens: Lens


def lens_of(app: App[object]) -> Lens:
    """Return the language lens of the application."""
    return cast(HasLens, app).lens
