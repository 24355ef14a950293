"""A screen has the size that the terminal has, never one that it had.

What gets the focus is in sight, also where it was hidden until now.
What is painted again after every change of the open postmortem.
A timer that is to fire once fires, however late.
"""

from __future__ import annotations

from textual import events
from textual.errors import NoWidget
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer
from textual.widget import Widget


class FittedScreen(Screen[ScreenResultType]):
    """A screen that passes over a size the terminal has no more.

    Textual 8.2 hands a resize to every screen in sight, each of which lays out those beneath it as
    well, and hears of its own new size by one more resize. Where the next resize comes meanwhile,
    as on a busy machine, those that are old by then would undo it: a dialog stays below what is in
    sight, or two sizes take turns for minutes, while which no key is heard.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what Textual does with a size that is old; the present one comes behind it."""
        if event.size != self.app.size:
            event.prevent_default()


class FocusInSight(Screen[ScreenResultType]):
    """A screen that scrolls to what has the focus once that has its place.

    Textual 8.2 scrolls at once. In a view that is shown together with the focus, nothing has a
    place yet: a field further down stays out of sight, and one that would be in sight is, on a busy
    machine, scrolled to the middle.
    """

    _to_be_seen: Widget | None = None
    """What got the focus and had no place yet."""

    def on_mount(self) -> None:
        """Hear of every new layout: it may give a place to what has the focus."""
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._bring_in_sight())

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give the focus to a widget, and show it."""
        is_new = widget is not self.focused
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)
        if is_new:
            self._to_be_seen = widget if scroll_visible else None
            self.call_after_refresh(self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        widget = self._to_be_seen
        if widget is None:
            return
        try:
            self.find_widget(widget)
        except NoWidget:
            return  # a layout will come
        self._to_be_seen = None
        if self.focused is widget and not self.can_view_entire(widget):
            # No further than needed where part of it is seen: it may be about to get its height.
            is_hidden = not self.can_view_partial(widget)
            self.scroll_to_widget(widget, center=is_hidden, origin_visible=True)


class Repainted:
    """A screen that shows the open postmortem, whoever changes it, in sight or beneath another.

    It is no widget itself: a screen has its styles from one base only.
    """

    def repaint(self) -> None:
        """Show the postmortem as it is now; what is being looked at stays in sight."""
        raise NotImplementedError

    def show_clock(self, words: str, style: str) -> None:
        """Show what the timer says of the stage in sight, where there is room for it."""


class ShowsFindings:
    """A screen that shows findings. Like `Repainted` it is no widget itself."""

    def show_findings(self) -> None:
        """Show the findings known by now."""
        raise NotImplementedError


def surely(timer: Timer) -> Timer:
    """Return a timer that was set just now, and that fires even where its moment has passed.

    Textual 8.2 leaves out moments that a timer missed, and one that fires once has no other. It
    misses it where threads or programs hold this one up as the timer starts, for as long as it was
    to wait: of those that wait a hundredth of a second a few in a hundred thousand, when a thread
    is busy. A timer starts no sooner than what sets it lets go, so this is in time.
    """
    timer._skip = False
    return timer
