"""Which pasted lines are taken: by themselves, by choice, and after the text was read again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import LineOutcome, PasteSelection, compare_with_timeline
from facilitator.model.timeline import Timeline
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))


def selection(*lines: str) -> PasteSelection:
    """Return the selection of lines pasted beside one event: 14:00 calm."""
    there = Timeline(events=parse_paste("14:00 calm", CONTEXT).events)
    return PasteSelection(compare_with_timeline(parse_paste("\n".join(lines), CONTEXT), there))


def told(of: PasteSelection) -> list[str]:
    """Return the texts of what is taken."""
    return [event.text for event in of.events]


def test_a_line_is_left_out_and_taken_again() -> None:
    both = selection("14:01 a", "14:02 b")
    one = both.toggled(0)
    assert told(both) == ["a", "b"]
    assert told(one) == ["b"]
    assert (one.is_excluded(0), one.excluded_count) == (True, 1)
    assert told(one.toggled(0)) == ["a", "b"]


def test_what_is_there_already_is_taken_only_by_choice() -> None:
    there = selection("14:00 calm", "14:01 a")
    assert told(there) == ["a"]
    assert there.counts[LineOutcome.ALREADY_THERE] == 1
    assert told(there.toggled(0)) == ["calm", "a"]
    assert there.toggled(0).counts[LineOutcome.ALREADY_THERE] == 0


def test_a_joined_line_is_left_out_of_the_text_and_goes_with_its_event() -> None:
    lines = selection("14:01 a", "b", "c")
    assert told(lines) == ["a b c"]
    assert told(lines.toggled(1)) == ["a c"]
    without = lines.toggled(0)
    assert told(without) == []
    assert without.excluded_count == 3
    assert told(without.toggled(1)) == ["a b c"]


def test_a_time_alone_goes_when_no_word_of_it_is_left() -> None:
    lines = selection("14:01", "a", "b")
    assert told(lines) == ["a b"]
    assert told(lines.toggled(1)) == ["b"]
    assert told(lines.toggled(1).toggled(2)) == []


def test_headings_and_dropped_lines_have_nothing_to_choose() -> None:
    lines = selection("no time here", "", "# Notes", "14:01 a")
    assert lines.toggled(0) == lines
    assert lines.toggled(1) == lines


def test_choices_outlive_a_new_reading_where_their_lines_still_stand() -> None:
    first = selection("14:01 a", "14:02 b", "14:02 b", "14:03 c").toggled(0).toggled(3)
    again = first.with_paste(selection("14:00 new", "14:01 a", "14:02 B", "14:03 c!").paste)
    assert told(again) == ["new", "B", "c!"]


def test_a_choice_is_of_one_of_two_lines_that_say_the_same() -> None:
    lines = selection("14:01 a", "14:01 a").toggled(1)
    assert told(lines) == ["a", "a"]
    assert told(lines.toggled(0)) == ["a"]


def test_an_event_filled_in_by_a_later_line_stands_once() -> None:
    lines = selection("14:01 a", "14:01 a <- log")
    assert len(lines.events) == 1
    assert lines.events[0].source is not None
    assert lines.toggled(1).events[0].source is None
