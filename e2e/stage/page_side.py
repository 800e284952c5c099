"""The page's half of the accounts: what this document started and has not seen the end of."""

from __future__ import annotations

from e2e.history.entry import Event
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    BodyReadStarted,
    DocumentOpened,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameGiven,
    FrameTaken,
    PageSocketClosed,
    ProbeAnswered,
    ProbeStarted,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
)

_BESIDE_THE_CACHE = frozenset({"no-store"})


class PageSide:
    """Fetches that ask (no headers yet) or read (body begun), sockets by state, frames by socket."""

    def __init__(self) -> None:
        self.asking: dict[int, FetchStarted] = {}
        self.answered: dict[int, FetchStarted] = {}
        self.reading: dict[int, FetchStarted] = {}
        self.connecting: set[int] = set()
        self.open: set[int] = set()
        self.closing: set[int] = set()
        self.taken: dict[int, int] = {}
        self.given: dict[int, int] = {}

    def count_through_cache(self, target: str) -> int:
        """How many fetches for `target` go through the HTTP cache, where one waits for the other.

        Chromium serialises GETs of one cacheable URL (page-contract.md); `no-store` goes past it.
        """
        return sum(
            fetch.target == target
            and fetch.method == "GET"
            and fetch.cache not in _BESIDE_THE_CACHE
            for fetch in self.asking.values()
        )

    def apply(self, event: Event) -> None:
        """Takes in one record; anything but the page's fetches, sockets and frames changes nothing."""
        match event:
            case DocumentOpened():
                self.__init__()  # type: ignore[misc]
            case ProbeStarted(probe=probe, target=target, at=at):
                self.asking[-probe] = FetchStarted(at, -probe, "GET", target, "default")
            case ProbeAnswered(probe=probe):
                self.asking.pop(-probe, None)
            case FetchStarted(fetch=fetch):
                self.asking[fetch] = event
            case FetchAnswered(fetch=fetch):
                self._move(fetch, self.asking, self.answered)
            case BodyReadStarted(fetch=fetch):
                self._move(fetch, self.answered, self.reading)
            case FetchFailed(fetch=fetch):
                self.asking.pop(fetch, None)
            case BodyRead(fetch=fetch) | BodyFailed(fetch=fetch):
                self.reading.pop(fetch, None)
            case _:
                self._apply_socket(event)

    def _apply_socket(self, event: Event) -> None:
        match event:
            case SocketConnecting(socket=socket):
                self.connecting.add(socket)
            case SocketOpened(socket=socket):
                self.connecting.discard(socket)
                self.open.add(socket)
                self.taken[socket] = self.given[socket] = 0
            case FrameTaken(socket=socket) if socket in self.taken:
                self.taken[socket] += 1
            case FrameGiven(socket=socket) if socket in self.given:
                self.given[socket] += 1
            case SocketClosing(socket=socket):
                self._forget(socket)
                self.closing.add(socket)
            case PageSocketClosed(socket=socket):
                self._forget(socket)
                self.closing.discard(socket)
            case _:
                pass

    def _forget(self, socket: int) -> None:
        self.connecting.discard(socket)
        self.open.discard(socket)
        self.taken.pop(socket, None)
        self.given.pop(socket, None)

    @staticmethod
    def _move(fetch: int, source: dict[int, FetchStarted], target: dict[int, FetchStarted]) -> None:
        if fetch in source:
            target[fetch] = source.pop(fetch)
