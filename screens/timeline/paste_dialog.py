"""Many lines at once: what was pasted, and what each of its lines becomes, before it is taken.

Reading what was pasted while the screen goes on: in a thread, told about as it goes.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Static, TextArea
from textual.worker import get_current_worker

from facilitator.importers.paste_parser import ProgressCallback
from facilitator.importers.paste_preview import PasteSelection, LineOutcome, ParsedPaste
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event
from facilitator.timeparse.patterns import WHICH_MONTH
from screens.base.modal import Dialog, KeepsDraft
from screens.base.text import one_line, plain
from screens.timeline.paste_widgets import PasteArea, PastedLines, tally

_TOLD_SECONDS = 0.05
_GIVES_WAY_SECONDS = 0.0002
"""A reading stands back so long after every few lines: a key typed meanwhile comes first."""


class Pastes(Protocol):
    """What the sheet asks of where the lines go."""

    @property
    def how_read(self) -> str:
        """How a time is read that leaves something open."""

    def other_order(self) -> None:
        """Read days in figures in the next order."""

    def read(self, text: str, told: ProgressCallback) -> ParsedPaste:
        """Read a text and tell of the progress. Raises CannotRead."""

    def keep(self, text: str) -> None:
        """Keep what was not taken."""


@dataclass
class Progress(Message):
    """So many lines were read of the present text."""

    number: int
    read: int
    of: int


@dataclass
class Ended(Message):
    """A text was read: what its lines are, or in `problem` why it could not be read."""

    number: int
    fates: PasteSelection | None
    problem: str


class _Stale(Exception):
    """Another text is there by now."""


class PasteReading:
    """Reads the present text, and only that: of one that has changed nothing more is heard.

    Posts Progress and Ended to its screen.
    """

    def __init__(self, screen: PasteDialog, pastes: Pastes) -> None:
        self._screen = screen
        self._pastes = pastes
        self._number = 0
        self.text: str | None = None
        """The text that is read, or was; None before there was any."""
        self.is_under_way = False

    def begin(self, text: str, fates: PasteSelection | None) -> None:
        """Read this text instead of any other; what was chosen for lines that stand is kept."""
        self._number += 1
        self.text, self.is_under_way = text, True
        work = partial(self._read, self._number, text, fates)
        self._screen.run_worker(
            work, thread=True, exclusive=True, exit_on_error=False, group="paste"
        )

    def stop(self) -> None:
        """Hear no more of what is being read."""
        self._number += 1
        self.text, self.is_under_way = None, False

    def is_of_now(self, message: Progress | Ended) -> bool:
        """Whether a message is about the present text; if it is the last one, reading has ended."""
        if message.number != self._number:
            return False
        self.is_under_way = isinstance(message, Progress)
        return True

    def _read(self, number: int, text: str, fates: PasteSelection | None) -> None:
        worker, said = get_current_worker(), time.monotonic()

        def told(read: int, of: int) -> None:
            nonlocal said
            if worker.is_cancelled or number != self._number:
                raise _Stale
            time.sleep(_GIVES_WAY_SECONDS)
            if time.monotonic() - said >= _TOLD_SECONDS:
                said = time.monotonic()
                self._screen.post_message(Progress(number, read, of))

        try:
            pasted = self._pastes.read(text, told)
            read = fates.with_paste(pasted) if fates else PasteSelection(pasted)
            ended = Ended(number, read.precomputed(), "")
        except _Stale:
            return
        except CannotRead as refused:
            ended = Ended(number, None, str(refused))
        except Exception as error:  # shown in the sheet: a thread that fails takes nothing with it
            ended = Ended(number, None, f"These lines cannot be read: {error!r}.")
        self._screen.post_message(ended)


_REST_SECONDS = 0.3
_SHOWN = 2000
"""So many letters of a line fill every room there is to show it."""

_KEPT_AS_TYPED = 1_000_000
"""A text of fewer letters is kept whenever typing rests; a larger one when the sheet is left."""

_SAYS_THE_MONTH = "o says for all of them which is the month"
_SAYS_HOW_TO_EMPTY = "D empties the sheet"
_EMPTY = "Paste the lines now; beneath stands what each of them becomes."


class PasteDialog(Dialog[tuple[Event, ...] | None], KeepsDraft):
    """Dismissed with the events to take, or with None.

    `problem` says why something that was pasted is not in the text. `left`: the text, or its
    beginning, was left here the last time.
    """

    CSS_PATH = "paste_dialog.tcss"
    BINDINGS = [
        # Not priority bindings: those overtake letters typed just before them.
        Binding("ctrl+s", "take", "Take all", id="paste.take"),
        Binding("escape", "back", "Back to the lines", id="paste.back"),
        Binding("escape", "leave", "Close (kept)", id="paste.close"),
    ]

    def __init__(self, pastes: Pastes, text: str, problem: str = "", left: str = "") -> None:
        super().__init__()
        self._reading = PasteReading(self, pastes)
        self._pastes = pastes
        self._problem = problem
        self._was_left = bool(left)
        self._new_at = left.count("\n") + 1 if left and left != text else None
        """Where in the text begins what is new, until it was shown."""
        self._emptied = ""
        """What was in the sheet before it was emptied."""
        self._text = text
        """The text as it was last looked at."""
        self._begins_in_preview = bool(text.strip())
        self._fates: PasteSelection | None = None
        self._is_mending = False
        self._is_wanted = False
        """Whether the events are taken as soon as they are read."""
        self._rest: Timer | None = None
        self.area = PasteArea(text)
        self.preview = PastedLines()
        self._heading = Static(classes="heading")
        self._tally = Static(id="tally")
        self._detail = Static(id="detail")

    def draft_texts(self) -> list[str]:
        """Return the pasted text, which is kept as a draft as it is typed."""
        return [self.area.text]

    def compose(self) -> ComposeResult:
        """Lay the text above what it becomes."""
        with Vertical(id="paste"):
            yield self._heading
            yield self.area
            yield self._tally
            yield self.preview
            yield self._detail
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read what came in; with lines to look at, Enter takes them."""
        self._show_heading()
        self.call_after_refresh(self._read)
        (self.preview if self._begins_in_preview else self.area).focus()

    def _show_heading(self) -> None:
        self._heading.update(plain(f"Paste a timeline · {self._pastes.how_read}"))

    def action_other_order(self) -> None:
        """Read days in figures in the next order: day first, month first, as the text shows."""
        self._pastes.other_order()
        self._show_heading()
        self._reading.stop()
        self._read()

    @property
    def words(self) -> str:
        """What stands between the text and its lines."""
        return str(self._tally.content)

    def on_descendant_focus(self) -> None:
        """Which key takes the lines depends on where the focus is."""
        if self._fates is self.preview.fates and not self._reading.is_under_way:
            self._say_tally(self._fates)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc goes back to the lines from one that is mended, and closes from anywhere else."""
        goes_back = self._is_mending and self.area.has_focus
        return {"back": goes_back, "leave": not goes_back}.get(action, True)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.area.whole == self._text:
            return
        self._text = self.area.whole
        self._is_wanted, self._problem = False, ""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST_SECONDS, self._read)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted while the lines have the focus goes after the text, and is read too."""
        event.stop()
        self.area.go_to_the_end()
        self.area.post_message(events.Paste(event.text))

    @on(PasteArea.Filled)
    def _filled(self) -> None:
        """What was pasted into an empty area is looked at next, as when the sheet opens with it."""
        self.area.move_cursor((0, 0))
        self.action_to_lines()

    @on(PasteArea.Refused)
    def _refused(self, message: PasteArea.Refused) -> None:
        """Say why nothing was pasted, and go on saying it until something else is."""
        self._problem = message.problem
        self._say("The text is as it was.")

    def _read(self) -> None:
        """Begin to read what each line becomes."""
        if self._rest is not None:
            self._rest.stop()
        self._text = text = self.area.whole
        if len(text) < _KEPT_AS_TYPED:
            self._pastes.keep(text)
        if text == self._reading.text:
            return
        if text.strip():
            self._say("Reading the lines …")
            self._reading.begin(text, self._fates)
        else:
            self._reading.stop()
            self._show(None)
            self._say(_EMPTY, "D brings the lines back" if self._emptied else "")

    @on(Progress)
    def _progressed(self, message: Progress) -> None:
        if self._reading.is_of_now(message):
            then = ", then they are taken" if self._is_wanted else ""
            self._say(f"{message.read:,} of {message.of:,} lines read{then}")

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if not self._reading.is_of_now(message):
            return
        self._show(message.fates)
        if message.fates is None:
            self._is_wanted = False
            self._say(f"! {message.problem}", self._how_to_empty, warn=True)
        elif self._is_wanted:
            self._take(message.fates)
        else:
            self._say_tally(message.fates)

    def _show(self, fates: PasteSelection | None) -> None:
        self._fates = fates or self._fates
        self.preview.show_fates(fates)
        if self.area.has_focus:
            self.preview.select_number(self.area.cursor_location[0])
        elif self._new_at is not None and fates is not None:
            self.preview.action_move_to(-1)  # so that what is new stands at the top
            self.preview.select_number(self._new_at)
        self._new_at = None
        self._show_detail()

    @property
    def _how_to_empty(self) -> str:
        """What stands beneath while there may be lines that nobody wants."""
        is_told = self.preview.has_focus and (self._was_left or not self.preview.row_count)
        return _SAYS_HOW_TO_EMPTY if is_told else ""

    def _say_tally(self, fates: PasteSelection) -> None:
        """Say how many events there are, and what to press; without any, why there are none."""
        if fates.events:
            key = "Enter" if self.preview.has_focus else "ctrl+s"
            count, rest = tally(fates)
            self._say(f"{count} · {key} takes them, u then undoes it", self._with_keys(rest, fates))
            return
        if fates.counts.get(LineOutcome.ALREADY_THERE):
            why = "What is here is in the timeline already."
        else:
            said = (line.remark for line in fates.paste.lines if line.outcome is LineOutcome.DROPPED)
            why = next((remark for remark, _ in Counter(said).most_common(1)), "")
        more = self._with_keys(tally(fates)[1], fates)
        self._say(f"! Nothing to take. {why}", more, warn=True)

    def _with_keys(self, rest: str, fates: PasteSelection) -> str:
        """Return what is said of the lines, with the keys that help with them now."""
        keys = (_SAYS_THE_MONTH if _asks_for_the_month(fates) else "", self._how_to_empty)
        return " · ".join(filter(None, (rest, *keys)))

    def _say(self, words: str, more: str = "", warn: bool = False) -> None:
        if self._problem:
            words, more, warn = f"! {self._problem}", words, True
        style = "bold $warning" if warn else "bold $accent"
        self._tally.update(Content.assemble(plain(words, style), "\n", plain(more, "$quiet")))

    @on(PastedLines.Turned)
    def _turned(self, message: PastedLines.Turned) -> None:
        self._fates = message.fates
        self._say_tally(message.fates)
        self._show_detail()

    @on(PastedLines.RowHighlighted)
    def _show_detail(self) -> None:
        """Show the line under the cursor as it was pasted, and what is to be said about it."""
        index, lines = self.preview.index, self.preview.fates.paste.lines
        if index is None:
            self._detail.update("")
            return
        line = lines[index]
        style = "$warning" if self.preview.fates.needs_review(index) else "$quiet"
        remark = plain(f"{line.remark}\n" if line.remark else "", style)
        raw = plain(f"Line {line.number + 1:,}: {one_line(line.raw[:_SHOWN])}", "$quiet")
        self._detail.update(Content.assemble(remark, raw))

    @on(PastedLines.MendWanted)
    def _mend(self, message: PastedLines.MendWanted) -> None:
        self._is_mending = self.area.go_to(message.number)
        if not self._is_mending:
            self._say("! That line is too far down to be mended here: leave it out, or paste less.")
        self.refresh_bindings()

    @on(TextArea.SelectionChanged)
    def _follow_the_cursor(self) -> None:
        if self.area.has_focus and not self._reading.is_under_way:
            self.preview.select_number(self.area.cursor_location[0])

    def action_to_lines(self) -> None:
        """Go to the lines, as they are now."""
        self._read()
        self._is_mending = False
        self.preview.focus()

    def action_back(self) -> None:
        """Leave the line that was mended."""
        self.action_to_lines()

    def action_empty(self) -> None:
        """Take all of the text out of the sheet; the same key brings it back to an empty one."""
        before = self.area.whole
        self.area.hold("" if before else self._emptied)
        self._emptied, self._was_left = before, not before
        self._read()

    def action_take(self) -> None:
        """Take every event, as one step that can be undone; first what is there now is read."""
        self._read()
        if self._reading.is_under_way:
            self._is_wanted = True
        elif self.preview.fates.paste.lines:
            self._take(self.preview.fates)

    def _take(self, fates: PasteSelection) -> None:
        self._is_wanted = False
        events = fates.events
        if not events:
            self._say_tally(fates)
            return
        self._pastes.keep("")
        self.dismiss(events)

    def action_leave(self) -> None:
        """Take nothing; the text waits for the next time."""
        self._reading.stop()
        self._pastes.keep(self.area.whole)
        self.dismiss(None)


def _asks_for_the_month(fates: PasteSelection) -> bool:
    """Whether a line is left out because its day can be read in two ways."""
    return any(line.remark == WHICH_MONTH for line in fates.paste.lines)
