"""User text is only ever text: the one place where it becomes something a widget can show."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from facilitator.model.types import plain_line, plain_prose


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def bare(text: str) -> str:
    """Return text of any number of lines without what a terminal would act on."""
    return plain_prose(_storable(text))


def plain(text: str, style: str = "") -> Content:
    """Return text for a widget: no markup is read from it, no control sequence is left in it."""
    return Content.styled(bare(text), style)


def one_line(text: str) -> str:
    """Return text on one line for a widget that draws its own cells, with nothing that steers."""
    return plain_line(_storable(text))


def cell(text: str, style: str = "") -> Text:
    """Return one line of text for a cell of a table or a label of a tree."""
    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis", end="")
