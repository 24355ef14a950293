"""Read-back: each chain of causes, from leaf to problem, joined by "therefore" step by step.

Reading five whys back in the other direction shows the links that do not hold.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from facilitator.model.causes import Causes
from screens.base.modal import Dialog
from screens.base.text import plain


def chains_through(causes: Causes, cause_id: str | None) -> tuple[tuple[str, ...], ...]:
    """Return the texts of each chain, from a leaf up to the problem.

    With a cause only the chains through it, for None all chains.
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


class ReadBack(Dialog[bool]):
    """Shows chain after chain, link by link; dismissed with True if they hold."""

    CSS_PATH = "read_back.tcss"
    BINDINGS = [
        Binding("right,space,enter,down", "step(1)", "Next", key_display="→", id="read_back.next"),
        Binding("left,up,backspace", "step(-1)", "Back", key_display="←", id="read_back.back"),
        Binding("t", "answer(True)", "It holds: tick it", id="read_back.holds"),
        Binding("escape,R,q", "answer(False)", "Close", key_display="Esc", id="read_back.close"),
    ]

    def __init__(self, chains: tuple[tuple[str, ...], ...]) -> None:
        super().__init__()
        self._chains = chains
        self._steps = [
            (chain, links)
            for chain, texts in enumerate(chains)
            for links in range(1, len(texts) + 1)
        ]
        self._at = 0
        self._heading = Static(classes="heading")
        self._chain = Static(classes="chain")

    def compose(self) -> ComposeResult:
        """Compose the question above the chain."""
        with Vertical(id="read-back"):
            yield self._heading
            with VerticalScroll(can_focus=False):
                yield self._chain
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the leaf of the first chain."""
        self._show()

    def _show(self) -> None:
        """Show the chain up to the current link, which is bold."""
        chain, links = self._steps[self._at]
        which = f"   chain {chain + 1} of {len(self._chains)}" if len(self._chains) > 1 else ""
        is_last = self._at == len(self._steps) - 1
        ask = "Does it hold? t ticks it." if is_last else "Read aloud. Does every therefore hold?"
        self._heading.update(plain(f"{ask}{which}"))
        words = Content("")
        for n, link in enumerate(self._chains[chain][:links]):
            if n:
                words += plain("\n") + plain("therefore  ", "bold $accent")
            words += plain(link, "bold" if n == links - 1 else "")
        self._chain.update(words)

    def action_step(self, by: int) -> None:
        """Go to the next link or the one before."""
        self._at = min(max(self._at + by, 0), len(self._steps) - 1)
        self._show()

    def action_answer(self, holds: bool) -> None:
        """Close; `holds` is whether the chains hold."""
        self.dismiss(holds)
