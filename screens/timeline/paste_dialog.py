"""The paste dialog: a preview of the events in pasted lines, to review before the import."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static, TextArea
from textual.worker import get_current_worker

from facilitator.importers.paste_preview import LineOutcome, PasteSelection
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event
from facilitator.timeparse.patterns import WHICH_MONTH
from screens.base.modal import Dialog, KeepsDraft
from screens.base.text import one_line, plain
from screens.timeline.paste import EventPaste
from screens.timeline.paste_widgets import PasteArea, PastedLinesTable, import_counts

_PROGRESS_SECONDS = 0.05
"""Least time between two reports of progress."""

_YIELD_SECONDS = 0.0002
"""Time the parsing thread sleeps after every few lines, so that a key typed meanwhile comes first.

Without it the thread holds the interpreter for several milliseconds at a time.
"""


@dataclass
class PasteProgress(Message):
    """Some lines of the text of parse `number` were parsed."""

    number: int
    parsed: int
    total: int


@dataclass
class PasteParsed(Message):
    """The text of parse `number` was parsed; without a selection, `problem` says why it failed."""

    number: int
    paste_selection: PasteSelection | None
    problem: str


class _Outdated(Exception):
    """The text was changed while it was parsed."""


class PasteWorker:
    """Parses the current text in a thread, dropping the result for a text that was changed since.

    It posts PasteProgress and PasteParsed to `screen`.
    """

    def __init__(self, screen: Screen[Any], paste: EventPaste) -> None:
        self._screen = screen
        self._paste = paste
        self._number = 0
        """Number of the current parse, which its messages bear."""
        self.text: str | None = None
        """The text that is or was parsed last; None before the first."""
        self.is_running = False

    def start(self, text: str, previous: PasteSelection | None) -> None:
        """Parse a text; lines of the previous selection stay included or excluded."""
        self._number += 1
        self.text, self.is_running = text, True
        work = partial(self._parse, self._number, text, previous)
        self._screen.run_worker(
            work, thread=True, exclusive=True, exit_on_error=False, group="paste"
        )

    def cancel(self) -> None:
        """Drop the result of the current parse."""
        self._number += 1
        self.text, self.is_running = None, False

    def is_current(self, message: PasteProgress | PasteParsed) -> bool:
        """Whether a message is about the current text; PasteParsed ends its parse."""
        if message.number != self._number:
            return False
        self.is_running = isinstance(message, PasteProgress)
        return True

    def _parse(self, number: int, text: str, previous: PasteSelection | None) -> None:
        worker, reported = get_current_worker(), time.monotonic()

        def report(parsed: int, total: int) -> None:
            nonlocal reported
            if worker.is_cancelled or number != self._number:
                raise _Outdated
            time.sleep(_YIELD_SECONDS)
            if time.monotonic() - reported >= _PROGRESS_SECONDS:
                reported = time.monotonic()
                self._screen.post_message(PasteProgress(number, parsed, total))

        try:
            paste = self._paste.parse(text, report)
            selection = previous.with_paste(paste) if previous else PasteSelection(paste)
            result = PasteParsed(number, selection.precomputed(), "")
        except _Outdated:
            return
        except CannotRead as error:
            result = PasteParsed(number, None, str(error))
        except Exception as error:  # any fault of a format is shown, and the dialog lives on
            result = PasteParsed(number, None, f"These lines cannot be read: {error!r}.")
        self._screen.post_message(result)


_PARSE_DELAY_SECONDS = 0.3
_MAX_SHOWN_CHARACTERS = 2000
"""Length of a line that fills any terminal."""

_MAX_SAVED_WHILE_TYPING = 1_000_000
"""Length of text from which on the draft is saved when the dialog closes, not at each pause."""

_SAYS_THE_MONTH = "o says for all of them which is the month"
_SAYS_HOW_TO_EMPTY = "D empties the sheet"
_EMPTY = "Paste the lines now; beneath stands what each of them becomes."


class PasteDialog(Dialog[tuple[Event, ...] | None], KeepsDraft):
    """Shows a text and the events in its lines; dismissed with the events to import, or None.

    `problem` says why a pasted text was rejected. `draft` is the part of the text that an earlier
    paste left.
    """

    CSS_PATH = "paste_dialog.tcss"
    BINDINGS = [
        # Not priority bindings: those overtake letters typed just before them.
        Binding("ctrl+s", "take", "Take all", id="paste.take"),
        Binding("escape", "back", "Back to the lines", id="paste.back"),
        Binding("escape", "leave", "Close (kept)", id="paste.close"),
    ]

    def __init__(self, paste: EventPaste, text: str, problem: str = "", draft: str = "") -> None:
        super().__init__()
        self._worker = PasteWorker(self, paste)
        self._paste = paste
        self._problem = problem
        self._has_old_draft = bool(draft)
        self._first_new_line = draft.count("\n") + 1 if draft and draft != text else None
        """Index of the first line after the draft, until it was shown."""
        self._cleared_text = ""
        """The text before it was cleared."""
        self._text = text
        """The text that was parsed last, or waits to be parsed."""
        self._begins_in_preview = bool(text.strip())
        self._paste_selection: PasteSelection | None = None
        self._is_fixing_line = False
        self._imports_when_parsed = False
        """Whether the events are imported as soon as the text is parsed."""
        self._parse_timer: Timer | None = None
        self.area = PasteArea(text)
        self.preview = PastedLinesTable()
        self._heading = Static(classes="heading")
        self._summary = Static(id="tally")
        self._detail = Static(id="detail")

    def draft_texts(self) -> list[str]:
        """Return the text, which is saved as a draft while it is typed."""
        return [self.area.text]

    def compose(self) -> ComposeResult:
        """Compose the text above the table of its lines."""
        with Vertical(id="paste"):
            yield self._heading
            yield self.area
            yield self._summary
            yield self.preview
            yield self._detail
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Parse the text; with lines to review, focus their table, where Enter imports them."""
        self._show_heading()
        # After the first frame: the parsing thread would hold it up.
        self.call_after_refresh(self._parse)
        (self.preview if self._begins_in_preview else self.area).focus()

    def _show_heading(self) -> None:
        self._heading.update(plain(f"Paste a timeline · {self._paste.reading_note}"))

    def action_other_order(self) -> None:
        """Switch the order of dates in figures: day first, month first, or as the text shows."""
        self._paste.next_date_order()
        self._show_heading()
        self._worker.cancel()
        self._parse()

    @property
    def words(self) -> str:
        """The summary between the text and the table."""
        return str(self._summary.content)

    def on_descendant_focus(self) -> None:
        """Show the key that imports the lines, which depends on the focus."""
        if self._paste_selection is self.preview.paste_selection and not self._worker.is_running:
            self._show_summary(self._paste_selection)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc goes back to the table from a line being fixed, and else closes the dialog."""
        goes_back = self._is_fixing_line and self.area.has_focus
        return {"back": goes_back, "leave": not goes_back}.get(action, True)

    @on(TextArea.Changed)
    def _text_changed(self) -> None:
        if self.area.full_text == self._text:
            return
        self._text = self.area.full_text
        self._imports_when_parsed, self._problem = False, ""
        if self._parse_timer is not None:
            self._parse_timer.stop()
        self._parse_timer = self.set_timer(_PARSE_DELAY_SECONDS, self._parse)

    def on_paste(self, event: events.Paste) -> None:
        """Append a paste to the text while the table is focused."""
        event.stop()
        self.area.go_to_end()
        self.area.post_message(events.Paste(event.text))

    @on(PasteArea.LinesFilledIn)
    def _lines_filled_in(self) -> None:
        """Focus the table after a paste into the empty area, as if the dialog opened with it."""
        self.area.move_cursor((0, 0))
        self.action_to_lines()

    @on(PasteArea.PasteRejected)
    def _paste_rejected(self, message: PasteArea.PasteRejected) -> None:
        """Show why nothing was pasted, until the text changes."""
        self._problem = message.problem
        self._show_message("The text is as it was.")

    def _parse(self) -> None:
        """Start to parse the text, if it changed."""
        if self._parse_timer is not None:
            self._parse_timer.stop()
        self._text = text = self.area.full_text
        if len(text) < _MAX_SAVED_WHILE_TYPING:
            self._paste.save_draft(text)
        if text == self._worker.text:
            return
        if text.strip():
            self._show_message("Reading the lines …")
            self._worker.start(text, self._paste_selection)
        else:
            self._worker.cancel()
            self._show(None)
            self._show_message(_EMPTY, "D brings the lines back" if self._cleared_text else "")

    @on(PasteProgress)
    def _show_progress(self, message: PasteProgress) -> None:
        if self._worker.is_current(message):
            then = ", then they are taken" if self._imports_when_parsed else ""
            self._show_message(f"{message.parsed:,} of {message.total:,} lines read{then}")

    @on(PasteParsed)
    def _show_result(self, message: PasteParsed) -> None:
        if not self._worker.is_current(message):
            return
        self._show(message.paste_selection)
        if message.paste_selection is None:
            self._imports_when_parsed = False
            self._show_message(f"! {message.problem}", self._clear_key, warn=True)
        elif self._imports_when_parsed:
            self._import(message.paste_selection)
        else:
            self._show_summary(message.paste_selection)

    def _show(self, paste_selection: PasteSelection | None) -> None:
        self._paste_selection = paste_selection or self._paste_selection
        self.preview.show_selection(paste_selection)
        if self.area.has_focus:
            self.preview.select_number(self.area.cursor_location[0])
        elif self._first_new_line is not None and paste_selection is not None:
            self.preview.action_move_to(
                -1
            )  # so that the first new line is the topmost in the table
            self.preview.select_number(self._first_new_line)
        self._first_new_line = None
        self._show_detail()

    @property
    def _clear_key(self) -> str:
        """The key that clears the text, while it may hold lines that nobody needs."""
        is_offered = self.preview.has_focus and (self._has_old_draft or not self.preview.row_count)
        return _SAYS_HOW_TO_EMPTY if is_offered else ""

    def _show_summary(self, paste_selection: PasteSelection) -> None:
        """Show how many events there are and which key imports them, or why there are none."""
        if paste_selection.events:
            key = "Enter" if self.preview.has_focus else "ctrl+s"
            count, rest = import_counts(paste_selection)
            self._show_message(
                f"{count} · {key} takes them, u then undoes it",
                self._with_keys(rest, paste_selection),
            )
            return
        if paste_selection.counts.get(LineOutcome.ALREADY_THERE):
            why = "What is here is in the timeline already."
        else:
            said = (
                line.remark
                for line in paste_selection.paste.lines
                if line.outcome is LineOutcome.DROPPED
            )
            why = next((remark for remark, _ in Counter(said).most_common(1)), "")
        more = self._with_keys(import_counts(paste_selection)[1], paste_selection)
        self._show_message(f"! Nothing to take. {why}", more, warn=True)

    def _with_keys(self, rest: str, paste_selection: PasteSelection) -> str:
        """Return the outcomes of lines, with the keys that help with them."""
        keys = (_SAYS_THE_MONTH if _needs_date_order(paste_selection) else "", self._clear_key)
        return " · ".join(filter(None, (rest, *keys)))

    def _show_message(self, words: str, more: str = "", warn: bool = False) -> None:
        if self._problem:
            words, more, warn = f"! {self._problem}", words, True
        style = "bold $warning" if warn else "bold $accent"
        self._summary.update(Content.assemble(plain(words, style), "\n", plain(more, "$quiet")))

    @on(PastedLinesTable.LineToggled)
    def _line_toggled(self, message: PastedLinesTable.LineToggled) -> None:
        self._paste_selection = message.paste_selection
        self._show_summary(message.paste_selection)
        self._show_detail()

    @on(PastedLinesTable.RowHighlighted)
    def _show_detail(self) -> None:
        """Show the line under the cursor as it was pasted, with the remark about it."""
        index, lines = self.preview.index, self.preview.paste_selection.paste.lines
        if index is None:
            self._detail.update("")
            return
        line = lines[index]
        style = "$warning" if self.preview.paste_selection.needs_review(index) else "$quiet"
        remark = plain(f"{line.remark}\n" if line.remark else "", style)
        raw = plain(
            f"Line {line.number + 1:,}: {one_line(line.raw[:_MAX_SHOWN_CHARACTERS])}", "$quiet"
        )
        self._detail.update(Content.assemble(remark, raw))

    @on(PastedLinesTable.FixRequested)
    def _fix_line(self, message: PastedLinesTable.FixRequested) -> None:
        self._is_fixing_line = self.area.go_to(message.number)
        if not self._is_fixing_line:
            self._show_message(
                "! That line is too far down to be mended here: leave it out, or paste less."
            )
        self.refresh_bindings()

    @on(TextArea.SelectionChanged)
    def _follow_the_cursor(self) -> None:
        if self.area.has_focus and not self._worker.is_running:
            self.preview.select_number(self.area.cursor_location[0])

    def action_to_lines(self) -> None:
        """Parse the text and focus the table."""
        self._parse()
        self._is_fixing_line = False
        self.preview.focus()

    def action_back(self) -> None:
        """Go back to the table from the line that was fixed."""
        self.action_to_lines()

    def action_empty(self) -> None:
        """Clear the text; in an empty dialog, bring it back."""
        before = self.area.full_text
        self.area.set_text("" if before else self._cleared_text)
        self._cleared_text, self._has_old_draft = before, not before
        self._parse()

    def action_take(self) -> None:
        """Import the included events as one step, after the current text is parsed."""
        self._parse()
        if self._worker.is_running:
            self._imports_when_parsed = True
        elif self.preview.paste_selection.paste.lines:
            self._import(self.preview.paste_selection)

    def _import(self, paste_selection: PasteSelection) -> None:
        self._imports_when_parsed = False
        events = paste_selection.events
        if not events:
            self._show_summary(paste_selection)
            return
        self._paste.save_draft("")
        self.dismiss(events)

    def action_leave(self) -> None:
        """Close without an import; the text is saved as a draft."""
        self._worker.cancel()
        self._paste.save_draft(self.area.full_text)
        self.dismiss(None)


def _needs_date_order(paste_selection: PasteSelection) -> bool:
    """Whether a line is dropped because its date can be read in two ways."""
    return any(line.remark == WHICH_MONTH for line in paste_selection.paste.lines)
