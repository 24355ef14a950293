"""Text in a column of a picture: wrapped between words, cut only with an ellipsis, any script."""

from __future__ import annotations

from rich.cells import cell_len, split_graphemes

from screens.safe import cell

ELLIPSIS = "…"

_JOINERS = "\u200d\ufe0f"
"""They change what stands beside them, so none stands at the edge of a word."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of user text, safe to draw."""
    bare = (word.strip(_JOINERS) for word in cell(text).plain.split())
    return tuple(word for word in bare if word)


def wrapped(words: tuple[str, ...], width: int, most: int) -> tuple[str, ...]:
    """Return words in at most so many lines of at most `width` cells; one line where there is none.

    Where they do not fit, the last line ends in an ellipsis.
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
                return _with_the_cut(lines, width, (word,))
        while length > width:
            head = fitting(word, width)
            if not head:
                return _with_the_cut([*lines, ""], width, (word,))
            word, length = word[len(head) :], length - cell_len(head)
            lines.append(head)
            if len(lines) == most and (word or n + 1 < len(words)):
                return _with_the_cut(lines, width, (word,), joint="")
        line, used = word, length
    return (*lines, line) if line or not lines else tuple(lines)


def cut(text: str, width: int) -> str:
    """Return one line of user text in so many cells."""
    return wrapped(words_of(text), width, 1)[0]


def fitting(word: str, width: int) -> str:
    """Return the beginning of a word that fits; no character is torn from its marks."""
    if word.isascii():
        return word[:width]
    end = used = 0
    for _, after, length in split_graphemes(word)[0]:
        if used + length > width:
            break
        end, used = after, used + length
    return word[:end]


def _with_the_cut(
    lines: list[str], width: int, rest: tuple[str, ...], joint: str = " "
) -> tuple[str, ...]:
    """End the last line in an ellipsis, after as much of what comes next as it has room for."""
    whole = joint.join((lines[-1], *rest)) if lines[-1] else rest[0]
    kept = fitting(whole, width - cell_len(ELLIPSIS)).rstrip()
    return (*lines[:-1], kept.rstrip(_JOINERS) + (ELLIPSIS if width > 0 else ""))
