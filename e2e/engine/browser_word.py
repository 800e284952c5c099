"""The source of each answer (cache or network), as the browser says it over DevTools."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from e2e.history.page_events import BackForwardCacheNotUsed, BrowserAnswered

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOT_MODIFIED = 304
_MOST_TURNS = 2_000


@dataclass
class _Answer:
    """`crossed_wire`: headers came over the network, and DevTools tells of them in a later message."""

    target: str
    came_from: str = "network"
    is_there: bool = False
    crossed_wire: bool = False


class BrowserWord:
    """Listens to a page's requests for jobs, from its creation until `end`.

    DevTools says `fromDiskCache` of an answer that needed no request. A kept answer that a 304 confirmed
    it calls a 200 from the network: the status that came over the network tells these apart.
    """

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._answers: dict[str, _Answer] = {}
        self._on_wire: dict[str, int] = {}
        self._not_restored: list[tuple[str, ...]] = []
        self._session.on("Network.requestWillBeSent", self._note_asked)
        self._session.on("Network.requestServedFromCache", self._note_memory)
        self._session.on("Network.responseReceived", self._note_answered)
        self._session.on("Network.responseReceivedExtraInfo", self._note_wire)
        self._session.on("Page.backForwardCacheNotUsed", self._note_not_restored)
        self._session.send("Network.enable")
        self._session.send("Page.enable")

    def hear(self, at: int) -> Iterator[BrowserAnswered | BackForwardCacheNotUsed]:
        """Yields the events that the browser told of since the last call, with the time `at` (ms).

        First come the reasons why it went back without its back/forward cache, then the source of each
        answer, in the order of the requests. Call it for a page at rest: DevTools learns of an answer
        before the page does, so no answer is missing then.
        """
        for _ in range(_MOST_TURNS):
            # The renderer answers this after all that it had to say before.
            self._session.send("Runtime.evaluate", {"expression": "0"})
            if not any(each.crossed_wire and id not in self._on_wire for id, each in self._there()):
                break
        for reasons in self._not_restored:
            yield BackForwardCacheNotUsed(at, reasons)
        self._not_restored.clear()
        for id, answer in self._there():
            del self._answers[id]
            is_confirmed = self._on_wire.pop(id, None) == NOT_MODIFIED
            yield BrowserAnswered(
                at, answer.target, "revalidated" if is_confirmed else answer.came_from
            )
        self._on_wire.clear()

    def end(self) -> None:
        """Stops listening; does nothing where the page, and with it the session, is gone."""
        from playwright.sync_api import Error as PlaywrightError

        with contextlib.suppress(PlaywrightError):
            self._session.detach()

    def _there(self) -> list[tuple[str, _Answer]]:
        return [(id, each) for id, each in self._answers.items() if each.is_there]

    def _note_asked(self, said: dict[str, Any]) -> None:
        address = urlsplit(said["request"]["url"])
        if address.path.startswith("/v1/jobs/"):
            target = address.path + (f"?{address.query}" if address.query else "")
            self._answers[said["requestId"]] = _Answer(target)

    def _note_not_restored(self, said: dict[str, Any]) -> None:
        self._not_restored.append(tuple(each["reason"] for each in said["notRestoredExplanations"]))

    def _note_memory(self, said: dict[str, Any]) -> None:
        if answer := self._answers.get(said["requestId"]):
            answer.came_from = "memory cache"

    def _note_answered(self, said: dict[str, Any]) -> None:
        if answer := self._answers.get(said["requestId"]):
            answer.is_there = True
            answer.crossed_wire = bool(said.get("hasExtraInfo"))
            if said["response"].get("fromDiskCache"):
                answer.came_from = "disk cache"

    def _note_wire(self, said: dict[str, Any]) -> None:
        self._on_wire[said["requestId"]] = said["statusCode"]
