"""Searching the index: all words, each at a word's beginning, whatever people type."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.index.index import LibraryIndex
from data.index.search import best_hit, fold_words, search_terms
from data.library.library import TinyLibrary
from tests.support.indexes import index_of, refreshed, with_words

DOCUMENTS = (
    with_words(1, "Checkout errors", "Ana Müller", "no bound on backtracking", "canary at 5%"),
    with_words(2, "Login is slow", "Kim", "the cart-service cache is cold", "checkout waits"),
    with_words(3, "漢字とかな [/] AND OR NOT", "e\u0301va", "near(cause)", "title: 100% \\ 'x'"),
    with_words(4, "errors in checkout_cart", "ana", "İstanbul STRASSE", "straße, ΣΊΣΥΦΟΣ"),
    with_words(5, "", "", "", "errors. Checkout"),
)
HOSTILE = (
    '"', "*", "AND", "NOT", "OR", "NEAR(", "NEAR(a b, 3)", "title:", "title : x", "{title} : x",
    "-x", "^x", "x*", '"x', "(", ")", "a AND", "a + b", "' OR 1=1; --", "%", "_", "\\", "\0", "[/]",
    "\udcff", "e\u0301", "漢" * 5000, "a " * 5000, "a" * 100_000, "( " * 300, '" ' * 300, "ﬁ", "½",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with words of all kinds."""
    library = TinyLibrary(tmp_path_factory.mktemp("words") / "library")
    for document in DOCUMENTS:
        library.save(document)
    return library.folder


@pytest.fixture(scope="module")
def full(library: Path) -> LibraryIndex:
    """Its index with full-text search."""
    return refreshed(index_of(library, in_memory=True))


@pytest.fixture(scope="module")
def plain(library: Path) -> LibraryIndex:
    """Its index as it is where sqlite has no full-text search."""
    return refreshed(index_of(library, in_memory=True, full_text=False))


def numbers(ids: list[str]) -> list[int]:
    return [int(each[8:10]) for each in ids]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("checkout errors", [4, 1, 5]),
        ("ERRORS", [4, 1, 5]),
        ("err che", [4, 1, 5]),
        ("errors canary", [1]),
        ("heckout", []),
        ("muller", [1]),
        ("MÜLLER", [1]),
        ("eva", [3]),
        ("backtr", [1]),
        ("service", [2]),
        ("cart-serv", [2]),
        ("service-cart", []),
        ("cart", [4, 2]),
        ("strasse", [4]),
        ("istanbul", [4]),
        ("σίσυφος", [4]),
        ("とか", [3]),
        ("字漢", []),
        ("title", [3]),
        ("100", [3]),
        ("and", [3]),
        ("", [5, 4, 3, 2, 1]),
        ("[/", [5, 4, 3, 2, 1]),
    ],
)
def test_a_search_finds_all_words_in_the_title_first_and_newest_first(
    full: LibraryIndex, plain: LibraryIndex, search: str, found: list[int]
) -> None:
    assert numbers(full.ids(search)) == found
    assert numbers(plain.ids(search)) == found


@pytest.mark.parametrize("search", HOSTILE)
def test_nothing_people_type_breaks_it(
    full: LibraryIndex, plain: LibraryIndex, search: str
) -> None:
    assert full.ids(search) == plain.ids(search)
    for each in full.ids(search):
        full.search_hit(each, search)


_LETTERS = st.text(st.characters(exclude_categories=[]), max_size=12)
_PARTS = st.sampled_from([w for d in DOCUMENTS for w in (d.scope.title, d.scope.facilitator)])


@given(st.lists(_LETTERS | _PARTS | st.sampled_from(HOSTILE[:20]), max_size=4).map(" ".join))
@example("\u0345 \u0130")
def test_both_ways_of_searching_find_the_same(
    full: LibraryIndex, plain: LibraryIndex, search: str
) -> None:
    assert full.ids(search) == plain.ids(search)


@given(st.text(max_size=40))
def test_every_text_is_found_by_itself(text: str) -> None:
    assert all(word in fold_words(text) for word in search_terms(text))


@given(st.text(max_size=30), st.text(max_size=60))
@example("x", "ab ﬁx xx")
@example("は", "ばx")
def test_a_passage_lies_within_its_line(search: str, line: str) -> None:
    search_hit = best_hit(search_terms(search), (line, "", "", ""))
    if search_hit is not None:
        assert search_hit.spans
        for start, end in search_hit.spans:
            assert 0 <= start < end <= len(search_hit.line)


def test_the_passage_is_the_line_with_most_of_the_words(full: LibraryIndex) -> None:
    search_hit = full.search_hit(DOCUMENTS[1].id, "cache cold")
    assert search_hit is not None
    assert search_hit.column == "causes"
    assert [search_hit.line[a:b] for a, b in search_hit.spans] == ["cache", "cold"]
    accents = full.search_hit(DOCUMENTS[0].id, "mull")
    assert accents is not None
    assert (accents.column, accents.line, accents.spans) == ("people", "Ana Müller", ((4, 8),))
    assert full.search_hit(DOCUMENTS[0].id, "nothing") is None
    assert full.search_hit("2001-01-01-abcdef", "ana") is None
