"""The whole road in a real terminal, by keys alone: from an empty library to Markdown copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem, Status
from tests.e2e.terminal import Terminal, missing_programs, virtual_display

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        bool(missing_programs("tmux", "Xvfb", "xclip")),
        reason=missing_programs("tmux", "Xvfb", "xclip") or "all there",
    ),
]

NOTES = """\
Tue 2 July 2019, all times UTC

13:31 rule change merged after approval <- pull request
13:37 CI builds the rules, tests green <- build log
13:42 !started new rule goes out | to every edge server [/] <- rule deploy log
13:45 !detected first page: synthetic tests failing <- on-call page
13:46 more pages: end-to-end tests, CPU at 100% everywhere <- alerting
~13:50 !acknowledged incident called at the highest severity
~13:55 an attack is considered and ruled out
14:00 a profile names the firewall as the process eating the CPU <- profiler
14:02 proposal in the room: switch the rules off <- incident chat
~14:04 internal tools sit behind the edge that is down
14:07 !mitigated the rules are switched off worldwide <- incident chat
14:09 traffic and CPU back to normal <- dashboards
~14:20 the rule is found, the change reverted
14:52 !resolved the firewall is switched on again everywhere <- change log
"""

CAUSES = (
    ("the engine has no bound on backtracking", "r"),
    ("the CPU guard was lost in a refactoring", "r"),
    ("tests check matches, not cost", "c"),
    ("one rule reaches the world at once", "c"),
    ("simulate mode runs the expression", "c"),
    ("going back needs two full builds", "c"),
    ("the traffic alert came late", "c"),
)

ACTIONS = (
    "prevent: CPU guard back in the engine @kim +14d P1 #OPS-1 ^c2",
    "prevent: move to an engine with a bound @lee +30d P2 #OPS-2 ^c1",
    "detect: CPU cost of each rule in the tests @kim +14d P1 #OPS-3 ^c3",
    "process: staged rollout of rules @sam +30d P2 #OPS-4 ^c4",
    "recover: a way around the edge @sam +30d P2 #OPS-5 ^c6",
    "detect: alert within a minute on a traffic drop @lee +14d P1 #OPS-6 ^c7",
    "process: status page updates by itself @ana +30d P2 #OPS-7",
)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A display whose clipboard is this module's own."""
    with virtual_display() as name:
        yield name


@pytest.mark.parametrize(
    "size",
    [pytest.param((100, 30), marks=pytest.mark.slow), (80, 24)],
    ids=["100x30", "80x24"],
)
def test_an_incident_goes_in_and_a_document_comes_out(
    tmp_path: Path, display: str, size: tuple[int, int]
) -> None:
    terminal = Terminal(tmp_path, size, display)
    terminal.start()
    try:
        _begin(terminal)
        _tell_the_timeline(terminal)
        _find_causes(terminal)
        _collect_lessons(terminal)
        _agree_actions(terminal)
        _follow_up(terminal)
        _publish_and_copy(terminal)
        markdown = terminal.clipboard()
        before = _kept(terminal)
        terminal.press("C-q")
        terminal.wait_for_end()
        _check_document(before)
        _check_markdown(markdown)
        terminal.start("open", before.id)
        terminal.wait_for("7 Review", "published")
        assert _kept(terminal) == before
        listed = terminal.run("list")
        assert (listed.returncode, "published" in listed.stdout) == (0, True)
    finally:
        terminal.close()


def test_a_killed_program_reopens_with_every_acknowledged_edit(
    tmp_path: Path, display: str
) -> None:
    terminal = Terminal(tmp_path, (100, 30), display)
    terminal.start()
    try:
        _begin(terminal)
        _go_on(terminal, "14:02 canary")
        for minute in range(10):
            terminal.type(f"13:4{minute} event number {minute}\r")
        terminal.wait_for("event number 9")
        _until(terminal, lambda document: len(document.timeline.events) == 10)
        terminal.type("13:50 half a li")
        terminal.wait_for("13:50 half a li")
        terminal.wait_until(lambda: "13:50 half a li" in _drafts(terminal), "the line on the disk")
        terminal.kill()
        terminal.start("open", _kept(terminal).id)
        terminal.wait_for("1 Scope")
        terminal.press("2")
        terminal.wait_for("event number 0", "event number 9", "13:50 half a li")
    finally:
        terminal.close()


def test_the_demo_shows_a_finished_postmortem_and_leaves_nothing_behind(
    tmp_path: Path, display: str
) -> None:
    terminal = Terminal(tmp_path, (80, 24), display)
    terminal.start("demo")
    try:
        terminal.wait_for("7 Review", "SEV1 full · published", "The tone is blameless")
        terminal.press("C-q")
        terminal.wait_for_end()
        assert not terminal.library.exists()
    finally:
        terminal.close()


def _go_on(terminal: Terminal, *texts: str) -> None:
    """Go to the next stage, and wait until it is there."""
    terminal.press("F9")
    terminal.wait_for(*texts)


def _begin(terminal: Terminal) -> None:
    terminal.wait_for("No postmortems here yet")
    terminal.press("n")
    terminal.wait_for("Day of incident", "^s Save")
    terminal.type("Sites answered | with 502 [/] errors")
    terminal.press("Tab", "Right", "Right", "Right", "Right", "Tab", "Tab", "C-s")
    terminal.wait_for("1 Scope", "SEV4 light")
    terminal.press(*["Tab"] * 10, "Right", "Right", "Tab", "Right", "Right", "Tab")
    terminal.type("Edge lead")
    terminal.press("Tab")
    _until(terminal, lambda document: document.scope.document_owner == "Edge lead")


