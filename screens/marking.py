"""The marks of one text while it is typed; typing never waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from time import monotonic

from textual.widget import Widget

from facilitator.findings.language.kinds import LookedAt
from facilitator.findings.language.live import Mark, carried_over
from screens.base.screen import surely
from screens.services.lens import Known, lens_of

Layers = Callable[[str], Sequence[tuple[LookedAt, str]]]
"""What is read of a text, and as what: each layer as long as the text, the rest of it blank."""

_AT_ONCE = 400
"""So many characters are read in a small part of the time that a key takes."""

_REST_SECONDS = 0.15
"""How long the typing of a longer text rests before it is read again."""

_REST_SECONDS_A_CHARACTER = 5e-6
"""How much longer it rests where the text is longer: drawing it takes longer too."""

_BREATH_SECONDS = 0.01
"""How long keys and frames have between two pieces of a long text."""


class Marking:
    """Reads a short text at once, a longer one in pieces once nobody types.

    Until then the marks of what did not change stay where they are. `found` is called when the
    marks are others without an edit.
    """

    def __init__(self, owner: Widget, layers: Layers, found: Callable[[], None]) -> None:
        self._owner = owner
        self._layers = layers
        self._found = found
        self._text = ""
        self._known: Known | None = None
        self._marks: tuple[Mark, ...] = ()
        self._steps: Iterator[None] | None = None
        """The reading of a longer text, as far as it is."""
        self._is_waiting = False
        self._edited_at = 0.0

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, in the order they stand in it."""
        known = lens_of(self._owner.app).known
        if text == self._text and known is self._known:
            return self._marks
        if known is None or len(text) <= _AT_ONCE:
            self._marks = self._read(text, known)
        else:
            self._marks = carried_over(self._marks, self._text, text)
            self._wait()
        self._text, self._known = text, known
        return self._marks

    def read_now(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, also of a long one that was only just edited."""
        self.marks(text)
        if self._is_waiting:
            self._marks = self._read(text, self._known)
        return self._marks

    def forget(self) -> None:
        """Read the text again: what surrounds it may have changed."""
        self._known = None

    def _read(self, text: str, known: Known | None) -> tuple[Mark, ...]:
        if known is None:
            return ()
        found = [mark for at, layer in self._layers(text) for mark in known.marks(layer, at)]
        return tuple(sorted(found, key=lambda mark: mark.start))

    def _wait(self) -> None:
        """Begin to read once nobody types; a timer for every key would cost more than it."""
        self._edited_at = monotonic()
        self._steps = None
        if not self._is_waiting:
            self._is_waiting = True
            surely(self._owner.set_timer(self._rest, self._go_on))

    @property
    def _rest(self) -> float:
        return _REST_SECONDS + len(self._text) * _REST_SECONDS_A_CHARACTER

    def _go_on(self) -> None:
        """Read one more piece, unless somebody is typing."""
        left, known = self._rest - (monotonic() - self._edited_at), self._known
        if known is None or len(self._text) <= _AT_ONCE:
            self._is_waiting = False
        elif self._steps is None and left > 0:
            surely(self._owner.set_timer(left, self._go_on))
        else:
            self._read_more(known)

    def _read_more(self, known: Known) -> None:
        if self._steps is None:
            layers = self._layers(self._text)
            self._steps = chain.from_iterable(known.steps(layer, at) for at, layer in layers)
        if next(self._steps, self) is self:
            self._is_waiting = False
            self._marks = self._read(self._text, known)
            self._found()
        else:
            surely(self._owner.set_timer(_BREATH_SECONDS, self._go_on))
