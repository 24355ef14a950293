"""500 actions against a bare table of as many rows, in one run.

Run it with `python -m tests.bench.bench_actions`; it prints milliseconds from a step to the frame
that shows it, and ratios. Bare and ours take turns, so that a busy machine troubles both alike. The
target is at most 1.5 times the bare widget: for moving the cursor, adding, editing and marking a
row, and for typing a character with its preview beneath against a bare input.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import cast

from rich.text import Text
from textual.widgets import DataTable, Input

from data.library.library import TinyLibrary
from facilitator.model.actions import Action, Actions, ActionType, Priority
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem
from screens.actions.form import with_actions
from screens.actions.screen import ActionsScreen
from screens.actions.view import ActionRowContext, action_row
from screens.app import FacilitatorApp
from screens.base.text import rich_line
from tests.bench.bench_timeline import typing
from tests.bench.turns import BareTable, Figures, print_in_turns, timed

COUNT, TIMES, ROOM = 500, 12, (100, 30)
DAY = date(2026, 11, 20)
TYPED = "prevent: CPU guard on the rules @owner +14d P1 #OPS-12 ^c2"
WIDTHS = (3, 36, 8, 4, 10, 13, 10, 6)
CAUSES = Causes(
    causes=tuple(Cause(text=f"cause {n}", role=CauseRole.CONTRIBUTING) for n in range(20))
)


def planned(count: int) -> tuple[Action, ...]:
    """Return so many actions."""
    causes, types, priorities = CAUSES.causes, tuple(ActionType), tuple(Priority)
    return tuple(
        Action(
            title=f"guard the rules for the {n}th time",
            type=types[n % 4],
            owner=f"person {n % 7}",
            due=DAY + timedelta(days=n % 40),
            priority=priorities[n % 4],
            ticket=f"OPS-{n}",
            addresses=(causes[n % 20].id,),
        )
        for n in range(count)
    )


def cells(action: Action) -> list[Text]:
    """Return the cells of an action in a bare table."""
    return [rich_line(text) for text in action_row(action, ActionRowContext()).texts]


async def bare(actions: tuple[Action, ...]) -> Figures:
    """Time the bare widgets."""
    rows = [(action.id, cells(action)) for action in actions]
    app = BareTable([(str(n), width) for n, width in enumerate(WIDTHS)], rows)
    async with app.run_test(size=ROOM) as pilot:
        table = cast("DataTable[Text]", app.query_one(DataTable))

        async def move(n: int) -> None:
            table.action_cursor_down()

        async def add(n: int) -> None:
            action = Action(title="added")
            table.add_row(*cells(action), key=action.id)
            table.move_cursor(row=table.row_count - 1)

        async def edit(n: int) -> None:
            table.update_cell(actions[n].id, "1", Text(f"edited for the {n}th time"))

        async def mark(n: int) -> None:
            table.update_cell(actions[n].id, "0", Text("●○"))
            table.move_cursor(row=n + 1)

        await pilot.pause()
        return {
            "cursor": await timed(move, pilot, TIMES),
            "edit": await timed(edit, pilot, TIMES),
            "mark": await timed(mark, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "typing": await timed(typing(app, app.query_one(Input), TYPED), pilot, len(TYPED)),
        }


async def whole_screen(actions: tuple[Action, ...], folder: Path) -> Figures:
    """Time the whole stage, its guide and saving beside it."""
    library = TinyLibrary(folder)
    document = Postmortem(id="2026-11-20-abcdef", causes=CAUSES, actions=Actions(actions=actions))
    library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=ROOM) as pilot:
        app.open_postmortem(document.id, "actions")
        await pilot.pause(1)
        screen = cast(ActionsScreen, app.screen)

        def put(action: Action) -> None:
            screen.cursor_on = action.id
            screen.edit(lambda old: with_actions(old, (action,)), "Put action")
            screen.repaint()

        async def move(n: int) -> None:
            screen.table.action_move(1)

        async def add(n: int) -> None:
            put(Action(title="added"))

        async def edit(n: int) -> None:
            put(screen.document.actions.actions[n].changing(title=f"edited for the {n}th time"))

        async def mark(n: int) -> None:
            screen.action_mark()

        return {
            "cursor": await timed(move, pilot, TIMES),
            "edit": await timed(edit, pilot, TIMES),
            "mark": await timed(mark, pilot, TIMES),
            "add": await timed(add, pilot, TIMES),
            "typing": await timed(typing(app, screen.entry.input, TYPED), pilot, len(TYPED)),
        }


def main() -> None:
    """Print what was measured."""
    actions = planned(COUNT)
    print(f"{COUNT:,} actions")
    print_in_turns(partial(bare, actions), partial(whole_screen, actions))


if __name__ == "__main__":
    main()
