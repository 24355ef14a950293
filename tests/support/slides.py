"""What tests of the slides share: events at minutes after the start, and a slide by its key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone
from facilitator.slides.deck import slides_for
from facilitator.slides.slide import Slide

START = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
EMPTY = Postmortem(id="2026-11-20-abcdef")


def event(minutes: int, text: str, milestone: Milestone | None = None, **more: object) -> Event:
    at = START + timedelta(minutes=minutes)
    return Event.model_validate({"at": at, "text": text, "milestone": milestone, **more})


def by_key(pm: Postmortem, key: str) -> Slide:
    return next(slide for slide in slides_for(pm) if slide.key == key)
