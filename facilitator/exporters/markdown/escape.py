"""Text as people typed it, written so that Markdown shows it letter for letter.

The rules are CommonMark's and GitHub's (tables, strikethrough), with those of Python-Markdown's
`extra` where they are wider. A character is escaped only where it could mean something.
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
"""Written as entities: not every renderer knows `\\<`."""

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


def inline(text: str) -> str:
    """Return the text as part of a line; runs of white space become one space."""
    return _MARKUP.sub(
        lambda found: _ENTITIES.get(found[0], "\\" + found[0]), " ".join(text.split())
    )


def opening(text: str) -> str:
    """Return the text as the first thing in a paragraph or a list item."""
    return _OPENS_A_BLOCK.sub(r"\\", _NUMBERED.sub(r"\1\\\2", inline(text)))


def heading(text: str, level: int) -> str:
    """Return a heading; a number sign at its end stays a letter."""
    words = _CLOSES_A_HEADING.sub(r"\\", inline(text))
    return f"{'#' * level} {words}"


def prose(text: str) -> str:
    """Return the text as paragraphs; a single line break in it is kept as one."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(opening(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def cell(text: str) -> str:
    """Return the text as one cell of a table, its line breaks as `<br>`."""
    lines = (inline(line).replace("|", r"\|") for line in text.strip().split("\n"))
    return "<br>".join(lines)


def link(label: str, url: str) -> str:
    """Return a link for a web or mail address, and plain text for any other; fits in a cell."""
    url = url.strip()
    if not _LINK.match(url):
        return cell(" ".join(part for part in (label, f"({url})" if label else url) if part))
    target = _UNSAFE_IN_A_LINK.sub(lambda found: f"%{ord(found[0]):02X}", url)
    target = _AMPERSAND_IN_A_LINK.sub("&amp;", target)
    return f"[{cell(label or url)}]({target})"


def known_from(label: str, url: str) -> str:
    """Return where something is known from: a link where there is an address, else words."""
    return link(label, url) if url else cell(label)


def table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose cells are written already (`cell`, `link`)."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """Return a list whose items are written already (`opening`)."""
    return "\n".join(f"- {item}" for item in items)


def blocks(parts: Iterable[str]) -> str:
    """Return the parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part)
