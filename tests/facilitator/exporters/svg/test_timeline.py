"""The incident to scale: what stands where, and what is said of what nobody knows."""

from __future__ import annotations

from data.example import worked_example
from facilitator.analysis.phases import phases
from facilitator.exporters.svg.shapes import Box, Circle, Polygon, Polyline, SvgPicture, TextBlock
from facilitator.exporters.svg.timeline import timeline_picture
from facilitator.exporters.svg.timeline_marks import SCALE_LEFT, SCALE_RIGHT, plot_of
from facilitator.model.timeline import Milestone
from tests.facilitator.exporters.svg.picture_cases import TIMELINES, told


def said(picture: SvgPicture) -> list[str]:
    return ["".join(words.lines) for words in picture.texts]


def bar(picture: SvgPicture, phase: str) -> Box:
    """Return where the bar of a phase stands."""
    (found,) = (s for s in picture.shapes if isinstance(s, Polygon) and s.kind == f"phase-{phase}")
    return found.box


def test_bars_are_as_long_as_their_phases_and_in_patterns_of_their_own() -> None:
    picture = timeline_picture(worked_example())
    undetected, responding = bar(picture, "undetected"), bar(picture, "responding")
    ratio = (responding.right - responding.left) / (undetected.right - undetected.left)
    assert round(ratio, 3) == round(22 / 3, 3)
    assert undetected.right == responding.left
    assert {"before 11 min", "undetected 3 min", "responding 22 min"} <= set(said(picture))


def test_no_line_to_a_milestone_crosses_the_name_of_another() -> None:
    for document in (*TIMELINES.values(), worked_example()):
        picture = timeline_picture(document)
        names = [
            w.box for w in picture.texts if w.kind == "accent" and w.lines[0] in set(Milestone)
        ]
        for line in picture.shapes:
            if isinstance(line, Polyline) and line.kind == "dashed":
                x, top, bottom = line.box.left, line.box.top, line.box.bottom
                assert not any(
                    box.left < x < box.right and top < box.bottom and box.top < bottom
                    for box in names
                )


def test_round_times_are_written_and_a_day_where_it_begins() -> None:
    midnight = said(timeline_picture(TIMELINES["over midnight"]))
    assert {"23:58", "02-29", "00:02"} <= set(midnight)
    assert "Timeline to scale · 2024-02-28 to 2024-02-29 · all times are UTC" in midnight
    assert "2024-02-29 00:02" in midnight
    assert {"02-29", "03-04", "03-10"} <= set(said(timeline_picture(TIMELINES["twelve days"])))
    assert {"23:50", "23:51"} <= set(said(timeline_picture(TIMELINES["one minute"])))


def test_what_is_cut_off_is_marked_and_its_events_stand_beside_the_scale() -> None:
    picture = timeline_picture(worked_example())
    slashes = [
        s for s in picture.shapes
        if isinstance(s, Polyline) and s.kind == "edge" and s.box.left >= SCALE_RIGHT
        and s.box.right > s.box.left
    ]  # fmt: skip
    assert len(slashes) == 4  # two on the bar, two on the line of round times
    assert "13–14" in said(picture)
    assert any(isinstance(s, Circle) and s.x > SCALE_RIGHT for s in picture.shapes)
    earlier = timeline_picture(TIMELINES["over midnight"])
    assert any(isinstance(s, Circle) and s.x < SCALE_LEFT for s in earlier.shapes)


def test_an_end_that_nobody_knows_stays_open() -> None:
    document = TIMELINES["unknown ends"]
    picture = timeline_picture(document)
    assert [phase.ends for phase in phases(document.timeline)] == [True, True, True, False]
    assert "mitigating, end not known" in said(picture)
    assert "?" in said(picture)
    box = bar(picture, "mitigating")
    assert box.right == SCALE_RIGHT
    assert not any(
        isinstance(s, Polyline) and s.box == Box(SCALE_RIGHT, box.top, SCALE_RIGHT, box.bottom)
        for s in picture.shapes
    )
    assert any(text.startswith("acknowledged: not known, nobody wrote") for text in said(picture))


def test_an_open_end_beyond_a_cut_is_asked_for_behind_the_cut() -> None:
    picture = timeline_picture(TIMELINES["open beyond a cut"])
    (asked,) = (words for words in picture.texts if words.lines == ("?",))
    strokes = [s.box for s in picture.shapes if isinstance(s, Polyline) and s.kind == "edge"]
    assert asked.box.left > SCALE_RIGHT
    assert not any(asked.box.meets(box) for box in strokes)


def test_numbers_that_would_touch_become_one_and_none_is_lost() -> None:
    document = TIMELINES["many events"]
    picture = timeline_picture(document)
    numbered: list[int] = []
    for words in picture.texts:
        if words.anchor == "middle" and words.size == 12 and words.kind == "ink" and not words.bold:
            first, _, last = words.lines[0].partition("–")
            numbered += range(int(first), int(last or first) + 1)
    assert numbered == list(range(1, len(document.timeline.events) + 1))


def test_without_a_phase_the_events_are_drawn_and_it_is_said_why() -> None:
    words = said(timeline_picture(TIMELINES["one event"]))
    assert "When it started is not marked, so there are no phases to draw." in words
    backwards = told((0, "a", Milestone.RESOLVED), (5, "b", Milestone.MITIGATED))
    assert timeline_picture(backwards).texts


def test_a_range_is_drawn_as_long_as_it_lasts() -> None:
    document = told((0, "Errors", Milestone.STARTED), (60, "Over", Milestone.MITIGATED))
    first = document.timeline.events[0]
    last = document.timeline.events[1].at
    ranged = document.timeline.with_event(first.changing(until=last))
    picture = timeline_picture(document.changing(timeline=ranged))
    (range_drawn,) = (s for s in picture.shapes if isinstance(s, Polyline) and s.kind == "spine")
    assert range_drawn.box.left == bar(picture, "undetected").left
    (over,) = (
        s
        for s in picture.shapes
        if isinstance(s, Polyline) and s.kind == "dashed" and s.box.left > SCALE_LEFT
    )
    assert range_drawn.box.right == over.box.left
    assert "2024-02-28 23:50 to 2024-02-29 00:50" in said(picture)


def test_a_range_that_goes_on_beyond_the_scale_is_cut_there() -> None:
    document = told(
        (0, "Errors", Milestone.STARTED),
        (9, "Over", Milestone.MITIGATED),
        (12, "Well", Milestone.RESOLVED),
    )
    first = document.timeline.events[0]
    ranged = document.timeline.with_event(first.changing(until=first.at.replace(day=29)))
    plot = plot_of(ranged, phases(ranged))
    assert plot.breaks_after
    assert plot.clamped_x(first.at.replace(day=29)) == SCALE_RIGHT


def test_every_event_has_its_number_minute_and_milestone_in_the_list() -> None:
    picture = timeline_picture(worked_example())
    rows: dict[float, list[str]] = {}
    for words in picture.texts:
        if isinstance(words, TextBlock):
            rows.setdefault(words.y, []).append("".join(words.lines))
    assert ["4", "13:45", "detected", "First page: synthetic tests of the WAF fail (on-call)"] in (
        rows.values()
    )
