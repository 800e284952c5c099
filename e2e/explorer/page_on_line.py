"""A page that schedules are played on, one after another."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from e2e.history.history import History
from e2e.history.page_events import PageEvent
from e2e.stage.accounts import Accounts
from e2e.stage.network import DIRECT
from e2e.stage.observer_link import LinkServer, ObserverLink
from e2e.stage.rest import QuietRest
from e2e.stage.timers import Timers
from e2e.stage.window import VIEWPORT

Take = Callable[[PageEvent], None]


def drop(event: PageEvent) -> None:
    """Takes a record, and nobody is told."""


class PageOnLine:
    """A document with the harness, its line to the runner, and the timers that it has set.

    The clock is inside the page (`?clock=`) and is driven over the line. No debugger is attached:
    what DevTools is told of each request costs more than the request itself. `take` is told of each
    record. With `paints` the browser draws frames, as it does for a person; without, it computes
    layout only where it is asked for, which is all that the observer needs. `network` is what lies
    between page and backend, `cut_request` ends what a proxy goes on with when the page let go of it.
    """

    def __init__(
        self,
        browser: CDPSession,
        context: str,
        address: str,
        links: LinkServer,
        now: Callable[[], int],
        *,
        paints: bool,
        network: str,
        cut_request: Callable[[int], None],
    ) -> None:
        self.network = network
        self.cut_request = cut_request
        self.timers = Timers()
        self.link = ObserverLink(secrets.token_hex(8), self._receive, now)
        self.take: Take = drop
        self.is_spent = True
        self._browser = browser
        self._context = context
        self._links = links
        self._paints = paints
        self._target: str | None = None
        self._ahead = 0
        query = {"observer": links.address_of(self.link), "clock": "0", "ahead": "0"}
        self._address = f"{address}?{urlencode(query)}"
        links.add(self.link)

    @property
    def is_proxied(self) -> bool:
        """Whether a caching proxy stands between page and backend."""
        return self.network != DIRECT

    async def open_document(self, limit: float) -> None:
        """Opens a new document with nothing mounted, and returns when it is at rest.

        Raises NotAtRest where that takes more than `limit` seconds.
        """
        empty = _Empty(self.link)
        accounts = Accounts(is_proxied=self.is_proxied)
        rest = QuietRest([empty], accounts, self.cut_request)
        rest.watch(empty)

        def take(event: PageEvent) -> None:
            accounts.apply(event)
            empty.history.append("page", event)

        self.take = take
        self.link.expect_document()
        self.link.begin_anew()
        old = self._target
        self._target = await self._create_target()
        if old is not None:
            await self._close_target(old)
        await rest.come_to_rest(limit)
        self.take = drop
        self._ahead = 0
        self.is_spent = False

    async def close_document(self) -> None:
        """Closes the document that is open, if one is: no line of its script runs any more."""
        self.link.expect_document()
        self.is_spent = True
        if self._target is not None:
            await self._close_target(self._target)
        self._target = None

    async def set_ahead(self, milliseconds: int) -> None:
        """Sets what the page reads of `Date` ahead of virtual time, and returns when that is so."""
        if milliseconds != self._ahead:
            self._ahead = milliseconds
            await self.link.set_ahead(milliseconds)

    def advance(self, milliseconds: int) -> None:
        """Moves the page's clock, firing what is due on the way."""
        self.link.order("advance", milliseconds=milliseconds)

    def fire_due(self, now: int) -> None:
        """Fires what is due at `now`: the page's own first, and then one timer of a worker's."""
        if worker := self.timers.get_first_due(now):
            self.link.order("fire_worker", worker=worker)
        else:
            self.advance(0)

    def close(self) -> None:
        """Nobody listens to the page any more."""
        self.take = drop
        self._links.remove(self.link)

    async def _close_target(self, target: str) -> None:
        await self._browser.send("Target.closeTarget", {"targetId": target})

    async def _create_target(self) -> str:
        wanted: dict[str, Any] = {
            "url": self._address,
            "browserContextId": self._context,
            **VIEWPORT,
        }
        if not self._paints:
            try:
                made = await self._browser.send(
                    "Target.createTarget", {**wanted, "enableBeginFrameControl": True}
                )
                return str(made["targetId"])
            except PlaywrightError:
                # Only Chromium's headless shell knows how to hold frames back.
                self._paints = True
        made = await self._browser.send("Target.createTarget", wanted)
        return str(made["targetId"])

    def _receive(self, event: PageEvent) -> None:
        self.timers.apply(event)
        self.take(event)


class _Empty:
    """A page before anything is played on it."""

    def __init__(self, link: ObserverLink) -> None:
        self.link = link
        self.history = History()
