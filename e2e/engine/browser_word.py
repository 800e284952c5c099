"""The browser's own word for where its answers came from, over DevTools."""

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
    """`crossed_wire`: headers came over it, and DevTools is still to say which."""

    target: str
    came_from: str = "network"
    is_there: bool = False
    crossed_wire: bool = False


class BrowserWord:
    """Listens to a page's requests for jobs from when it is made until `end`.

    DevTools says `fromDiskCache` of an answer that no request was made for. A kept answer that a 304
    confirmed it calls a 200 from the network: that one is known by what came over the wire.
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
        """Yields what the browser said since the last call, with the time `at`.

        That is why it went back without its back/forward cache, and then where each answer came from, in
        the order of asking.

        For a page at rest: DevTools has been told of an answer before the page was.
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
        """Stops listening; nothing where the page is gone, and its session with it."""
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
