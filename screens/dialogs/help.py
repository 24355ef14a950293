"""F1: every key of the screen, from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from screens.base.modal import Dialog
from screens.base.text import plain
from screens.base.textual_workarounds import own_bindings

_IN_FULL = {
    "followup.move": "Move reviews",
    "guide.open": "The guide; Tab: its findings",
    "guide.tick": "In the guide: go there, or tick",
    "guide.waive": "In the guide: waive, with a reason",
    "guide.leave": "In the guide: back to where you were",
    "finding.go": "In the findings: go there",
    "finding.take": "In the findings: put other words in",
    "finding.let-stand": "In the findings: let it stand",
    "lens.rewrite": "Words underlined: put others in",
    "lens.stand": "Words underlined: let them stand",
    "timer": "Timer: start, pause; ^p counts anew",
}
"""What keys do, by their ids, where the footer has no room to say in which place they do it."""

KeyLines = tuple[tuple[str, str], ...]


def key_lines(screen: Screen[object]) -> KeyLines:
    """Return each key that works on this screen and what it does, whatever has the focus.

    What only this screen has comes first, then its lists and fields, then what every stage has.
    """
    own = vars(type(screen)).get("BINDINGS", ())
    names = {binding.id for binding in own if isinstance(binding, Binding)}
    its_own = [binding for binding in _told_by(screen) if binding.id in names]
    shared = [binding for binding in _told_by(screen) if binding.id not in names]
    within = [binding for widget in screen.query("*") for binding in _told_by(widget)]
    found: dict[str, list[str]] = {}
    for binding in (*its_own, *within, *shared, *_told_by(screen.app)):
        shown = screen.app.get_key_display(binding) or binding.key
        says = _IN_FULL.get(binding.id or "", binding.description)
        keys = found.setdefault(says, [])
        if shown not in keys:
            keys.append(shown)
    return tuple((" ".join(keys), description) for description, keys in found.items())


def _told_by(source: DOMNode) -> Iterator[Binding]:
    """Return the bindings of a screen, a widget or the application that help lists."""
    return (each for each in own_bindings(source) if each.description and each.id)


class HelpDialog(Dialog[None]):
    """The keys in two columns."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        Binding("escape,f1,q,enter", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, keys: KeyLines) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay the keys out."""
        with Vertical(id="help"):
            yield Static(plain("Keys on this screen   Esc closes"), classes="heading")
            with VerticalScroll():
                for key, description in self._keys:
                    yield Static(
                        plain(f"{key:>18}  ", "bold $accent") + plain(description), classes="key"
                    )
