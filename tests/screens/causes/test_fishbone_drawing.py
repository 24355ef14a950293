"""The fishbone: every case as it was read and found good, and any other true and in its cells."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.analysis.fishbone import fishbone
from facilitator.model.causes import Cause, CauseRole, Causes
from screens.base.text import cut_words, drawable_words, rich_line, wrapped
from screens.causes.fishbone import drawn_fishbone
from screens.widgets.cause_picture import PROBLEM, ROLE_MARKS, CausePicture, PicturePart, bone_key
from tests.screens.causes.fishbone_cases import CASES, GOLDEN, ROOMS, lines_of, pictures, some
from tests.support.screens import HOSTILE


def text_in(picture: CausePicture, key: str, *parts: PicturePart) -> str:
    """Return what a picture says of these parts in a region, its lines joined by a blank."""
    region, found = picture.regions[key], []
    for runs in picture.lines[region.y : region.bottom]:
        at = 0
        for text, part in runs:
            if region.x <= at < region.right and part in parts:
                found.append(text)
            at += cell_len(text)
    return " ".join(found)


def test_every_case_is_drawn_as_its_golden_file_says() -> None:
    assert pictures() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_up_to_a_dozen_causes_fit_every_terminal_and_more_scroll_downwards(name: str) -> None:
    causes = CASES[name]
    most_on_a_side = max(len(bone.causes) for bone in fishbone(causes))
    for width, height in ROOMS.values():
        picture = drawn_fishbone(causes, width, height)
        assert picture.width == width
        if len(causes.causes) <= 13 and most_on_a_side <= height - 3:
            assert len(picture.lines) == height


def test_with_more_bones_than_there_is_room_for_the_picture_is_wider() -> None:
    causes = some(7)
    for n in range(12):
        causes = causes.with_bone(f"bone {n}")
    picture = drawn_fishbone(causes, 78, 14)
    assert 78 < picture.width < 140
    assert all(bone_key(bone) in picture.regions for bone in causes.bones)


def test_in_a_large_terminal_every_text_of_the_worked_example_is_whole() -> None:
    assert "…" not in "\n".join(lines_of(CASES["the worked example"], *ROOMS["200 columns"]))


def test_roots_and_contributors_have_their_mark_and_where_there_is_room_the_word() -> None:
    causes = CASES["the worked example"]
    narrow, wide = drawn_fishbone(causes, 78, 14), drawn_fishbone(causes, 162, 39)
    for cause in causes.causes:
        for picture in (narrow, wide):
            assert text_in(picture, cause.id, PicturePart.MARK) == ROLE_MARKS[cause.role]
        if cause.role is not CauseRole.STEP:
            assert cause.role.value in text_in(wide, cause.id, PicturePart.NOTE)


def test_a_cause_away_from_its_parent_says_what_it_is_for() -> None:
    parent = Cause(text="rule", bone="design")
    child = Cause(text="guard", bone="tooling", parent=parent.id)
    picture = drawn_fishbone(Causes(causes=(parent, child)), 162, 39)
    assert text_in(picture, child.id, PicturePart.NOTE) == "c2  ! no evidence · for c1"


def test_a_sub_cause_stands_further_in_than_its_parent() -> None:
    chain = [Cause(text="0", bone="design")]
    for n in range(1, 5):
        chain.append(Cause(text=str(n), parent=chain[-1].id))
    picture = drawn_fishbone(Causes(causes=tuple(chain)), 120, 20)
    at = [picture.regions[cause.id].x for cause in chain]
    assert at == [at[0] + 2 * n for n in range(5)]


def test_an_empty_bone_is_a_question() -> None:
    picture = drawn_fishbone(Causes(), 78, 14)
    assert "testing ?" in "\n".join(lines_of(Causes(), 78, 14))
    assert bone_key("testing") in picture.regions
    assert "testing ?" not in "\n".join(lines_of(CASES["the worked example"], 78, 14))


def test_bones_stand_above_and_below_in_the_teams_order() -> None:
    causes = Causes().moving_bone("design", -3)
    picture = drawn_fishbone(causes, 78, 14)
    places = [picture.regions[bone_key(bone)] for bone in causes.bones]
    assert [place.y for place in places[::2]] == [places[0].y] * 3
    assert [place.y for place in places[1::2]] == [places[1].y] * 3
    assert places[0].y < places[1].y
    assert [place.x for place in places] == sorted(place.x for place in places)


@pytest.mark.parametrize("text", [*HOSTILE, "漢字" * 2500, "x" * 5000, "e\u0301" * 5000])
def test_hostile_text_stands_letter_for_letter_or_is_cut_with_an_ellipsis(text: str) -> None:
    cause = Cause(text=text, bone=text[:40])
    causes = Causes(problem=text, bones=(text[:40],), causes=(cause,))
    for width, height in ((78, 14), (162, 39)):
        picture = drawn_fishbone(causes, width, height)
        _is_sound(picture, causes)
        for key, part in ((cause.id, PicturePart.TEXT), (PROBLEM, PicturePart.HEAD)):
            _says(text_in(picture, key, part), text)


def _says(shown: str, text: str) -> None:
    """A text is there in full, or its beginning with an ellipsis; lines may break it anywhere."""
    said, whole = shown.replace(" ", ""), "".join(drawable_words(text))
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


def _is_sound(picture: CausePicture, causes: Causes) -> None:
    lines = ["".join(text for text, _ in line) for line in picture.lines]
    assert all(cell_len(line) <= picture.width for line in lines)
    keys = {PROBLEM, *(cause.id for cause in causes.causes)}
    assert {key for key in picture.regions if not key.startswith("bone:")} == keys
    whole = (0, 0, picture.width, len(lines))
    for region in picture.regions.values():
        assert region.width > 0
        assert region.height > 0
        assert region.x >= whole[0]
        assert region.y >= whole[1]
        assert region.right <= whole[2]
        assert region.bottom <= whole[3]
    for one, other in combinations(picture.regions.values(), 2):
        assert not one.overlaps(other)
    for line in picture.lines:
        at = 0
        for text, _ in line:
            at += cell_len(text)
        assert at == sum(cell_len(text) for text, _ in line)


TEXTS = st.one_of(
    st.sampled_from((*HOSTILE, "漢字とかな" * 300, "x" * 5000, "a\u200db", "\u0301", "👩‍👩‍👧 x")),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
).filter(lambda text: bool(rich_line(text).plain))
STANDS = st.lists(
    st.tuples(TEXTS, st.integers(-3, 60), st.integers(0, 9), st.sampled_from(CauseRole)),
    max_size=25,
)
BONE_NAMES = st.lists(TEXTS, max_size=9, unique_by=lambda text: rich_line(text).plain)


def built(stands: list[tuple[str, int, int, CauseRole]], bones: list[str], problem: str) -> Causes:
    """Build causes, each beneath an earlier one or none, on one of the bones or none."""
    causes = Causes(problem=problem, bones=tuple(bones))
    made: list[Cause] = []
    for text, above, which, role in stands:
        parent = made[above % len(made)].id if made and above >= 0 else None
        bone = causes.bones[which] if which < len(causes.bones) else ""
        made.append(Cause(text=text, parent=parent, bone=bone, role=role))
    return causes.changing(causes=tuple(made))


@given(STANDS, BONE_NAMES, TEXTS | st.just(""), st.integers(1, 250), st.integers(1, 70))
def test_any_causes_in_any_room_are_drawn_in_their_cells(
    stands: list[tuple[str, int, int, CauseRole]],
    bones: list[str],
    problem: str,
    width: int,
    height: int,
) -> None:
    causes = built(stands, bones, problem)
    picture = drawn_fishbone(causes, width, height)
    assert picture.width >= width
    assert len(picture.lines) >= height
    _is_sound(picture, causes)
    for cause in causes.causes:
        shown = text_in(picture, cause.id, PicturePart.TEXT)
        _says(shown, cause.text)
        assert text_in(picture, cause.id, PicturePart.MARK) == ROLE_MARKS[cause.role]


@given(TEXTS, st.integers(1, 60), st.integers(1, 8))
def test_wrapped_text_keeps_to_its_cells_and_lines_and_loses_nothing_in_silence(
    text: str, width: int, most: int
) -> None:
    words = drawable_words(text)
    lines = wrapped(words, width, most)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)
    _says("".join(lines), text)


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert cut_words("twelve cells", 12) == "twelve cells"
    assert cut_words("twelve cells", 11) == "twelve cel…"
    assert wrapped(drawable_words("one two"), 3, 2) == ("one", "two")
    assert wrapped(drawable_words("onetwo"), 3, 2) == ("one", "two")
    assert wrapped(drawable_words("one twox"), 3, 2) == ("one", "tw…")
    assert wrapped(drawable_words("one two three"), 7, 1) == ("one tw…",)


def test_the_same_causes_in_the_same_room_are_the_same_picture() -> None:
    assert drawn_fishbone(some(30), 120, 20) == drawn_fishbone(some(30), 120, 20)
