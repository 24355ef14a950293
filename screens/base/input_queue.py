"""Workaround for keys that overtake each other: each waits until the one before has taken effect.

Textual 8.2 sends a key to the widget that has the focus when the key arrives. A change of focus or
screen that the key before caused happens some messages later. So of text typed in one burst, or in
a slow terminal, some letters would run as commands of the widget that is being left.
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

RETRY_WALK_SECONDS = 1.0
"""While keys wait, another walk starts at this interval, from the widget that has the focus then.

A widget that is removed while it handles a key never answers.
"""

_MAX_RETRIES = 10
"""Number of retries after which the next key is handled anyway. On a busy machine a walk may take
seconds, and a key that is handled too early goes to a screen that is about to close."""

_MIN_WALKS = 2
_MAX_WALKS = 6

FocusState = tuple["Screen[object]", "Widget | None"]
"""The screen in front, and the focused widget."""


class InputQueue:
    """Delivers a key or a paste once all effects of the one before it have happened.

    To know when that is, a callback walks from the widget that got the key up to the app, through
    the message queue of each: behind the key, and behind the messages the key causes on the way. It
    walks at least twice, since the app runs a key's bound action last, and until the focus is the
    same before and after a walk.
    """

    def __init__(self, app: App[None], deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        self._is_busy = False

    async def put(self, event: events.Key | events.Paste) -> None:
        """Deliver a key or a paste, now or when its turn comes."""
        if self._is_busy:
            if not self._waiting:
                self._retry_later(self._turn)
            self._waiting.append(event)
        else:
            await self._handle(event)

    def wait_for_screen(self) -> None:
        """Hold keys back until the front screen is mounted and has its focus."""
        if not self._is_busy:
            self._wait_for(self._focus_state)

    @property
    def _focus_state(self) -> FocusState:
        return self._app.screen, self._app.focused

    async def _handle(self, event: events.Event) -> None:
        focus_state = self._focus_state
        if _is_text(event, focus_state[1]):
            await self._deliver(event)
            return
        self._is_busy = True
        await self._deliver(event)
        self._wait_for(focus_state)

    def _wait_for(self, focus_state: FocusState) -> None:
        self._turn += 1
        self._is_busy = True
        self._walk(focus_state, self._turn, walks=1)

    def _walk(self, focus_state: FocusState, turn: int, walks: int) -> None:
        screen, focused = focus_state
        # Twice through each queue: a message a widget posts to itself comes behind the first call.
        path = [pump for node in (focused or screen).ancestors_with_self for pump in (node, node)]
        self._call_next(path, turn, lambda: self._finish_walk(focus_state, turn, walks))

    def _call_next(
        self, path: Sequence[MessagePump], turn: int, finish: Callable[[], Awaitable[None]]
    ) -> Awaitable[None] | None:
        if turn != self._turn:
            return None
        if not path:
            return finish()
        for at, pump in enumerate(path, start=1):
            if pump.call_later(self._call_next, path[at:], turn, finish):
                break  # those before it are closing and take no callback
        return None

    async def _finish_walk(self, focus_state: FocusState, turn: int, walks: int) -> None:
        now = self._focus_state
        if walks < _MIN_WALKS or (now != focus_state and walks < _MAX_WALKS):
            self._walk(now, turn, walks + 1)
        else:
            await self._handle_next()

    async def _handle_next(self) -> None:
        self._turn += 1
        self._is_busy = False
        while self._waiting and not self._is_busy:
            await self._handle(self._waiting.popleft())
        if self._waiting:
            self._retry_later(self._turn)

    def _retry_later(self, turn: int, retries: int = 1) -> None:
        self._app.set_timer(RETRY_WALK_SECONDS, lambda: self._retry(turn, retries))

    async def _retry(self, turn: int, retries: int) -> None:
        """Start a walk from the present focus as well; the first walk to finish counts."""
        if turn != self._turn or not self._is_busy:
            return
        if retries == _MAX_RETRIES:
            await self._handle_next()
        else:
            self._retry_later(turn, retries + 1)
            self._walk(self._focus_state, turn, walks=1)


def _is_text(event: events.Event, focused: Widget | None) -> bool:
    """Return whether a key only inserts a character into the focused text, so that none waits."""
    if focused is None or not isinstance(event, events.Key):
        return False
    return focused.check_consume_key(event.key, event.character)
