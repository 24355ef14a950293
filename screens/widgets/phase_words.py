"""What the phases are drawn in and called, in as much room as there is."""

from __future__ import annotations

from enum import IntEnum

from facilitator.analysis.phases import Phase

PATTERNS = {
    "before": "·",
    "undetected": "░",
    "investigating": "▒",
    "responding": "▒",
    "mitigating": "▓",
    "recovering": "═",
}
"""The phases in the order they come, each with the character it is drawn in."""

_SHORT = {
    "undetected": "undet.",
    "investigating": "invest.",
    "responding": "resp.",
    "mitigating": "mitig.",
    "recovering": "recov.",
}


_TINY = {"before": "bef", "responding": "rsp"}


class Form(IntEnum):
    """How much a label says: `undetected 3 min`, `undetected 3m`, `undet. 3m`, `und 3m`, `3m`."""

    FULL = 0
    TIGHT = 1
    SHORT = 2
    TINY = 3
    BARE = 4


def label(phase: Phase, form: Form) -> str:
    """Return a phase's name and length; `?` for a length that nobody knows."""
    tight = phase.length.replace(" ", "").replace("min", "m")
    match form:
        case Form.FULL:
            return f"{phase.name} {phase.length}"
        case Form.TIGHT:
            return f"{phase.name} {tight}"
        case Form.SHORT:
            return f"{_SHORT.get(phase.name, phase.name)} {tight}"
        case Form.TINY:
            return f"{_TINY.get(phase.name, phase.name[:3])} {tight}"
        case Form.BARE:
            return tight


def legend(phase: Phase, form: Form) -> str:
    """Return a phase's label behind the pattern it is drawn in."""
    return f"{PATTERNS[phase.name]}{' ' if form is Form.FULL else ''}{label(phase, form)}"
