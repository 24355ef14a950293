"""The text that was pasted, to be mended line by line; of a very long one, its beginning.

What each pasted line becomes, and which of them are taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from facilitator.importers.paste_preview import PasteSelection, LineOutcome, ParsedPaste, PastedLine
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event
from facilitator.text.format import clock, day_and_clock
from screens.base.text import one_line
from screens.widgets.table import RowTable, TableColumn, TableRow

_MENDABLE_LINES = 5_000
_MENDABLE_LETTERS = 500_000
"""More than that would make every letter typed here wait: the rest is kept beside."""


class PasteArea(TextArea):
    """Holds lines as text and nothing else; a paste that is no text is refused whole."""

    BINDINGS = [Binding("tab", "screen.to_lines", "To the lines", id="paste.lines")]

    @dataclass
    class Refused(Message):
        """What was pasted is no text: why, in one sentence. Nothing here has changed."""

        problem: str

    class Filled(Message):
        """Several lines were pasted where there was nothing."""

    def __init__(self, text: str) -> None:
        self._beyond = ""
        super().__init__(
            compact=True,
            tab_behavior="focus",
            soft_wrap=False,
            placeholder="Paste lines that begin with a time: a chat, a log, a table.",
            id="pasted",
        )
        self.hold(text)  # a text given to the constructor would be laid out twice

    def hold(self, text: str) -> None:
        """Hold this text and no other."""
        shown, self._beyond = _parted(text)
        self.load_text(shown)

    @property
    def whole(self) -> str:
        """All of the text, what lies beyond the area included."""
        return "\n".join(part for part in (self.text, self._beyond) if part)

    def go_to(self, line: int) -> bool:
        """Put the cursor on a line of the text, at its time; False where it is beyond the area."""
        if line >= self.document.line_count or not self.text:
            return False
        self.move_cursor((line, 0), center=True)
        self.focus()
        return True

    def go_to_the_end(self) -> None:
        """Put the cursor on a line of its own after all of the text."""
        self.move_cursor(self.document.end)
        if self.text and not self.text.endswith("\n"):
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what was pasted without what steers a terminal, or refuse it."""
        event.stop()
        event.prevent_default()
        try:
            text = sanitize_text(event.text)
        except CannotRead as refused:
            self.post_message(self.Refused(str(refused)))
            return
        if event.text.endswith(("\n", "\r")):
            text += "\n"
        if not self.whole.strip() and "\n" in text.strip():
            self.post_message(self.Filled())
        if not _parted(text)[1]:
            self.replace(text, *self.selection)
            return
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.get_text_range((0, 0), start)
        after = self.get_text_range(end, self.document.end)
        shown, beyond = _parted("".join((before, text, after)))
        self._beyond = "\n".join(filter(None, (beyond, self._beyond)))
        self.load_text(shown)


def _parted(text: str) -> tuple[str, str]:
    """Return what can be mended of a text, in whole lines, and what lies beyond it."""
    if len(text) <= _MENDABLE_LETTERS and text.count("\n") < _MENDABLE_LINES:
        return text, ""
    first = text[:_MENDABLE_LETTERS].split("\n")
    whole = first[: min(len(first) - 1, _MENDABLE_LINES)]
    shown = "\n".join(whole)
    return shown, text[len(shown) + 1 :] if whole else text


MARKS = {
    LineOutcome.UNDERSTOOD: "✓",
    LineOutcome.MENDED: "~",
    LineOutcome.KEPT: "+",
    LineOutcome.HEADING: "#",
    LineOutcome.DROPPED: "-",
    LineOutcome.ALREADY_THERE: "=",
    LineOutcome.FILLS_IN: "»",
    LineOutcome.ALIKE: "?",
}
"""One cell for what became of a line; the word beside it says the same."""

_WORDS = {LineOutcome.KEPT: "joined"}
_FATE_WIDTH = 15
_SHOWN = 1000
"""So many letters of a line are more than any screen is wide."""

_COLUMNS = (
    TableColumn("Line", _FATE_WIDTH),
    TableColumn(" UTC", 18),
    TableColumn("What it becomes", 0),
)
_NOTHING = PasteSelection(ParsedPaste(()))


def fate_words(fates: PasteSelection, index: int) -> str:
    """Say in a mark and a word what becomes of a line."""
    outcome = fates.paste.lines[index].outcome
    if fates.is_excluded(index):
        return "- left out"
    if outcome is LineOutcome.ALREADY_THERE and fates.selected[index]:
        return "✓ taken again"
    return f"{MARKS[outcome]} {_WORDS.get(outcome, outcome.value)}"


def meaning(line: PastedLine, event: Event | None) -> str:
    """Say what a line tells as this event, or said, and why it became what it did."""
    remark = f"({line.remark})" if line.remark else ""
    if event is None:
        return f"{line.raw.strip()}  {remark}".strip()
    parts = [f"◆ {event.milestone} ·" if event.milestone else "", event.text]
    parts += [f"until {clock(event.until)}Z" if event.until else ""]
    if event.source is not None:
        parts += ["<-", event.source.label, event.source.url]
    return " ".join(filter(None, (*parts, remark)))


