"""Escaping for Markdown: text is shown letter for letter and never becomes markup.

The rules are those of CommonMark and GitHub Flavored Markdown (tables, strikethrough), and those of
Python-Markdown's `extra` where it has more markup. A character is escaped only where it could
be markup, so that the source stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)               # a backslash that would swallow what follows
    | [`\[\]{]                              # code, links, attribute lists
    | (?!(?<=[ ])\*[ ])\*                   # emphasis, unless it stands alone: 2 * 3
    | (?!(?<=[ ])_[ ])(?!(?<=[^\W_])_[^\W_])_  # likewise, and within a name_of_something
    | (?!(?<![^ ])~[^\W_])~                 # strikethrough, unless it says "about": ~14:10
    | <(?=[A-Za-z/!?]|\S*@\S*>)             # tags, comments, addresses
    | &(?=[A-Za-z][A-Za-z0-9]*;|\#[0-9]+;|\#[xX][0-9A-Fa-f]+;)  # character references
    """,
    re.VERBOSE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
"""Written as entities, because not every renderer supports `\\<`."""

_NUMBERED = re.compile(r"^([0-9]+)([.)])(?=\s|$)")
_OPENS_A_BLOCK = re.compile(
    r"^(?=[#>]"  # heading, quotation
    r"|[-+:](?:\s|$)"  # list, definition
    r"|[-=:|][-=:|\s]*$)"  # rule, underlined heading, the line under a table's header
)
_CLOSES_A_HEADING = re.compile(r"(?:(?<= )|^)(?=#+$)")

_LINK = re.compile(r"^(?:https?://|mailto:)[^\s]+$", re.IGNORECASE)
_UNSAFE_IN_A_LINK = re.compile(r"[\\<>()\[\]|\"`{}]")
_AMPERSAND_IN_A_LINK = re.compile(r"&(?=#?[A-Za-z0-9]+;)")


def escape_inline(text: str) -> str:
    """Escape text inside a line; runs of white space become one space."""
    return _MARKUP.sub(
        lambda found: _ENTITIES.get(found[0], "\\" + found[0]), " ".join(text.split())
    )


def escape_block_start(text: str) -> str:
    """Escape text at the start of a paragraph or list item, where `#` or `1.` opens a block."""
    return _OPENS_A_BLOCK.sub(r"\\", _NUMBERED.sub(r"\1\\\2", escape_inline(text)))


def markdown_heading(text: str, level: int) -> str:
    """Return an escaped ATX heading; number signs at the end of the text are kept."""
    words = _CLOSES_A_HEADING.sub(r"\\", escape_inline(text))
    return f"{'#' * level} {words}"


def escape_paragraphs(text: str) -> str:
    """Escape text as paragraphs; single line breaks are kept (two spaces at the line end)."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(escape_block_start(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def table_cell(text: str) -> str:
    """Escape text as a table cell, line breaks as `<br>`."""
    lines = (escape_inline(line).replace("|", r"\|") for line in text.strip().split("\n"))
    return "<br>".join(lines)


def markdown_link(label: str, url: str) -> str:
    """Return a link to a web or mail address, or plain text for any other target.

    The result may be used in a table cell. An empty label is replaced by the address.
    """
    url = url.strip()
    if not _LINK.match(url):
        return table_cell(" ".join(part for part in (label, f"({url})" if label else url) if part))
    target = _UNSAFE_IN_A_LINK.sub(lambda found: f"%{ord(found[0]):02X}", url)
    target = _AMPERSAND_IN_A_LINK.sub("&amp;", target)
    return f"[{table_cell(label or url)}]({target})"


def source_link(label: str, url: str) -> str:
    """Return a source as a link, or as escaped text if it has no address."""
    return markdown_link(label, url) if url else table_cell(label)


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; its cells are escaped already (`table_cell`, `markdown_link`)."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullet_list(items: Iterable[str]) -> str:
    """Return a bullet list; its items are escaped already (`escape_block_start`)."""
    return "\n".join(f"- {item}" for item in items)


def join_blocks(parts: Iterable[str]) -> str:
    """Join blocks with blank lines; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)