def _tell_the_timeline(terminal: Terminal) -> None:
    _go_on(terminal, "14:02 canary")
    terminal.paste(NOTES)
    terminal.wait_for("14 events")
    terminal.press("C-s")
    terminal.wait_for("◆ started", "◆ detected", "◆ mitigated")
    _until(terminal, lambda document: len(document.timeline.events) == 14)
    terminal.press("Escape", "i")
    terminal.wait_for("mitigate", "25 min", "14:07 - 13:42")
    terminal.press("Tab")
    terminal.wait_for("a Add e Edit d Delete")
    terminal.press("a")
    terminal.wait_for("Add measure", "^s Save")
    terminal.press("Space", "Tab")
    terminal.type("1200")
    terminal.press("Tab", "Space", "C-s")  # measured
    _until(terminal, lambda document: len(document.impact.measures) == 1)
    terminal.press("Tab")
    terminal.wait_for("space Choose")
    terminal.press("Space")
    _until(terminal, lambda document: document.impact.data_integrity is not None)


def _find_causes(terminal: Terminal) -> None:
    _go_on(terminal, "No causes yet", "3 Causes")
    terminal.press("e")
    terminal.wait_for("^s Save")
    terminal.type("every edge server spent its CPU")
    terminal.press("C-s")
    _until(terminal, lambda document: bool(document.causes.problem))
    for number, (text, role) in enumerate(CAUSES, start=1):
        terminal.press("Home", "a")
        terminal.wait_for("What made this possible: every", "Bone", "^s Save")
        terminal.type(text)
        terminal.press("C-s")
        _until(terminal, _has_causes(number))
        terminal.wait_for(text[:24])
        terminal.press(role)
        wanted = CauseRole.ROOT if role == "r" else CauseRole.CONTRIBUTING
        _until(terminal, _last_is(wanted))
        terminal.press("v")
        _add_evidence(terminal, f"seen in log {number}")
        _until(terminal, lambda document: len(document.causes.causes[-1].evidence) == 1)


def _has_causes(number: int) -> Callable[[Postmortem], bool]:
    return lambda document: len(document.causes.causes) == number


def _last_is(role: CauseRole) -> Callable[[Postmortem], bool]:
    return lambda document: document.causes.causes[-1].role is role


def _has_actions(number: int) -> Callable[[Postmortem], bool]:
    return lambda document: len(document.actions.actions) == number


def _add_evidence(terminal: Terminal, text: str) -> None:
    terminal.wait_for("How we know", "^s Save")
    terminal.type(text)
    terminal.press("C-s")


def _collect_lessons(terminal: Terminal) -> None:
    terminal.press("4")  # a step would go past what a light postmortem only offers
    terminal.wait_for("Went well", "Got lucky")
    terminal.press("a")
    terminal.wait_for("How we keep it", "^s Save")
    terminal.type("the page came fast")
    terminal.press("Tab")
    terminal.type("keep the synthetic tests")
    terminal.press("C-s")
    _until(terminal, lambda document: len(document.lessons.lessons) == 1)


def _agree_actions(terminal: Terminal) -> None:
    _go_on(terminal, "prevent: CPU guard")
    for number, line in enumerate(ACTIONS, start=1):
        if number == 1:
            terminal.press("a")
        terminal.type(line)
        terminal.press("Enter")
        _until(terminal, _has_actions(number))
    terminal.press("Escape")


def _follow_up(terminal: Terminal) -> None:
    _go_on(terminal, "For colleagues")
    terminal.type("A rule used up every CPU for 25 minutes.")
    terminal.wait_for("for 25 minutes.")
    terminal.press("Escape", "r")
    _until(terminal, lambda document: len(document.followup.reviews) == 1)


def _publish_and_copy(terminal: Terminal) -> None:
    _go_on(terminal, "The tone is blameless")
    terminal.press("s")
    terminal.wait_for("closed")
    terminal.press("Down", "Down", "Enter")
    _until(terminal, lambda document: document.status is Status.PUBLISHED)
    terminal.press("C-o")
    terminal.wait_for("For colleagues")
    terminal.press("c")
    terminal.wait_for("Copied")


def _check_document(document: Postmortem) -> None:
    assert len(document.timeline.events) == 14
    assert len({event.milestone for event in document.timeline.events} - {None}) == 5
    assert len(document.causes.in_role(CauseRole.ROOT)) == 2
    assert len(document.causes.in_role(CauseRole.CONTRIBUTING)) == 5
    assert all(cause.evidence for cause in document.causes.causes)
    assert len(document.actions.actions) == 7
    assert len(document.followup.reviews) == 1, "light depth needs one"


def _check_markdown(markdown: str) -> None:
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    for words in (("etect", "3 min"), ("itigate", "25 min"), ("esolve", "70 min")):
        assert any(all(word in line for word in words) for line in lines), words
    assert "Sites answered | with 502 \\[/\\] errors" in markdown.replace("\\|", "|")


def _kept(terminal: Terminal) -> Postmortem:
    """Return the one postmortem as it is on the disk."""
    library = TinyLibrary(terminal.library)
    (only,) = library.ids()
    return library.load(only).document


def _drafts(terminal: Terminal) -> str:
    """Return all that was written down of lines not taken yet."""
    files = terminal.library.parent.glob("**/drafts/**/*")
    return "".join(path.read_text(errors="replace") for path in files if path.is_file())


def _until(terminal: Terminal, holds: Callable[[Postmortem], bool]) -> None:
    """Wait until the document on the disk is so."""
    terminal.wait_until(lambda: holds(_kept(terminal)), "the disk")
