"""The document as it leaves: for the worked example, a draft, and anything people can type."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings

from data.example import worked_example
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.findings.team_rules import TeamRules
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.impact import Breach, Impact, Measure, MeasureKind, Objective
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Scope
from facilitator.model.tickets import TicketPattern, TicketPatterns
from facilitator.model.timeline import Event, Milestone, Timeline
from tests.facilitator.exporters.markdown.rendered import cells, inlines, kinds, tokens
from tests.support.documents import documents

GOLDEN = Path(__file__).parent / "golden" / "worked_example.md"
DRAFT = Postmortem(id="2024-02-29-abcdef")


def _rows_under_their_headers(markdown: str) -> list[tuple[int, int]]:
    """Return, for each row of each table, its cells and its header's."""
    lines = markdown.split("\n")
    found = []
    for token in tokens(markdown):
        if token.type == "table_open" and token.map:
            first, end = token.map
            found += [(cells(line), cells(lines[first])) for line in lines[first:end]]
    return found


def test_the_worked_example_reads_as_its_golden_file() -> None:
    assert internal_markdown(worked_example()) == GOLDEN.read_text(encoding="utf-8")


def test_the_worked_example_shows_each_time_with_its_subtraction() -> None:
    written = internal_markdown(worked_example())
    assert "| Time to detect | 3 min | 13:45 - 13:42 |" in written
    assert "| Time to mitigate | 25 min | 14:07 - 13:42 |" in written
    assert "| Time to resolve | 70 min | 14:52 - 13:42 |" in written
    assert "2019-07-02 13:42 to 14:09 UTC (27 min)" in written


def test_an_empty_draft_says_what_is_not_there_yet() -> None:
    written = internal_markdown(DRAFT)
    assert written.startswith("# Untitled postmortem\n")
    for words in (
        "No summary has been written yet.",
        "No events yet.",
        "No root cause is marked yet.",
        "No actions yet.",
        "Nobody has been told yet.",
        "| Impact window | unknown |",
        "| Time to detect | unknown | the start is not marked |",
    ):
        assert words in written
    assert "Parking lot" not in written


def structure_is_ours(written: str) -> None:
    """Check that a document is built as this program builds one, whatever stands in it."""
    rows = _rows_under_their_headers(written)
    assert rows
    assert all(found == header for found, header in rows)
    assert "html_block" not in kinds(written)
    inner = inlines(written)
    assert {token.content for token in inner if token.type == "html_inline"} <= {"<br>"}
    assert not {token.type for token in inner} & {"code_inline", "image", "em_open", "s_open"}
    assert {"fence", "code_block", "hr", "blockquote_open", "ordered_list_open"}.isdisjoint(
        kinds(written)
    )
    bold = [inner[n + 1].content for n, token in enumerate(inner) if token.type == "strong_open"]
    assert set(bold) <= {*Milestone, "root"}


@given(documents())
def test_no_text_changes_the_structure_of_the_document(document: Postmortem) -> None:
    structure_is_ours(internal_markdown(document))


@settings(max_examples=30)
@given(documents())
def test_private_notes_never_leave(document: Postmortem) -> None:
    noted = document.changing(private_notes="between us: zebra-crossing")
    assert "zebra-crossing" not in internal_markdown(noted)
    assert internal_markdown(noted) == internal_markdown(document.changing(private_notes=""))


def test_events_of_several_days_carry_their_day() -> None:
    events = (
        Event(at=datetime(2024, 2, 28, 23, 58, tzinfo=UTC), text="before midnight"),
        Event(at=datetime(2024, 2, 29, 0, 3, tzinfo=UTC), text="after it", approximate=True),
    )
    written = internal_markdown(DRAFT.changing(timeline=Timeline(events=events)))
    assert "| 2024-02-28 23:58 |  |  | before midnight |" in written
    assert "| ~2024-02-29 00:03 |" in written


def test_what_was_found_out_once_it_was_over_is_said_so() -> None:
    at = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    story = zip((0, 14, 17), ("started", "mitigated", "detected"), strict=True)
    events = (
        Event(at=at.replace(minute=minute), text="x", milestone=Milestone(name))
        for minute, name in story
    )
    document = Postmortem(id="2026-11-20-abcdef", timeline=Timeline(events=tuple(events)))
    assert "Hidden share: 100%, nobody knew until it was over." in internal_markdown(document)


