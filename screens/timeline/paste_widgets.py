"""Widgets of the paste dialog: the pasted text, and a table with the outcome of each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from facilitator.importers.paste_preview import LineOutcome, ParsedPaste, PastedLine, PasteSelection
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event
from facilitator.text.format import clock, day_and_clock
from screens.base.text import one_line
from screens.widgets.table import RowContent, RowTable, TableColumn

_MAX_EDITABLE_LINES = 5_000
_MAX_EDITABLE_CHARACTERS = 500_000
"""Size of text beyond which typing would be slow: the rest cannot be edited."""


class PasteArea(TextArea):
    """The pasted text, editable up to a limit. A paste that is not text is rejected whole."""

    BINDINGS = [Binding("tab", "screen.to_lines", "To the lines", id="paste.lines")]

    @dataclass
    class PasteRejected(Message):
        """A paste was rejected, for a reason in one sentence; the text is unchanged."""

        problem: str

    class LinesFilledIn(Message):
        """Several lines were pasted into an empty area."""

    def __init__(self, text: str) -> None:
        self._beyond = ""
        super().__init__(
            compact=True,
            tab_behavior="focus",
            soft_wrap=False,
            placeholder="Paste lines that begin with a time: a chat, a log, a table.",
            id="pasted",
        )
        self.set_text(text)  # a text given to the constructor would be laid out twice

    def set_text(self, text: str) -> None:
        """Replace all of the text."""
        shown, self._beyond = _split_editable(text)
        self.load_text(shown)

    @property
    def full_text(self) -> str:
        """All of the text, including what cannot be edited."""
        return "\n".join(part for part in (self.text, self._beyond) if part)

    def go_to(self, line: int) -> bool:
        """Focus the start of a line, by its index. Returns False if it cannot be edited."""
        if line >= self.document.line_count or not self.text:
            return False
        self.move_cursor((line, 0), center=True)
        self.focus()
        return True

    def go_to_end(self) -> None:
        """Move the cursor to a new line after the editable text."""
        self.move_cursor(self.document.end)
        if self.text and not self.text.endswith("\n"):
            self.insert("\n")

    def on_paste(self, event: events.Paste) -> None:
        """Insert a pasted text without control characters, or reject it."""
        event.stop()
        event.prevent_default()  # else Textual calls the handler of the base class as well
        try:
            text = sanitize_text(event.text)
        except CannotRead as refused:
            self.post_message(self.PasteRejected(str(refused)))
            return
        if event.text.endswith(("\n", "\r")):
            text += "\n"
        if not self.full_text.strip() and "\n" in text.strip():
            self.post_message(self.LinesFilledIn())
        if not _split_editable(text)[1]:
            self.replace(text, *self.selection)
            return
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.get_text_range((0, 0), start)
        after = self.get_text_range(end, self.document.end)
        shown, beyond = _split_editable("".join((before, text, after)))
        self._beyond = "\n".join(filter(None, (beyond, self._beyond)))
        self.load_text(shown)


def _split_editable(text: str) -> tuple[str, str]:
    """Split a text into what can be edited, in whole lines, and the rest."""
    if len(text) <= _MAX_EDITABLE_CHARACTERS and text.count("\n") < _MAX_EDITABLE_LINES:
        return text, ""
    first = text[:_MAX_EDITABLE_CHARACTERS].split("\n")
    whole = first[: min(len(first) - 1, _MAX_EDITABLE_LINES)]
    shown = "\n".join(whole)
    return shown, text[len(shown) + 1 :] if whole else text


OUTCOME_MARKS = {
    LineOutcome.UNDERSTOOD: "✓",
    LineOutcome.MENDED: "~",
    LineOutcome.KEPT: "+",
    LineOutcome.HEADING: "#",
    LineOutcome.DROPPED: "-",
    LineOutcome.ALREADY_THERE: "=",
    LineOutcome.FILLS_IN: "»",
    LineOutcome.ALIKE: "?",
}
"""A mark of one cell for each outcome, beside the word for it."""

_WORDS = {LineOutcome.KEPT: "joined"}
_OUTCOME_WIDTH = 15

_COLUMNS = (
    TableColumn("Line", _OUTCOME_WIDTH),
    TableColumn(" UTC", 18),
    TableColumn("What it becomes", 0),
)
_NO_LINES = PasteSelection(ParsedPaste(()))


def outcome_text(paste_selection: PasteSelection, index: int) -> str:
    """Return mark and word for the outcome of the line at an index."""
    outcome = paste_selection.paste.lines[index].outcome
    if paste_selection.is_excluded(index):
        return "- left out"
    if outcome is LineOutcome.ALREADY_THERE and paste_selection.selected[index]:
        return "✓ taken again"
    return f"{OUTCOME_MARKS[outcome]} {_WORDS.get(outcome, outcome.value)}"


def line_text(line: PastedLine, event: Event | None) -> str:
    """Return a line as the event it becomes, or as it was pasted, with the remark about it."""
    remark = f"({line.remark})" if line.remark else ""
    if event is None:
        return f"{line.raw.strip()}  {remark}".strip()
    parts = [f"◆ {event.milestone} ·" if event.milestone else "", event.text]
    parts += [f"until {clock(event.until)}Z" if event.until else ""]
    if event.source is not None:
        parts += ["<-", event.source.label, event.source.url]
    return " ".join(filter(None, (*parts, remark)))


def line_minute(line: PastedLine) -> str:
    """Format the UTC minute of a line's event; empty if it has none."""
    if line.event is None:
        return ""
    return f"{'~' if line.event.approximate else ' '}{day_and_clock(line.event.at)}Z"


