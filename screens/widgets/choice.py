"""A choice of one or several options, all of them visible, on one line where they fit."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from screens.base.text import cut, plain


class Choice(Widget, can_focus=True):
    """Radio buttons, or checkboxes where `multiple`.

    The left and right keys choose an option. With `multiple` or `needs_space` they only move the
    cursor, and space chooses.
    """

    BINDINGS = [
        Binding("left", "move(-1)", "Previous option", show=False, id="choice.previous"),
        Binding("right", "move(1)", "Next option", show=False, id="choice.next"),
        Binding("space", "pick", "Choose", id="choice.pick"),
        Binding("backspace,delete", "clear", "Choose none", show=False, id="choice.clear"),
    ]

    cursor: reactive[int] = reactive(0)
    chosen: reactive[frozenset[str]] = reactive(frozenset[str]())

    @dataclass
    class Changed(Message):
        """Another set of options was chosen; `text` has them in order, one per line."""

        choice: Choice
        text: str

        @property
        def control(self) -> Choice:
            """The choice that posted this."""
            return self.choice

    def __init__(
        self, options: tuple[str, ...], multiple: bool = False, needs_space: bool = False
    ) -> None:
        super().__init__()
        self.options = options
        self.multiple = multiple
        self.needs_space = multiple or needs_space

    @property
    def text(self) -> str:
        """The chosen options in order, one per line."""
        return "\n".join(option for option in self.options if option in self.chosen)

    def show(self, text: str) -> None:
        """Choose these options, given one per line, without posting `Changed`."""
        self.chosen = frozenset(text.split("\n")) & frozenset(self.options)
        if not self.multiple and self.chosen:
            self.cursor = self.options.index(next(iter(self.chosen)))

    def option_positions(self, width: int) -> list[tuple[int, int, str]]:
        """Return row, first column and label of each option at a width in cells."""
        found: list[tuple[int, int, str]] = []
        row = column = 0
        for option in self.options:
            on = option in self.chosen
            mark = ("[x]" if on else "[ ]") if self.multiple else ("(•)" if on else "( )")
            label = cut(f"{mark} {option}", width)
            if column and column + cell_len(label) > width:
                row, column = row + 1, 0
            found.append((row, column, label))
            column += cell_len(label) + 2
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the options need at this width."""
        return self.option_positions(width)[-1][0] + 1 if self.options else 1

    def render(self) -> Content:
        """Render the options, highlighting the one under the cursor while focused."""
        lines: list[Content] = []
        for index, (row, _, label) in enumerate(self.option_positions(self.size.width)):
            on = self.options[index] in self.chosen
            style = "bold" if on else "$quiet"
            if self.has_focus and index == self.cursor:
                style = "bold underline $accent"
            if row == len(lines):
                lines.append(plain(label, style))
            else:
                lines[row] = lines[row] + plain("  ") + plain(label, style)
        return Content("\n").join(lines)

    def action_move(self, by: int) -> None:
        """Move the cursor, and choose the option unless that needs the space key."""
        if not self.options:
            return
        # While nothing is chosen, the first key press chooses the option under the cursor.
        moves = self.multiple or bool(self.chosen)
        self.cursor = max(0, min(len(self.options) - 1, self.cursor + by * moves))
        if not self.needs_space:
            self._choose(frozenset({self.options[self.cursor]}))

    def action_pick(self) -> None:
        """Choose the option under the cursor; with `multiple`, toggle it."""
        if not self.options:
            return
        option = frozenset({self.options[self.cursor]})
        self._choose(self.chosen ^ option if self.multiple else option)

    def action_clear(self) -> None:
        """Choose nothing."""
        self._choose(frozenset())

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for index, (row, column, label) in enumerate(self.option_positions(self.size.width)):
            if row == offset.y and column <= offset.x < column + cell_len(label):
                self.cursor = index
                self.action_pick()

    def _choose(self, chosen: frozenset[str]) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.refresh(layout=True)
            self.post_message(self.Changed(self, self.text))
