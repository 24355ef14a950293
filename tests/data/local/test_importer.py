"""What comes into a library from files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.example import worked_example
from data.library.library import TinyLibrary
from data.local.importer import decode_text, import_json, import_lines, read_text_file
from facilitator.model.errors import CannotRead
from facilitator.model.json_codec import as_json
from facilitator.model.timeline import Milestone

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_lines_make_a_postmortem_of_their_own_day(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    new, said = import_lines(library, "3 July 2026\n13:42 !started it breaks\n", None, NOW)
    document = library.load(new).document
    assert [event.text for event in document.timeline.events] == ["it breaks"]
    assert str(document.scope.incident_date) == "2026-07-03"
    assert said == "1 event understood, 0 lines mended, 0 dropped."


def test_lines_brought_into_a_postmortem_leave_its_milestones_where_they_are(
    tmp_path: Path,
) -> None:
    library = TinyLibrary(tmp_path)
    first, _ = import_lines(library, "2026-07-03 13:42 !started it breaks\n", None, NOW)
    lines = "13:40 !started earlier\n13:45 !detected a page\n"
    same, said = import_lines(library, lines, first, NOW)
    timeline = library.load(same).document.timeline
    started, detected = (
        timeline.milestone(Milestone.STARTED),
        timeline.milestone(Milestone.DETECTED),
    )
    assert same == first
    assert started is not None
    assert started.text == "it breaks"
    assert detected is not None
    assert detected.text == "a page"
    assert "1 milestone was left out" in said


def test_lines_brought_in_twice_change_nothing_the_second_time(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    lines = "2026-07-03 13:42 !started it breaks\n13:45 !detected a page\n"
    first, _ = import_lines(library, lines, None, NOW)
    before = library.load(first).document
    _, said = import_lines(library, f"{lines}13:50 a call\n", first, NOW)
    after = library.load(first).document
    assert after.timeline.events[:2] == before.timeline.events
    assert [event.text for event in after.timeline.events[2:]] == ["a call"]
    assert said == "1 event understood, 0 lines mended, 0 dropped. 2 are there already."


def test_a_postmortem_comes_in_whole_and_never_over_another(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    example = worked_example()
    first, _ = import_json(library, as_json(example), NOW)
    again, said = import_json(library, as_json(example), NOW)
    assert (first, again) == (example.id, example.id)
    assert "nothing was changed" in said
    other = example.changing(private_notes="another")
    second, _ = import_json(library, as_json(other), NOW)
    assert second != first
    assert library.load(first).document == example
    assert library.load(second).document.private_notes == "another"


def test_a_file_that_is_not_text_or_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(CannotRead, match="is not text"):
        read_text_file(tmp_path / "picture")
    with pytest.raises(CannotRead, match="cannot be read: no such file"):
        read_text_file(tmp_path / "nothing")
    assert decode_text("\ufefföl".encode("utf-16"), "notes").endswith("öl")