def test_minutes_since_the_start_run_backwards_before_it() -> None:
    started = datetime(2024, 2, 29, 12, 0, tzinfo=UTC)
    events = (
        Event(at=started.replace(hour=11, minute=50), text="deploy"),
        Event(at=started, text="errors", milestone=Milestone.STARTED),
        Event(at=started.replace(hour=13, minute=10), text="quiet", approximate=True),
    )
    written = internal_markdown(DRAFT.changing(timeline=Timeline(events=events)))
    assert "| 11:50 | -10 min |" in written
    assert "| 12:00 | 0 min |  | **started** · errors |" in written
    assert "| ~13:10 | ~+70 min |" in written


def test_causes_nest_by_four_spaces_with_roots_apart() -> None:
    root = Cause(text="no limit", role=CauseRole.ROOT)
    beneath = Cause(text="no test of cost", parent=root.id, role=CauseRole.CONTRIBUTING)
    causes = Causes(problem="It was slow.", causes=(root, beneath))
    written = internal_markdown(DRAFT.changing(causes=causes))
    assert "- c1: no limit · **root**\n    - c2: no test of cost · contributing" in written
    assert "## Root causes\n\n- c1: no limit\n    - Evidence: none yet\n\n## Contr" in written


def test_a_breached_objective_says_how_much_of_the_budget_went() -> None:
    impact = Impact(
        window_start=datetime(2024, 2, 29, 12, 0, tzinfo=UTC),
        window_end=datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
        measures=(Measure(kind=MeasureKind.REQUESTS, value=50),),
        objective=Objective(target_percent=99.9, period_days=30, breached=Breach.NO),
    )
    written = internal_markdown(DRAFT.changing(impact=impact))
    assert (
        "Service-level objective of 99.9% over 30 days breached: no. This incident took 34.7% "
        "of the period's error budget (30 min with 50% of requests failing)."
    ) in written


def test_a_waiver_is_shown_with_its_reason() -> None:
    waiver = Waiver(condition="scope.title", reason="the title is a law case", by="Legal")
    written = internal_markdown(worked_example().changing(scope=Scope(), waivers=(waiver,)))
    assert "| the title is a law case | Legal |" in written
    assert "- [ ] " in written


def test_the_revision_is_shown_from_the_second_on() -> None:
    first = Postmortem(id="2026-11-02-abcdef")
    assert "revision" not in internal_markdown(first)
    second = internal_markdown(first.changing(revision=2))
    assert "| Status | draft (revision 2) |" in second


def test_the_day_the_incident_happened_is_written_in_full() -> None:
    scope = Scope(incident_date=date(2024, 2, 29))
    assert "| Incident date | 2024-02-29 |" in internal_markdown(DRAFT.changing(scope=scope))


def test_a_lesson_that_is_only_a_number_begins_no_numbered_list() -> None:
    lesson = Lesson(kind=LessonKind.WENT_WELL, text="0", keep="count again")
    written = internal_markdown(
        Postmortem(id="2026-03-04-abcdef", lessons=Lessons(lessons=(lesson,)))
    )
    assert "ordered_list_open" not in kinds(written)
    assert "0\\. To keep it: count again" in written


def test_a_ticket_is_linked_where_the_team_has_said_where_it_is() -> None:
    tickets = TicketPatterns((TicketPattern("OPS-{n}", "https://t.test/OPS-{n}"),))
    actions = Actions(
        actions=(
            Action(title="a", ticket="OPS-1"),
            Action(title="b", ticket="https://t.test/OPS-2"),
            Action(title="c", ticket="WEB-3"),
            Action(title="d", ticket="https://u.test/4"),
            Action(title="e", ticket="javascript:alert(5)"),
        )
    )
    written = internal_markdown(DRAFT.changing(actions=actions), TeamRules(tickets=tickets))
    for ticket in (
        "[OPS-1](https://t.test/OPS-1)",
        "[OPS-2](https://t.test/OPS-2)",
        "WEB-3",
        "[https://u.test/4](https://u.test/4)",
        "javascript:alert(5)",
    ):
        assert f"| {ticket} |" in written
    assert "](javascript" not in written


def test_an_event_that_is_evidence_says_that_it_is_about_and_its_day_among_several() -> None:
    page = Event(at=datetime(2024, 2, 29, 9, 0, tzinfo=UTC), text="first page", approximate=True)
    cause = Cause(text="No limit", role=CauseRole.ROOT, evidence=(Evidence(event=page.id),))
    told = DRAFT.changing(causes=Causes(causes=(cause,)), timeline=Timeline(events=(page,)))
    assert "Evidence: ~09:00 first page" in internal_markdown(told)
    later = Event(at=datetime(2024, 3, 1, 9, 0, tzinfo=UTC), text="all clear")
    longer = told.changing(timeline=Timeline(events=(page, later)))
    assert "Evidence: ~2024-02-29 09:00 first page" in internal_markdown(longer)
