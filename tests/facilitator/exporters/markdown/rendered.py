"""Markdown as a CommonMark reader with GitHub's tables and strikethrough sees it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_CELL_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|")


def tokens(markdown: str) -> list[Token]:
    """Return the blocks of a document."""
    return READER.parse(markdown)


def kinds(markdown: str) -> list[str]:
    """Return the kinds of its blocks, without the inline ones."""
    return [token.type for token in tokens(markdown) if token.type != "inline"]


def inlines(markdown: str) -> list[Token]:
    """Return all that stands within lines."""
    return [child for token in tokens(markdown) for child in token.children or []]


def shown(token: Token) -> str:
    """Return the letters a reader sees in a line, its breaks as line breaks.

    Raises AssertionError where the line holds anything but letters and breaks.
    """
    seen = ""
    for child in token.children or []:
        if child.type in ("hardbreak", "html_inline"):
            assert child.type == "hardbreak" or child.content == "<br>"
            seen += "\n"
        else:
            assert child.type == "text", child.type
            seen += child.content
    return seen


def cells(row: str) -> int:
    """Return how many cells a line of a table has, counted as GitHub counts them."""
    return len(_CELL_BORDER.findall(row)) - 1


def squeezed(text: str) -> str:
    """Return the text as HTML shows it: runs of spaces as one, none around line breaks."""
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
