"""The language lens while people type: ready once it is needed, and never on the way to a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.signal import Signal

from facilitator.findings.language.as_typed import Mark
from facilitator.findings.language.kinds import FieldKind, LookedAt

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.language.reading import LanguageContext
    from facilitator.model.scope import Scope
    from facilitator.session import Session
    from screens.app import FacilitatorApp


@dataclass(frozen=True, eq=False)
class Known:
    """What texts are read with: the rules, and who took part. Another one is another value."""

    lexicon: Lexicon
    scope: Scope | None

    @cached_property
    def _contexts(self) -> dict[FieldKind, LanguageContext]:
        from facilitator.findings.language.document import roster
        from facilitator.findings.language.people import NOBODY_KNOWN
        from facilitator.findings.language.reading import LanguageContext

        people = roster(self.scope) if self.scope else NOBODY_KNOWN
        return {kind: LanguageContext(kind, people, self.lexicon) for kind in FieldKind}

    def marks(self, text: str, looked_at: LookedAt) -> list[Mark]:
        """Return what is found in a text, in the order it stands there."""
        from facilitator.findings.language.reading import findings_in

        found = findings_in(text, self._contexts[looked_at.kind])
        return [Mark(finding, looked_at) for finding in found]

    def steps(self, text: str, looked_at: LookedAt) -> Iterator[None]:
        """Read a text a piece at a time; `marks` returns at once afterwards."""
        from facilitator.findings.language.reading import reading_steps

        return reading_steps(text, self._contexts[looked_at.kind])


class Lens:
    """One for the app. `changed` tells when texts are to be looked at again."""

    def __init__(self, app: FacilitatorApp, session: Callable[[], Session | None]) -> None:
        self._app = app
        self._session = session
        self.changed: Signal[None] = Signal(app, "lens")
        self._is_asked_for = self._is_ready = False
        self._is_on = True
        self._known: Known | None = None

    def begin(self) -> None:
        """Get ready beside what people do: what the lens needs takes longer to load than a key."""
        if not self._is_asked_for:
            self._is_asked_for = True
            self._app.run_worker(self._load, thread=True, exit_on_error=False, group="lens")

    def _load(self) -> None:
        from facilitator.findings.language import document  # noqa: F401
        from facilitator.findings.language.lexicon_reading import own_lexicon

        own_lexicon()
        self._app.call_later(self._loaded)

    def _loaded(self) -> None:
        self._is_ready = True
        self.changed.publish(None)

    @property
    def is_on(self) -> bool:
        """Whether words are marked."""
        return self._is_on

    def switch(self) -> None:
        """Mark no words any more, or mark them again."""
        self._is_on = not self._is_on
        self.changed.publish(None)

    @property
    def known(self) -> Known | None:
        """What texts are read with now; None while the lens is not ready, or switched off."""
        if not (self._is_ready and self._is_on):
            return None
        from screens.team import lexicon_of

        session = self._session()
        scope = session.document.scope if session else None
        lexicon = lexicon_of(self._app)
        held = self._known
        if held is None or held.scope is not scope or held.lexicon is not lexicon:
            self._known = Known(lexicon, scope)
        return self._known


def lens_of(app: App[object]) -> Lens:
    """Return the lens of our app."""
    return cast("FacilitatorApp", app).lens
