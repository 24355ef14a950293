"""The action items as a table: one row each, repainted by id."""

from __future__ import annotations

from datetime import date

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.theme import Theme
from textual.widgets import DataTable

from facilitator.model.actions import Action, ActionStatus
from facilitator.model.causes import Causes
from screens.safe import cell

MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "✓",
    ActionStatus.WONT_DO: "-",
}
"""One cell for each status; the line beneath the table says it in words."""

_ROOMY = 100
_HEADS = ("", "Action", "Type", "Pri", "Owner", "Due", "Ticket", "For")
_NARROW = (2, 0, 8, 4, 10, 13, 10, 6)
_WIDE = (2, 0, 9, 5, 20, 14, 14, 12)
"""Cells of each column with the gap after it; 0 takes the room that is left."""


def row_texts(action: Action, labels: dict[str, str], today: date) -> tuple[str, ...]:
    """Return the cells of an action's row; a due day that has passed unmet ends in `!`."""
    overdue = action.is_open and action.due is not None and action.due < today
    return (
        MARKS[action.status],
        action.title,
        action.type.value if action.type else "",
        action.priority.value if action.priority else "",
        action.owner,
        f"{action.due}{' !' if overdue else ''}" if action.due else "",
        action.ticket,
        " ".join(labels[cause] for cause in action.addresses if cause in labels),
    )


class ActionTable(DataTable[Text]):
    """Actions in the order they were written down; the cursor stays on its action."""

    BINDINGS = [
        Binding("a", "screen.add", "Add", id="action.add"),
        Binding("e,enter", "screen.edit_line", "Edit", id="action.edit"),
        Binding("s", "screen.ask('status')", "Status", id="action.status"),
        Binding("f,E", "screen.ask('all')", "Edit in full", show=False, id="action.form"),
        Binding("t", "screen.ask('type')", "Type", show=False, id="action.type"),
        Binding("o", "screen.ask('owner')", "Owner", show=False, id="action.owner"),
        Binding("w,D", "screen.ask('due')", "Due", show=False, id="action.due"),
        Binding("d,delete", "screen.delete_action", "Delete", show=False, id="action.delete"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, cursor_type="row", cell_padding=0)
        self._actions: tuple[Action, ...] = ()
        self._labels: dict[str, str] = {}
        self._today = date.min
        self._widths: tuple[int, ...] = ()
        self._quiet = ""

    def on_mount(self) -> None:
        """Follow the theme."""
        self._take_theme()
        self.app.theme_changed_signal.subscribe(self, self._take_theme)

    def _take_theme(self, _: Theme | None = None) -> None:
        """Take the theme's quiet colour; unlike dimming it gives way to the cursor's."""
        self._quiet = self.app.theme_variables.get("quiet", "")
        if self._widths:
            self._fill()

    @property
    def selected(self) -> str | None:
        """The id of the action under the cursor, if there is one."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def show(self, actions: tuple[Action, ...], causes: Causes, today: date) -> None:
        """Repaint what changed. `today` is a day in UTC."""
        before = {a.id: row_texts(a, self._labels, self._today) for a in self._actions}
        self._actions, self._labels, self._today = actions, causes.labels(), today
        if not self._widths:
            return
        after = {a.id: self._texts(a) for a in actions}
        for gone in before.keys() - after.keys():
            self.remove_row(gone)
        stayed = [action_id for action_id in before if action_id in after]
        if list(after)[: len(stayed)] != stayed:
            self._fill()
            return
        for action in actions:
            if action.id not in before:
                self.add_row(*self._cells(action), key=action.id)
            elif before[action.id] != after[action.id]:
                for column, text in enumerate(self._cells(action)):
                    self.update_cell(action.id, str(column), text)

    def select(self, action_id: str) -> None:
        """Put the cursor on an action, once its row is laid out."""

        def move() -> None:
            if any(action.id == action_id for action in self._actions):
                self.move_cursor(row=self.get_row_index(action_id))

        self.call_after_refresh(move)

    async def on_click(self, event: events.Click) -> None:
        """Edit the action that is clicked twice; one click selects it."""
        if event.chain == 2:
            await self.run_action("screen.edit_line")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the columns out for the width there is; the title takes what is left."""
        widths = _WIDE if event.size.width >= _ROOMY else _NARROW
        rest = max(12, self.scrollable_content_region.width - sum(widths))
        fresh = tuple(width or rest for width in widths)
        if fresh != self._widths:
            self._widths = fresh
            self._fill()

    def _fill(self) -> None:
        at, row = self.selected, self.cursor_row
        self.clear(columns=True)
        for index, (head, width) in enumerate(zip(_HEADS, self._widths, strict=True)):
            self.add_column(cell(head), key=str(index), width=width)
        for action in self._actions:
            self.add_row(*self._cells(action), key=action.id)
        ids = [action.id for action in self._actions]
        self.move_cursor(row=ids.index(at) if at in ids else row)

    def _texts(self, action: Action) -> tuple[str, ...]:
        return row_texts(action, self._labels, self._today)

    def _cells(self, action: Action) -> list[Text]:
        found: list[Text] = []
        for text, width in zip(self._texts(action), self._widths, strict=True):
            shown = cell(text, "" if action.is_open else self._quiet)
            shown.truncate(width - 1, overflow="ellipsis")
            found.append(shown)
        return found
