"""A rewrite takes up the sentence's own words where that reads right."""

from __future__ import annotations

import pytest

from facilitator.findings.language.analyzer import LanguageContext, findings_in
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.language.lexicon_loader import builtin_lexicon
from tests.facilitator.findings.language.labelled import ROSTER, sentences


def rewrites(text: str) -> tuple[str, ...]:
    (found,) = findings_in(text, LanguageContext(FieldKind.PROSE))
    return tuple(rewrite.words for rewrite in found.rewrites)


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        (
            "The operator forgot to rotate the signing key, and it ran out.",
            "What would have reminded whoever had to rotate the signing key? It ran out.",
        ),
        (
            "The on-call engineer failed to answer the page.",
            "What made it hard to answer the page?",
        ),
        (
            "The vendor broke the delegation of the zone at 09:12.",
            "What normally stands between one such step and the delegation of the zone?",
        ),
        ("We will see. Ops missed the second alert.", "What made the second alert easy to miss?"),
        (
            "We should have rolled back at 14:10.",
            "What would have had to be different for somebody to have rolled back at 14:10?",
        ),
        (
            "The team did not check the canary before going on.",
            "What would have made it natural to check the canary before going on?",
        ),
    ],
)
def test_it_speaks_of_what_the_sentence_speaks_of(text: str, rewrite: str) -> None:
    assert rewrites(text)[0] == rewrite


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The operator forgot.", "forgot"),
        ("The operator forgot to do it.", "forgot"),
        ('The operator forgot to run "restore".', "forgot"),
        ("The team never tested the restore.", "did-not"),
        ("The on-call did not escalate until 15:00.", "did-not"),
        ("The vendor did not tell anyone.", "did-not"),
        ("The zone was broken by the vendor during the move.", "broke"),
        ("We should not have deployed on a Friday.", "should-have"),
        ("The change should have been reviewed.", "should-have"),
        (f"The operator failed to {'very ' * 20}", "failed"),
    ],
)
def test_it_asks_the_general_question_where_the_words_would_not_read_right(
    text: str, rule: str
) -> None:
    assert rewrites(text) == builtin_lexicon().by_name[rule].rewrites


