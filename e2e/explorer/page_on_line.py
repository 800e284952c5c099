"""A page that schedules are played on, one after another."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from playwright.async_api import Page

from e2e.history.history import History
from e2e.history.page_events import PageEvent
from e2e.stage.accounts import Accounts
from e2e.stage.observer_link import LinkServer, ObserverLink
from e2e.stage.rest import Rest
from e2e.stage.timers import Timers

Take = Callable[[PageEvent], None]


def _drop(event: PageEvent) -> None:
    pass


class PageOnLine:
    """A document with the harness, its line to the conductor, and the timers that it has set.

    The clock is inside the page (`?clock=`) and is driven over the line: a DevTools round trip costs
    several times what a loopback hop does. `take` is told of each record.
    """

    def __init__(self, page: Page, address: str, links: LinkServer, now: Callable[[], int]) -> None:
        self.page = page
        self.timers = Timers()
        self.link = ObserverLink(secrets.token_hex(8), self._receive, now)
        self.take: Take = _drop
        self.is_spent = True
        self._links = links
        query = urlencode({"observer": links.address_of(self.link), "clock": 0})
        self._address = f"{address}?{query}"
        links.add(self.link)

    async def open_document(self, limit: float) -> None:
        """Opens a new document with nothing mounted, and returns when it is at rest.

        Raises NotAtRest where that takes more than `limit` seconds.
        """
        empty = _Empty(self.link)
        accounts = Accounts()
        rest = Rest([empty], accounts)
        rest.watch(empty)

        def take(event: PageEvent) -> None:
            accounts.apply(event)
            empty.history.append("page", event)

        self.take = take
        self.link.begin_anew()
        self.link.expect_document()
        await self.page.goto(self._address, wait_until="commit")
        await rest.come_to_rest(limit)
        self.take = _drop
        # A document that has timers of its own before anything is mounted serves one schedule.
        self.is_spent = False

    async def advance(self, milliseconds: int) -> None:
        """Moves the page's clock, firing what is due on the way."""
        await self.link.order("advance", milliseconds=milliseconds)

    def note_spent(self) -> None:
        """The document is not to be used again: something of a schedule is still at work in it."""
        self.is_spent = True

    def close(self) -> None:
        """Nobody listens to the page any more."""
        self.take = _drop
        self._links.remove(self.link)

    def _receive(self, event: PageEvent) -> None:
        self.timers.apply(event)
        self.take(event)


class _Empty:
    """A page before anything is played on it."""

    def __init__(self, link: ObserverLink) -> None:
        self.link = link
        self.history = History()
