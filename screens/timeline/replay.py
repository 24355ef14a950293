"""Replay of the incident one event at a time, with later events hidden.

It shows what people could know at each minute, against hindsight bias.
"""

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
from screens.widgets.phase_layout import PHASE_PATTERNS

_ASK = "What was known now? What did it look like from there?"


_STORY_ACTIONS = frozenset({"step", "first", "note", "leave"})
"""Actions of keys that are letters or arrows, off while the note is focused."""

_PATTERN_CELLS = 12


def phase_text(timeline: Timeline, event: Event) -> str:
    """Return the phase of an event behind a sample of its pattern; empty outside of all phases."""
    name = phase_at(phases(timeline), event.at)
    return f"{PHASE_PATTERNS[name] * _PATTERN_CELLS} {name}" if name else ""


def date_text(timeline: Timeline, event: Event) -> str:
    """Return the UTC date of an event and the time since the start."""
    started = timeline.milestone(Milestone.STARTED)
    words = [event.at.date().isoformat()]
    if started is not None:
        words.append(f"{since_start(minutes_between(started.at, event.at))} since the start")
    return "   ".join(words)


class Replay(Dialog[None]):
    """Shows the clock, the phase and the event, and above them only earlier events.

    `timeline` returns the current timeline. `note` stores what was known at an event, by id and
    text, and returns why it was refused, or an empty string.
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
        """Compose the earlier events above the clock, and the event below it."""
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
        """Show the first event."""
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
        phase = plain(phase_text(timeline, event), "bold $accent")
        beside = plain(f"UTC   {count}\n{date_text(timeline, event)}\n")
        self._now.update(Content.assemble(beside, phase))
        self._event.update(plain(event_in_words(event).split("  ", 1)[1].strip(), "bold"))
        self._known.set_text(event.known_then)
        self._known.accept(event.known_then)
        self.query_one("#replay-story", VerticalScroll).scroll_end(animate=False)

    def _number(self, events: Sequence[Event]) -> int | None:
        """Return the index of the event shown; the last one if another window deleted it."""
        ids = [event.id for event in events]
        if not ids:
            return None
        return ids.index(self._at) if self._at in ids else len(ids) - 1

    def action_step(self, by: int) -> None:
        """Go to the next event, or the one before."""
        self._save_note()
        events = self._timeline().events
        number = self._number(events)
        if number is not None:
            self._at = events[min(max(number + by, 0), len(events) - 1)].id
        self._show()

    def action_first(self) -> None:
        """Go to the first event."""
        self._save_note()
        self._at = next((event.id for event in self._timeline().events), "")
        self._show()

    def action_note(self) -> None:
        """Focus the note on what was known at this minute."""
        self.set_focus(self._known.editor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the key of the note while the note is focused, and else those of the replay."""
        if action in _STORY_ACTIONS:
            return not self._known.has_focus_within
        return action != "story" or self._known.has_focus_within

    def action_story(self) -> None:
        """Save the note and go back to the replay."""
        self._save_note()
        self.set_focus(None)

    def action_leave(self) -> None:
        """Save the note and close."""
        self._save_note()
        self.dismiss(None)

    @on(Field.Committed)
    def _note_committed(self, event: Field.Committed) -> None:
        event.stop()
        self._save_note()

    def _save_note(self) -> None:
        """Save the note of the event shown, if it changed."""
        if not self._known.is_dirty:
            return
        text = self._known.text
        problem = self._note(self._at, text)
        if problem:
            self._known.show_problem(problem)
        else:
            self._known.accept(text)
