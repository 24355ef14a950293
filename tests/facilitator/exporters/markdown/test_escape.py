"""What people typed is shown letter for letter, and is never markup."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from facilitator.exporters.markdown.escape import (
    bullet_list,
    escape_block_start,
    escape_inline,
    escape_paragraphs,
    markdown_heading,
    markdown_link,
    markdown_table,
    table_cell,
)
from tests.facilitator.exporters.markdown.rendered import (
    cells,
    inlines,
    kinds,
    shown,
    squeezed,
    tokens,
)
from tests.support.documents import HOSTILE, prose_texts, urls, words


def _table_of(text: str) -> str:
    return markdown_table(("A", "B", "C"), [(table_cell(text), "second", table_cell(text))])


def _cell_is_letter_for_letter(text: str) -> None:
    written = _table_of(text)
    assert len(written.split("\n")) == 3
    assert {cells(row) for row in written.split("\n")} == {3}
    inner = [shown(token) for token in tokens(written) if token.type == "inline"]
    assert inner[3:] == [squeezed(text), "second", squeezed(text)]


def _prose_is_letter_for_letter(text: str) -> None:
    written = escape_paragraphs(text)
    assert set(kinds(written)) <= {"paragraph_open", "paragraph_close"}
    seen = [shown(token) for token in tokens(written) if token.type == "inline"]
    said = [line for line in squeezed(text).split("\n") if line]
    assert "\n".join(seen).split("\n") == (said or [""])


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_a_hostile_text_stays_text_in_a_cell_and_in_prose(text: str) -> None:
    _cell_is_letter_for_letter(text)
    _prose_is_letter_for_letter(text)


@given(prose_texts)
@example("\\")
@example("&")
def test_a_cell_shows_any_text_letter_for_letter(text: str) -> None:
    _cell_is_letter_for_letter(text)


@given(prose_texts)
def test_prose_shows_any_text_letter_for_letter(text: str) -> None:
    _prose_is_letter_for_letter(text)


@given(words)
def test_a_list_item_shows_any_text_letter_for_letter(text: str) -> None:
    written = bullet_list([escape_block_start(text), "next"])
    assert kinds(written).count("list_item_open") == 2
    assert set(kinds(written)) == {
        f"{part}_{end}"
        for part in ("bullet_list", "list_item", "paragraph")
        for end in ("open", "close")
    }
    assert [shown(token) for token in tokens(written) if token.type == "inline"] == [text, "next"]


@given(words)
def test_a_heading_shows_any_text_letter_for_letter(text: str) -> None:
    written = tokens(markdown_heading(text, 2))
    assert [token.tag for token in written] == ["h2", "", "h2"]
    assert shown(written[1]) == text


@pytest.mark.parametrize(
    "text",
    [
        "about 2.3 seconds (p99), end-to-end",
        "CPU at 100%, 3,868 rules: all fine; why?",
        "cpu_guard_on = true, 2 * 3 > 5, a < b, R&D",
        "~14:02 started <- deploy log",
        "C:\\rules and +7 pages, 5-10 min, #OPS-12 aside",
    ],
)
def test_ordinary_prose_carries_no_backslash(text: str) -> None:
    assert escape_inline(text) == text


def test_line_breaks_in_a_cell_are_br_and_in_prose_stay_breaks() -> None:
    assert table_cell("one\ntwo") == "one<br>two"
    assert escape_paragraphs("one\ntwo\n\n\nthree") == "one  \ntwo\n\nthree"


@given(urls)
@example("https://example.org/a(b)c")
@example("https://example.org/?a=1&copy;=2")
def test_a_web_address_becomes_one_link_and_nothing_else_does(url: str) -> None:
    written = f"| A | B |\n| --- | --- |\n| {markdown_link('log', url)} | second |"
    assert cells(written.split("\n")[2]) == 2
    opened = [token for token in inlines(written) if token.type == "link_open"]
    is_address = url.lower().startswith(("https://", "http://", "mailto:")) and " " not in url
    assert len(opened) == (1 if is_address and len(url) > 8 else 0)
    assert all(token.type in ("text", "link_open", "link_close") for token in inlines(written))


def test_a_link_keeps_its_address() -> None:
    (opened, *_) = inlines(markdown_link("", "https://example.org/a(b)?c=1&copy;=2|3"))
    assert opened.attrs["href"] == "https://example.org/a%28b%29?c=1&copy;=2%7C3"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
)
def test_an_address_that_is_not_web_or_mail_is_shown_as_text(url: str) -> None:
    assert shown(tokens(markdown_link("notes", url))[1]) == f"notes ({url})"
