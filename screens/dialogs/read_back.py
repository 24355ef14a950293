"""A chain of causes read aloud, leaf to problem, joined by "therefore"."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from facilitator.model.causes import Causes
from screens.safe import plain


def chains_through(causes: Causes, cause_id: str | None) -> tuple[tuple[str, ...], ...]:
    """Return what is said of each chain from a leaf up to the problem.

    Only the chains through this cause; every chain of the tree where it is None.
    """
    within = {c.id for c in (causes.branch(cause_id) if cause_id else causes.causes)}
    in_order = [cause for _, cause in causes.in_tree_order()]
    leaves = {leaf.id for leaf in causes.leaves()} & within
    problem = " ".join(causes.problem.split()) or "(the problem is not written down yet)"
    return tuple(
        (*(above.text for above in causes.chain(leaf.id)), problem)
        for leaf in in_order
        if leaf.id in leaves
    )


class ReadBack(ModalScreen[bool]):
    """Shows the chains; dismissed with whether the room says that they hold."""

    CSS_PATH = "read_back.tcss"
    BINDINGS = [
        Binding("t", "answer(True)", "It holds: tick it", id="read_back.holds"),
        Binding("escape,enter,R", "answer(False)", "Close", id="read_back.close"),
    ]

    def __init__(self, chains: tuple[tuple[str, ...], ...]) -> None:
        super().__init__()
        self._chains = chains

    def compose(self) -> ComposeResult:
        """Lay the chains one beneath the other, each link on a line of its own."""
        with Vertical(id="read-back"):
            yield Static(plain("Read aloud. Does every therefore hold?"), classes="heading")
            with VerticalScroll():
                for chain in self._chains:
                    words = plain(chain[0])
                    for link in chain[1:]:
                        words += plain("\n") + plain("therefore  ", "bold $accent") + plain(link)
                    yield Static(words, classes="chain")
            yield Footer(show_command_palette=False, compact=True)

    def action_answer(self, holds: bool) -> None:
        """Close, with whether it holds."""
        self.dismiss(holds)
