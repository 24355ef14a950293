"""The command palette: every action of the screen, from its bindings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from screens.lens import lens_of

if TYPE_CHECKING:
    from screens.app import FacilitatorApp


class Actions(Provider):
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
        timing = cast("FacilitatorApp", self.app).timing
        if timing is not None:
            yield "Timer: count this stage anew", timing.count_anew
        lens = lens_of(self.app)
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
        """Return what runs an action on the node whose binding it is, as its key would."""
        return lambda: self.app.run_action(action, node)
