"""What is wrong with a painted screen: what a terminal would act on, and letters that are amiss."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import TextArea

from facilitator.model.plain_text import DIRECTION_OVERRIDES
from screens.app import FacilitatorApp

MARK = re.compile(r"q\d\d[a-z] ")
"""What a text begins with, so that it is known wherever it stands; another one in each field."""

_MAY_FOLLOW = re.compile(r"[ …─-╿▀-▟]|$")
"""What may stand where a text goes on elsewhere: room, an ellipsis, a frame, the edge."""

_ENDS = re.compile(r" ?…|[─-╿▀-▟]")
"""What stands where a text is cut, or something lies above the rest of it."""

_OF_A_SCROLLBAR = ("grab", "release", "scroll_up", "scroll_down", "scroll_left", "scroll_right")


def painted(app: FacilitatorApp) -> list[Strip]:
    """Return the lines of the screen in front, and of what is seen beneath it."""
    return app.screen._compositor.render_strips()


def written(lines: list[Strip]) -> str:
    """Return the letters of painted lines."""
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def dangers(lines: list[Strip], width: int) -> Iterator[str]:
    """Yield what a terminal, or a click, would make of painted lines beside showing them."""
    for line in lines:
        text = "".join(segment.text for segment in line)
        if cell_len(text) != width:
            yield f"{cell_len(text)} cells in a line of {width}: {text!r}"
        for segment in line:
            yield from (f"{what}: {segment.text!r}" for what in _steering(segment))


def _steering(segment: Segment) -> Iterator[str]:
    style = segment.style
    is_odd = not segment.text.isprintable() and any(map(_steers, segment.text))
    if segment.control or is_odd:
        yield "a control character"
    if style is not None and style.link:
        yield f"a link to {style.link}"
    if style is not None and any(_is_action(*each) for each in style.meta.items()):
        yield f"an action {style.meta}"


def _steers(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or character in DIRECTION_OVERRIDES


def _is_action(name: str, action: object) -> bool:
    return name.startswith("@") and action not in _OF_A_SCROLLBAR


def misspelt(lines: list[Strip], texts: Mapping[str, str], screen: Screen[Any]) -> Iterator[str]:
    """Yield where a text known by its mark is shown, or goes on, otherwise than letter for letter.

    What lies beneath a dialog, and what a preview shows in a notation of its own, is left out.
    """
    rows = written(lines).split("\n")
    for y, row in enumerate(rows):
        for found in MARK.finditer(row):
            text, x = texts.get(found.group(), ""), cell_len(row[: found.start()])
            widget, _ = screen.get_widget_at(x, y)
            if widget is screen or (isinstance(widget, TextArea) and widget.read_only):
                continue
            if not _is_shown(text, found.start(), y, rows, widget.scrollable_content_region):
                yield f"{row[found.start() :].rstrip()!r} instead of {text!r:.400} in {widget}"


def _is_shown(text: str, start: int, y: int, rows: list[str], inside: Region) -> bool:
    """Say whether a row shows a text as far as there is room, the next one going on with it."""
    row = rows[y]
    same = next(
        (n for n, (a, b) in enumerate(zip(text, row[start:], strict=False)) if a != b), None
    )
    if same is None:
        return bool(text)
    follows = row[start + same :]
    if not _MAY_FOLLOW.match(follows):
        return False
    word = text[same:].lstrip().split(" ")[0]
    room = inside.right - cell_len(row[: start + same])
    is_cut = _ENDS.match(follows) is not None or cell_len(word) >= room
    goes_on = y + 1 >= inside.bottom or word[:40] in rows[y + 1]
    return is_cut or goes_on
