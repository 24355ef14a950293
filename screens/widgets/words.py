"""Words that change while people type: put again, and laid out again, only where they must be."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """A text that is set on every edit and seldom another: the same one costs nothing.

    Laying a screen out again takes longer than all the rest of a key.
    """

    def say(self, content: Content) -> None:
        """Show this."""
        held = self.content
        if not isinstance(held, Content) or not held.is_same(content):
            self.update(content)
