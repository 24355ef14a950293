"""The tree as it is painted: every line fits, and the cursor stays through any edit."""

from __future__ import annotations

from random import Random

from rich.cells import cell_len

from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from screens.causes import CausesScreen
from screens.dialogs.read_back import chains_through
from screens.widgets.cause_tree import Line, fitted, tree_lines
from screens.widgets.cause_view import PROBLEM
from tests.screens.support_causes import HOSTILE, opened

RULE = Cause(id="rrrrrrrr", text="A rule burned all processors", bone="design")
GUARD = Cause(id="gggggggg", text="The guard had been taken out", parent=RULE.id)
TESTS = Cause(id="tttttttt", text="Tests look at matches only", parent=RULE.id, bone="testing")
ROLLOUT = Cause(id="aaaaaaaa", text="It went everywhere at once", bone="process")
CAUSES = Causes(problem="Visitors got errors", causes=(RULE, GUARD, TESTS, ROLLOUT))


def painted(screen: CausesScreen) -> list[tuple[int, str | None]]:
    """Return the lines of the tree as the widget holds them: depth and key, without the root."""
    found: list[tuple[int, str | None]] = []
    waiting = [(-1, screen.tree_view.root)]
    while waiting:
        depth, node = waiting.pop()
        found.append((depth, node.data))
        waiting.extend((depth + 1, child) for child in reversed(list(node.children)))
    return found[1:]


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
            assert painted(screen) == [(d, cause.id) for d, cause in causes.in_tree_order()]
            if at in causes.labels():
                assert screen.tree_view.selected == at


def test_words_behind_a_text_give_way_before_the_text_does() -> None:
    line = Line("k", None, "●", "x" * 40, ("contributing", "detection", "1 evidence"))
    assert fitted(line, 100) == ("● " + "x" * 40, "  contributing · detection · 1 evidence")
    text, behind = fitted(line, 50)
    assert behind == "  1 evidence"
    assert text.endswith("…")
    assert cell_len(text + behind) <= 50


def test_every_line_fits_the_room_it_has_in_any_script() -> None:
    for text in (*HOSTILE, "漢字" * 50):
        for room in range(12, 60):
            assert cell_len("".join(fitted(Line("k", None, "·", text, ("design",)), room))) <= room


def test_only_ends_of_the_tree_are_asked_for_evidence() -> None:
    behind = {line.key: line.behind for line in tree_lines(CAUSES)}
    assert "! no evidence" in behind[GUARD.id]
    assert "! no evidence" not in behind[RULE.id]


def test_without_a_cause_chosen_every_chain_is_read_back() -> None:
    assert chains_through(CAUSES, None) == (
        (GUARD.text, RULE.text, "Visitors got errors"),
        (TESTS.text, RULE.text, "Visitors got errors"),
        (ROLLOUT.text, "Visitors got errors"),
    )
    assert chains_through(CAUSES, TESTS.id) == (chains_through(CAUSES, None)[1],)
