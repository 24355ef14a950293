"""The fishbone: which side a bone is on, what its marks say, and that no bone crosses a text."""

from __future__ import annotations

from itertools import pairwise

from data.example import worked_example
from facilitator.exporters.svg.fishbone import fishbone_picture
from facilitator.exporters.svg.shapes import Box, Circle, Polygon, Polyline, SvgPicture, TextBlock
from facilitator.model.causes import Cause, CauseRole, Causes
from tests.facilitator.exporters.svg.picture_cases import FISHBONES, caused


def words(picture: SvgPicture, text: str) -> TextBlock:
    """Return the one place where this is written."""
    (found,) = (each for each in picture.texts if "".join(each.lines) == text)
    return found


def spine(picture: SvgPicture) -> Polyline:
    (found,) = (s for s in picture.shapes if isinstance(s, Polyline) and s.kind == "spine")
    return found


def crosses(line: Polyline, box: Box) -> bool:
    """Whether a line of two points passes through a box."""
    (x1, y1), (x2, y2) = line.points
    steps = 400
    return any(
        box.left < x1 + (x2 - x1) * n / steps < box.right
        and box.top < y1 + (y2 - y1) * n / steps < box.bottom
        for n in range(steps + 1)
    )


def test_no_bone_crosses_a_text() -> None:
    for document in (*FISHBONES.values(), worked_example()):
        picture = fishbone_picture(document)
        bones = [
            s for s in picture.shapes if isinstance(s, Polyline) and s.kind in ("bone", "spine")
        ]
        boxes = [each.box for each in picture.texts]
        assert not any(crosses(bone, box) for bone in bones for box in boxes)


def test_bones_stand_by_twos_in_the_teams_order_and_all_lean_alike() -> None:
    example = worked_example()
    causes = example.causes
    top = next(c for c in causes.causes if c.parent is None and c.text.startswith("Getting back"))
    unplaced = causes.with_cause(top.changing(bone=""))
    picture = fishbone_picture(example.changing(causes=unplaced))
    level = spine(picture).points[0][1]
    names = ("process", "testing", "detection", "design", "tooling", "dependencies", "no bone yet")
    places = [words(picture, name) for name in names]
    assert [place.y < level for place in places] == [True, False] * 3 + [True]
    bones = [s for s in picture.shapes if isinstance(s, Polyline) and s.kind == "bone"]
    feet = [bone.points[0] for bone in bones]
    assert [y for _, y in feet] == [level] * 7
    assert [x for x, _ in feet] == sorted(x for x, _ in feet)
    leans = {round((x2 - x1) / abs(y2 - y1), 6) for (x1, y1), (x2, y2) in (b.points for b in bones)}
    assert len(leans) == 1
    assert leans.pop() < 0  # away from the problem, which is at the right end


def test_a_root_has_a_filled_disc_and_the_word_a_contributing_factor_an_open_diamond() -> None:
    picture = fishbone_picture(FISHBONES["one chain"])
    word = words(picture, "root")
    (disc,) = (s for s in picture.shapes if isinstance(s, Circle))
    assert disc.kind == "mark"
    assert disc.box.right < word.box.left
    assert word.box.top < disc.y < word.box.bottom
    contributing = caused(Cause(text="a", role=CauseRole.CONTRIBUTING))
    picture = fishbone_picture(contributing)
    (mark,) = (s for s in picture.shapes if isinstance(s, Polygon) and s.kind == "open")
    assert mark.box.right < words(picture, "contributing").box.left


def test_a_sub_cause_stands_further_in_and_hangs_on_the_one_it_made_possible() -> None:
    picture = fishbone_picture(FISHBONES["one chain"])
    labels = [words(picture, label) for label in ("c1", "c2", "c3")]
    assert [round(b.x - a.x, 6) for a, b in pairwise(labels)] == [20, 20]
    elbows = [s for s in picture.shapes if isinstance(s, Polyline) and len(s.points) == 3]
    assert len(elbows) == 2


def test_a_cause_of_one_on_another_bone_says_whose_it_is() -> None:
    picture = fishbone_picture(worked_example())
    assert words(picture, "root · for c1")
    assert words(picture, "Fishbone · “for c1” says: it made c1 possible, on another bone")


def test_bones_without_causes_say_that_there_are_none() -> None:
    picture = fishbone_picture(FISHBONES["one chain"])
    assert ["".join(w.lines) for w in picture.texts].count("no cause found yet") == 5


def test_the_picture_grows_with_what_is_in_it() -> None:
    one, many = (
        fishbone_picture(
            caused(*(Cause(text=f"Cause {n} of several", bone="design") for n in range(count)))
        )
        for count in (1, 40)
    )
    assert many.width * many.height > 2 * one.width * one.height
    long = fishbone_picture(FISHBONES["a long cause"])
    assert long.height < 2 * long.width


def test_a_team_with_no_bones_and_a_very_deep_chain_is_drawn() -> None:
    chain = [Cause(text="why 0")]
    for n in range(1, 30):
        chain.append(Cause(text=f"why {n}", parent=chain[-1].id))
    document = caused().changing(causes=Causes(causes=tuple(chain), bones=()))
    picture = fishbone_picture(document)
    assert words(picture, "why 29")
    assert words(picture, "no bone yet")
