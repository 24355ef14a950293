"""Any text at all is read: in order, and never inside a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.language.analyzer import (
    LONGEST_PIECE,
    MOST_FINDINGS,
    LanguageContext,
    analysis_steps,
    clear_caches,
    findings_in,
)
from facilitator.findings.language.kinds import FieldKind
from tests.facilitator.findings.language.labelled import ROSTER, sentences
from tests.support.hostile import HOSTILES

PIECES = [
    *"\"'`“”‘’«»(),.;:!?—-\n\t @/_=*İß\0",
    *[
        "the",
        "engineer",
        "we",
        "they",
        "who",
        "by",
        "and",
        "no",
        "never",
        "check",
        "if",
        "had",
        "only",
        "some",
        "add",
        "fix",
        "of",
        "of",
    ],
    *("forgot to", "failed to", "should have", "been", "tested", "did not", "a few", "customers"),
    *("monitoring", "the bug", "'s", "fault", "to blame", "obviously", "```", "why did", "14:02"),
    *("https://a.b/c", "Priya", "@jkim", "human error", "n't"),
]
TEXTS = (
    st.text()
    | st.lists(st.sampled_from(PIECES)).map(" ".join)
    | st.lists(st.sampled_from(PIECES)).map("".join)
)
KINDS = st.sampled_from(FieldKind)


@given(TEXTS, KINDS)
def test_any_text_is_read_and_findings_stand_in_it_in_order(text: str, kind: FieldKind) -> None:
    done = 0
    for finding in findings_in(text, LanguageContext(kind, ROSTER)):
        assert done <= finding.start < finding.end <= len(text)
        assert finding.words == text[finding.start : finding.end]
        assert finding.reason
        assert len(finding.rewrites) in ((0,) if finding.rule == "team-owner" else (1, 2))
        for rewrite in finding.rewrites:
            assert 0 <= rewrite.start <= finding.start < finding.end <= rewrite.end <= len(text)
            assert "{" not in rewrite.words or "{" in text
        done = finding.end


@pytest.mark.parametrize("text", [hostile.typed for hostile in HOSTILES])
@pytest.mark.parametrize("kind", FieldKind)
def test_hostile_texts_are_read(text: str, kind: FieldKind) -> None:
    found = findings_in(text, LanguageContext(kind, ROSTER))
    assert all(text[each.start : each.end] == each.words for each in found)


@pytest.mark.parametrize(
    "quoted",
    ['"{}"', "“{}”", "‘{}’", "'{}'", "«{}»", "`{}`", "```\n{}\n```", "> {}", "ERROR: {}",
     "https://example.com/{}", "2026-01-02 10:00:00 WARN {}"],
)  # fmt: skip
def test_nothing_is_found_in_quotations_code_addresses_and_logs(quoted: str) -> None:
    for sentence in sentences():
        inner = sentence.text
        if any(mark in inner for mark in "\"'`“”‘’«»>"):
            continue
        if "://" in quoted:
            inner = inner.replace(" ", "-")
        context = LanguageContext(FieldKind.PROSE, ROSTER)
        assert findings_in(quoted.format(inner), context) == (), inner


@pytest.mark.parametrize(
    "text",
    [
        "Der Bereitschaftsdienst hat vergessen, den Dienst neu zu starten; some war auch dabei.",
        "L'ingénieur a oublié de redémarrer le service, et we is een woord.",
        "エンジニアが再起動を忘れた。明らかに確認すべきだった。",
        "Инженер забыл перезапустить сервис, очевидно.",
        "المهندس نسي إعادة تشغيل الخدمة",
        "theengineerforgottorestartandweshouldhavechecked",
        "engineer_forgot_to_restart=should_have_known",
        "US EU IT WE SEV1 THE POD SHOULD HAVE A LIMIT AND THE PROXY FAILED TO START",
        "SYSTEM FAULT. PAGE FAULT. DEFAULT. CLEAR.",
        "aGVsbG8gd29ybGQgd2Ugc2hvdWxkIGhhdmUga25vd24=",
        "!?!?;;;---...,,,",
    ],
)
@pytest.mark.parametrize("kind", FieldKind)
def test_other_languages_and_odd_texts_raise_no_false_alarm(text: str, kind: FieldKind) -> None:
    assert findings_in(text, LanguageContext(kind, ROSTER)) == ()


def test_capitals_say_what_small_letters_say() -> None:
    context = LanguageContext(FieldKind.PROSE, ROSTER)
    (found,) = findings_in("THE ON-CALL ENGINEER FORGOT TO ROTATE THE KEY", context)
    assert (found.rule, found.words) == ("forgot", "FORGOT TO")


def test_a_long_text_is_read_in_pieces_with_every_place_right() -> None:
    filler = "The proxy retries on another host. " * 200
    text = f"{filler}The engineer forgot to rotate the key.\n\n{filler}We should have checked."
    assert len(text) > 2 * LONGEST_PIECE
    context = LanguageContext(FieldKind.PROSE, ROSTER)
    clear_caches()
    assert len(list(analysis_steps(text, context))) > 2
    found = findings_in(text, context)
    assert [text[f.start : f.end] for f in found] == ["forgot to", "should have"]


def test_a_quotation_across_pieces_stays_one() -> None:
    text = f'He said "{"it was fine. " * 600} we should have known, obviously" and left.'
    assert findings_in(text, LanguageContext(FieldKind.PROSE)) == ()


def test_no_text_has_more_findings_than_anybody_reads() -> None:
    text = "We should have checked. " * 4000
    assert len(findings_in(text, LanguageContext(FieldKind.PROSE))) == MOST_FINDINGS
