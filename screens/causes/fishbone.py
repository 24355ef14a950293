"""The causes as a fishbone (Ishikawa) diagram: movement of the cursor, the drawing, the view.

The problem is the head at the right end of the spine. Bones meet the spine in pairs, above and
below, in the team's order from the tail. Each has its name at its far end, and its causes in
reading order. The picture is larger than its view only where it does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from rich.cells import cell_len
from textual.binding import Binding
from textual.geometry import Region, Size

from facilitator.analysis.fishbone import bone_pairs, fishbone
from facilitator.model.causes import Causes
from screens.base.text import cut_words
from screens.causes.fishbone_layout import (
    EMPTY_BONE,
    HEAD_FRAME,
    FishboneColumn,
    FishbonePlan,
    Rib,
    RibEntry,
    RibText,
    fishbone_plan,
)
from screens.widgets.cause_picture import (
    CAUSE_KEYS,
    PROBLEM,
    ROLE_MARKS,
    CausePicture,
    PicturePart,
    PictureRuns,
    PictureView,
    bone_key,
    bone_of_key,
)

Direction = Literal["up", "down", "left", "right"]

KeyGrid = tuple[tuple[tuple[str, ...], ...], ...]
"""The keys at each place along the spine, from top to bottom: those above it, those below it."""


def key_grid(causes: Causes) -> KeyGrid:
    """Return the keys of bones and causes by place; a bone is the farthest from the spine."""
    found = []
    for pair in bone_pairs(fishbone(causes)):
        along = [tuple(placed.cause.id for placed in bone.causes) for bone in pair]
        sides = [(bone_key(pair[0].name), *along[0])]
        if len(pair) > 1:
            sides.append((*along[1], bone_key(pair[1].name)))
        found.append(tuple(sides))
    return tuple(found)


def key_beside(
    columns: KeyGrid, regions: Mapping[str, Region], key: str, direction: Direction
) -> str:
    """Return the key that an arrow key leads to; the same key at the edge of the picture."""
    place = _place(columns, key)
    if place is None:
        return _from_head(columns, regions, key, direction)
    column, side = place
    if direction in ("up", "down"):
        keys = [each for keys in columns[column] for each in keys]
        index = keys.index(key) + (1 if direction == "down" else -1)
        return keys[max(0, min(index, len(keys) - 1))]
    column += 1 if direction == "right" else -1
    if column == len(columns):
        return PROBLEM
    return _nearest(columns[column], side, regions, key) if column >= 0 else key


def nearest_key(before: KeyGrid, after: KeyGrid, key: str) -> str:
    """Return a key that still exists: the same, the nearest on its rib, or one at its place."""
    left = {each for column in after for keys in column for each in keys} | {PROBLEM}
    place = _place(before, key)
    if key in left or place is None:
        return key if key in left else PROBLEM
    column, side = place
    there = after[column][side] if column < len(after) and side < len(after[column]) else ()
    if bone_of_key(key) is not None and there and _place(before, there[-side]) is None:
        return there[-side]  # a new bone in the place of an old one: the bone was renamed
    keys = before[column][side]
    index = keys.index(key)
    around = sorted((abs(n - index), -n, each) for n, each in enumerate(keys) if each in left)
    if around:
        return around[0][2]
    return there[-side] if there else PROBLEM


def _place(columns: KeyGrid, key: str) -> tuple[int, int] | None:
    for n, column in enumerate(columns):
        for side, keys in enumerate(column):
            if key in keys:
                return n, side
    return None


def _from_head(
    columns: KeyGrid, regions: Mapping[str, Region], key: str, direction: Direction
) -> str:
    """Return the key beside the problem: at its left, or on the last bone above or below."""
    if direction == "right" or not columns:
        return key
    if direction == "left":
        return _nearest(columns[-1], 0, regions, key)
    side = 0 if direction == "up" else 1
    found = [column[side] for column in columns if side < len(column)]
    return found[-1][side - 1] if found else key


def _nearest(
    column: Sequence[Sequence[str]], side: int, regions: Mapping[str, Region], key: str
) -> str:
    """Return the key in a column nearest in height to `key`: a name for a name, else a cause.

    A column without a bone on that side of the spine is searched on the other side.
    """
    keys = column[min(side, len(column) - 1)]
    causes = [each for each in keys if bone_of_key(each) is None]
    if bone_of_key(key) is not None or not causes:
        return keys[0] if keys is column[0] else keys[-1]
    here = regions[key]
    return min(causes, key=lambda each: abs(_middle(regions[each]) - _middle(here)))


def _middle(region: Region) -> float:
    return region.y + region.height / 2


def drawn_fishbone(causes: Causes, width: int, height: int) -> CausePicture:
    """Draw the causes at a size in cells; the picture is larger only where it does not fit."""
    plan = fishbone_plan(causes, max(1, width), max(1, height))
    drawing = _Drawing(plan)
    drawing.spine()
    for column in plan.columns:
        for rib, side in zip(column.ribs, (-1, 1), strict=False):
            drawing.rib(column, rib, side)
    drawing.head()
    return CausePicture(plan.width, drawing.lines(), drawing.regions)


class _Drawing:
    """Collects pieces of text at their places, which do not overlap."""

    def __init__(self, plan: FishbonePlan) -> None:
        self._plan = plan
        self._rows: list[list[tuple[int, str, PicturePart]]] = [[] for _ in range(plan.height)]
        self.regions: dict[str, Region] = {}

    def lines(self) -> tuple[PictureRuns, ...]:
        """Return the lines, blank where there is no piece."""
        return tuple(map(_line, self._rows))

    def _put(self, x: int, y: int, text: str, part: PicturePart) -> None:
        self._rows[y].append((x, text, part))

    def spine(self) -> None:
        """Draw the spine from the tail to the head."""
        plan = self._plan
        joints = {c.x: "╧╪"[len(c.ribs) - 1] for c in plan.columns if not plan.rows.slant}
        length = plan.width - plan.head_width
        spine = "".join(joints.get(x, "═") for x in range(length))
        self._put(0, plan.spine, spine, PicturePart.BONE)

    def head(self) -> None:
        """Draw the problem in its frame."""
        plan = self._plan
        x, inner = plan.width - plan.head_width, plan.head_width - HEAD_FRAME
        y, bar = plan.head_top, "─" * (inner + 2)
        self.regions[PROBLEM] = Region(x, y, plan.head_width, len(plan.head) + 2)
        self._put(x, y, f"┌{bar}┐", PicturePart.BONE)
        for n, text in enumerate(plan.head, start=y + 1):
            self._put(x, n, "╡" if n == plan.spine else "│", PicturePart.BONE)
            self._put(x + 2, n, text, PicturePart.HEAD)
            self._put(x + inner + 3, n, "│", PicturePart.BONE)
        self._put(x, y + len(plan.head) + 1, f"└{bar}┘", PicturePart.BONE)

    def rib(self, column: FishboneColumn, rib: Rib, side: int) -> None:
        """Draw a bone with its name and causes, above the spine (-1) or below it (1)."""
        plan = self._plan
        length = plan.rows.above if side < 0 else plan.rows.below
        far, slant = plan.spine + side * length, plan.rows.slant
        self._name(column, rib, far)
        for step in range(1, slant + 1):
            lean = slant - step
            self._put(column.x + lean, plan.spine + side * step, "╲╱"[side > 0], PicturePart.BONE)
        rows = [plan.spine + side * step for step in range(slant + 1, length)]
        taken = self._causes(column, rib, rows, side)
        for y in rows:
            if y not in taken:
                self._put(column.x, y, "│", PicturePart.BONE)

    def _name(self, column: FishboneColumn, rib: Rib, y: int) -> None:
        room = column.width - self._plan.style.gap
        asked = "" if rib.entries else EMPTY_BONE
        name = cut_words(rib.name, room - len(asked)) + asked
        self.regions[rib.key] = Region(column.x, y, max(1, cell_len(name)), 1)
        self._put(column.x, y, name, PicturePart.NOTE if asked else PicturePart.NAME)

    def _causes(self, column: FishboneColumn, rib: Rib, rows: list[int], side: int) -> set[int]:
        """Draw the causes of a rib from its far end. Returns the rows with a dash to the rib."""
        air = self._plan.rows.air
        length = sum(len(text.lines) + air for text in rib.texts)
        y = min(rows, default=0) + air if side < 0 else max(rows, default=0) + 1 - length
        hanging = set()
        for entry, text in zip(rib.entries, rib.texts, strict=True):
            if not entry.depth:
                self._put(column.x, y, self._plan.style.dash, PicturePart.BONE)
                hanging.add(y)
            self._draw_cause(column, entry, text, y)
            y += len(text.lines) + air
        return hanging

    def _draw_cause(self, column: FishboneColumn, entry: RibEntry, text: RibText, y: int) -> None:
        style = self._plan.style
        x = column.x + entry.indent(column.width, style)
        width = column.width - style.gap - (x - column.x)
        self.regions[entry.cause.id] = Region(x, y, width, len(text.lines))
        self._put(x, y, ROLE_MARKS[entry.cause.role], PicturePart.MARK)
        head = entry.head(style)
        self._put(x + 2, y, head, PicturePart.NOTE)
        at = x + 2 + len(head)
        for n, line in enumerate(text.lines, start=y):
            self._put(at, n, line, PicturePart.TEXT)
        last = y + len(text.lines) - 1
        self._put(at + text.notes_x, last, text.notes, PicturePart.NOTE)


def _line(pieces: list[tuple[int, str, PicturePart]]) -> PictureRuns:
    """Join the pieces of a line, with blanks between them."""
    runs: list[tuple[str, PicturePart]] = []
    at = 0
    for x, text, part in sorted(pieces, key=lambda piece: piece[0]):
        if not text:
            continue
        if x > at:
            runs.append((" " * (x - at), PicturePart.BLANK))
        runs.append((text, part))
        at = x + cell_len(text)
    return tuple(runs)


class Fishbone(PictureView):
    """The causes by bone; arrow keys move along ribs and from bone to bone."""

    BINDINGS = [
        *CAUSE_KEYS,
        Binding("up", "move('up')", "Up", False),
        Binding("down", "move('down')", "Down", False),
        Binding("left", "move('left')", "The bone to the left", False),
        Binding("right", "move('right')", "The bone to the right", False),
        Binding("home", "to_problem", "To the problem", False, id="cause.problem"),
    ]

    def __init__(self) -> None:
        super().__init__("fishbone")
        self._columns = key_grid(self.causes)

    def draw_into(self, room: Size) -> CausePicture:
        """Return the fishbone drawn into a room."""
        return drawn_fishbone(self.causes, room.width, room.height)

    def show(self, causes: Causes) -> None:
        """Draw the causes; the cursor stays on its key, or goes to the nearest one left."""
        if causes != self.causes:
            self._columns = key_grid(causes)
        super().show(causes)

    def nearest(self, before: Causes, key: str) -> str:
        """Return this key, or else the nearest on its rib or its bone's place."""
        return nearest_key(key_grid(before), self._columns, key)

    def has_key(self, key: str) -> bool:
        """Whether a cause, a bone or the problem has this key."""
        return key == PROBLEM or any(key in keys for c in self._columns for keys in c)

    def action_move(self, direction: Direction) -> None:
        """Move the cursor in a direction."""
        self.move_to_key(key_beside(self._columns, self.regions, self.selected, direction))
