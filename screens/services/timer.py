"""F4: the stage timer. Counts the time spent in each stage, and shows the time left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from facilitator.analysis.stage_minutes import minutes_by_stage
from facilitator.guide.navigation import adjacent_stage
from facilitator.guide.stages import guide_for
from facilitator.guide.timer import (
    Pace,
    StageClock,
    pace,
    time_left_label,
    time_up_message,
    timebox,
)
from facilitator.model.stage import Stage
from screens.base.screen import ShowsPostmortem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App
    from textual.timer import Timer

    from facilitator.guide.conditions.condition import Assessment
    from facilitator.session.session import Session

_TICK_SECONDS = 1.0
_NOTICE_SECONDS = 12
"""How long the notice that a stage's time is up stays: longer than others, as people are talking
and not reading."""

_STYLES = {
    Pace.IN_TIME: "$foreground",
    Pace.LAST_MINUTES: "bold $warning",
    Pace.OVER: "bold $warning",
}


class TimedStage(Protocol):
    """A stage that can show the timer."""

    STAGE: ClassVar[Stage]

    @property
    def assessment(self) -> Assessment:
        """The state of every exit condition."""

    def show_clock(self, words: str, style: str) -> None:
        """Show the remaining time in the title bar."""


class StageTimer:
    """The timer of the open postmortem.

    Whole minutes go into the document as soon as they have passed, so that a crash loses less than
    one. The clock ticks every second while it runs.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        stage: Stage,
        stages: Callable[[], Sequence[TimedStage]],
    ) -> None:
        self._app = app
        self._stages = stages
        self._session = session
        self._merged_times = session.document.stage_times
        """The document's stage times when the clock was last merged with them."""
        self._clock = StageClock.paused_from(stage, self._merged_times)
        self._was_started = self._stopped = False
        self._stages_with_time: set[Stage] = set()
        """The stages seen with time left: only for these a notice says when it is up."""
        self._interval: Timer | None = None
        session.listen(self._notify_change)

    def stop(self) -> None:
        """Stop the timer."""
        self._stopped = True
        self._tick(False)

    def toggle(self) -> None:
        """Start, pause or resume the timer for the current stage."""
        now, clock = self._session.now(), self._merge_clock()
        self._was_started = True
        self._set_clock(clock.paused(now) if clock.is_running else clock.started(now))
        self._tick(self._clock.is_running)

    def enter(self, stage: Stage) -> None:
        """Make a stage the current one; a running timer counts for it from now on."""
        self._set_clock(self._merge_clock().in_stage(stage, self._session.now()))

    def reset(self) -> None:
        """Set the time of the current stage to zero."""
        self._set_clock(self._merge_clock().reset(self._session.now()))
        self._app.notify(f"The minutes of {guide_for(self._clock.stage).short} are counted anew.")

    def update(self) -> None:
        """Show the clock, record whole minutes, and notify once when a stage's time is up."""
        self._set_clock(self._merge_clock().at(self._session.now()))
        stage = self._clock.stage
        if self._pace is not Pace.OVER:
            self._stages_with_time.add(stage)
        elif stage in self._stages_with_time:
            self._stages_with_time.remove(stage)
            beside = adjacent_stage(self._stages()[0].assessment, stage, 1)
            self._app.notify(time_up_message(stage, beside), timeout=_NOTICE_SECONDS)

    @property
    def _timebox(self) -> int:
        return timebox(self._session.document, self._clock.stage)

    @property
    def _pace(self) -> Pace:
        return pace(self._timebox, self._clock.seconds)

    def _merge_clock(self) -> StageClock:
        """Return the clock with the time another window recorded meanwhile."""
        recorded = self._session.document.stage_times
        last, self._merged_times = self._merged_times, recorded
        return self._clock if recorded == last else self._clock.merged(last, recorded)

    def _set_clock(self, clock: StageClock) -> None:
        """Replace the clock, record whole minutes, and show it."""
        self._clock = clock
        has_new_minutes = minutes_by_stage(clock.times) != minutes_by_stage(self._merged_times)
        if has_new_minutes and not self._session.read_only:
            self._session.record_stage_times(clock.times, self._merged_times)
            self._merged_times = clock.times
        self._show()

    def _show(self) -> None:
        clock = self._clock
        if not self._was_started:
            return
        words = time_left_label(self._timebox, clock.seconds, clock.is_running)
        style = _STYLES[self._pace] if clock.is_running else "$quiet"
        timed = self._stages()
        stages: Sequence[object] = timed
        for stage in timed:
            if stage.STAGE is clock.stage:
                stage.show_clock(words, style)
        for screen in self._app.screen_stack:
            if isinstance(screen, ShowsPostmortem) and screen not in stages:
                screen.show_clock(words, style)

    def _tick(self, is_running: bool) -> None:
        if self._interval is not None:
            self._interval.stop()
        self._interval = self._app.set_interval(_TICK_SECONDS, self.update) if is_running else None

    def _notify_change(self) -> None:
        """Switch to the thread of the screens: the change may have been made on another."""
        self._app.call_later(self._changed)

    def _changed(self) -> None:
        """Show the clock again: another depth has other times, another window may have counted."""
        if not self._stopped:
            self._clock = self._merge_clock()
            self._show()
