"""Bringing the page to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from e2e.engine.accounts import Accounts, Balance
from e2e.engine.calls import Calls, Watched
from e2e.engine.errors import (
    ClockAstray,
    NeverAtRest,
    NotAtRest,
    PageGone,
    Unannounced,
    UnreadableRecord,
)
from e2e.history.entry import Entry
from e2e.history.one_moment import OneMoment
from e2e.history.page_events import RecordUnreadable, TimersWithoutEnd
from e2e.history.unseen import get_unseen_workers

LAST_EVENTS = 12


class Rest:
    """Knows from the accounts when the page, in all its tabs, has taken in the last act.

    The page is at rest when both halves of the accounts agree, a fence through each tab's own tasks
    has come back, and nothing was recorded between the two. Each round waits for the next event,
    never for a length of time; the real-time limit only bounds how long a fault can hide. `tabs` may
    grow. `cut_request` ends a request that the page has cancelled and a proxy still makes.
    """

    def __init__(
        self,
        tabs: Sequence[Watched],
        accounts: Accounts,
        cut_request: Callable[[int], None] = lambda request: None,
    ) -> None:
        self._tabs = tabs
        self._accounts = accounts
        self._calls = Calls(tabs)
        self._cut_request = cut_request
        self._moved = asyncio.Event()
        self._without_end: str | None = None
        self._unreadable: RecordUnreadable | None = None

    def watch(self, tab: Watched) -> None:
        """Counts new entries in the history of `tab` from now on."""
        moment = OneMoment()

        def note(entry: Entry) -> None:
            moment.apply(entry)
            self._without_end = self._without_end or _describe_endless(entry, moment)
            if isinstance(entry.event, RecordUnreadable):
                self._unreadable = entry.event
            self._moved.set()

        tab.history.subscribe(note)
        tab.link.when_broken = self._moved.set

    async def come_to_rest(self, limit: float) -> Balance:
        """Waits until the page is at rest, and returns the balance.

        Raises NeverAtRest as soon as the page does too much at one moment of virtual time, NotAtRest
        when the page is not at rest after `limit` seconds of real time, PageGone when the line of a page
        is broken, ClockAstray when the page's clock does not read virtual time, Unannounced when the
        backend has a request that no document announced, and UnreadableRecord when the observer sent a
        record that has not the form of one.
        """
        if not any(tab.link.has_begun for tab in self._tabs):
            return self._accounts.get_balance()
        try:
            async with asyncio.timeout(limit):
                return await self._settle()
        except TimeoutError:
            raise NotAtRest(limit, self._get_outstanding(), self._get_last_events()) from None

    async def _settle(self) -> Balance:
        while True:
            await self._become_even()
            seen = self._count()
            for tab in self._tabs:
                await tab.link.fence()
            if self._calls.are_due:
                await self._calls.make()
                continue
            balance = self._accounts.get_balance()
            if self._count() == seen and self._is_listening() and balance.is_even:
                self._check_clocks()
                return balance

    def _check_clocks(self) -> None:
        for tab in self._tabs:
            if error := tab.link.clock_error:
                raise ClockAstray(error)

    async def _become_even(self) -> Balance:
        """Returns once both halves of the accounts agree."""
        while True:
            self._moved.clear()
            self._expect_lines()
            if self._unreadable is not None:
                raise UnreadableRecord(self._unreadable.record, self._unreadable.error)
            if self._without_end is not None:
                raise NeverAtRest(self._without_end)
            for request in self._accounts.take_let_go():
                self._cut_request(request)
            if self._is_listening() and (balance := self._accounts.get_balance()).is_even:
                return balance
            if not await self._is_announced():
                continue
            await self._moved.wait()

    async def _is_announced(self) -> bool:
        """Whether the documents have announced every request and handshake that the backend has.

        False: there are new records, so compare again. Raises Unannounced where an announcement is
        missing after a fence.
        """
        if not self._is_listening() or not self._accounts.get_unannounced():
            return True
        seen = self._count()
        for tab in self._tabs:
            await tab.link.fence()
        if self._count() != seen or not self._is_listening():
            return False
        if self._accounts.take_repeated():
            return False
        started = get_unseen_workers(tab.history for tab in self._tabs)
        raise Unannounced(self._accounts.get_unannounced(), started)

    def _expect_lines(self) -> None:
        if any(tab.link.is_broken for tab in self._tabs):
            raise PageGone(
                "Failed to go on: the page's line to the stage broke, as where its process crashes."
            )

    def _is_listening(self) -> bool:
        return all(tab.link.is_open for tab in self._tabs)

    def _count(self) -> int:
        return sum(len(tab.history) for tab in self._tabs)

    def _get_outstanding(self) -> list[str]:
        if not self._is_listening():
            return ["the document: its observer has not connected"]
        return list(self._accounts.get_balance().outstanding)

    def _get_last_events(self) -> list[str]:
        return [f"{e.source} {e.event}" for e in self._tabs[0].history.entries[-LAST_EVENTS:]]


def _describe_endless(entry: Entry, moment: OneMoment) -> str | None:
    if isinstance(entry.event, TimersWithoutEnd):
        return f"it sets timers of 0 ms without end ({entry.event.timers} at one moment)"
    if moment.is_asking_without_end:
        return f"it asks without end ({moment.asked} requests and WebSockets at one moment)"
    if moment.is_rendering_without_end:
        return f"it renders without end ({moment.shown} states at one moment)"
    return None


class QuietRest(Rest):
    """Relies on the page's own message that its tasks have run out, and sends no fence.

    This saves a round trip for each act. It works only for acts of the backend and for orders. An action
    of DevTools in the page, such as a click, becomes known only by a fence that is sent after it.
    """

    async def _settle(self) -> Balance:
        while True:
            balance = await self._become_even()
            if all(tab.link.is_quiet for tab in self._tabs):
                if not self._calls.are_due:
                    return balance
                await self._calls.make()
            for tab in self._tabs:
                await tab.link.wait_until_quiet()
