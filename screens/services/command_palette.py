"""The command palette: the actions of the screen in front, taken from its bindings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from screens.base.app import front_screen
from screens.base.modal import Dialog
from screens.base.textual_workarounds import ImmediatePalette
from screens.services.context import AppContext


class CommandPaletteDialog(ImmediatePalette, Dialog[None]):
    """Textual's command palette as a `Dialog`, which closes at most once."""


class BindingCommands(Provider):
    """Offers each bound action by its tooltip or description, and its key."""

    def _commands(self) -> Iterator[tuple[str, Callable[[], Awaitable[bool] | None]]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding, node = active.binding, active.node
            title = binding.tooltip or binding.description
            # Bindings of Textual itself, such as scrolling, have no id and are left out.
            if title and binding.id and title not in seen:
                seen.add(title)
                key = self.app.get_key_display(binding)
                yield f"{title}  ({key})", self._runner(binding.action, node)
        yield "Theme: dark or light", self._runner("other_theme", self.app)
        timer = cast(AppContext, self.app).timer
        if timer is not None:
            yield "Timer: count this stage anew", timer.reset
        lens = cast(AppContext, self.app).lens
        yield f"Words to reconsider: {'mark none' if lens.is_on else 'mark them'}", lens.toggle

    async def discover(self) -> Hits:
        """Yield every command, while nothing is typed."""
        for title, run in self._commands():
            yield DiscoveryHit(title, run)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose title matches."""
        matcher = self.matcher(query)
        for title, run in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run)

    def _runner(self, action: str, node: DOMNode) -> Callable[[], Awaitable[bool]]:
        """Return a function that runs an action on the node that binds it, as its key would.

        It does nothing where another screen came to the front meanwhile: the key would go there.
        """

        async def run() -> bool:
            return front_screen(self.app) is self.screen and await self.app.run_action(action, node)

        return run
