"""What services expect of a screen: repainting, the timer, findings."""

from __future__ import annotations


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
