"""Keys that arrive together do what the same keys do slowly.

Textual hands each key to the focused widget's own queue, from where it may bubble back to the app, and goes on to the
next, so that a key which moves the focus or opens a screen is overtaken by those behind it. Here a key or a paste waits
until the one before it has had its effect, and the screen is painted with all of that at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

from liuwen_tui.tui.sparing import SparingScreen

_FRAME = 1 / 60
"""Seconds between two paintings while keys are waiting."""
_LONGEST = 3.0
"""Seconds after which the next key goes ahead whatever is still under way."""
_QUIET_ROUNDS = 4
"""Turns of the event loop without a message waiting, after which a key has had its effect."""


class InOrder:
    """A queue of input events, each delivered when the one before it has settled."""

    def __init__(self, app: App[None], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._deliver = app, deliver
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None
        self._held: list[SparingScreen[object]] = []
        self._painted = 0.0

    def take(self, event: Event) -> None:
        """Puts an event into the queue and sees that the queue is worked off."""
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work_off())
            self._task.add_done_callback(self._report)

    async def _work_off(self) -> None:
        while self._waiting:
            self._hold()
            try:
                await self._deliver(self._waiting.popleft())
                await self._settle()
                if self._held[-1:] and self._held[-1].lay_out():
                    await self._settle()
            finally:
                while self._held:
                    self._held.pop().release()
            self._paint()

    async def _settle(self) -> None:
        until, quiet = monotonic() + _LONGEST, 0
        while quiet < _QUIET_ROUNDS and monotonic() < until:
            await asyncio.sleep(0)
            if not self._app.screen_stack:  # the app is ending
                return
            self._hold()
            busy = not self._app.screen.is_mounted or any(pump.message_queue_size for pump in self._pumps())
            quiet = 0 if busy else quiet + 1

    def _hold(self) -> None:
        """Keeps the screen from being painted, and one that the key opens."""
        screen = self._app.screen if self._app.screen_stack else None
        if isinstance(screen, SparingScreen) and screen not in self._held:
            screen.hold()
            self._held.append(screen)

    def _paint(self) -> None:
        """Paints what the key did, unless the next is waiting and something was painted just now."""
        screen = self._app.screen if self._app.screen_stack else None
        if isinstance(screen, SparingScreen) and not (self._waiting and monotonic() - self._painted < _FRAME):
            screen.paint()
            self._painted = monotonic()

    def _pumps(self) -> list[MessagePump]:
        """The app, the screen, what has the focus, and all between them."""
        screen = self._app.screen
        return [self._app, screen, *(screen.focused.ancestors_with_self if screen.focused else [])]

    def _report(self, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        try:
            task.result()
        except Exception as error:  # noqa: BLE001  - Textual words it while it is being handled
            self._app._handle_exception(error)
