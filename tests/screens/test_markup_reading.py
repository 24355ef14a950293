"""No screen hands a text of anybody's to a widget that would read markup from it."""

from __future__ import annotations

from pathlib import Path

import pytest

import screens
from tests.screens.markup_check import markup_read, returns_of

SOURCES = sorted(
    path
    for folder in screens.__path__
    for path in Path(folder).rglob("*.py")
    if path.name != "safe.py"
)

SHOWS_ANYBODYS_TEXT = """
Static(title)
Static(f"{title}!")
Static("Title: " + title)
Static(content=document.scope.title)
Static("" if empty else title)
Button(label=title)
Option(words(thing), id="a")
OptionList(*(Option(text) for text in texts))
self.heading.update(event.text)
self.query_one("#heading", Static).update(", ".join(names))
table.add_row("one", title)
table.add_row(*texts)
table.add_column(column.head, key="0")
table.update_cell("row", "column", title)
node.set_label(str(result))
node.add_leaf(result.says)
list.set_options(Option(each) for each in found)
self.border_title = title
self.tooltip = title or "none"
Content.from_markup(title)
Static(escape(title))
""".strip().split("\n")

SHOWS_LETTERS = """
Static("Nothing yet.")
Static(plain(title), classes="heading")
Static(plain(title, "bold") + plain("  ") + cell(title))
Static(id=title)
Static("none" if empty else plain(title))
OptionList(*(Option(plain(text)) for text in texts))
self.heading.update(Content("\\n").join(lines))
table.add_row(*[cell(text) for text in texts], key=title)
table.update_cell(title, title, cell(title))
self.tooltip = plain(title)
app.notify(title)
line.set_text(title)
""".strip().split("\n")


@pytest.mark.parametrize("line", SHOWS_ANYBODYS_TEXT)
def test_a_text_that_would_be_read_as_markup_is_found(line: str) -> None:
    assert markup_read(line)
    assert markup_read(f"def show(self, title: str) -> None:\n    {line}")


@pytest.mark.parametrize("line", SHOWS_LETTERS)
def test_what_is_made_safe_or_written_in_the_source_is_let_pass(line: str) -> None:
    assert markup_read(line) == []


def test_a_name_is_as_safe_as_all_that_is_bound_to_it() -> None:
    bound = "words = plain('a')\nfor link in chain:\n    words += plain(link)\nStatic(words)"
    assert markup_read(bound) == []
    assert len(markup_read(bound.replace("plain(link)", "link"))) == 1
    zipped = "for key, text in zip(keys, CELLS):\n    table.update_cell(key, key, text)"
    assert len(markup_read(zipped)) == 1
    assert markup_read(f"CELLS: list[Text] = []\n{zipped}") == []


def test_a_parameter_or_a_function_is_safe_where_its_annotation_leaves_no_room_for_text() -> None:
    shows = "def show(self, words: {}) -> None:\n    self.update(words)"
    assert len(markup_read(shows.format("str"))) == 1
    assert len(markup_read(shows.format("str | Content"))) == 1
    assert markup_read(shows.format("Content")) == []
    returning = "def words(thing) -> {}: ...\nStatic(words(title))"
    assert len(markup_read(returning.format("str"))) == 1
    assert markup_read(returning.format("Content")) == []
    elsewhere = returns_of(["def words(thing) -> Content: ..."])
    assert markup_read("Static(words(title))", elsewhere) == []


def test_a_render_that_may_return_a_plain_text_is_found() -> None:
    assert len(markup_read("def render(self) -> str: ...")) == 1
    assert len(markup_read("def render(self): ...")) == 1
    assert markup_read("def render(self) -> Content: ...") == []


def test_a_subclass_hands_its_text_on_as_safely() -> None:
    subclass = "class Note(Static):\n    def __init__(self, text):\n        super().__init__({})"
    assert len(markup_read(subclass.format("text"))) == 1
    assert len(markup_read(subclass.format("text").replace("Static", "Tree[str]"))) == 1
    assert markup_read(subclass.format("plain(text)")) == []


def test_no_screen_hands_on_a_text_that_would_be_read_as_markup() -> None:
    written = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    returns = returns_of(written.values())
    found = {str(path): markup_read(source, returns) for path, source in written.items()}
    assert len(found) > 80
    assert {path: problems for path, problems in found.items() if problems} == {}
