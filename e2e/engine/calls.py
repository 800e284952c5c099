"""Calls from tab to tab, after which no message between tabs is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from e2e.engine.observer_link import ObserverLink
from e2e.history.history import History


class Watched(Protocol):
    """A page that must come to rest: its line to the stage, and its history."""

    @property
    def history(self) -> History:
        """The history of the play so far, with the records of this page."""

    @property
    def link(self) -> ObserverLink:
        """The observer's link of the page."""


class Calls:
    """Makes each tab call the others, where it may have sent them a message.

    A message over a BroadcastChannel and a `storage` event go through the browser, and only the page that
    gets them is told. A call takes the same ways, and arrives after the messages that its tab has sent
    before (harness/src/observer/otherTabs.ts).
    """

    def __init__(self, tabs: Sequence[Watched]) -> None:
        self._tabs = tabs
        self._number = 0
        self._called_at = (0, 0)

    @property
    def are_due(self) -> bool:
        """Whether a tab may have sent a message since the last calls.

        The observer cannot count all changes that a page makes in the storage, so with several tabs each
        new entry of their histories makes calls due.
        """
        return self._get_moment() != self._called_at

    async def make(self) -> None:
        """Returns when each tab has heard each other tab: every earlier message has arrived."""
        self._called_at = self._get_moment()
        links = [tab.link for tab in self._tabs if tab.link.is_open]
        await asyncio.gather(*(link.hear_calls(tab) for tab, link in enumerate(links, 1)))
        for link in links:
            self._number += 1
            heard = [each.hear(self._number) for each in links]
            link.call_tabs(self._number)
            await asyncio.gather(*heard)
        for link in links:
            link.end_calls()

    def _get_moment(self) -> tuple[int, int]:
        exchanged = sum(tab.link.exchanged for tab in self._tabs)
        is_alone = len(self._tabs) == 1
        return exchanged, 0 if is_alone else sum(len(tab.history) for tab in self._tabs)
