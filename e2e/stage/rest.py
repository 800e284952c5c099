"""Bringing the page to rest."""

from __future__ import annotations

import asyncio

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.stage.accounts import Accounts, Balance
from e2e.stage.errors import NotAtRest
from e2e.stage.observer_link import ObserverLink

LAST_EVENTS = 12


class Rest:
    """Knows from the accounts when the page has taken in the last act.

    The page is at rest when both halves of the accounts agree, a fence through the page's own tasks
    has come back, and nothing was recorded between the two. Each round waits for the next event,
    never for a length of time; the real-time limit only bounds how long a fault can hide.
    """

    def __init__(self, history: History, accounts: Accounts, link: ObserverLink) -> None:
        self._history = history
        self._accounts = accounts
        self._link = link
        self._moved = asyncio.Event()
        history.subscribe(self._note)

    async def come_to_rest(self, limit: float) -> Balance:
        """Returns the balance at rest.

        Raises NotAtRest when `limit` seconds of real time did not bring it about.
        """
        if not self._link.has_begun:
            return self._accounts.get_balance()
        try:
            async with asyncio.timeout(limit):
                return await self._settle()
        except TimeoutError:
            raise NotAtRest(limit, self._get_outstanding(), self._get_last_events()) from None

    async def _settle(self) -> Balance:
        while True:
            self._moved.clear()
            seen = len(self._history)
            if not self._link.is_open or not self._accounts.get_balance().is_even:
                await self._moved.wait()
                continue
            await self._link.fence()
            balance = self._accounts.get_balance()
            if len(self._history) == seen and self._link.is_open and balance.is_even:
                return balance

    def _note(self, entry: Entry) -> None:
        self._moved.set()

    def _get_outstanding(self) -> list[str]:
        if not self._link.is_open:
            return ["the document: its observer has not connected"]
        return list(self._accounts.get_balance().outstanding)

    def _get_last_events(self) -> list[str]:
        return [f"{e.source} {e.event}" for e in self._history.entries[-LAST_EVENTS:]]
