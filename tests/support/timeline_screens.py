"""What tests of the timeline share: events at minutes after 14:00, and what the screen holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from textual.pilot import Pilot

from facilitator.model.impact import Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline
from screens.app import FacilitatorApp
from screens.timeline.screen import TimelineScreen
from tests.support.screens import postmortem

DAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def event(minutes: int, text: str = "something", milestone: Milestone | None = None) -> Event:
    """Return an event so many minutes after 14:00."""
    return Event(at=DAY + timedelta(minutes=minutes), text=text, milestone=milestone)


def with_events(*given: Event) -> Postmortem:
    """Return a postmortem with these events."""
    return postmortem().changing(timeline=Timeline(events=given))


def stage(app: FacilitatorApp) -> TimelineScreen:
    """Return the timeline's screen, wherever it stands in the stack."""
    return next(s for s in app.screen_stack if isinstance(s, TimelineScreen))


def told(app: FacilitatorApp) -> list[str]:
    """Return each event as minute and text."""
    return [f"{e.at:%H:%M} {e.text}" for e in app.session.document.timeline.events]


def timeline(app: FacilitatorApp) -> Timeline:
    """Return the timeline as it stands."""
    return app.session.document.timeline


def impact(app: FacilitatorApp) -> Impact:
    """Return the impact as it stands."""
    return app.session.document.impact


async def type_line(pilot: Pilot[None], text: str) -> None:
    """Put text into the entry line and press Enter."""
    screen = stage(cast(FacilitatorApp, pilot.app))
    screen.entry.input.value = text
    await pilot.press("enter")
