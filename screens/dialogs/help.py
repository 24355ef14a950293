"""F1: every key of the screen, from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from screens.safe import plain

KeyLines = tuple[tuple[str, str], ...]


def keys_of(screen: Screen[object]) -> KeyLines:
    """Return each key that works on this screen and what it does, whatever has the focus.

    What only this screen has comes first, then its lists and fields, then what every stage has. A
    binding that has more room here than in the footer says it in its tooltip.
    """
    own = vars(type(screen)).get("BINDINGS", ())
    names = {binding.id for binding in own if isinstance(binding, Binding)}
    its_own = [binding for binding in _told_by(screen) if binding.id in names]
    shared = [binding for binding in _told_by(screen) if binding.id not in names]
    within = [binding for widget in screen.query("*") for binding in _told_by(widget)]
    found: dict[str, list[str]] = {}
    for binding in (*its_own, *within, *shared, *_told_by(screen.app)):
        shown = screen.app.get_key_display(binding) or binding.key
        keys = found.setdefault(binding.tooltip or binding.description, [])
        if shown not in keys:
            keys.append(shown)
    return tuple((" ".join(keys), description) for description, keys in found.items())


def _told_by(source: DOMNode) -> Iterator[Binding]:
    """Yield the bindings of a screen, a widget or the application that are meant to be told."""
    for bindings in source._bindings.key_to_bindings.values():
        yield from (each for each in bindings if each.description and each.id)


class Help(ModalScreen[None]):
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
