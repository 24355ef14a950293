"""Tab at the end of a line completes what is known, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.completion import complete_event_line
from facilitator.importers.event_line import parse_event_line
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant, Scope
from facilitator.model.timeline import Event, Milestone, Source, Timeline
from facilitator.timeparse.written_time import TimeContext

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def told(minute: int, role: str = "", source: str = "", mark: Milestone | None = None) -> Event:
    """Return an event so many minutes after 14:00."""
    return Event(
        at=START + timedelta(minutes=minute),
        text="x",
        actor_role=role,
        source=Source(label=source) if source else None,
        milestone=mark,
    )


KNOWN = Postmortem(
    id="2026-11-20-abcdef",
    scope=Scope(participants=(Participant(name="Ada", role="scribe"),)),
    timeline=Timeline(
        events=(
            told(0, role="on call", source="deploy log", mark=Milestone.STARTED),
            told(1, source="dashboards"),
            told(2, role="release lead", source="Deploy robot"),
        )
    ),
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("14:02 page fires !", "14:02 page fires !detected "),
        ("14:02 page fires !d", "14:02 page fires !detected "),
        ("14:02 !MIT", "14:02 !mitigated "),
        ("14:02 !st", "14:02 !started "),
        ("14:02 #com", "14:02 #communication "),
        ("14:02 @", '14:02 @"release lead" '),
        ("14:02 @on", '14:02 @"on call" '),
        ('14:02 @"on c', '14:02 @"on call" '),
        ("14:02 @sc", "14:02 @scribe "),
        ("14:02 canary <- ", "14:02 canary <- Deploy robot"),
        ("14:02 canary <- dash", "14:02 canary <- dashboards"),
        ("14:02 canary <- deploy l", "14:02 canary <- deploy log"),
        ("14:02 canary <- DEPLOY R", "14:02 canary <- Deploy robot"),
        ("14:59 x @sre y <- log !mit", "14:59 x @sre y <- log !mitigated "),
        ("14:02 canary <- deploy log !", "14:02 canary <- deploy log !detected "),
        ("14:02 canary <- !d", "14:02 canary <- !detected "),
        ("14:02 canary <- log #com", "14:02 canary <- log #communication "),
        ("14:02 canary <- log @sc", "14:02 canary <- log @scribe "),
    ],
)
def test_what_is_begun_at_the_end_is_completed(text: str, line: str) -> None:
    completion = complete_event_line(text, KNOWN)
    assert completion is not None
    assert completion.line == line


@pytest.mark.parametrize(
    "text",
    [
        "", "14:02 page fires", "14:02 wow!", "14:02 mail to a@sc", "14:02 !detected",
        "14:02 !detected ", "14:02 #5", "14:02 @nobody", "14:02 x <- wiki", "14:02 x <-",
        "14:02 x <- dashboards", "14:02 x <- @sc", "14:02 x <- log!d",
        "14:02 a<- d", "\\!d",
    ],
)  # fmt: skip
def test_what_nothing_known_completes_is_left_alone(text: str) -> None:
    assert complete_event_line(text, KNOWN) is None


def test_a_completed_line_reads_back_to_what_was_offered() -> None:
    context = TimeContext(START.date(), START)
    completion = complete_event_line('14:09 rolled back @"rel', KNOWN)
    assert completion is not None
    event = parse_event_line(completion.line + "<- dashboards", context).event
    assert event is not None
    assert (event.actor_role, event.source) == ("release lead", Source(label="dashboards"))


LABELS = st.lists(
    st.sampled_from(["!detected", "<-", "log", "\\", '@"x"', "https://a.b", "<x>"]), min_size=1
).map(" ".join)


@given(label=LABELS)
def test_whatever_a_source_is_called_it_is_offered_so_that_it_reads_back(label: str) -> None:
    source = Source(label=label)
    known = KNOWN.changing(timeline=Timeline(events=(told(0).changing(source=source),)))
    completion = complete_event_line("14:02 x <- ", known)
    assert completion is not None
    event = parse_event_line(completion.line, TimeContext(START.date(), START)).event
    assert event is not None
    held = event.source
    assert held is not None
    assert " ".join(filter(None, (held.label, held.url))) in (label, source.label)


@given(text=st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    completion = complete_event_line(text, KNOWN)
    assert completion is None or len(completion.line) > len(text)
