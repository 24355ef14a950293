"""Many lines at once: what was pasted, and what each of its lines becomes, before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Footer, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from facilitator.imports.errors import CannotRead
from facilitator.imports.event_line import event_in_words
from facilitator.imports.pasted import Outcome, Pasted, PastedLine
from facilitator.model.timeline import Event
from screens.safe import plain

MARKS = {
    Outcome.UNDERSTOOD: "✓",
    Outcome.MENDED: "~",
    Outcome.KEPT: "+",
    Outcome.HEADING: "#",
    Outcome.DROPPED: "-",
}
"""One cell for what became of a line; the word beside it says the same."""

_WORDS = {Outcome.KEPT: "joined"}
_REST_SECONDS = 0.3
_PREVIEWED = 1000
"""So many lines are shown one by one; the tally counts them all."""


def line_words(line: PastedLine) -> str:
    """Say what became of one line: mark, word, what it means or said, and why."""
    word = _WORDS.get(line.outcome, line.outcome.value)
    meaning = event_in_words(line.event) if line.event is not None else line.raw.strip()
    remark = f"  ({line.remark})" if line.remark else ""
    return f"{MARKS[line.outcome]} {word:<10} {meaning}{remark}"


def tally(pasted: Pasted) -> str:
    """Say how many events would be taken, and how many lines would not."""
    count = len(pasted.events)
    dropped = sum(line.outcome is Outcome.DROPPED for line in pasted.lines)
    mended = sum(line.outcome is Outcome.MENDED for line in pasted.lines)
    said = [f"{count} event{'' if count == 1 else 's'}"]
    said += [f"{mended} mended"] if mended else []
    said += [f"{dropped} line{'' if dropped == 1 else 's'} dropped"] if dropped else []
    return " · ".join(said)


class PasteSheet(ModalScreen[tuple[Event, ...] | None]):
    """Dismissed with the events to take, or with None; `keep` is handed text that was not taken.

    `reads` makes events of the text, and raises CannotRead; `day` is the UTC day it begins on.
    """

    CSS_PATH = "paste.tcss"
    BINDINGS = [
        Binding("ctrl+s", "take", "Take them all", id="paste.take", priority=True),
        Binding("escape", "leave", "Close, keeping the text", id="paste.close", priority=True),
    ]

    def __init__(
        self, reads: Callable[[str], Pasted], day: date, text: str, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._reads = reads
        self._day = day
        self._keep = keep
        self._begins_in_preview = bool(text.strip())
        self._pasted: Pasted | None = None
        self._rest: Timer | None = None
        self.area = TextArea(
            text,
            compact=True,
            tab_behavior="focus",
            soft_wrap=False,
            placeholder="Paste lines that begin with a time: a chat, a log, a table.",
            id="pasted",
        )
        self.preview = OptionList(markup=False, compact=True, id="preview")
        self._tally = Static(id="tally")

    def compose(self) -> ComposeResult:
        """Lay the text above what it becomes."""
        with Vertical(id="paste"):
            yield Static(
                plain(f"Paste a timeline · a bare time is UTC, from {self._day.isoformat()} on"),
                classes="heading",
            )
            yield self.area
            yield self._tally
            yield self.preview
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read what came in; with lines to look at, Enter takes them."""
        self._read()
        (self.preview if self._begins_in_preview else self.area).focus()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST_SECONDS, self._read)

    def _read(self) -> None:
        """Show what each line becomes."""
        self.preview.clear_options()
        self._pasted = None
        if not self.area.text.strip():
            self._say("Nothing pasted yet.")
            return
        try:
            pasted = self._reads(self.area.text)
        except CannotRead as error:
            self._say(f"! {error}", warn=True)
            return
        self._pasted = pasted
        self.preview.add_options(
            Option(plain(line_words(line), _style(line))) for line in pasted.lines[:_PREVIEWED]
        )
        more = len(pasted.lines) - _PREVIEWED
        if more > 0:
            self.preview.add_option(Option(plain(f"… and {more} more lines, read the same way")))
        self.preview.highlighted = 0 if pasted.lines else None
        self._say(f"{tally(pasted)} · Enter on the list or ctrl+s takes them, u takes them back")

    def _say(self, words: str, warn: bool = False) -> None:
        self._tally.update(plain(words, "$warning" if warn else "$accent"))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take every event, as one step that can be undone."""
        self._read()
        if self._pasted is not None and self._pasted.events:
            self._keep("")
            self.dismiss(self._pasted.events)
        elif self._pasted is not None:
            self._say("! No line here becomes an event yet.", warn=True)

    def action_leave(self) -> None:
        """Take nothing; the text waits for the next time."""
        self._keep(self.area.text)
        self.dismiss(None)


def _style(line: PastedLine) -> str:
    match line.outcome:
        case Outcome.UNDERSTOOD | Outcome.KEPT:
            return ""
        case Outcome.MENDED | Outcome.DROPPED:
            return "$warning"
        case Outcome.HEADING:
            return "$quiet"
