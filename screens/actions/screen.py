"""Stage 5: a table of actions, and the line that adds and edits them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from facilitator.findings.finding import Location
from facilitator.model.actions import Action
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem
from facilitator.model.stage import Stage
from screens.actions.commands import ActionAsking
from screens.actions.coverage import CoverageDialog
from screens.actions.entry import ActionTyping
from screens.actions.form import parse_pasted_actions, with_actions
from screens.actions.view import ActionsView, today
from screens.base.text import plain
from screens.commands.parking_lot import ask_parked, parked_words
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.entry_line import EntryLine
from screens.widgets.table import RowTable
from screens.widgets.text import LiveText

_EXAMPLE = "prevent: CPU guard on the rule engine @owner +14d P1 #OPS-12 ^c2"
_HINT = "what, @owner, due day, P1, #ticket, ^c1, done when: …   Tab completes"


class ActionsScreen(StageScreen):
    """Adds and edits in the entry line; single keys change the action under the cursor."""

    STAGE = Stage.ACTIONS
    CSS_PATH = [STAGE_CSS, "actions.tcss"]
    BINDINGS = [
        Binding("a", "add", "Add", id="action.add"),
        Binding("x", "cover", "Causes and actions", show=False, id="action.cover"),
        Binding("q", "take_up", "Parked fixes", show=False, id="action.parked"),
        Binding("n", "ask('why none')", "Why no actions", show=False, id="action.none"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.typing = typing = ActionTyping(self)
        self._asking = ActionAsking(self)
        self._view = ActionsView(id="actions")
        self.table = self._view.table
        self.entry = EntryLine(
            typing.read,
            _EXAMPLE,
            id="action-entry",
            hint=_HINT,
            completes=typing.complete,
            spans=typing.spans,
            texts=typing.texts,
        )
        self._says = LiveText(id="entry-says")
        self._parked = LiveText(id="parked-fixes")
        self.cursor_on: str | None = None
        """The action the cursor goes to when the document is shown next."""

    def on_mount(self) -> None:
        """Bring back the line that an earlier run left."""
        self.typing.bring_back()

    def compose_stage(self) -> ComposeResult:
        """Lay the table above the entry line."""
        yield self._view
        yield self._parked
        yield self._says
        yield self.entry

    @property
    def selected(self) -> Action | None:
        """The action under the cursor."""
        return self.action(self.table.selected)

    @property
    def chosen(self) -> tuple[Action, ...]:
        """The marked actions, as the table shows them; with none, the one under the cursor."""
        return tuple(filter(None, map(self.action, self.table.chosen)))

    def action(self, action_id: str | None) -> Action | None:
        """Return the action with this id, if there still is one."""
        actions = self.document.actions.actions
        return next((action for action in actions if action.id == action_id), None)

    def focus_first(self) -> None:
        """Begin in the table, where the single keys work."""
        self.table.focus()

    def go_to(self, place: Location) -> bool:
        """Go to an action; to the entry line for what no action says yet."""
        if place.item_id:
            if self.action(place.item_id) is None:
                return False
            self._view.go_to(place.item_id)
            self.table.focus()
        elif place.field == "none_reason":
            self._asking.ask_none_reason()
        else:
            self.action_add()
        return True

    def show_document(self, document: Postmortem) -> None:
        """Show the actions, or why there are none; the cursor stays on its action."""
        cursor_on, self.cursor_on = self.cursor_on, None
        self._view.show(document, self.facilitator.settings.tickets, cursor_on)
        self.typing.follow_document()
        fixes = document.parked(ParkedKind.FIX)
        self._parked.display = bool(fixes)
        if fixes:
            self._parked.set_text(plain(parked_words(fixes, "drafts it")))
        self._show_editing()

    def _show_editing(self) -> None:
        editing = self.typing.edited
        self._says.set_text(plain(f"Editing: {editing.title}" if editing else "Add an action"))
        self._says.set_class(editing is not None, "-editing")

    @on(RowTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self._view.show_detail()

    @on(EntryLine.Entered)
    def _entered(self, event: EntryLine.Entered) -> None:
        self.typing.enter(event.text)
        self._show_editing()

    @on(EntryLine.LinesPasted)
    def _pasted(self, event: EntryLine.LinesPasted) -> None:
        try:
            actions = parse_pasted_actions(event.text, self.document.causes, today())
        except ValueError as error:
            self.entry.show_problem(str(error))
            return
        if self.edit_or_notify(lambda d: with_actions(d, actions), f"Add {len(actions)} actions"):
            self.notify(f"{len(actions)} actions added, u takes them back")

    def unsubmitted_lines(self) -> list[str]:
        """Return what stands in the entry line and was not entered yet."""
        return [self.entry.text] if self.typing.line.has_draft else []

    @on(EntryLine.Typed)
    def _keep_line(self) -> None:
        self.typing.line.save()

    def action_add(self) -> None:
        """Go to the entry line, for a new action."""
        self._begin(None)

    @on(RowTable.RowDoubleClicked)
    def action_edit_line(self) -> None:
        """Load the action under the cursor into the entry line."""
        self._begin(self.selected)

    def _begin(self, action: Action | None) -> None:
        self.typing.begin(action)
        self._show_editing()

    def action_leave_field(self) -> None:
        """Go back to the table; from there, back to all of it with nothing marked.

        A line that was loaded and not changed is put away.
        """
        if self.table.has_focus and not self._view.unmark() and self._view.search_bar.display:
            self.action_end_search()
        self.typing.line.detach_if_unchanged()
        self._show_editing()
        self.focus_first()

    def action_ask(self, what: str) -> None:
        """Ask for one thing of the chosen actions, or for all of the one under the cursor."""
        chosen = self.chosen if what != "all" else tuple(filter(None, [self.selected]))
        if what == "why none":
            self._asking.ask_none_reason()
        elif chosen:
            self._asking.ask(what, chosen)
        elif not self.document.actions.actions:
            self.action_add()

    def action_take_up(self) -> None:
        """Make an action of a parked fix, and go on with it in the line; or let it go."""
        ask_parked(self, ParkedKind.FIX, "Draft", self._draft)

    def _draft(self, fix: ParkedThought) -> None:
        drafted = Action(title=fix.text)
        self.cursor_on = drafted.id
        if self.edit_or_notify(
            lambda document: with_actions(document.without_parked(fix.id), (drafted,)),
            "Draft a parked fix",
        ):
            self.repaint()
            self._begin(drafted)

    def action_delete_action(self) -> None:
        """Delete the action under the cursor, or the marked ones."""
        if self.chosen:
            self._asking.delete(self.chosen)

    def action_mark(self) -> None:
        """Mark the action under the cursor, to change several at once."""
        self._view.mark()

    def action_find(self) -> None:
        """Find actions by their words."""
        self._view.search_bar.open()

    def action_end_search(self) -> None:
        """Show every action again."""
        self._view.search_bar.close()
        self.table.focus()

    def action_other_order(self) -> None:
        """Put the actions in the next order: as written down, by due day, owner, ..."""
        self._view.change_order()

    def action_cover(self) -> None:
        """Show causes against actions, what is missing first."""
        self.app.push_screen(CoverageDialog(self))
