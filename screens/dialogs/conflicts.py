"""F6: conflicts, places changed in this and another window, to be resolved one by one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Static

from facilitator.model.base import error_sentence
from facilitator.session.conflicts import Side, conflict_location, describe_side
from facilitator.session.merge import Conflict
from facilitator.session.session import Session
from facilitator.session.store import StoreError
from screens.base.modal import Dialog
from screens.base.text import plain

_GONE = "its place is gone: k keeps the postmortem as it stands"


class ConflictsDialog(Dialog[None]):
    """Shows one conflict at a time: the value before, mine, and the other window's."""

    CSS_PATH = "conflicts.tcss"
    BINDINGS = [
        Binding("m", "resolve('mine')", "Take mine", id="clashes.mine"),
        Binding("t", "resolve('theirs')", "Take theirs", id="clashes.theirs"),
        Binding("k", "keep", "Keep what stands", id="clashes.keep"),
        Binding("left", "turn(-1)", "Previous", show=False, id="clashes.previous"),
        Binding("right", "turn(1)", "Next", id="clashes.next"),
        Binding("escape", "dismiss", "Decide later", id="clashes.close"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._at = 0
        self._head = Static(classes="heading")
        self._place = Static(id="clash-place")
        self._sides = {name: Static(classes="side") for name in ("before", "mine", "theirs")}
        self._problem = Static(classes="sheet-problem")

    def compose(self) -> ComposeResult:
        """Compose the three values, each below its name."""
        with Vertical(id="clashes"):
            yield self._head
            yield self._place
            with VerticalScroll():
                for name, says in (
                    ("before", "Before"),
                    ("mine", "Mine, in this window (m)"),
                    ("theirs", "Theirs, in the other window (t)"),
                ):
                    yield Static(plain(says), classes="whose")
                    yield self._sides[name]
            yield self._problem
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the first conflict."""
        self.query_one(VerticalScroll).focus()
        self._show()

    @property
    def _conflict(self) -> Conflict:
        return self._session.conflicts[self._at]

    def _show(self) -> None:
        count = len(self._session.conflicts)
        if not count:
            self.dismiss(None)
            return
        self._at %= count
        conflict, document = self._conflict, self._session.document
        self._head.update(plain(f"Changed in two windows   {self._at + 1} of {count}"))
        self._place.update(plain(conflict_location(conflict, document)))
        values = {"before": conflict.base, "mine": conflict.mine, "theirs": conflict.theirs}
        for name, value in values.items():
            self._sides[name].update(plain(describe_side(conflict, value, document)))
        self._problem.update("")

    def action_resolve(self, side: Side) -> None:
        """Resolve the conflict with the value of one side, and show the next."""
        try:
            self._session.resolve(self._conflict, side)
        except LookupError:
            self._problem.update(plain(f"! {_GONE}"))
        except (ValueError, StoreError) as error:
            self._problem.update(plain(f"! {error_sentence(error)}"))
        else:
            self._show()

    def action_keep(self) -> None:
        """Resolve the conflict by keeping the present value, and show the next."""
        self._session.dismiss_conflict(self._conflict)
        self._show()

    def action_turn(self, by: int) -> None:
        """Show the previous (-1) or next (1) conflict."""
        self._at += by
        self._show()
