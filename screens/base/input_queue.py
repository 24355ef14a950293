"""Keys in turn: one that is pressed while another still does its work waits, and comes after it.

Textual 8.2 hands a key to whatever has the focus when it arrives. What the key before it asks for,
a focus or a screen, comes about some messages later: of text typed in one go, and of anything
typed into a slow terminal, the letters in between would run as commands of the place left behind.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

ASKED_AGAIN_SECONDS = 1.0
"""While keys wait, a walk begins anew this often: a widget taken away in the middle of a key never
answers, and what is in sight by then does."""

_MOST_TIMES_ASKED = 10
"""No key waits longer than that. On a busy machine a walk may take seconds, and a key that is
handed on before its end lands on a screen that is about to go."""

_FEWEST_WALKS = 2
_MOST_WALKS = 6

FocusState = tuple["Screen[object]", "Widget | None"]
"""The screen in front, and the focused widget."""


class InputQueue:
    """Hands on a key, or a paste, once the one before it has done all it does.

    To know when that is, a call walks from the widget that got the key up to the app, through the
    queue of each: behind the key, and behind the messages it causes on the way. It walks again,
    since the app runs what is bound to a key last of all, and until the focus rests.
    """

    def __init__(self, app: App[None], deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver_event = deliver
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        self._is_busy = False

    async def take(self, event: events.Key | events.Paste) -> None:
        """Hand on a key or a paste, now or when its turn comes."""
        if self._is_busy:
            if not self._waiting:
                self._ask_again_later(self._turn)
            self._waiting.append(event)
        else:
            await self._deliver(event)

    def wait_for_screen(self) -> None:
        """Let keys wait until the screen in front has come up and has its focus."""
        if not self._is_busy:
            self._wait_for(self._place)

    @property
    def _place(self) -> FocusState:
        return self._app.screen, self._app.focused

    async def _deliver(self, event: events.Event) -> None:
        place = self._place
        if _is_text(event, place[1]):
            await self._deliver_event(event)
            return
        self._is_busy = True
        await self._deliver_event(event)
        self._wait_for(place)

    def _wait_for(self, place: FocusState) -> None:
        self._turn += 1
        self._is_busy = True
        self._walk(place, self._turn, walks=1)

    def _walk(self, place: FocusState, turn: int, walks: int) -> None:
        screen, focused = place
        # Twice through each queue: what a widget says to itself comes behind the first call.
        path = [pump for node in (focused or screen).ancestors_with_self for pump in (node, node)]
        self._call_next_of(path, turn, lambda: self._arrive(place, turn, walks))

    def _call_next_of(
        self, path: Sequence[MessagePump], turn: int, arrive: Callable[[], Awaitable[None]]
    ) -> Awaitable[None] | None:
        if turn != self._turn:
            return None
        if not path:
            return arrive()
        for at, pump in enumerate(path, start=1):
            if pump.call_later(self._call_next_of, path[at:], turn, arrive):
                break  # those before it are going away
        return None

    async def _arrive(self, place: FocusState, turn: int, walks: int) -> None:
        now = self._place
        if walks < _FEWEST_WALKS or (now != place and walks < _MOST_WALKS):
            self._walk(now, turn, walks + 1)
        else:
            await self._end()

    async def _end(self) -> None:
        self._turn += 1
        self._is_busy = False
        while self._waiting and not self._is_busy:
            await self._deliver(self._waiting.popleft())
        if self._waiting:
            self._ask_again_later(self._turn)

    def _ask_again_later(self, turn: int, times: int = 1) -> None:
        self._app.set_timer(ASKED_AGAIN_SECONDS, lambda: self._ask_again(turn, times))

    async def _ask_again(self, turn: int, times: int) -> None:
        """Walk from what is in sight as well: of two walks, the first that comes through counts."""
        if turn != self._turn or not self._is_busy:
            return
        if times == _MOST_TIMES_ASKED:
            await self._end()
        else:
            self._ask_again_later(turn, times + 1)
            self._walk(self._place, turn, walks=1)


def _is_text(event: events.Event, focused: Widget | None) -> bool:
    """Return whether a key only puts a letter into a text: it leads nowhere else."""
    if focused is None or not isinstance(event, events.Key):
        return False
    return focused.check_consume_key(event.key, event.character)
