"""User text for widgets: without markup and control characters, cut or wrapped to cells.

Every text a user typed or imported goes through this module before a widget shows it.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.text import Text
from textual.content import Content

from facilitator.model.plain_text import plain_line, plain_prose


def _encodable(text: str) -> str:
    # A JSON file may hold lone surrogates, which no terminal can be sent.
    return text.encode("utf-8", "replace").decode("utf-8")


def without_controls(text: str) -> str:
    """Return text without control characters; line breaks stay."""
    return plain_prose(_encodable(text))


def plain(text: str, style: str = "") -> Content:
    """Return plain text as content for a widget: no markup is read, no control character left."""
    return Content.styled(without_controls(text), style)


def one_line(text: str) -> str:
    """Return text as one line without control characters, for widgets that draw cells."""
    return plain_line(_encodable(text))


def rich_line(text: str, style: str = "") -> Text:
    """Return text as one Rich line, for cells of a `DataTable` and labels of a `Tree`."""
    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis", end="")


ELLIPSIS = "…"

QUOTE_CELLS = 50
"""Width of an item's text in the title of a dialog, so that the title fits 80 columns."""


def cut(text: str, room: int) -> str:
    """Return a text in at most `room` cells; a cut text ends in an ellipsis."""
    if cell_len(text) <= room:
        return text
    return f"{set_cell_size(text, max(0, room - 1)).rstrip()}{ELLIPSIS}"


def cut_line(text: str, room: int = QUOTE_CELLS) -> str:
    """Return user text on one line of at most `room` cells; a cut text ends in an ellipsis."""
    return cut(one_line(text), room)


_JOINERS = "\u200d\ufe0f"
"""Zero-width joiner and emoji selector: at the edge of a word they would alter its neighbour."""


def drawable_words(text: str) -> tuple[str, ...]:
    """Return the words of user text without control characters."""
    words = (word.strip(_JOINERS) for word in one_line(text).split())
    return tuple(word for word in words if word)


def wrapped(words: tuple[str, ...], width: int, most: int) -> tuple[str, ...]:
    """Wrap words to at most `most` lines of at most `width` cells.

    Where they do not fit, the last line ends in an ellipsis. Without words it is one empty line.
    """
    lines: list[str] = []
    line, used = "", 0
    for n, word in enumerate(words):
        length = cell_len(word)
        if line and used + 1 + length <= width:
            line, used = f"{line} {word}", used + 1 + length
            continue
        if line:
            lines.append(line)
            if len(lines) == most:
                return _with_ellipsis(lines, width, (word,))
        while length > width:
            head = fitting(word, width)
            if not head:
                return _with_ellipsis([*lines, ""], width, (word,))
            word, length = word[len(head) :], length - cell_len(head)
            lines.append(head)
            if len(lines) == most and (word or n + 1 < len(words)):
                return _with_ellipsis(lines, width, (word,), joint="")
        line, used = word, length
    return (*lines, line) if line or not lines else tuple(lines)


def cut_words(text: str, width: int) -> str:
    """Return user text on one line of at most `width` cells, cut within a word if need be."""
    return wrapped(drawable_words(text), width, 1)[0]


def fitting(word: str, width: int) -> str:
    """Return the start of a word that fits into `width` cells, not splitting a grapheme."""
    if word.isascii():
        return word[:width]
    end = used = 0
    for _, after, length in split_graphemes(word)[0]:
        if used + length > width:
            break
        end, used = after, used + length
    return word[:end]


def _with_ellipsis(
    lines: list[str], width: int, rest: tuple[str, ...], joint: str = " "
) -> tuple[str, ...]:
    """End the last line in an ellipsis, after as much of the rest as fits."""
    whole = joint.join((lines[-1], *rest)) if lines[-1] else rest[0]
    kept = fitting(whole, width - cell_len(ELLIPSIS)).rstrip()
    return (*lines[:-1], kept.rstrip(_JOINERS) + (ELLIPSIS if width > 0 else ""))