PUT_IN = [
    ("forgot", "event", "The DBA forgot to take the lock", [
        "What would have reminded whoever had to take the lock?",
        "Nothing called for anybody to take the lock.",
    ]),
    ("failed", "prose", "It was 14:02. Ops failed to answer the page, and it rang on; we slept.", [
        "It was 14:02. What made it hard to answer the page? It rang on; we slept.",
        "It was 14:02. Nothing at that moment called for anybody to answer the page. It rang on;"
        " we slept.",
    ]),
    ("ignored", "lesson", "The on-call ignored the disk warning", [
        "What made the disk warning look like noise at the time?",
        "What else was asking for attention just then?",
    ]),
    ("missed", "prose", "The page rang at 14:02, but the on-call missed the second alert.", [
        "The page rang at 14:02. What made the second alert easy to miss?",
        "The page rang at 14:02. What would have made the second alert stand out?",
    ]),
    ("broke", "cause", "The vendor broke the delegation of the zone", [
        "What normally stands between one such step and the delegation of the zone?",
        "What let a single step do this much?",
    ]),
    ("messed-up", "event", "The operator fat-fingered the region", [
        "What did the tool or the page show at that moment?",
        "What made the wrong step look like the right one?",
    ]),
    ("careless", "prose", "We were quick. The team was sloppy.", [
        "We were quick. What else was asking for attention at that moment?",
        "We were quick. What would have made the careful way the easy way?",
    ]),
    ("human-error", "title", "Human error took checkout down", [
        "What made that step look right at the time?",
        "What would have stopped one step from doing this?",
    ]),
    ("fault", "prose", "The network team was at fault.", [
        "What made this possible, whoever had been on shift?",
        "Which conditions came together here?",
    ]),
    ("who-did", "prose", "Why did you not roll back?", [
        "What happened just before, and what did it look like from there?",
        "How did this step make sense at the time?",
    ]),
    ("should-have", "prose", "We should have rolled back at 14:10.", [
        "What would have had to be different for somebody to have rolled back at 14:10?",
        "What made the step that was taken look right at the time?",
    ]),
    ("forgot", "prose", "Mails were stuck because the operator forgot to drain the queue.", [
        "Mails were stuck. What would have reminded whoever had to drain the queue?",
        "Mails were stuck. Nothing called for anybody to drain the queue.",
    ]),
    ("forgot", "prose", "Because the operator forgot to drain the queue, mails were stuck.", [
        "What would have reminded whoever had to drain the queue? Mails were stuck.",
        "Nothing called for anybody to drain the queue. Mails were stuck.",
    ]),
    ("if-only", "prose", "If only we had looked.", [
        "What was known at that moment, and what was not?",
        "What made the way it was done the natural one?",
    ]),
    ("did-not", "prose", "The team did not check the canary.", [
        "What would have made it natural to check the canary?",
        "What made it sensible to go on without that?",
    ]),
    ("hindsight", "prose", "It was, of course, the cache.", [
        "It was the cache.",
        "What could be seen at that minute, and what could not?",
    ]),
    ("hindsight", "event", "Obviously, the cache was cold", [
        "The cache was cold",
        "What could be seen at that minute, and what could not?",
    ]),
    ("hindsight", "prose", "The cache was cold, in hindsight.", [
        "The cache was cold.",
        "What could be seen at that minute, and what could not?",
    ]),
    ("easy-to-see", "prose", "It was easy to see in the logs.", [
        "What did it look like before anybody knew the end?",
        "What could be seen at that minute, and what could not?",
    ]),
    ("just-had-to", "prose", "We just had to restart it.", [
        "We had to restart it.",
        "What did it take to find this out?",
    ]),
    ("clearly", "prose", "Clearly the alert was too quiet.", [
        "The alert was too quiet.",
        "How do we know? Name what shows it.",
    ]),
    ("simply", "prose", "The fix was simply to raise the limit.", [
        "The fix was to raise the limit.",
        "What did it take to find this out?",
    ]),
    ("obvious", "prose", "It was obvious from the graph.", [
        "What could be seen at that minute, and what could not?",
    ]),
    ("should-have-known", "prose", "We should have known better.", [
        "What was known then, and where would the rest have come from?",
        "What would have shown this at the time?",
    ]),
    ("thin-cause", "root", "Lack of training", [
        "If somebody else had been on shift, would it have come out the same?",
        "What made that the easy thing to do?",
    ]),
    ("person-cause", "cause", "The on-call engineer", [
        "What did they have in front of them, and what was missing?",
        "What made this possible, whoever had been on shift?",
    ]),
    ("vague-verb", "action", "Look into the slow query", [
        "By when do we know about the slow query, and who writes the answer where?",
        "What do we expect to find, and what would we then do?",
    ]),
    ("vague-better", "action", "Improve the restore runbook", [
        "What exactly would change about the restore runbook, and what would show it?",
    ]),
    ("vague-care", "action", "Be more careful with the shell", [
        "What could the system do, so that nobody has to remember?",
        "Where would a check or a limit take the place of care?",
    ]),
    ("bare-monitoring", "action", "Add more alerting", [
        "Add more alerting for [which metric of which service], over [which threshold]",
        "Which metric of which service, over which threshold, wakes whom?",
    ]),
    ("bare-fix", "action", "Fix the bug", [
        "What will be impossible, or different, once it is done?",
    ]),
    ("several-actions", "action", "Add a limit to the queue and write a runbook for it", [
        "Add a limit to the queue",
        "Write a runbook for it",
    ]),
    ("vague-time", "prose", "Shortly after, the pager rang.", [
        "[At which minute], the pager rang.",
        "[How long after what], the pager rang.",
    ]),
    ("vague-time", "event", "acknowledged a few minutes later", [
        "acknowledged [how many] minutes later",
    ]),
    ("vague-length", "prose", "The site was down for a while.", [
        "The site was down [how long].",
        "The site was down [from when to when].",
    ]),
    ("vague-size", "prose", "- One\n- Many large customers saw errors. Two left.", [
        "- One\n- [How many] large customers saw errors. Two left.",
        "- One\n- [Which share] of all large customers saw errors. Two left.",
    ]),
    ("team-owner", "owner", "Platform team", []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "kind", "text", "outcomes"), PUT_IN)
def test_what_is_put_in_reads_as_a_text(
    rule: str, kind: str, text: str, outcomes: list[str]
) -> None:
    (found,) = findings_in(text, LanguageContext(FieldKind(kind), ROSTER))
    assert found.rule == rule
    assert outcomes == [
        f"{text[: each.start]}{each.words}{text[each.end :]}" for each in found.rewrites
    ]


def test_each_rule_that_looks_at_a_text_has_an_example() -> None:
    named = {rule for rule, *_ in PUT_IN}
    assert named == {rule.name for rule in builtin_lexicon().rules} - {"no-end"}


def test_a_rewrite_answers_what_was_found() -> None:
    for sentence in sentences():
        context = LanguageContext(sentence.kind, ROSTER)
        before = findings_in(sentence.text, context)
        for found in before:
            for put in found.rewrites:
                text = f"{sentence.text[: put.start]}{put.words}{sentence.text[put.end :]}"
                left = [each for each in findings_in(text, context) if each.rule == found.rule]
                had = [each for each in before if each.rule == found.rule]
                splits_further = found.rule == "several-actions" and text.count("then")
                assert len(left) < len(had) or splits_further, (sentence.text, text)


def test_a_rewrite_deep_in_a_long_text_stands_in_its_own_sentence() -> None:
    filler = "The load balancer sends traffic to the pods, and retries. " * 200
    text = f"{filler}\n\nIt was late. Ops forgot the lock. All slept."
    (found,) = findings_in(text, LanguageContext(FieldKind.PROSE))
    assert [text[each.start : each.end] for each in found.rewrites] == ["Ops forgot the lock."] * 2
