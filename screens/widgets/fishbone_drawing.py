"""The causes as a fishbone: a function from causes, a width and a height to lines and hit regions.

The problem is the head at the right end of the spine. The bones stand to the spine by twos, above
and below, in the team's order from the tail; each bears its name at its far end, and its causes in
reading order. The picture is larger than the room it is given only where that room is too small.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Region

from facilitator.model.causes import Causes
from screens.base.text import cut_words
from screens.widgets.cause_picture import MARKS, PROBLEM, Part, Picture, Runs
from screens.widgets.fishbone_plan import BESIDE, NOBODY_ASKED, Plan, planned
from screens.widgets.fishbone_rows import Column, Rib
from screens.widgets.fishbone_texts import Entry, Written


def drawn_fishbone(causes: Causes, width: int, height: int) -> Picture:
    """Draw the causes into so much room, or into as little more as it takes."""
    plan = planned(causes, max(1, width), max(1, height))
    drawing = _Drawing(plan)
    drawing.spine()
    for column in plan.columns:
        for rib, side in zip(column.ribs, (-1, 1), strict=False):
            drawing.rib(column, rib, side)
    drawing.head()
    return Picture(plan.width, drawing.lines(), drawing.regions)


class _Drawing:
    """Pieces of text at their places, each of them known to be free."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rows: list[list[tuple[int, str, Part]]] = [[] for _ in range(plan.height)]
        self.regions: dict[str, Region] = {}

    def lines(self) -> tuple[Runs, ...]:
        """Return the picture line by line, blank where nothing was put."""
        return tuple(map(_line, self._rows))

    def _put(self, x: int, y: int, text: str, part: Part) -> None:
        self._rows[y].append((x, text, part))

    def spine(self) -> None:
        """Draw the spine from the tail to the head."""
        plan = self._plan
        joints = {c.x: "╧╪"[len(c.ribs) - 1] for c in plan.columns if not plan.rows.slant}
        length = plan.width - plan.head_width
        spine = "".join(joints.get(x, "═") for x in range(length))
        self._put(0, plan.spine, spine, Part.BONE)

    def head(self) -> None:
        """Draw the box of the problem."""
        plan = self._plan
        x, inner = plan.width - plan.head_width, plan.head_width - BESIDE
        y, bar = plan.head_top, "─" * (inner + 2)
        self.regions[PROBLEM] = Region(x, y, plan.head_width, len(plan.head) + 2)
        self._put(x, y, f"┌{bar}┐", Part.BONE)
        for n, text in enumerate(plan.head, start=y + 1):
            self._put(x, n, "╡" if n == plan.spine else "│", Part.BONE)
            self._put(x + 2, n, text, Part.HEAD)
            self._put(x + inner + 3, n, "│", Part.BONE)
        self._put(x, y + len(plan.head) + 1, f"└{bar}┘", Part.BONE)

    def rib(self, column: Column, rib: Rib, side: int) -> None:
        """Draw a bone with its name and causes, above the spine (-1) or below it (1)."""
        plan = self._plan
        length = plan.rows.above if side < 0 else plan.rows.below
        far, slant = plan.spine + side * length, plan.rows.slant
        self._name(column, rib, far)
        for step in range(1, slant + 1):
            lean = slant - step
            self._put(column.x + lean, plan.spine + side * step, "╲╱"[side > 0], Part.BONE)
        rows = [plan.spine + side * step for step in range(slant + 1, length)]
        taken = self._causes(column, rib, rows, side)
        for y in rows:
            if y not in taken:
                self._put(column.x, y, "│", Part.BONE)

    def _name(self, column: Column, rib: Rib, y: int) -> None:
        room = column.width - self._plan.manner.gap
        asked = "" if rib.entries else NOBODY_ASKED
        name = cut_words(rib.name, room - len(asked)) + asked
        self.regions[rib.key] = Region(column.x, y, max(1, cell_len(name)), 1)
        self._put(column.x, y, name, Part.BEHIND if asked else Part.NAME)

    def _causes(self, column: Column, rib: Rib, rows: list[int], side: int) -> set[int]:
        """Write the causes of a rib at its far end. Returns the rows where one hangs on it."""
        air = self._plan.rows.air
        length = sum(len(text.lines) + air for text in rib.texts)
        y = min(rows, default=0) + air if side < 0 else max(rows, default=0) + 1 - length
        hanging = set()
        for entry, text in zip(rib.entries, rib.texts, strict=True):
            if not entry.depth:
                self._put(column.x, y, self._plan.manner.dash, Part.BONE)
                hanging.add(y)
            self._cause(column, entry, text, y)
            y += len(text.lines) + air
        return hanging

    def _cause(self, column: Column, entry: Entry, text: Written, y: int) -> None:
        manner = self._plan.manner
        x = column.x + entry.indent(column.width, manner)
        width = column.width - manner.gap - (x - column.x)
        self.regions[entry.cause.id] = Region(x, y, width, len(text.lines))
        self._put(x, y, MARKS[entry.cause.role], Part.MARK)
        head = entry.head(manner)
        self._put(x + 2, y, head, Part.BEHIND)
        at = x + 2 + len(head)
        for n, line in enumerate(text.lines, start=y):
            self._put(at, n, line, Part.TEXT)
        last = y + len(text.lines) - 1
        self._put(at + text.behind_at, last, text.behind, Part.BEHIND)


def _line(pieces: list[tuple[int, str, Part]]) -> Runs:
    """Return a line from its pieces, in order, with blanks between them."""
    runs: list[tuple[str, Part]] = []
    at = 0
    for x, text, part in sorted(pieces, key=lambda piece: piece[0]):
        if not text:
            continue
        if x > at:
            runs.append((" " * (x - at), Part.BLANK))
        runs.append((text, part))
        at = x + cell_len(text)
    return tuple(runs)
