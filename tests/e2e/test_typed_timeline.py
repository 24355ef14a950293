"""A scribe types a whole timeline into a real terminal, in the order people remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from data.library.library import TinyLibrary
from facilitator.analysis.durations import durations
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Timeline
from tests.e2e.terminal import Terminal, missing_programs

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        bool(missing_programs("tmux")), reason=missing_programs("tmux") or "all there"
    ),
]

LINES = (
    "13:31 rule change merged after approval <- pull request",
    "13:37 CI builds the rules, tests green <- build log",
    "13:42 !started new rule goes out | to every edge server [/] <- rule deploy log",
    "13:45 !detected first page: synthetic tests failing <- on-call page",
    "13:46 more pages: end-to-end tests, CPU at 100% everywhere <- alerting",
    "~13:50 !acknowledged incident called at the highest severity",
    "~13:55 an attack is considered and ruled out",
    "14:00 a profile names the firewall as the process eating the CPU <- profiler",
    "14:02 proposal in the room: switch the rules off <- incident chat",
    "~14:04 internal tools sit behind the edge that is down",
    "14:07 !mitigated the rules are switched off worldwide <- incident chat",
    "14:09 traffic and CPU back to normal <- dashboards",
    "~14:20 the rule is found, the change reverted",
    "14:52 !resolved the firewall is switched on again everywhere <- change log",
)


@contextmanager
def opened(
    folder: Path, size: tuple[int, int], day: str
) -> Iterator[tuple[Terminal, Callable[[], Timeline]]]:
    """Open an empty postmortem of an incident on a day; gives its timeline as the disk has it."""
    terminal = Terminal(folder, size)
    document = Postmortem(
        id="2026-11-20-abcdef", scope=Scope.model_validate({"incident_date": day})
    )
    library = TinyLibrary(terminal.library)
    library.save(document)
    terminal.start("open", document.id)
    try:
        terminal.wait_for("1 Scope")
        yield terminal, lambda: library.load(document.id).document.timeline
    finally:
        terminal.close()


@pytest.mark.parametrize(
    "size",
    [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)],
    ids=["80x24", "200x50"],
)
def test_fourteen_events_are_typed_in_any_order_with_one_key_a_line(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with opened(tmp_path, size, "2019-07-02") as (terminal, kept):
        terminal.press("F9")
        terminal.wait_for("No events yet")
        lines = list(LINES)
        Random(size[0]).shuffle(lines)
        for line in lines:
            terminal.type(f"{line}\r")
        terminal.wait_for("traffic and CPU")
        terminal.wait_until(lambda: len(kept().events) == len(LINES), "the disk")
    timeline = kept()
    assert [f"{event.at:%Y-%m-%d %H:%M}" for event in timeline.events] == [
        f"2019-07-02 {line.lstrip('~')[:5]}" for line in LINES
    ]
    minutes = [duration.minutes for duration in durations(timeline)]
    assert minutes == [3, 5, 25, 70]


def test_what_is_typed_faster_than_the_screens_come_up_is_all_there(tmp_path: Path) -> None:
    with opened(tmp_path, (80, 24), "2026-11-20") as (terminal, kept):
        terminal.press("F9")
        terminal.type("14:02 canary at 5% is in\r14:03 bbb\r+1 ccc\r+1 ddd\r")
        terminal.wait_for("14:04", "14:05", "ddd")
        terminal.press("Escape")
        terminal.type("a16:10 burst typed ok\r")
        terminal.wait_for("burst typed ok")
        terminal.press("F10")
        terminal.wait_for("Open")
    told = [f"{e.at:%H:%M} {e.text}" for e in kept().events]
    assert told == [
        "14:02 canary at 5% is in",
        "14:03 bbb",
        "14:04 ccc",
        "14:05 ddd",
        "16:10 burst typed ok",
    ]
