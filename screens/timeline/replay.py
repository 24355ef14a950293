"""r: the incident told again, an event at a time; what came later stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Footer, Static

from facilitator.analysis.durations import minutes_between
from facilitator.analysis.phases import phase_at, phases
from facilitator.importers.event_line import event_in_words
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock, day_and_clock
from screens.base.modal import Dialog
from screens.base.text import plain
from screens.timeline.events_table import since_start
from screens.timeline.form import KNOWN_THEN
from screens.widgets.form_field import Field
from screens.widgets.phase_bar import PHASE_PATTERNS

_ASK = "What was known now? What did it look like from there?"


_OF_THE_STORY = frozenset({"step", "first", "note", "leave"})
"""What keys do while the note has not the focus."""

_PATTERN_CELLS = 12


def phase_words(timeline: Timeline, event: Event) -> str:
    """Name the phase an event falls in, after a stretch of its pattern; empty outside of all."""
    name = phase_at(phases(timeline), event.at)
    return f"{PHASE_PATTERNS[name] * _PATTERN_CELLS} {name}" if name else ""


def now_words(timeline: Timeline, event: Event) -> str:
    """Say the day of an event and the time since the start, in one line."""
    started = timeline.milestone(Milestone.STARTED)
    words = [event.at.date().isoformat()]
    if started is not None:
        words.append(f"{since_start(minutes_between(started.at, event.at))} since the start")
    return "   ".join(words)


class Replay(Dialog[None]):
    """The clock and the phase large, the event in full, and above it only what came before.

    `timeline` returns it as it stands; `note` keeps what was known at an event, and returns what is
    wrong with it.
    """

    CSS_PATH = "replay.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("right,space,enter,down", "step(1)", "Next", key_display="→", id="replay.next"),
        Binding("left,up,backspace", "step(-1)", "Back", key_display="←", id="replay.back"),
        Binding("home", "first", "From the start", id="replay.first"),
        Binding("n", "note", "Note what we knew", id="replay.note"),
        Binding("escape", "leave", "Close", key_display="Esc", id="replay.close"),
        Binding("escape", "story", "Back to the story", key_display="Esc", id="replay.story"),
        Binding("r,q", "leave", "Close", False, id="replay.quit"),
    ]

    def __init__(
        self,
        timeline: Callable[[], Timeline],
        begin_at: str,
        note: Callable[[str, str], str],
    ) -> None:
        super().__init__()
        self._timeline = timeline
        self._note = note
        self._at = begin_at
        self._before = Static(id="replay-before")
        self._clock = Digits(id="replay-clock")
        self._now = Static(id="replay-now")
        self._event = Static(id="replay-event")
        self._known = Field(KNOWN_THEN)

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
            yield self._known
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the event to begin with; the keys step until somebody notes something."""
        self._show()

    def _show(self) -> None:
        timeline = self._timeline()
        number = self._number(timeline.events)
        if number is None:
            return
        event = timeline.events[number]
        past = "\n".join(f"{day_and_clock(e.at)}  {e.text}" for e in timeline.events[:number])
        self._before.update(plain(past or "Nothing had happened yet.", "$quiet"))
        self._clock.update(clock(event.at))
        count = f"{number + 1} of {len(timeline.events)}"
        phase = plain(phase_words(timeline, event), "bold $accent")
        beside = plain(f"UTC   {count}\n{now_words(timeline, event)}\n")
        self._now.update(Content.assemble(beside, phase))
        self._event.update(plain(event_in_words(event).split("  ", 1)[1].strip(), "bold"))
        self._known.set_text(event.known_then)
        self._known.accept(event.known_then)
        self.query_one("#replay-story", VerticalScroll).scroll_end(animate=False)

    def _number(self, events: Sequence[Event]) -> int | None:
        """Return where the event shown stands; the last one where another window deleted it."""
        ids = [event.id for event in events]
        if not ids:
            return None
        return ids.index(self._at) if self._at in ids else len(ids) - 1

    def action_step(self, by: int) -> None:
        """Go to the next event, or the one before."""
        self._keep_note()
        events = self._timeline().events
        number = self._number(events)
        if number is not None:
            self._at = events[min(max(number + by, 0), len(events) - 1)].id
        self._show()

    def action_first(self) -> None:
        """Begin again."""
        self._keep_note()
        self._at = next((event.id for event in self._timeline().events), "")
        self._show()

    def action_note(self) -> None:
        """Write down what was known at this minute; Esc goes back to the story."""
        self.set_focus(self._known.editor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the story out of the footer while the note has them, and let it."""
        if action in _OF_THE_STORY:
            return not self._known.has_focus_within
        return action != "story" or self._known.has_focus_within

    def action_story(self) -> None:
        """Leave the note, which is kept, for the story."""
        self._keep_note()
        self.set_focus(None)

    def action_leave(self) -> None:
        """Close the story."""
        self._keep_note()
        self.dismiss(None)

    @on(Field.Committed)
    def _rested(self, event: Field.Committed) -> None:
        event.stop()
        self._keep_note()

    def _keep_note(self) -> None:
        """Keep what was typed, before another event is shown."""
        if not self._known.is_dirty:
            return
        text = self._known.text
        problem = self._note(self._at, text)
        if problem:
            self._known.show_problem(problem)
        else:
            self._known.accept(text)