def import_counts(paste_selection: PasteSelection) -> tuple[str, str]:
    """Return the number of events to import, and the counts of all other outcomes."""
    said = []
    for outcome, word in _COUNTED.items():
        if number := paste_selection.counts.get(outcome, 0):
            lines = f" line{'' if number == 1 else 's'}" if outcome is LineOutcome.DROPPED else ""
            said.append(f"{number:,}{lines} {word}")
    said += (
        [f"{paste_selection.excluded_count:,} left out"] if paste_selection.excluded_count else []
    )
    count = len(paste_selection.events)
    rest = " · ".join(said) or "Every line is understood."
    return f"{count:,} event{'' if count == 1 else 's'}", rest


_COUNTED = {
    LineOutcome.MENDED: "mended",
    LineOutcome.ALIKE: "alike",
    LineOutcome.FILLS_IN: "filled in",
    LineOutcome.ALREADY_THERE: "already there",
    LineOutcome.DROPPED: "dropped",
}


class PastedLinesTable(RowTable):
    """The pasted lines in order; keys and clicks include or exclude one."""

    BINDINGS = [
        Binding("space,d", "turn", "Drop/take", key_display="space", id="paste.turn"),
        Binding("e", "mend", "Mend", id="paste.mend"),
        Binding("n", "next", "To check", id="paste.next"),
        Binding("o", "screen.other_order", "Day/month", id="paste.order"),
        Binding("enter", "screen.take", "Take them", False, id="paste.enter"),
        Binding("D", "screen.empty", "Empty the sheet", False, id="paste.empty"),
    ]

    @dataclass
    class LineToggled(Message):
        """A line was included or excluded."""

        paste_selection: PasteSelection

    @dataclass
    class FixRequested(Message):
        """A line is to be edited in the text, by its index there."""

        number: int

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._rows_of)
        self.id = "preview"
        self._paste_selection = _NO_LINES

    @property
    def paste_selection(self) -> PasteSelection:
        """The lines shown, and which of them are included."""
        return self._paste_selection

    @property
    def index(self) -> int | None:
        """Index of the line under the cursor; None if there are no lines."""
        return int(self.selected) if self.selected is not None else None

    def show_selection(self, paste_selection: PasteSelection | None) -> None:
        """Show these lines, or none; the cursor stays on its row."""
        self._paste_selection = paste_selection or _NO_LINES
        self.show_keys([str(index) for index in range(len(self._paste_selection.paste.lines))])

    def select_number(self, number: int) -> None:
        """Move the cursor to the line at an index of the text, or to the last one before it."""
        lines = self._paste_selection.paste.lines
        before = sum(line.number <= number for line in lines)
        if lines:
            self.action_move_to(max(0, before - 1))

    def action_turn(self) -> None:
        """Include or exclude the line under the cursor."""
        if self.index is None:
            return
        self._paste_selection = self._paste_selection.toggled(self.index)
        self.refetch()
        self.post_message(self.LineToggled(self._paste_selection))

    def action_mend(self) -> None:
        """Edit the line under the cursor in the text."""
        if self.index is not None:
            self.post_message(
                self.FixRequested(self._paste_selection.paste.lines[self.index].number)
            )

    def action_next(self) -> None:
        """Go to the next line that needs review; after the last, to the first."""
        count, here = self.row_count, self.index
        if here is None:
            return
        around = (*range(here + 1, count), *range(here + 1))
        found = next((n for n in around if self._paste_selection.needs_review(n)), None)
        if found is not None:
            self.action_move_to(found)

    def on_click(self, event: events.Click) -> None:
        """Include or exclude a line by its mark; edit the line under the cursor by its text."""
        row = self.row_at(event)
        if row is None:
            return
        event.prevent_default()  # else Textual calls the handler of the base class as well
        at_cursor = row == self.cursor_row
        self.action_move_to(row)
        if event.x <= _OUTCOME_WIDTH:
            self.action_turn()
        elif at_cursor:
            self.action_mend()

    def _rows_of(self, keys: Sequence[str]) -> Mapping[str, RowContent]:
        return {key: self._row_of(int(key)) for key in keys}

    def _row_of(self, index: int) -> RowContent:
        line = self._paste_selection.paste.lines[index]
        outcome, taken = line.outcome, self._paste_selection.selected[index]
        return RowContent(
            (
                outcome_text(self._paste_selection, index),
                line_minute(line),
                one_line(line_text(line, self._paste_selection.event(index))),
            ),
            has_problem=self._paste_selection.needs_review(index)
            and (taken or outcome is LineOutcome.DROPPED),
            is_quiet=not taken,
        )
