"""Both pictures, for the worked example and for anything people can type: valid, safe, legible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given

from data.example import worked_example
from facilitator.exporters.svg.fishbone import fishbone_picture
from facilitator.exporters.svg.shapes import Box, SvgPicture, svg_document
from facilitator.exporters.svg.style import (
    DARK_SCHEME,
    LIGHT_SCHEME,
    PRINT_SCHEME,
    ColourScheme,
    xml_safe_line,
)
from facilitator.exporters.svg.timeline import timeline_picture
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.plain_text import plain_line
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from facilitator.model.timeline import Milestone
from tests.facilitator.exporters.svg.picture_cases import (
    FISHBONES,
    GOLDEN,
    IN_A_PICTURE,
    TIMELINES,
    WRITERS,
    caused,
    told,
)
from tests.support.documents import documents

_ELEMENTS = {
    *("svg", "title", "desc", "style", "defs", "pattern", "path"),
    *("text", "tspan", "polyline", "polygon", "circle"),
}
_ATTRIBUTES = {
    *("class", "id", "width", "height", "viewBox", "role", "aria-labelledby", "patternUnits"),
    *("d", "x", "y", "cx", "cy", "r", "points", "font-size", "font-weight", "text-anchor"),
    "direction",
}
_SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    """Return the document; whatever reads it finds shapes and text and nothing else."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own, and this is what is tested
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) in _ELEMENTS
        assert set(element.attrib) <= _ATTRIBUTES
        assert not any(
            "url(" in value or "javascript" in value for value in element.attrib.values()
        )
    style = root.findtext(f"{_SVG}style") or ""
    assert set(re.findall(r"url\((.)", style)) <= {"#"}
    assert "import" not in style
    return root


def texts(root: ElementTree.Element) -> list[str]:
    """Return what each text element says."""
    return ["".join(element.itertext()) for element in root.iter(f"{_SVG}text")]


def numbers(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Return every place that is named in a document."""
    for element in root.iter():
        if element.tag == f"{_SVG}pattern":
            continue
        if "points" in element.attrib:
            for point in element.attrib["points"].split():
                x, y = point.split(",")
                yield float(x), float(y)
        for x_name, y_name in (("x", "y"), ("cx", "cy")):
            if x_name in element.attrib:
                yield float(element.attrib[x_name]), float(element.attrib[y_name])


def assert_legible(picture: SvgPicture) -> None:
    """Everything stands within the picture, and no text on another one."""
    page = Box(0, 0, picture.width, picture.height)
    for shape in picture.shapes:
        box = shape.box
        assert page.left <= box.left <= box.right <= page.right, shape
        assert page.top <= box.top <= box.bottom <= page.bottom, shape
    boxes = sorted(((words.box, words) for words in picture.texts), key=lambda each: each[0].top)
    for (one, first), (other, second) in combinations(boxes, 2):
        assert not one.meets(other), (first, second)
    root = parsed(svg_document(picture))
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in numbers(root))


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are in lightness, as WCAG 2 counts it: 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", WRITERS)
def test_the_worked_example_is_drawn_as_its_golden_file(name: str) -> None:
    golden = (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")
    assert WRITERS[name](worked_example()) == golden


@pytest.mark.parametrize("case", TIMELINES)
def test_every_timeline_is_legible_and_holds_every_event(case: str) -> None:
    document = TIMELINES[case]
    picture = timeline_picture(document)
    assert_legible(picture)
    said = texts(parsed(svg_document(picture)))
    assert all(event.text in said for event in document.timeline.events)


@pytest.mark.parametrize("case", FISHBONES)
def test_every_fishbone_is_legible_and_holds_every_cause(case: str) -> None:
    document = FISHBONES[case]
    picture = fishbone_picture(document)
    assert_legible(picture)
    said = texts(parsed(svg_document(picture)))
    assert all(xml_safe_line(cause.text) in said for cause in document.causes.causes)


@pytest.mark.parametrize("text", IN_A_PICTURE)
def test_a_hostile_text_is_only_text(text: str) -> None:
    line = plain_line(text)
    timeline = told((0, line, Milestone.STARTED), (9, "x", None), title=line)
    fishbone = caused(Cause(text=line, role=CauseRole.ROOT), problem=text).changing(
        scope=Scope(title=line)
    )
    for picture in (timeline_picture(timeline), fishbone_picture(fishbone)):
        assert_legible(picture)
        root = parsed(svg_document(picture))
        assert texts(root).count(xml_safe_line(line)) >= 2
        assert xml_safe_line(line) in (root.findtext(f"{_SVG}title") or "")


@given(documents())
def test_any_document_makes_two_pictures_that_hold_all_of_it(document: Postmortem) -> None:
    timeline, fishbone = timeline_picture(document), fishbone_picture(document)
    assert_legible(timeline)
    assert_legible(fishbone)
    events = "\n".join(texts(parsed(svg_document(timeline))))
    assert all(xml_safe_line(event.text) in events for event in document.timeline.events)
    causes = texts(parsed(svg_document(fishbone)))
    assert all(xml_safe_line(cause.text) in causes for cause in document.causes.causes)


@pytest.mark.parametrize("name", WRITERS)
def test_an_empty_document_makes_a_small_picture_that_says_so(name: str) -> None:
    svg = WRITERS[name](TIMELINES["nothing"])
    said = texts(parsed(svg))
    assert said == [
        "Untitled postmortem",
        f"No {'events' if name == 'timeline' else 'causes'} yet.",
    ]
    *_, high = map(float, (parsed(svg).get("viewBox") or "").split())
    assert high < 120


@pytest.mark.parametrize("colours", [LIGHT_SCHEME, DARK_SCHEME, PRINT_SCHEME])
def test_whatever_is_read_stands_out_from_its_ground(colours: ColourScheme) -> None:
    for colour in (colours.ink, colours.quiet, colours.accent, colours.pattern):
        assert contrast(colour, colours.ground) >= 4.5
    assert contrast(colours.line, colours.ground) >= 3


def test_dark_and_print_have_colours_of_their_own() -> None:
    svg = WRITERS["timeline"](worked_example())
    assert "@media screen and (prefers-color-scheme: dark)" in svg
    assert "@media print" in svg
    for colours in (LIGHT_SCHEME, DARK_SCHEME, PRINT_SCHEME):
        assert f".ink {{ fill: {colours.ink}; }}" in svg


@pytest.mark.parametrize("name", WRITERS)
def test_a_picture_scales_and_says_what_it_is(name: str) -> None:
    root = parsed(WRITERS[name](worked_example()))
    assert root.get("width") == "100%"
    named = (root.get("aria-labelledby") or "").split()
    assert [element.get("id") for element in root[:2]] == named
    assert all(element.text for element in root[:2])