def minute(line: PastedLine) -> str:
    """Say the UTC minute of the event a line tells; nothing where it tells none."""
    if line.event is None:
        return ""
    return f"{'~' if line.event.approximate else ' '}{day_and_clock(line.event.at)}Z"


def tally(fates: PasteSelection) -> tuple[str, str]:
    """Say how many events are taken; and, apart, what became of lines that are not plainly one."""
    said = []
    for outcome, word in _COUNTED.items():
        if number := fates.counts.get(outcome, 0):
            lines = f" line{'' if number == 1 else 's'}" if outcome is LineOutcome.DROPPED else ""
            said.append(f"{number:,}{lines} {word}")
    said += [f"{fates.excluded_count:,} left out"] if fates.excluded_count else []
    count = len(fates.events)
    rest = " · ".join(said) or "Every line is understood."
    return f"{count:,} event{'' if count == 1 else 's'}", rest


_COUNTED = {
    LineOutcome.MENDED: "mended",
    LineOutcome.ALIKE: "alike",
    LineOutcome.FILLS_IN: "filled in",
    LineOutcome.ALREADY_THERE: "already there",
    LineOutcome.DROPPED: "dropped",
}


class PastedLines(RowTable):
    """The lines in their order; the keys and the mouse choose which are taken."""

    BINDINGS = [
        Binding("space,d", "turn", "Drop/take", key_display="space", id="paste.turn"),
        Binding("e", "mend", "Mend", id="paste.mend"),
        Binding("n", "next", "To check", id="paste.next"),
        Binding("o", "screen.other_order", "Day/month", id="paste.order"),
        Binding("enter", "screen.take", "Take them", False, id="paste.enter"),
        Binding("D", "screen.empty", "Empty the sheet", False, id="paste.empty"),
    ]

    @dataclass
    class Turned(Message):
        """A person took a line, or left it out."""

        fates: PasteSelection

    @dataclass
    class MendWanted(Message):
        """A person wants to change a line where it stands in the text."""

        number: int

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._rows_of)
        self.id = "preview"
        self._fates = _NOTHING

    @property
    def fates(self) -> PasteSelection:
        """The lines as they are shown."""
        return self._fates

    @property
    def index(self) -> int | None:
        """Which line the cursor stands on."""
        return int(self.selected) if self.selected is not None else None

    def show_fates(self, fates: PasteSelection | None) -> None:
        """Show these lines, or none; the cursor stays where it is."""
        self._fates = fates or _NOTHING
        self.show_keys([str(index) for index in range(len(self._fates.paste.lines))])

    def select_number(self, number: int) -> None:
        """Put the cursor on what stands at this place of the text, or on the last before it."""
        lines = self._fates.paste.lines
        before = sum(line.number <= number for line in lines)
        if lines:
            self.action_move_to(max(0, before - 1))

    def action_turn(self) -> None:
        """Take the line under the cursor, or leave it out."""
        if self.index is None:
            return
        self._fates = self._fates.toggled(self.index)
        self._rows.clear()
        self.refresh()
        self.post_message(self.Turned(self._fates))

    def action_mend(self) -> None:
        """Go to the line under the cursor where it stands in the text."""
        if self.index is not None:
            self.post_message(self.MendWanted(self._fates.paste.lines[self.index].number))

    def action_next(self) -> None:
        """Go to the next line that asks for a look; after the last, to the first."""
        count, here = self.row_count, self.index
        if here is None:
            return
        around = (*range(here + 1, count), *range(here + 1))
        found = next((n for n in around if self._fates.needs_review(n)), None)
        if found is not None:
            self.action_move_to(found)

    def on_click(self, event: events.Click) -> None:
        """Turn the line whose mark is clicked; a click on the words of the cursor's line mends."""
        row = self.row_at(event)
        if row is None:
            return
        event.prevent_default()
        at_cursor = row == self.cursor_row
        self.action_move_to(row)
        if event.x <= _FATE_WIDTH:
            self.action_turn()
        elif at_cursor:
            self.action_mend()

    def _rows_of(self, keys: Sequence[str]) -> Mapping[str, TableRow]:
        return {key: self._row_of(int(key)) for key in keys}

    def _row_of(self, index: int) -> TableRow:
        line = self._fates.paste.lines[index]
        outcome, taken = line.outcome, self._fates.selected[index]
        return TableRow(
            (
                fate_words(self._fates, index),
                minute(line),
                one_line(meaning(line, self._fates.event(index))),
            ),
            has_problem=self._fates.needs_review(index)
            and (taken or outcome is LineOutcome.DROPPED),
            is_quiet=not taken,
        )
