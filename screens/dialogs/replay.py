"""r: the incident told again, an event at a time; what came later stays hidden."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Digits, Footer, Static

from facilitator.clock import clock, day_and_clock
from facilitator.imports.event_line import event_in_words
from facilitator.metrics import minutes_between
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.phases import phase_at
from screens.safe import plain
from screens.widgets.event_cells import since_start
from screens.widgets.phase_bar import PATTERNS

_ASK = "What was known now? What did it look like from there?"


def now_words(timeline: Timeline, event: Event) -> str:
    """Say the day, the phase and the time since the start of an event, in one line."""
    started = timeline.milestone(Milestone.STARTED)
    words = [event.at.date().isoformat()]
    if name := phase_at(timeline, event.at):
        words.append(f"{PATTERNS[name]} {name}")
    if started is not None:
        words.append(f"{since_start(minutes_between(started.at, event.at))} since the start")
    return "   ".join(words)


class Replay(ModalScreen[None]):
    """The clock and the phase large, the event in full, and above it only what came before."""

    CSS_PATH = "replay.tcss"
    BINDINGS = [
        Binding("right,space,enter,down", "step(1)", "Next", key_display="→", id="replay.next"),
        Binding("left,up,backspace", "step(-1)", "Back", key_display="←", id="replay.back"),
        Binding("home", "first", "From the start", id="replay.first"),
        Binding("escape,r,q", "dismiss", "Close", key_display="Esc", id="replay.close"),
    ]

    def __init__(self, timeline: Timeline, begin_at: str) -> None:
        super().__init__()
        self._timeline = timeline
        ids = [event.id for event in timeline.events]
        self._at = ids.index(begin_at) if begin_at in ids else 0
        self._before = Static(id="replay-before")
        self._clock = Digits(id="replay-clock")
        self._now = Static(id="replay-now")
        self._event = Static(id="replay-event")

    def compose(self) -> ComposeResult:
        """Lay what came before above the clock, and the event beneath it."""
        with Vertical(id="replay"):
            with VerticalScroll(id="replay-story", can_focus=False):
                yield self._before
            with Horizontal(id="replay-head"):
                yield self._clock
                yield self._now
            yield self._event
            yield Static(plain(_ASK, "$quiet"), id="replay-ask")
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the event to begin with."""
        self._show()

    def _show(self) -> None:
        events = self._timeline.events
        event = events[self._at]
        past = "\n".join(f"{day_and_clock(e.at)}  {e.text}" for e in events[: self._at])
        self._before.update(plain(past or "Nothing had happened yet.", "$quiet"))
        self._clock.update(clock(event.at))
        count = f"{self._at + 1} of {len(events)}"
        self._now.update(plain(f"UTC   {count}\n{now_words(self._timeline, event)}"))
        self._event.update(plain(event_in_words(event).split("  ", 1)[1].strip(), "bold"))
        self.query_one("#replay-story", VerticalScroll).scroll_end(animate=False)

    def action_step(self, by: int) -> None:
        """Go to the next event, or the one before."""
        self._at = min(max(self._at + by, 0), len(self._timeline.events) - 1)
        self._show()

    def action_first(self) -> None:
        """Begin again."""
        self._at = 0
        self._show()
