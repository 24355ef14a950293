"""F4: how much of the time of a stage is left, counted while the timer runs and kept in minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.guide.navigation import stage_beside
from facilitator.guide.stages import guide_for
from facilitator.guide.timer import Pace, StageClock, clock_words, pace, time_is_up, timebox
from facilitator.model.stage import Stage
from facilitator.model.stage_minutes import minutes_by_stage
from screens.base.screen import Repainted

if TYPE_CHECKING:
    from textual.timer import Timer

    from facilitator.session.session import Session
    from screens.app import FacilitatorApp

_TICK_SECONDS = 1.0
_SAID_SECONDS = 12
"""So long it is said that a time is up: people are talking, not reading."""

_STYLES = {
    Pace.IN_TIME: "$foreground",
    Pace.LAST_MINUTES: "bold $warning",
    Pace.OVER: "bold $warning",
}


class Timing:
    """The timer of the open postmortem: it ticks only while it runs, and shows in the title bar.

    The minutes that passed are kept as soon as they are whole: a kill loses less than one.
    """

    def __init__(self, app: FacilitatorApp, session: Session, stage: Stage) -> None:
        self._app = app
        self._session = session
        self._known = session.document.stage_times
        """The minutes of the document, as far as the clock has heard of them."""
        self._clock = StageClock.resting(stage, self._known)
        self._is_begun = self._stopped = False
        self._in_time: set[Stage] = set()
        """The stages seen with time left: of these it is told when it is up."""
        self._ticking: Timer | None = None
        session.listen(self._tell)

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._tick(False)

    def switch(self) -> None:
        """Start the timer for the stage in sight, pause it, or let it go on."""
        now, clock = self._session.now(), self._hearing()
        self._is_begun = True
        self._take(clock.paused(now) if clock.is_running else clock.started(now))
        self._tick(self._clock.is_running)

    def enter(self, stage: Stage) -> None:
        """Go on with the time of the stage that is in sight now."""
        self._take(self._hearing().in_stage(stage, self._session.now()))

    def count_anew(self) -> None:
        """Forget the minutes of the stage in sight."""
        self._take(self._hearing().anew(self._session.now()))
        self._app.notify(f"The minutes of {guide_for(self._clock.stage).short} are counted anew.")

    def look(self) -> None:
        """Look at the clock: show it, keep whole minutes, and say once where a time is up."""
        self._take(self._hearing().at(self._session.now()))
        stage = self._clock.stage
        if self._pace is not Pace.OVER:
            self._in_time.add(stage)
        elif stage in self._in_time:
            self._in_time.remove(stage)
            beside = stage_beside(self._app.stages[0].assessment, stage, 1)
            self._app.notify(time_is_up(stage, beside), timeout=_SAID_SECONDS)

    @property
    def _box(self) -> int:
        return timebox(self._session.document, self._clock.stage)

    @property
    def _pace(self) -> Pace:
        return pace(self._box, self._clock.seconds)

    def _hearing(self) -> StageClock:
        """Return the clock with what another window counted since."""
        there = self._session.document.stage_times
        known, self._known = self._known, there
        return self._clock if there == known else self._clock.hearing(known, there)

    def _take(self, clock: StageClock) -> None:
        """Go on with this clock, keep the minutes that are whole, and show it."""
        self._clock = clock
        is_more = minutes_by_stage(clock.times) != minutes_by_stage(self._known)
        if is_more and not self._session.read_only:
            self._session.count(clock.times, self._known)
            self._known = clock.times
        self._show()

    def _show(self) -> None:
        clock = self._clock
        if not self._is_begun:
            return
        words = clock_words(self._box, clock.seconds, clock.is_running)
        style = _STYLES[self._pace] if clock.is_running else "$quiet"
        for stage in self._app.stages:
            if stage.STAGE is clock.stage:
                stage.title_bar.show_clock(words, style)
        for screen in self._app.screen_stack:
            if isinstance(screen, Repainted):
                screen.show_clock(words, style)

    def _tick(self, goes_on: bool) -> None:
        if self._ticking is not None:
            self._ticking.stop()
        self._ticking = self._app.set_interval(_TICK_SECONDS, self.look) if goes_on else None

    def _tell(self) -> None:
        """Pass a change on to the thread of the screens: it may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        """Show what a change made of the time: a depth that gives more, or another window's."""
        if not self._stopped:
            self._clock = self._hearing()
            self._show()
