"""F1: the keys of the screen in front, taken from its bindings."""

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

_DESCRIPTIONS = {
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
"""Descriptions by binding id; the footer has no room for ones as clear as these."""

KeyLines = tuple[tuple[str, str], ...]
"""Pairs of the keys, separated by spaces, and what they do."""


def key_lines(screen: Screen[object]) -> KeyLines:
    """Return the keys of a screen and what they do, whichever widget has the focus.

    First those the screen's class defines, then those of its widgets, then inherited ones.
    """
    class_bindings = vars(type(screen)).get("BINDINGS", ())
    names = {binding.id for binding in class_bindings if isinstance(binding, Binding)}
    screen_bindings = [binding for binding in _listed_bindings(screen) if binding.id in names]
    inherited = [binding for binding in _listed_bindings(screen) if binding.id not in names]
    widget_bindings = [
        binding for widget in screen.query("*") for binding in _listed_bindings(widget)
    ]
    found: dict[str, list[str]] = {}
    for binding in (*screen_bindings, *widget_bindings, *inherited, *_listed_bindings(screen.app)):
        shown = screen.app.get_key_display(binding) or binding.key
        text = _DESCRIPTIONS.get(binding.id or "", binding.description)
        keys = found.setdefault(text, [])
        if shown not in keys:
            keys.append(shown)
    return tuple((" ".join(keys), description) for description, keys in found.items())


def _listed_bindings(source: DOMNode) -> Iterator[Binding]:
    """Yield the bindings of a screen, a widget or the application that help lists."""
    return (each for each in own_bindings(source) if each.description and each.id)


class HelpDialog(Dialog[None]):
    """Shows the keys in two columns."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        Binding("escape,f1,q,enter", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, keys: KeyLines) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with Vertical(id="help"):
            yield Static(plain("Keys on this screen   Esc closes"), classes="heading")
            with VerticalScroll():
                for key, description in self._keys:
                    yield Static(
                        plain(f"{key:>18}  ", "bold $accent") + plain(description), classes="key"
                    )
