"""Interfaces by which services update screens: the postmortem, the timer, findings."""

from __future__ import annotations


class ShowsPostmortem:
    """A screen of the open postmortem, repainted after every change, in front or below another.

    A mixin, not a widget: Textual takes a screen's style sheets from one base class only.
    """

    def repaint(self) -> None:
        """Show the current document, keeping the cursor and the scroll position."""
        raise NotImplementedError

    def show_clock(self, words: str, style: str) -> None:
        """Show the stage timer. By default it is not shown."""


class ShowsFindings:
    """A screen that shows findings. Like `ShowsPostmortem` a mixin, not a widget."""

    def show_findings(self) -> None:
        """Show the findings of the last search."""
        raise NotImplementedError
