"""The language lens over a large document: from nothing, and again after one edit.

Run it with `python -m tests.bench.bench_language`; it prints milliseconds, the median of several
rounds. The targets are 50 ms from nothing and 5 ms after an edit, and 16 ms for one text of
100,000 characters.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter

from facilitator.findings.language.analyzer import LanguageContext, clear_caches, findings_in
from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.language.kinds import FieldKind
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline

ROUNDS = 15
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
EVENTS = (
    "Error rate on checkout reaches {n} per minute in eu-west-1, and the pager goes off",
    "The on-call engineer rolls the deploy of build {n} back; 40% of hosts are done",
    "The team should have seen that host {n} was behind",
    "Responders compare dashboards: replica {n} lags by 40 seconds",
)
LONG_TEXTS = {
    "prose": "The load balancer sends traffic to the pods that failed to start, and retries. ",
    "blame": "We should have checked, and the engineer forgot to restart the pods. ",
    "systems": "The pod should have a limit, and the proxy failed to start. ",
    "no spaces": "x",
    "capitals": "THE POD SHOULD HAVE A LIMIT AND THE PROXY FAILED TO START. ",
    "another language": "Der Lastverteiler schickt den Verkehr an die Knoten, die noch starten. ",
    "quotes": '"',
    "brackets": "‘“«`'(",
}


def document() -> Postmortem:
    """Return a document of 500 events, 60 causes and 60 actions, no two texts alike."""
    events = tuple(
        Event(at=START + timedelta(minutes=n), text=EVENTS[n % len(EVENTS)].format(n=n))
        for n in range(500)
    )
    causes = tuple(
        Cause(
            text=f"The deploy tool of shard {n} lets one region be typed by hand, with no check",
            role=CauseRole.ROOT if n % 10 == 0 else CauseRole.STEP,
        )
        for n in range(60)
    )
    actions = tuple(
        Action(
            title=f"Improve the review of shard {n} and write a runbook for it",
            owner="Priya Raman",
            done_when=f"A deploy of shard {n} without a region is refused",
        )
        for n in range(60)
    )
    return Postmortem(
        id="2026-11-20-abcdef",
        timeline=Timeline(events=events),
        causes=Causes(causes=causes),
        actions=Actions(actions=actions),
    )


def timed(step: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the median milliseconds of a step; what stands before it is not counted."""
    spent = []
    for _ in range(ROUNDS):
        before()
        begun = perf_counter()
        step()
        spent.append((perf_counter() - begun) * 1000)
    return median(spent)


def main() -> None:
    """Print what was measured."""
    whole = document()
    language_findings(whole)
    fresh = [whole.model_copy(deep=True) for _ in range(ROUNDS)]
    print(
        f"from nothing      {timed(lambda: language_findings(fresh.pop()), clear_caches):8.2f} ms"
    )
    edited = iter(
        whole.changing(
            timeline=whole.timeline.with_event(
                whole.timeline.events[250].changing(text=f"We should have tried it {n} times")
            )
        )
        for n in range(ROUNDS)
    )
    ready = [next(edited) for _ in range(ROUNDS)]
    print(f"after one edit    {timed(lambda: language_findings(ready.pop())):8.2f} ms")
    print("100,000 characters")
    for name, text in LONG_TEXTS.items():
        long = (text * (100_000 // len(text) + 1))[:100_000]
        for kind in (FieldKind.PROSE, FieldKind.ACTION):
            context = LanguageContext(kind)
            spent = timed(partial(findings_in, long, context), clear_caches)
            print(f"  {name:<17}{kind:<8}{spent:8.2f} ms, {len(findings_in(long, context))} found")


if __name__ == "__main__":
    main()
