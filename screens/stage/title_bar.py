"""Title bar and banner, the lines above every stage: title, status, save state and warnings."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from facilitator.guide.depth import depth_of
from facilitator.guide.publication import status_label
from facilitator.model.postmortem import Postmortem
from facilitator.session.session import SaveState, Session
from screens.base.text import cut, plain
from screens.widgets.text import LiveText

_MIN_TITLE_CELLS = 8
"""Cells the title keeps at least; the facts are cut before it."""


def save_state_text(state: SaveState) -> str:
    """Return the state of saving, with the time of the last save in UTC."""
    if state.kind == "saved" and state.at is not None:
        return f"saved {state.at:%H:%M:%S}Z"
    return "saving" if state.kind == "saving" else "! not saved"


def facts_text(document: Postmortem) -> str:
    """Return severity, depth and status."""
    severity = str(document.scope.severity.value) if document.scope.severity else "SEV?"
    return f"{severity} {depth_of(document).value} · {status_label(document)}"


class TitleBar(Widget):
    """Title on the left; facts, timer and save state on the right. A long title is cut."""

    def __init__(self) -> None:
        super().__init__()
        self._title = self._facts = self._save_state = self._clock = ""
        self._clock_style = "$quiet"
        self._is_unsaved = False

    def show(self, session: Session) -> None:
        """Show this session's document and save state."""
        document = session.document
        self._title = document.scope.title or "Untitled postmortem"
        self._facts = facts_text(document)
        self._save_state = "read only" if session.read_only else save_state_text(session.state)
        self._is_unsaved = session.state.kind == "not saved"
        self.tooltip = plain(self._title)
        self.refresh()

    def show_clock(self, words: str, style: str) -> None:
        """Show the stage timer; only this line is repainted every second."""
        if (words, style) != (self._clock, self._clock_style):
            self._clock, self._clock_style = words, style
            self.refresh()

    def render(self) -> Content:
        """Draw the line at the present width."""
        clock = f"{self._clock}  " if self._clock else ""
        room = self.size.width - cell_len(f"{clock}{self._save_state}") - 4
        title = cut(self._title, max(_MIN_TITLE_CELLS, room - cell_len(self._facts)))
        facts = cut(self._facts, room - cell_len(title))
        gap = " " * (2 + room - cell_len(title) - cell_len(facts))
        save_state_style = "bold $error" if self._is_unsaved else "$quiet"
        return (
            plain(title, "bold")
            + plain(gap)
            + plain(f"{facts}  ", "$foreground")
            + plain(clock, self._clock_style)
            + plain(self._save_state, save_state_style)
        )


def banner_text(session: Session) -> str:
    """Return the warnings about the open postmortem, worst first; empty where all is well."""
    sentences = []
    if session.state.kind == "not saved":
        sentences.append(f"{session.state.reason} F12 saves it elsewhere.")
    if session.conflicts:
        count = len(session.conflicts)
        places = "1 place was" if count == 1 else f"{count} places were"
        sentences.append(f"{places} changed here and in another window: F6 shows both.")
    if session.read_only:
        sentences.append(session.read_only)
    if session.notice:
        sentences.append(f"{session.notice} F6 hides this.")
    return " ".join(sentences)


class Banner(LiveText):
    """The warnings about the open postmortem; hidden while there are none."""

    def show(self, session: Session) -> None:
        """Show the warnings of a session."""
        words = banner_text(session)
        self.set_text(plain(f"! {words}" if words else ""))
        self.display = bool(words)
