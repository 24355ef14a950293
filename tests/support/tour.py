"""Going through every screen of the program, with something looking at each one on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Tree

from facilitator.guide.stages import STAGES
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.commands.present import PresentDialog
from screens.stage.guide_panel import GuidePanel
from screens.stage.screen import StageScreen
from screens.widgets.cause_picture import PictureView
from screens.widgets.form_spec import FieldSpec
from screens.widgets.item_list import ItemList
from screens.widgets.table import RowTable
from tests.support.painted import MARK
from tests.support.screens import until

DIALOGS = {
    Stage.TIMELINE: ("m", "k", "o", "p", "r"),
    Stage.CAUSES: ("e", "s", "b", "v", "M", "d", "q", "R"),
    Stage.LESSONS: ("l",),
    Stage.ACTIONS: ("s", "o", "f", "n", "x"),
    Stage.REVIEW: ("s",),
}
"""The keys that open a dialog from the list in which a stage begins."""

KEYS = {
    Stage.TIMELINE: ("e", "escape", "f", "f", "z"),
    Stage.ACTIONS: ("e", "escape"),
}
"""The keys that show something of a row in the stage itself."""

OTHER_VIEWS = {Stage.TIMELINE: "i", Stage.CAUSES: "f"}
"""The key that shows a stage the other way."""

EVERYWHERE = ("f1", "f3", "f7", "ctrl+o", "ctrl+p")
"""The keys that open a dialog from any stage."""


class Tour:
    """A person who goes everywhere; `look` is called wherever there is something to see."""

    def __init__(
        self, app: FacilitatorApp, pilot: Pilot[None], look: Callable[[str], None]
    ) -> None:
        self._app = app
        self._pilot = pilot
        self._look = look

    async def see(self, where: str) -> None:
        """Look, once all that was asked for is painted."""
        await self._pilot.pause()
        self._look(where)

    async def press(self, key: str) -> None:
        """Press a key, and look."""
        where = f"{type(self._app.screen).__name__} {key}"
        self._app.simulate_key(key)
        await self.see(where)

    async def stages(self) -> None:
        """Go through all stages: their pages, their lists, their keys, their guide."""
        for stage in STAGES:
            self._app.action_go(stage.value)
            await self.see(stage.value)
            screen = self._app.screen
            assert isinstance(screen, StageScreen)
            await self._lists(screen)
            await self._pages(screen)
            await self._rows(screen)
            for key in DIALOGS.get(stage, ()):
                screen.focus_first()
                await self.dialog(key)
            for key in KEYS.get(stage, ()):
                await self.press(key)
            if stage in OTHER_VIEWS:
                await self.press(OTHER_VIEWS[stage])
                await self._pages(screen)
            await self._guide(screen)

    async def dialog(self, key: str) -> None:
        """Open a dialog with a key, look at it, and close it."""
        beneath = self._app.screen
        self._app.simulate_key(key)
        await until(self._pilot, lambda: self._app.screen is not beneath)
        await self.see(f"{type(beneath).__name__} {key}")
        await self._pages(self._app.screen)
        await self.close(beneath)

    async def presentation(self) -> None:
        """Step through the whole document as the room sees it, and through what is longer."""
        beneath = self._app.screen
        self._app.simulate_key("f5")
        await until(self._pilot, lambda: isinstance(self._app.screen, PresentDialog))
        screen = self._app.screen
        assert isinstance(screen, PresentDialog)
        screen.action_stand(0)
        for n in range(screen.count):
            await self.see(f"slide {n}")
            await self._pages(screen)
            screen.action_step(1)
        await self.close(beneath)

    async def close(self, beneath: Screen[Any]) -> None:
        """Close what lies above a screen, answering nothing."""
        while self._app.screen is not beneath:
            await self._app.pop_screen()

    async def _pages(self, screen: Screen[Any]) -> None:
        """Scroll through what is longer than the screen."""
        for page in screen.query(VerticalScroll):
            if page.display and page.max_scroll_y and page.size.height > 1:
                pages = range(0, page.max_scroll_y, page.size.height)[1:3]
                for y in dict.fromkeys((*pages, page.max_scroll_y)):
                    page.scroll_to(y=y, animate=False, immediate=True)
                    await self.see(f"{type(screen).__name__} from {y} on")

    async def _lists(self, screen: StageScreen) -> None:
        """Look into each list of items, and open the sheet of its first one, each kind once."""
        asked: list[tuple[FieldSpec, ...]] = []
        for items in screen.query(ItemList):
            if items.display and items.table.row_count and items.spec.fields not in asked:
                asked.append(items.spec.fields)
                items.table.focus()
                items.action_want("edit")
                await until(self._pilot, lambda: self._app.screen is not screen)
                await self.see(f"sheet of {items.id}")
                await self.close(screen)

    async def _rows(self, screen: StageScreen) -> None:
        """Move through the rows of the list in which a stage begins."""
        screen.set_focus(None)
        screen.focus_first()
        await self._pilot.pause()
        if isinstance(screen.focused, RowTable | Tree | PictureView):
            for key in ("end", "home", "down"):  # beneath the root of a tree
                await self.press(key)

    async def _guide(self, screen: StageScreen) -> None:
        """Look at each need and each question that quotes the document."""
        screen.action_guide()
        guide = screen.query_one(GuidePanel)
        for n, result in enumerate(guide.conditions.results):
            if MARK.search(f"{result.statement}{result.detail}{result.todo} "):
                guide.conditions.options.highlighted = n
                await self.see(f"guide {screen.STAGE} {result.condition}")
        for _ in guide.prompt.sequence.prompts:
            question = guide.prompt.question
            if MARK.search(question):
                await self.see(f"guide asks {question:.40}")
            screen.action_question(1)
        screen.action_guide()
