"""Where the panel and the play meet: views go one way, commands the other."""

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

    Its async methods, `publish` and `submit` are for the loop that serves the panel; `take` and
    `is_pause_wanted` are for the thread that plays. `check` refuses what does nothing as things stand;
    `first` is the view until something is played.
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
        """Makes `view` the newest, with the next number."""
        self.view = view.model_copy(update={"version": self.view.version + 1})
        self._moved.set()
        self._moved = asyncio.Event()

    def submit(self, command: Command) -> None:
        """Hands a command to the play; raises Refused, and changes nothing, where it cannot be taken."""
        if self.view.activity != "waiting":
            raise Refused("command", f"It is {self.view.activity}. Pause it, or wait.")
        self._check(command)
        self._pause.clear()
        self.publish(self.view.model_copy(update={"activity": "playing"}))
        self._orders.put(command)

    def pause(self) -> None:
        """Has a play that is running stop before its next act. Raises Refused where none runs."""
        if self.view.activity != "playing":
            raise Refused("pause", f"Nothing is played: it is {self.view.activity}.")
        self._pause.set()

    def request_rebuild(self, changed: tuple[str, ...]) -> None:
        """Has the page built again when the play next waits."""
        self._orders.put(Rebuild(changed))

    def take(
        self, announce: Callable[[], None], has_browser: Callable[[], bool]
    ) -> Command | Rebuild:
        """Returns the next order, and waits for it; a signal interrupts that.

        `announce` is called once, before it waits for the first time. Raises BrowserClosed where a panel
        has gone and `has_browser` says that the browser has as well.
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
        """Whether a person wants the play to stop; once."""
        was_wanted = self._pause.is_set()
        self._pause.clear()
        return was_wanted

    async def wait_until_waiting(self) -> View:
        """Returns the first view in which the play waits for a command."""
        while self.view.activity != "waiting":
            await self._moved.wait()
        return self.view

    async def follow(self) -> AsyncGenerator[View, None]:
        """Every view from the present one on; one that was overtaken meanwhile is left out.

        When the follower has gone, the play looks whether its browser has gone with it.
        """
        try:
            while True:
                moved, view = self._moved, self.view
                yield view
                if view.version == self.view.version:
                    await moved.wait()
        finally:
            self._orders.put(LookForBrowser())
