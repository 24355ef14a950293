"""The tree as it is painted: every line fits, and the cursor stays through any edit."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from rich.cells import cell_len

from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from screens.causes.read_back import chains_through
from screens.causes.screen import CausesScreen
from screens.causes.tree import MIN_WIDTH, STEP, cause_notes, drawn_tree
from screens.widgets.cause_picture import PROBLEM, CausePicture
from tests.support.cause_screens import HOSTILE, opened

RULE = Cause(id="rrrrrrrr", text="A rule burned all processors", bone="design")
GUARD = Cause(id="gggggggg", text="The guard had been taken out", parent=RULE.id)
TESTS = Cause(id="tttttttt", text="Tests look at matches only", parent=RULE.id, bone="testing")
ROLLOUT = Cause(id="aaaaaaaa", text="It went everywhere at once", bone="process")
CAUSES = Causes(problem="Visitors got errors", causes=(RULE, GUARD, TESTS, ROLLOUT))


def painted(picture: CausePicture) -> list[tuple[int, str]]:
    """Return the causes of a drawn tree in order, each with its depth."""
    return [(r.x // STEP - 1, key) for key, r in picture.regions.items() if key != PROBLEM]


def text_of(picture: CausePicture) -> list[str]:
    """Return the lines of a drawn tree as they stand on the screen."""
    return ["".join(text for text, _ in runs).rstrip() for runs in picture.lines]


def edited(causes: Causes, chance: Random, turn: int) -> Causes:
    """Make some edit of a tree."""
    one = chance.choice(causes.causes).id if causes.causes else None
    new = Cause(text=f"cause {turn}")
    if one is None:
        return causes.with_cause(new)
    match chance.randrange(6):
        case 0:
            return causes.with_cause(new.changing(parent=one))
        case 1:
            return causes.indenting_cause(one)
        case 2:
            return causes.lifting_cause(one)
        case 3:
            return causes.with_cause_beside(new, one)
        case 4:
            return causes.moving_cause(one, None)
        case _:
            return causes.without_cause(one, "lift" if turn % 2 else "delete")


async def test_whatever_is_edited_the_tree_shows_the_document_and_keeps_the_cursor() -> None:
    chance, causes = Random(7), CAUSES
    document = Postmortem(id="2019-07-02-abcdef", causes=causes)
    async with opened(document, CausesScreen) as (_, screen):
        for turn in range(200):
            at = chance.choice([PROBLEM, *causes.labels()])
            screen.tree_view.select(at)
            assert screen.tree_view.selected == at
            causes = edited(causes, chance, turn)
            screen.tree_view.show(causes)
            assert painted(screen.tree_view.picture) == [
                (d, cause.id) for d, cause in causes.in_tree_order()
            ]
            if at in causes.labels():
                assert screen.tree_view.selected == at


def test_a_long_cause_wraps_and_the_tree_goes_on_beneath_it() -> None:
    long = RULE.changing(text="A rule burned all processors of every server everywhere at once")
    causes = Causes(problem="Visitors got errors", causes=(long, GUARD, TESTS, ROLLOUT))
    assert text_of(drawn_tree(causes, 44)) == [
        "Visitors got errors",
        "├─ · c1 A rule burned all processors of",
        "│  │    every server everywhere at once",
        "│  │    design",
        "│  ├─ · c2 The guard had been taken out",
        "│  │       ! no evidence",
        "│  └─ · c3 Tests look at matches only",
        "│          testing · ! no evidence",
        "└─ · c4 It went everywhere at once",
        "        process · ! no evidence",
    ]


def test_what_is_folded_says_how_much_stands_beneath() -> None:
    draw_into = text_of(drawn_tree(CAUSES, 78, {RULE.id}))
    assert draw_into[1] == "├─ ▶ · c1 A rule burned all processors  2 beneath · design"
    assert len(draw_into) == 3


def test_a_text_without_end_is_cut_with_an_ellipsis_and_leaves_room_for_the_rest() -> None:
    endless = RULE.changing(text="word " * 1000)
    draw_into = text_of(drawn_tree(Causes(problem="x", causes=(endless, ROLLOUT)), 60))
    assert draw_into[6].endswith("…")
    assert any("It went everywhere" in line for line in draw_into[:10])


def test_a_chain_far_longer_than_the_width_stays_in_it() -> None:
    chain = [RULE]
    for n in range(60):
        chain.append(Cause(text=f"because of what is called number {n}", parent=chain[-1].id))
    picture = drawn_tree(Causes(problem="x", causes=tuple(chain)), 78)
    assert all(cell_len(line) <= 78 for line in text_of(picture))
    assert sum(f"number {n}" in line for n in (7, 58) for line in text_of(picture)) == 2


@pytest.mark.parametrize("width", [1, 12, 30, 78, 200])
def test_every_line_fits_in_any_script_and_each_cause_has_cells_of_its_own(width: int) -> None:
    texts = (*HOSTILE, "漢字" * 50, "e\u0301" * 90)
    causes = [Cause(text=text) for text in texts]
    nested = tuple(
        cause.changing(parent=causes[n - 1].id) if n % 3 else cause
        for n, cause in enumerate(causes)
    )
    picture = drawn_tree(Causes(problem=HOSTILE[0], causes=nested), width)
    assert all(cell_len(line) <= max(width, MIN_WIDTH) for line in text_of(picture))
    rows = sorted((region.y, region.bottom) for region in picture.regions.values())
    assert all(end == begin for (_, end), (begin, _) in pairwise(rows))
    assert rows[-1][1] == len(picture.lines)


def test_only_ends_of_the_tree_are_asked_for_evidence() -> None:
    assert "! no evidence" in cause_notes(GUARD, is_leaf=True)
    assert "! no evidence" not in cause_notes(RULE, is_leaf=False)


async def test_folds_are_made_by_key_and_by_a_click_on_the_mark() -> None:
    document = Postmortem(id="2019-07-02-abcdef", causes=CAUSES)
    async with opened(document, CausesScreen) as (room, screen):
        tree = screen.tree_view
        await room.press("down", "left")
        await room.until(lambda: GUARD.id not in tree.regions)
        await room.press("right", "right")
        await room.until(lambda: tree.selected == GUARD.id)
        await room.press("left")
        await room.until(lambda: tree.selected == RULE.id)
        at = tree.regions[RULE.id]
        await room.pilot.click(tree, offset=(at.x, at.y))
        await room.until(lambda: GUARD.id not in tree.regions)


def test_without_a_cause_chosen_every_chain_is_read_back() -> None:
    assert chains_through(CAUSES, None) == (
        (GUARD.text, RULE.text, "Visitors got errors"),
        (TESTS.text, RULE.text, "Visitors got errors"),
        (ROLLOUT.text, "Visitors got errors"),
    )
    assert chains_through(CAUSES, TESTS.id) == (chains_through(CAUSES, None)[1],)
