"""The exchange between panel and play: the play publishes views, the panel submits commands."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Callable

from e2e.debug.commands import Command, LookForBrowser, Rebuild
from e2e.debug.errors import BrowserClosed, Refused
from e2e.debug.view import View


class Desk:
    """Holds the newest view, and takes one command at a time.

    Call its async methods, `publish` and `submit` on the loop that serves the panel, `take` and
    `is_pause_wanted` in the thread that plays. `check` raises Refused for a command that has no effect
    in the present state; `first` is the view before the first play.
    """

    def __init__(self, check: Callable[[Command], None], first: View) -> None:
        self.view = first
        self.picture: bytes | None = None
        self.diagram = ""
        self._check = check
        self._orders: queue.SimpleQueue[Command | Rebuild | LookForBrowser] = queue.SimpleQueue()
        self._moved = asyncio.Event()
        self._pause = threading.Event()

    def publish(self, view: View) -> None:
        """Makes `view` the newest one, with the next version number."""
        self.view = view.model_copy(update={"version": self.view.version + 1})
        self._moved.set()
        self._moved = asyncio.Event()

    def submit(self, command: Command) -> None:
        """Hands a command to the play. Raises Refused, and changes nothing, where it is not accepted."""
        if self.view.activity != "waiting":
            raise Refused("command", f"It is {self.view.activity}. Pause it, or wait.")
        self._check(command)
        self._pause.clear()
        self.publish(self.view.model_copy(update={"activity": "playing"}))
        self._orders.put(command)

    def pause(self) -> None:
        """Makes a running play stop before its next act. Raises Refused where no play runs."""
        if self.view.activity != "playing":
            raise Refused("pause", f"Nothing is played: it is {self.view.activity}.")
        self._pause.set()

    def request_rebuild(self, changed: tuple[str, ...]) -> None:
        """Orders a new build of the page for the next time that the play waits."""
        self._orders.put(Rebuild(changed))

    def take(
        self, announce: Callable[[], None], has_browser: Callable[[], bool]
    ) -> Command | Rebuild:
        """Waits for the next order, and returns it; a signal interrupts the wait.

        `announce` is called once, before the first wait. Raises BrowserClosed where a panel was closed
        and `has_browser` returns false.
        """
        is_announced = False
        while True:
            if self._orders.empty() and not is_announced:
                announce()
                is_announced = True
            order = self._orders.get()
            if not isinstance(order, LookForBrowser):
                return order
            if not has_browser():
                raise BrowserClosed

    def is_pause_wanted(self) -> bool:
        """Returns whether a person has asked for a pause since the last call."""
        was_wanted = self._pause.is_set()
        self._pause.clear()
        return was_wanted

    async def wait_until_waiting(self) -> View:
        """Returns the first view in which the play waits for a command."""
        while self.view.activity != "waiting":
            await self._moved.wait()
        return self.view

    async def follow(self) -> AsyncGenerator[View, None]:
        """Yields the present view and every later one, except those that a newer one has replaced.

        When the follower is gone, the play checks whether its browser is gone with it.
        """
        try:
            while True:
                moved, view = self._moved, self.view
                yield view
                if view.version == self.view.version:
                    await moved.wait()
        finally:
            self._orders.put(LookForBrowser())
