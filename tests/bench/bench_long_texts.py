"""Texts made to be slow, at two lengths: four times the text may take about four times the time.

Run it with `python -m tests.bench.bench_long_texts`; it prints milliseconds of one processor, the
best of several rounds, and ends with an error where a text takes far more than its length accounts
for: a regular expression that goes back and back over it, or a comparison of each with each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from time import process_time

from facilitator.findings.language.analyzer import LanguageContext, clear_caches, findings_in
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.scanner import leaks_in
from facilitator.guide.conditions.assessment import assess
from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import compare_with_timeline
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import EventKind, Timeline
from facilitator.timeparse.written_time import TimeContext
from tests.facilitator.findings.language.labelled import ROSTER
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES
from tests.support.complete import COMPLETE, event

SHORT, LONG, ROUNDS = 20_000, 80_000, 3
AT_MOST = 2.5
"""How many times longer than its length accounts for a text may take."""
LEAST_SECONDS = 0.002
CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))
DISCLOSURE = disclosure_context(DOCUMENT, RULES)
LEAKING = [
    *("a", "A", "9", ".", "a.", "A-", "1.", "1:", ":", "f:", "@", "a@", "/", "a/", "://", "a="),
    *(
        "token=",
        "eyJ",
        "xoxb-",
        "-----BEGIN PRIVATE KEY-----",
        "a1-",
        "db1 ",
        "13:42 ",
        "(",
        "_",
    ),
    *("38 minutes ", "Priya ", "Will ", "P. Raman ", "PAY-1 ", "Globex ", "a.b.internal ", "é"),
    *("issue #1 ", "eyJaaaaaaaa.aaaaaaaa.", "https://a", "x://(", "http://a/)", "\n", " ", '"'),
    *(
        "password ",
        "www.",
        "C:\\a",
        "git@a:",
        "#a-",
        "go/",
        "arn:aws:",
        "a/b#1",
        "14 December ",
    ),
]
BLAMING = [
    "The load balancer sends traffic to the pods that failed to start. ",
    "The pod should have a limit and they failed to ",
    "not never the the a some ",
    "“‘«`'\"(",
    "/_=@ a/b ",
    "\n\n- ",
    "x",
    "engineer, ",
    "a few adjusted ",
    "and add and remove ",
    "should not not not have ",
]
RUNS = ["-", "- ", "[", "*", "times in ", "| -", "14:02 *", "\\", '@"', "no time in this one\n"]


def of(piece: str, length: int) -> str:
    """Return so many characters of a piece again and again."""
    return (piece * (length // len(piece) + 1))[:length]


def leaks(piece: str, length: int) -> None:
    """Look for what gives something away."""
    leaks_in(of(piece, length), DISCLOSURE)


def language(kind: FieldKind, piece: str, length: int) -> None:
    """Read a text from nothing."""
    clear_caches()
    findings_in(of(piece, length), LanguageContext(kind, ROSTER))


def lines(piece: str, length: int) -> None:
    """Read pasted lines, or refuse them."""
    try:
        parse_paste(f"{of(piece, length)}x\n14:02 canary", CONTEXT)
    except CannotRead:
        return


def one_minute(_: str, length: int) -> None:
    """Compare lines of one minute with one another."""
    words = [f"14:02 worker {'ab' * (n % 40)} says that it drains" for n in range(length // 80)]
    compare_with_timeline(parse_paste("\n".join(words), CONTEXT), Timeline())


def conditions(_: str, length: int) -> None:
    """Assess a document of many events."""
    many = tuple(event(n % 90, kind=EventKind.SIGNAL) for n in range(length // 80))
    assess(COMPLETE.changing(timeline=COMPLETE.timeline.with_events(many)))


def best(step: Callable[[], None]) -> float:
    """Return the seconds of a processor that a step takes at best."""
    taken = []
    for _ in range(ROUNDS):
        begun = process_time()
        step()
        taken.append(process_time() - begun)
    return min(taken)


def main() -> int:
    """Time every text at both lengths; 1 where one of them takes far too long."""
    timed: list[tuple[str, Callable[[str, int], None], str]] = [
        *(("leaks", leaks, piece) for piece in LEAKING),
        *((kind, partial(language, kind), piece) for kind in FieldKind for piece in BLAMING),
        *(("lines", lines, piece) for piece in RUNS),
        ("lines of one minute", one_minute, ""),
        ("conditions", conditions, ""),
    ]
    slow = 0
    for name, step, piece in timed:
        short, long = (best(partial(step, piece, length)) for length in (SHORT, LONG))
        is_slow = long > max(short, LEAST_SECONDS) * (LONG / SHORT) * AT_MOST
        slow += is_slow
        remark = "  FAR MORE THAN FOUR TIMES" if is_slow else ""
        print(f"{name:20} {piece[:24]!r:28} {short * 1000:8.1f} {long * 1000:8.1f}{remark}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
