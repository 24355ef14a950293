"""The marks of one text while it is typed; typing never waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from textual.timer import Timer
from textual.widget import Widget

from facilitator.findings.language.as_typed import Mark, carried_over
from facilitator.findings.language.kinds import LookedAt
from screens.lens import Known, lens_of

Layers = Callable[[str], Sequence[tuple[LookedAt, str]]]
"""What is read of a text, and as what: each layer as long as the text, the rest of it blank."""

_AT_ONCE = 1500
"""Characters that are read in a small part of the time that a key takes."""

_REST_SECONDS = 0.25
"""How long the typing of a longer text rests before it is read again."""

_BREATH_SECONDS = 0.01
"""How long keys and frames have between two pieces of a long text."""


class Looking:
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
        self._steps: Iterator[None] = iter(())
        self._timer: Timer | None = None

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, in the order they stand in it."""
        known = lens_of(self._owner.app).known
        if text == self._text and known is self._known:
            return self._marks
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if known is None or len(text) <= _AT_ONCE:
            self._marks = self._read(text, known)
        else:
            self._marks = carried_over(self._marks, self._text, text)
            self._timer = self._owner.set_timer(_REST_SECONDS, self._begin)
        self._text, self._known = text, known
        return self._marks

    def forget(self) -> None:
        """Read the text again: what surrounds it may have changed."""
        self._known = None

    def _read(self, text: str, known: Known | None) -> tuple[Mark, ...]:
        if known is None:
            return ()
        found = [mark for at, layer in self._layers(text) for mark in known.marks(layer, at)]
        return tuple(sorted(found, key=lambda mark: mark.start))

    def _begin(self) -> None:
        known = self._known
        if known is not None:
            layers = self._layers(self._text)
            self._steps = chain.from_iterable(known.steps(layer, at) for at, layer in layers)
            self._go_on()

    def _go_on(self) -> None:
        """Read one more piece; an edit meanwhile stops the timer that leads here."""
        if next(self._steps, self) is self:
            self._timer = None
            self._marks = self._read(self._text, self._known)
            self._found()
        else:
            self._timer = self._owner.set_timer(_BREATH_SECONDS, self._go_on)
