"""The causes as a picture: the problem at the head of a spine, the causes on its bones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from facilitator.analysis.fishbone import bones_of, fishbone
from facilitator.analysis.format import UNTITLED, title_of
from facilitator.exports.svg_bone_plan import FROM_SPINE, RIB, BonePlan, Leaning, planned
from facilitator.exports.svg_bone_texts import BETWEEN, SIZE, SMALL, CauseText, family_height
from facilitator.exports.svg_page import written
from facilitator.exports.svg_shapes import (
    Box,
    Picture,
    Shape,
    Stroke,
    Words,
    height,
    rectangle,
    words_below,
)
from facilitator.exports.svg_text import clean, width, wrapped
from facilitator.model.causes import CauseRole, Causes
from facilitator.model.postmortem import Postmortem

_MARGIN = 32.0
_TITLE = 20.0
_HEADS = (220.0, 320.0, 460.0, 640.0)
"""How wide the box of the problem may be: the first that is not much higher than wide."""
_PADDING = 16.0
_TAIL = 24.0
_NO_CAUSES = "No causes yet."
_NO_PROBLEM = "The problem is not put into words yet."
_NARROWEST = 640.0


def fishbone_svg(postmortem: Postmortem) -> str:
    """Return the causes as an SVG document."""
    return written(fishbone_picture(postmortem))


def fishbone_picture(postmortem: Postmortem) -> Picture:
    """Return the picture of the causes: as large as they need, small where there are none."""
    causes = postmortem.causes
    title = clean(title_of(postmortem)) or UNTITLED
    plan = planned(fishbone(causes), causes.labels())
    bones = _bones(causes, plan, 0) if causes.causes else ()
    drawn = max((shape.box.right for shape in bones), default=0.0) + _MARGIN
    wide = max(_NARROWEST, ceil(drawn))
    head = words_below(
        _MARGIN, 26, wrapped(title, wide - 2 * _MARGIN, _TITLE, True), _TITLE, bold=True
    )
    under = words_below(_MARGIN, head.box.bottom + 6, (_subtitle(causes),), SMALL + 1, "quiet")
    shapes: list[Shape] = [head, under]
    if bones:
        top = min(shape.box.top for shape in bones)
        shapes += _bones(causes, plan, under.box.bottom + 28 - top)
    elif problem := clean(causes.problem):
        lines = wrapped(problem, wide - 2 * _MARGIN, SIZE)
        shapes.append(words_below(_MARGIN, under.box.bottom + 14, lines, SIZE))
    bottom = ceil(max(shape.box.bottom for shape in shapes) + _MARGIN)
    return Picture(
        "fishbone", f"Fishbone: {title}", _description(causes), wide, bottom, tuple(shapes)
    )


def _bones(causes: Causes, plan: BonePlan, spine: float) -> tuple[Shape, ...]:
    """Draw the bones and the problem with the spine so far down."""
    start = _MARGIN
    end = start + _TAIL + plan.width
    shapes: list[Shape] = [Stroke(((start, spine), (end, spine)), "spine")]
    for bone in plan.bones:
        shapes += _bone(bone, start + _TAIL, spine)
    return (*shapes, *_problem(causes, end, spine))


def _bone(bone: Leaning, start: float, spine: float) -> Iterator[Shape]:
    """Draw a bone from the spine to its name, its causes in reading order on either side."""
    side = -1 if bone.is_above else 1
    far = spine + side * bone.length
    yield Stroke(((start + bone.foot, spine), (start + bone.x(bone.length), far)), "bone")
    yield from _name(bone, start, far)
    y = (far if bone.is_above else spine + FROM_SPINE) + BETWEEN / 2
    for family in bone.text.families:
        tall = family_height(family) - BETWEEN
        nearest = spine - y - tall if bone.is_above else y - spine
        x = start + bone.x(nearest) + RIB
        middle = family[0].middle_of_first_line(y)
        joint = start + bone.x(abs(spine - middle))
        yield Stroke(((joint, middle), (x - 4, middle)), "line")
        yield from _family(family, x, y)
        y += tall + BETWEEN


def _family(family: Sequence[CauseText], x: float, top: float) -> Iterator[Shape]:
    """Draw a cause and those beneath it, each with a line from the one it made possible."""
    feet: list[tuple[float, float]] = []
    y = top
    for cause in family:
        middle, left = cause.middle_of_first_line(y), x + cause.indent
        del feet[cause.depth :]
        if feet:
            stem, foot = feet[-1]
            yield Stroke(((stem, foot), (stem, middle), (max(stem, left - 4), middle)), "line")
        yield from cause.drawn(x, y)
        feet.append((left + 6, middle + 9))
        y += cause.height + BETWEEN


def _name(bone: Leaning, start: float, far: float) -> Iterator[Words]:
    """Write a bone's name at its far end, and what is said of it beneath that."""
    text = bone.text
    x = start + bone.x(bone.length)
    top = far - text.name_height if bone.is_above else far + 4
    name = words_below(x, top, text.name, SIZE, bold=True)
    yield name
    if text.note:
        yield words_below(x, name.box.bottom, (text.note,), SMALL, "quiet")


def _problem(causes: Causes, x: float, spine: float) -> tuple[Shape, ...]:
    """Draw the box of the problem, its middle on the spine."""
    problem = clean(causes.problem)
    text = problem or _NO_PROBLEM
    for room in _HEADS:
        lines = wrapped(text, room, SIZE, bold=True)
        if height(len(lines), SIZE) <= 0.8 * room:
            break
    inner = max(width(line, SIZE, True) for line in lines)
    label_height = height(1, SMALL) + 4
    high = label_height + height(len(lines), SIZE)
    box = Box(x, spine - high / 2 - _PADDING, x + inner + 2 * _PADDING, spine + high / 2 + _PADDING)
    left, top = x + _PADDING, box.top + _PADDING
    return (
        rectangle(box.left, box.top, box.right, box.bottom, "head"),
        words_below(left, top, ("the problem",), SMALL, "quiet"),
        words_below(left, top + label_height, lines, SIZE, "ink", bold=True),
    )


def _subtitle(causes: Causes) -> str:
    if not causes.causes:
        return _NO_CAUSES
    labels, standing = causes.labels(), bones_of(causes)
    for cause in causes.causes:
        if cause.parent and standing[cause.parent] != standing[cause.id]:
            elsewhere = labels[cause.parent]
            return (
                f"Fishbone · “for {elsewhere}” says: it made {elsewhere} possible, on another bone"
            )
    return "Fishbone · the causes, each on its bone"


def _description(causes: Causes) -> str:
    """Say what the picture shows, for who has it read aloud."""
    if not causes.causes:
        return _NO_CAUSES
    labels = causes.labels()
    parts = [f"Problem: {clean(causes.problem) or _NO_PROBLEM}", f"Causes: {len(causes.causes)}."]
    for role, word in ((CauseRole.ROOT, "Roots"), (CauseRole.CONTRIBUTING, "Contributing")):
        marked = ", ".join(labels[cause.id] for cause in causes.in_role(role))
        parts += [f"{word}: {marked}."] if marked else []
    return " ".join(parts)
