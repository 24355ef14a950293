"""The incident to scale: each phase with its own pattern, its name and how long it took."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from facilitator.model.timeline import Timeline
from facilitator.phases import Phase, phases
from screens.safe import plain

PATTERNS = {
    "before": "·",
    "undetected": "░",
    "investigating": "▒",
    "responding": "▒",
    "mitigating": "▓",
    "recovering": "═",
}
"""The phases in the order they come, each with the character it is drawn in."""

_NOTHING = "Mark when it started (m): the phases are drawn from the milestones."
_CUT = "//"
_SIDE_SHARE = 5
"""The phases before and after the trouble take a fifth of the bar at most, cut where longer."""


def phase_text(timeline: Timeline, width: int) -> tuple[str, str]:
    """Return the bar, to scale, and the legend beneath it, each at most `width` cells wide."""
    found = phases(timeline)
    if not found:
        return "", _fitting(_NOTHING, width)
    return _bar(found, width), _legend(found, width)


def _bar(found: tuple[Phase, ...], width: int) -> str:
    """Draw the phases to scale, each at least one cell wide, those at the sides cut if long."""
    total = sum(phase.minutes for phase in found)
    most = max(3, width // _SIDE_SHARE)
    cut: dict[str, int] = {}
    for phase in found:
        at_a_side = phase.name in ("before", "recovering") and len(found) > 1
        if at_a_side and phase.minutes * width > most * max(1, total):
            cut[phase.name] = most
    scaled = [phase for phase in found if phase.name not in cut]
    if not scaled:
        cut, scaled = {}, list(found)
    room = max(width - sum(cut.values()), len(scaled))
    widths = iter(_shares([phase.minutes for phase in scaled], room))
    drawn = []
    for phase in found:
        pattern = PATTERNS[phase.name]
        if phase.name not in cut:
            drawn.append(pattern * next(widths))
        elif phase.name == "before":
            drawn.append(_CUT + pattern * (cut["before"] - len(_CUT)))
        else:
            drawn.append(pattern * (cut[phase.name] - len(_CUT)) + _CUT)
    return _fitting("".join(drawn), width)


def _shares(minutes: Sequence[int], room: int) -> list[int]:
    """Share `room` cells out by minutes, at least one each, none left over."""
    spare, total = room - len(minutes), sum(minutes)
    exact = [spare * m / total if total else spare / len(minutes) for m in minutes]
    cells = [int(share) for share in exact]
    by_rest = sorted(range(len(minutes)), key=lambda n: exact[n] - cells[n], reverse=True)
    for n in by_rest[: spare - sum(cells)]:
        cells[n] += 1
    return [1 + share for share in cells]


def _legend(found: tuple[Phase, ...], width: int) -> str:
    """Say each phase with its pattern and length, as fully as the width allows."""
    whole = "  ".join(f"{PATTERNS[p.name]} {p.name} {p.length}" for p in found)
    tight = " ".join(f"{PATTERNS[p.name]}{p.name} {_tight(p.length)}" for p in found)
    tightest = " ".join(f"{PATTERNS[p.name]}{p.name[:6]} {_tight(p.length)}" for p in found)
    fitting = (text for text in (whole, tight, tightest) if cell_len(text) <= width)
    return next(fitting, _fitting(tightest, width))


def _tight(length: str) -> str:
    return length.replace(" min", "m").replace(" h", "h").replace(" d", "d").replace(" ", "")


def _fitting(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else ""


class PhaseBar(Widget):
    """Two lines above the timeline; the whole legend is in the tooltip."""

    DEFAULT_CSS = "PhaseBar { height: 2; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()

    def show(self, timeline: Timeline) -> None:
        """Show the phases of this timeline."""
        if timeline is not self._timeline:
            self._timeline = timeline
            said = [f"{p.name}: {p.length}" for p in phases(timeline)]
            self.tooltip = plain("\n".join(said) or _NOTHING)
            self.refresh()

    def render(self) -> Content:
        """Draw the bar above its legend."""
        bar, legend = phase_text(self._timeline, self.size.width)
        return plain(bar, "$accent") + plain("\n") + plain(legend, "$quiet")
