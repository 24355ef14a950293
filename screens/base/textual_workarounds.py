"""Workarounds for faults of Textual 8.2.

Each says which version it is for and what breaks without it. A test in
`tests/screens/base/test_textual_workarounds.py` shows each fault in Textual itself: when an update
makes that test fail, the workaround can go.

Four more are in modules and classes of their own, and tested with them: `input_queue.py` (keys that
overtake each other), `terminal_input.py` (bytes that are not UTF-8, and escape sequences inside a
paste), and for a closing screen that pops whichever is on top, `Dialog.dismiss` in `modal.py` and
`MinimumSizeApp.pop_screen` in `app.py`.
"""

from __future__ import annotations

from typing import TypeVar

from rich.cells import cell_len
from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.command import CommandList, CommandPalette
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.geometry import Region, Size
from textual.message import Message
from textual.notifications import Notification
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer, TimerCallback
from textual.widget import Widget
from textual.widgets import Input


class CurrentSizeScreen(Screen[ScreenResultType]):
    """A screen that ignores a resize to a size the terminal no longer has.

    Textual 8.2 sends a resize to every visible screen; each lays out the screens below it too, and
    sends them a further resize. If the terminal is resized again in between, as happens on a busy
    machine, the outdated resizes undo the latest one: a dialog stays below the edge of the
    terminal, or two sizes alternate for minutes, during which no key is read.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Skip Textual's handling of an outdated size; the current one follows."""
        if event.size != self.app.size:
            event.prevent_default()


class FocusScrollScreen(Screen[ScreenResultType]):
    """A screen that scrolls to the focused widget once that widget has its place.

    Textual 8.2 scrolls at once. In a view that is shown at the same moment no widget has a place
    yet: a field further down stays out of sight and, on a busy machine, one that would be visible
    is scrolled to the middle.
    """

    _awaiting_layout: Widget | None = None
    """The focused widget, while it has no place yet."""

    def on_mount(self) -> None:
        """Listen to layouts: each may give the focused widget its place."""
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._scroll_to_focus())

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Focus a widget, and scroll to it after the next layout."""
        is_new = widget is not self.focused
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)
        if is_new:
            self._awaiting_layout = widget if scroll_visible else None
            self.call_after_refresh(self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        widget = self._awaiting_layout
        if widget is None:
            return
        try:
            self.find_widget(widget)
        except NoWidget:
            return  # a layout will follow
        self._awaiting_layout = None
        if self.focused is widget and not self.can_view_entire(widget):
            # A widget in part visible may be about to get its height: scroll no more than needed.
            is_hidden = not self.can_view_partial(widget)
            self.scroll_to_widget(widget, center=is_hidden, origin_visible=True)


def without_skip(timer: Timer) -> Timer:
    """Make a timer that was just set fire even if its time has passed; return it.

    Textual 8.2 skips the times a timer missed, so a timer that fires once may never fire. It misses
    its time where other threads or programs hold this thread up for as long as its delay: a few in
    100,000 timers of 0.01 s while a thread is busy.
    """
    # Not too late: a timer starts only once the code that set it awaits something.
    timer._skip = False
    return timer


class ReliableTimerApp(App[None]):
    """An application whose own timers always fire; see `without_skip`.

    Textual 8.2 delivers resizes by a timer, and after one that did not fire it delivers none any
    more: the screens would keep their old size, and a dialog stay below the edge of the terminal.
    """

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Set a timer that fires once, after `delay` seconds, whatever else takes time."""
        return without_skip(super().set_timer(delay, callback, name=name, pause=pause))


def remove_notification(app: App[None], notification: Notification) -> None:
    """Remove a notice from the screen.

    Textual 8.2 has no public method to remove a single notice; they would pile up on the screen.
    """
    app._unnotify(notification, refresh=False)


def shown_notifications(app: App[None]) -> list[Notification]:
    """Return the notices on the screen. Textual 8.2 has no public property for them."""
    return list(app._notifications)


def own_bindings(node: DOMNode) -> list[Binding]:
    """Return the bindings of a widget or screen itself, whether the footer shows them or not.

    Textual 8.2 has a public property only for the active bindings of a whole screen; the help
    dialog lists them by widget, active or not.
    """
    return [each for several in node._bindings.key_to_bindings.values() for each in several]


class ImmediatePalette(CommandPalette):
    """A command palette that runs the chosen command at once, and none after it closed.

    Textual 8.2 selects a command by a message to the list, which no key waits for: a key pressed
    right after Enter is handled before the command. And a letter that arrives after the palette was
    closed ends the program with NoMatches, since the list of matches is gone.
    """

    @on(Input.Changed)
    def _ignore_late_input(self, event: Input.Changed) -> None:
        if self not in self.app.screen_stack:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        commands = self.query_one(CommandList)
        chosen, at = commands.highlighted_option, commands.highlighted
        if action == "select" and chosen and at is not None and not chosen.disabled:
            self._select_command(CommandList.OptionSelected(commands, chosen, at))
        else:
            super()._action_command_list(action)


MessageT = TypeVar("MessageT", bound=Message)


def sent_by(widget: Widget, message: MessageT) -> MessageT:
    """Return a message, just made, that bubbles past the parent of the widget that posts it.

    Textual 8.2 takes the widget whose handler is running for the sender of a new message, and stops
    the message there. Where a view moves the cursor of a table inside it, the screen would not be
    told that the cursor moved.
    """
    return message.set_sender(widget)


class SteadyInput(Input):
    """An input as wide as its place, in which typing never lays the screen out again.

    The `virtual_size` of an input in Textual 8.2 is the width of its text, so every letter lays out
    the whole screen, which takes longer than all other work for a key.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def watch_virtual_size(self) -> None:
        """Leave no blank space behind a text that became shorter."""
        self.scroll_x = self.validate_scroll_x(self.scroll_x)

    def on_resize(self) -> None:
        """Keep the cursor visible at another width."""
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        before = self.value[: self.cursor_position]
        at = cell_len(before) + (self.cursor_position == len(self.value))
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)


class KeyFirstInput(Input):
    """An input whose subclass sees each key first, and the changed text before the next message.

    In Textual 8.2 Enter and Tab are bindings, which run after the letters typed next, and
    `Input.Changed` is queued behind whatever waits: a letter would be painted one frame before the
    message about it.
    """

    def takes_key(self, event: events.Key) -> bool:
        """Handle a key instead of the input. Returns whether it was handled."""
        return False

    def after_key(self) -> None:
        """Respond to a key that the input has handled; the text may have changed."""

    async def _on_key(self, event: events.Key) -> None:
        if self.takes_key(event):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)
            self.after_key()
