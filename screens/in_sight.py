"""What gets the focus is in sight, also where it was hidden until now."""

from __future__ import annotations

from textual.errors import NoWidget
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


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
