"""The line above a stage that says what nobody may overlook, and which key answers it."""

from __future__ import annotations

from facilitator.session.session import Session
from screens.base.text import plain
from screens.widgets.text import Words


def banner_words(session: Session) -> str:
    """Say what is wrong with the open postmortem, the worst first; empty where all is well."""
    said = []
    if session.state.kind == "not saved":
        said.append(f"{session.state.why} F12 saves it elsewhere.")
    if session.clashes:
        count = len(session.clashes)
        places = "1 place was" if count == 1 else f"{count} places were"
        said.append(f"{places} changed here and in another window: F6 shows both.")
    if session.read_only:
        said.append(session.read_only)
    if session.notice:
        said.append(f"{session.notice} F6 hides this.")
    return " ".join(said)


class Banner(Words):
    """Shown while there is something to say."""

    def show(self, session: Session) -> None:
        """Say what this session has to say."""
        words = banner_words(session)
        self.say(plain(f"! {words}" if words else ""))
        self.display = bool(words)
