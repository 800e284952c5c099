"""A page's line to the stage: records come in, orders go out."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from e2e.engine.observer_link import ObserverLink
from e2e.engine.timers import Timers
from e2e.history.page_events import PageEvent

Take = Callable[[PageEvent], None]


def drop(event: PageEvent) -> None:
    """Takes a record and does not keep it."""


class Line:
    """The observer's link of one page, the timers that the page has set, and the reading of its clock.

    The clock is inside the page (`?clock=`) and is driven over the line. `take` is told of each record;
    between two plays it is `drop`.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self.timers = Timers()
        self.link = ObserverLink(secrets.token_hex(8), self._receive, now)
        self.take: Take = drop
        self.ahead = 0
        """The milliseconds by which the page's `Date` is ahead of virtual time."""

    async def set_ahead(self, milliseconds: int) -> None:
        """Sets how far the page's `Date` is ahead of virtual time; returns when the page has done so."""
        if milliseconds != self.ahead:
            self.ahead = milliseconds
            await self.link.set_ahead(milliseconds)

    def advance(self, milliseconds: int, *, fires_due: bool = True) -> None:
        """Orders the page's clock forward; timers that are due on the way fire.

        With 0 ms, only those fire that are due now. Without `fires_due` those that are due at the end
        wait for the next order.
        """
        self.link.order("advance", milliseconds=milliseconds, fires_due=fires_due)

    def fire_due(self, now: int) -> None:
        """Fires timers that are due at `now` (ms): the page's own, or else one timer of a worker.

        The page's own come first: a worker's timer fires only when no timer of the page is due.
        """
        if worker := self.timers.get_first_due(now):
            self.link.order("fire_worker", worker=worker)
        else:
            self.advance(0)

    def _receive(self, event: PageEvent) -> None:
        self.timers.apply(event)
        self.take(event)
