"""A timer that is to fire once fires, however late."""

from __future__ import annotations

from textual.timer import Timer


def surely(timer: Timer) -> Timer:
    """Return a timer that was set just now, and that fires even where its moment has passed.

    Textual 8.2 leaves out moments that a timer missed, and one that fires once has no other. It
    misses it where threads or programs hold this one up as the timer starts, for as long as it was
    to wait: of those that wait a hundredth of a second a few in a hundred thousand, when a thread
    is busy. A timer starts no sooner than what sets it lets go, so this is in time.
    """
    timer._skip = False
    return timer
