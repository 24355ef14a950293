"""The figures beside a timeline say what they are a share of."""

from __future__ import annotations

import pytest

from facilitator.model.timeline import Milestone
from screens.timeline.impact_view import impact_figures
from tests.support.timeline_screens import event, with_events


@pytest.mark.parametrize(
    ("detected", "value", "why"),
    [
        (7, "50%", "detect / mitigate: nobody knew yet"),
        (14, "100%", "nobody knew until it was over"),
        (17, "100%", "nobody knew until it was over"),
    ],
)
def test_the_hidden_share_of_what_was_found_out_late_claims_no_division(
    detected: int, value: str, why: str
) -> None:
    document = with_events(
        event(0, milestone=Milestone.STARTED),
        event(14, milestone=Milestone.MITIGATED),
        event(detected, milestone=Milestone.DETECTED),
    )
    assert ("hidden share", value, why) in impact_figures(document)
