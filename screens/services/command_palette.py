"""The command palette: every action of the screen, from its bindings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import cast

from textual import on
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.widgets import Input

from screens.base.app import in_front
from screens.base.modal import Dialog
from screens.base.textual_workarounds import ImmediatePalette
from screens.services.context import AppContext


class CommandPaletteDialog(ImmediatePalette, Dialog[None]):
    """Textual's palette, which closes once and takes no other screen with it."""

    @on(Input.Changed)
    def _typed_late(self, event: Input.Changed) -> None:
        """Look for nothing any more once this was closed: there is no list to show it in."""
        if self not in self.app.screen_stack:
            event.prevent_default()


class BindingCommands(Provider):
    """Offers the actions under the words and the keys of their bindings."""

    def _commands(self) -> Iterator[tuple[str, Callable[[], Awaitable[bool] | None]]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding, node = active.binding, active.node
            words = binding.tooltip or binding.description
            if words and binding.id and words not in seen:
                seen.add(words)
                key = self.app.get_key_display(binding)
                yield f"{words}  ({key})", self._running(binding.action, node)
        yield "Theme: dark or light", self._running("other_theme", self.app)
        timer = cast(AppContext, self.app).timer
        if timer is not None:
            yield "Timer: count this stage anew", timer.reset
        lens = cast(AppContext, self.app).lens
        yield f"Words to reconsider: {'mark none' if lens.is_on else 'mark them'}", lens.switch

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for words, run in self._commands():
            yield DiscoveryHit(words, run)

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for words, run in self._commands():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), run)

    def _running(self, action: str, node: DOMNode) -> Callable[[], Awaitable[bool]]:
        """Return what runs an action on the node whose binding it is, as its key would.

        Its key would not where another screen came above meanwhile.
        """

        async def run() -> bool:
            return in_front(self.app) is self.screen and await self.app.run_action(action, node)

        return run
