"""Workarounds for faults of Textual, all in one place.

Each says which version it was needed for and what breaks without it. A test in
`tests/screens/base/test_textual_workarounds.py` shows each fault in Textual itself: when an update
makes that test fail, the workaround can go. Two more stand in files of their own, for their size:
`input_queue.py` (keys that overtake each other) and `terminal_input.py` (bytes that are not UTF-8,
and escape sequences inside a paste).
"""

from __future__ import annotations

from typing import TypeVar

from rich.cells import cell_len
from textual import events
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
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input


class CurrentSizeScreen(Screen[ScreenResultType]):
    """A screen that ignores a resize to a size the terminal no longer has.

    Textual 8.2 hands a resize to every visible screen, each of which lays out those beneath it
    too, and tells each of its own new size by one more resize. If the next resize comes in between,
    as on a busy machine, the old ones undo it: a dialog stays below the edge of the terminal, or
    two sizes alternate for minutes, during which no key is read.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Skip Textual's handling of an outdated size; the current one follows."""
        if event.size != self.app.size:
            event.prevent_default()


class FocusScrollScreen(Screen[ScreenResultType]):
    """A screen that scrolls to the focused widget once that widget has its place.

    Textual 8.2 scrolls at once. In a view that appears together with the focus nothing has a place
    yet: a field further down stays out of sight, and one that would be visible is scrolled to the
    middle on a busy machine.
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
            # Only as far as needed where part of it is visible: it may be about to get its height.
            is_hidden = not self.can_view_partial(widget)
            self.scroll_to_widget(widget, center=is_hidden, origin_visible=True)


def without_skip(timer: Timer) -> Timer:
    """Return a timer, just set, that fires even where its moment has passed already.

    Textual 8.2 skips moments that a timer missed, and a timer that fires once has no other. It is
    missed where threads or other programs hold this one up for as long as the timer was to wait:
    of timers of a hundredth of a second, a few in a hundred thousand when a thread is busy. A timer
    does not start before the code that set it yields, so changing it here is in time.
    """
    timer._skip = False
    return timer


def remove_notification(app: App[None], notification: Notification) -> None:
    """Remove a notice that is still shown.

    Textual 8.2 has no public way to take one notice away; without it they pile up over the screen.
    """
    app._unnotify(notification, refresh=False)


def shown_notifications(app: App[None]) -> list[Notification]:
    """Return the notices that are still shown. Textual 8.2 has no public way to ask."""
    return list(app._notifications)


def own_bindings(node: DOMNode) -> list[Binding]:
    """Return the bindings a widget or screen defines itself, shown in the footer or not.

    Textual 8.2 only tells the active bindings of a whole screen: help lists them by widget.
    """
    return [each for several in node._bindings.key_to_bindings.values() for each in several]


class ImmediatePalette(CommandPalette):
    """A command palette that runs the chosen command before later keys are read.

    Textual 8.2 leaves Enter to the list of commands by a message, which no key waits for: a key
    pressed right after Enter would come before the command.
    """

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

    The `virtual_size` of an input in Textual 8.2 is the width of its text, and a change of it lays
    out the whole screen: with every letter, which takes longer than all other work for a key.
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

    In Textual 8.2 Enter and Tab are bindings, which run after letters typed behind them, and
    `Input.Changed` is queued behind whatever waits: a letter would be painted one frame before what
    is said about it.
    """

    def takes_key(self, event: events.Key) -> bool:
        """Handle a key instead of the input. Returns whether it was handled."""
        return False

    def key_handled(self) -> None:
        """Respond to a key that the input has handled; the text may have changed."""

    async def _on_key(self, event: events.Key) -> None:
        if self.takes_key(event):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)
            self.key_handled()
