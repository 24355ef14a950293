"""A mark beside words that wrap: every line of the words begins in their own column."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.base.text import plain
from screens.widgets.text import HangingIndent
from tests.support.action_screens import drawn
from tests.support.hostile import HOSTILE

SAID = "No silence over 30 minutes between detection and mitigation"


class Shown(App[None]):
    """One line of a list, in so many cells."""

    CSS = "OptionList { border: none; padding: 0; scrollbar-size: 0 0; }"

    def __init__(self, words: str) -> None:
        super().__init__()
        self.options = OptionList(
            Option(HangingIndent(plain("✓"), plain(words))), markup=False, compact=True
        )

    def compose(self) -> ComposeResult:
        yield self.options


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, [f"✓ {SAID}"]),
        (24, ["✓ No silence over 30", "  minutes between", "  detection and", "  mitigation"]),
        (11, ["✓ No", "silence", "over 30", "minutes", "between", "detection", "and"]),
    ],
)
async def test_words_wrap_beside_their_mark_where_there_is_room(
    width: int, lines: list[str]
) -> None:
    app = Shown(SAID)
    async with app.run_test(size=(width, 8)):
        shown = [line.rstrip() for line in drawn(app.options).split("\n")]
        assert shown[: len(lines)] == lines


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isascii() and len(text) < 90])
async def test_whatever_stands_there_is_only_text(text: str) -> None:
    app = Shown(text)
    async with app.run_test(size=(100, 8)):
        assert drawn(app.options).split("\n")[0].rstrip() == f"✓ {text}".rstrip()
