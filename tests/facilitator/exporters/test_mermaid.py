"""Diagrams in the Markdown, where asked: no text leaves its line, its diagram or the fence."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given

from data.example import worked_example
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.exporters.mermaid import (
    MAX_DIAGRAM_CHARACTERS,
    escape_label,
    fishbone_diagram,
    timeline_diagram,
)
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.plain_text import plain_line
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline
from tests.facilitator.exporters.markdown.rendered import tokens
from tests.facilitator.exporters.svg.picture_cases import (
    EMPTY,
    IN_A_PICTURE,
    TIMELINES,
    caused,
    told,
)
from tests.support.documents import documents

HOSTILE = (
    *IN_A_PICTURE,
    "%%{init: {'theme': 'dark'}}%%",
    "%% a comment",
    "14:05 a --> b; c :crit, 2019-01-01, 3d",
    "section of its own",
    "title of its own",
    'click it href "https://c.example"',
    "accTitle: something",
    "2024-01-01 on a line",
    "ishikawa",
    "Ishikawa-beta",
    "style a:#f00;",
    "```",
    "~~~",
    "---",
    "# c",
    "ﬂ°°60¶ß",
)
"""Texts that mean something to mermaid, or to the Markdown around it."""

_TASK = re.compile(
    r"    [^:;%`\"#]*(?:#\d+;[^:;%`\"#]*)* :"
    r"(?:milestone, )?\d{4}-\d\d-\d\dT\d\d:\d\d, (?:0m|\d{4}-\d\d-\d\dT\d\d:\d\d)"
)
_CAUSE = re.compile(r" +(?!ishikawa)[^:;%`\"#\s](?:[^:;%`\"#]|#\d+;)*|(?: +#\d+;.*)", re.IGNORECASE)


def diagram(markdown: str) -> list[str]:
    """Return the lines of the one diagram there is, which is the whole fence."""
    fences = [token for token in tokens(markdown) if token.type == "fence"]
    (diagram_block,) = fences
    assert diagram_block.info == "mermaid"
    assert "```" not in diagram_block.content
    return diagram_block.content.splitlines()


def shown(line: str) -> str:
    """Return what mermaid shows of a line."""
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), line)


def test_diagrams_are_there_only_where_asked() -> None:
    document = worked_example()
    assert "mermaid" not in internal_markdown(document)
    asked = internal_markdown(document, mermaid=True)
    assert asked.count("```mermaid\n") == 2
    gantt, ishikawa = (
        asked[asked.index(begin) :].split("```")[0] for begin in ("gantt\n", "ishikawa\n")
    )
    assert "dateFormat YYYY-MM-DDTHH:mm\n" in gantt
    assert "    responding, 22 min :2019-07-02T13:45, 2019-07-02T14:07\n" in gantt
    assert "    detected :milestone, 2019-07-02T13:45, 0m\n" in gantt
    assert "\n        design\n            c1 A new WAF rule held" in ishikawa
    assert "(root)\n" in ishikawa


def test_without_the_diagrams_it_is_the_same_document() -> None:
    document = worked_example()
    asked = internal_markdown(document, mermaid=True)
    bare = re.sub(
        r"### (?:To scale|As a fishbone)\n\n```mermaid\n.*?\n```\n\n", "", asked, flags=re.S
    )
    assert bare == internal_markdown(document)
    assert internal_markdown(EMPTY, mermaid=True) == internal_markdown(EMPTY)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_task_and_each_cause_stays_on_its_line(text: str) -> None:
    line = plain_line(text)
    document = told((0, line, Milestone.STARTED), (7, line, None))
    *_, first, second = diagram(timeline_diagram(document))
    assert _TASK.fullmatch(first)
    assert _TASK.fullmatch(second)
    assert line[:60] in shown(second)
    bone = line[:40].strip()
    causes = Causes(
        problem=text, causes=(Cause(text=line, bone=bone, role=CauseRole.ROOT),), bones=(bone,)
    )
    keyword, problem, name, cause = diagram(fishbone_diagram(EMPTY.changing(causes=causes)))
    assert keyword == "ishikawa"
    for written in (problem, name, cause):
        assert _CAUSE.fullmatch(written), written
    assert shown(name).strip() == bone
    assert shown(cause).startswith(f"            c1 {line[:60]}")


@given(documents())
def test_no_document_leaves_its_fences(document: Postmortem) -> None:
    asked = internal_markdown(document, mermaid=True)
    found = [token for token in tokens(asked) if token.type == "fence"]
    expected = bool(document.timeline.events) + bool(document.causes.causes)
    assert [token.info for token in found] == ["mermaid"] * expected
    plain = [token.type for token in tokens(internal_markdown(document))]
    drawn = [token.type for token in tokens(asked) if token.type != "fence"]
    assert len(drawn) == len(plain) + 3 * expected  # a heading above each


def test_days_are_written_where_there_are_several() -> None:
    lines = diagram(timeline_diagram(TIMELINES["over midnight"]))
    assert "    axisFormat %m-%d %H:%M" in lines
    assert shown(lines[-1]).startswith("    02-29 00:15 The new one is right :milestone")


def test_an_open_end_is_said_and_a_range_is_a_bar() -> None:
    document = TIMELINES["unknown ends"]
    assert "mitigating, end not known :" in timeline_diagram(document)
    last = document.timeline.events[-1]
    ranged = document.timeline.with_event(last.changing(until=last.at + timedelta(minutes=9)))
    assert ":2024-02-29T00:24, 2024-02-29T00:33\n" in timeline_diagram(
        document.changing(timeline=ranged)
    )


def test_more_than_mermaid_draws_is_left_out_and_said() -> None:
    start = TIMELINES["one event"].timeline.events[0].at
    events = tuple(Event(at=start + timedelta(minutes=n), text="words " * 30) for n in range(600))
    written = timeline_diagram(EMPTY.changing(timeline=Timeline(events=events)))
    assert "more than mermaid draws" in written
    assert len(written) < MAX_DIAGRAM_CHARACTERS
    causes = caused(*(Cause(text="words " * 30) for _ in range(600)))
    assert "```" not in fishbone_diagram(causes)
    assert "more causes than mermaid draws" in fishbone_diagram(causes)


def test_a_long_text_is_shortened_with_an_ellipsis() -> None:
    assert escape_label("words " * 100).endswith("…")
    assert len(escape_label("words " * 100)) <= 100
    assert escape_label("one\n\ntwo") == "one two"
