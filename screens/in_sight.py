"""What gets the focus is in sight, also where it was hidden until now."""

from __future__ import annotations

from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


class FocusInSight(Screen[ScreenResultType]):
    """A screen that scrolls to what has the focus once that has its place.

    Textual 8.2 scrolls at once. In a view that is shown together with the focus, nothing has a
    place yet: a field further down stays out of sight, and one that would be in sight is, on a busy
    machine, scrolled to the middle.
    """

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give the focus to a widget, and show it."""
        is_new = widget is not self.focused
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)
        if scroll_visible and is_new and widget is not None:
            self.call_after_refresh(self._bring_in_sight, widget)

    def _bring_in_sight(self, widget: Widget) -> None:
        if self.focused is widget and not self.can_view_entire(widget):
            self.scroll_to_center(widget, origin_visible=True)
