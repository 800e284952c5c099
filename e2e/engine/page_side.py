"""The page's half of the accounts: the fetches, sockets and frames of its document that are not over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from e2e.history.entry import Event
from e2e.history.page_events import (
    BodyFailed,
    BodyPartRead,
    BodyRead,
    BodyReadStarted,
    DocumentOpened,
    DocumentRestored,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameGiven,
    FrameTaken,
    PageSocketClosed,
    ProbeAnswered,
    ProbeStarted,
    ProxyAnswered,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
    WorkerEnded,
    get_worker,
)

_BESIDE_THE_CACHE = frozenset({"no-store"})
_LET_GO = frozenset({"AbortError", "TimeoutError", "abort", "timeout"})
"""The errors with which a fetch or an XMLHttpRequest ends that the page itself cancelled."""

_KEPT = frozenset({"HIT", "STALE", "UPDATING"})
"""The values of `X-Cache-Status` for an answer for which the proxy did not ask the backend."""


def _tell_nobody(older: int, target: str | None) -> None:
    pass


class PageSide:
    """Fetches that ask (no headers yet) or read (body begun), sockets by state, frames by socket.

    `on_let_go(older, target)` is called for each fetch that is cancelled before its headers, and with
    None as target for each socket that is closed before it is open. `older` is how many of the same kind
    this page started before it that are still in flight. The call comes before the fetch or socket is
    removed from this side.

    Three counts are by target, and over all documents. `let_go`: requests that the page cancelled before
    they were answered. `passed_on`: requests that ended and for which a proxy had to ask the backend.
    `stale`: requests that a proxy answered with a stale answer, before it asks the backend itself.
    `made_sockets` counts over all documents as well. `has_asked`: this document has made a request or a
    socket. `has_connected`: it has made a socket.
    """

    def __init__(self, on_let_go: Callable[[int, str | None], None] = _tell_nobody) -> None:
        self._on_let_go = on_let_go
        self.started: Counter[str] = Counter()
        self.let_go: Counter[str] = Counter()
        self.passed_on: Counter[str] = Counter()
        self.stale: Counter[str] = Counter()
        self.made_sockets = 0
        self._begin()

    def _begin(self) -> None:
        self.has_asked = self.has_connected = False
        self.asking: dict[int, FetchStarted] = {}
        self.answered: dict[int, FetchStarted] = {}
        self.reading: dict[int, FetchStarted] = {}
        self.connecting: dict[int, None] = {}
        self.open: set[int] = set()
        self.closing: set[int] = set()
        self.taken: dict[int, int] = {}
        self.given: dict[int, int] = {}
        self._kept: set[int] = set()

    @property
    def is_idle(self) -> bool:
        """Whether no request and no socket of the document is under way or open."""
        sockets = self.open or self.connecting or self.closing
        return not (self.asking or self.reading or sockets)

    def count_through_cache(self, target: str) -> int:
        """Returns how many fetches for `target` go through the HTTP cache, where one waits for the other.

        Chromium serialises GETs of one cacheable URL (page-contract.md); `no-store` bypasses the cache.
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
                for fetch in list(self.asking):
                    self._let_go(fetch)
                for socket in list(self.connecting):
                    self._let_go_of_socket(socket)
                self._begin()
            case DocumentRestored():
                # It had asked before the back/forward cache kept it.
                self.has_asked = self.has_connected = True
            case WorkerEnded(worker=worker):
                self._end_worker(worker)
            case ProbeStarted(probe=probe, target=target, at=at):
                self.asking[-probe] = FetchStarted(at, -probe, "GET", target, "default")
                self.started[target] += 1
            case ProbeAnswered(probe=probe):
                self._end(-probe)
            case ProxyAnswered(fetch=fetch, target=target, cache_status=said):
                if said in _KEPT:
                    self._kept.add(fetch)
                if said == "STALE":
                    self.stale[target] += 1
            case FetchStarted(fetch=fetch, target=target):
                self.has_asked = True
                self.asking[fetch] = event
                self.started[target] += 1
            case FetchAnswered(fetch=fetch):
                if (asked := self._end(fetch)) is not None:
                    self.answered[fetch] = asked
            case BodyReadStarted(fetch=fetch):
                if fetch in self.answered:
                    self.reading[fetch] = self.answered.pop(fetch)
            case BodyPartRead(fetch=fetch):
                if fetch in self.reading:
                    self.answered[fetch] = self.reading.pop(fetch)
            case FetchFailed(fetch=fetch, error=error):
                if error in _LET_GO:
                    self._let_go(fetch)
                else:
                    self._end(fetch)
            case BodyRead(fetch=fetch) | BodyFailed(fetch=fetch):
                self.reading.pop(fetch, None)
            case _:
                self._apply_socket(event)

    def _apply_socket(self, event: Event) -> None:
        match event:
            case SocketConnecting(socket=socket):
                self.has_asked = self.has_connected = True
                self.made_sockets += 1
                self.connecting[socket] = None
            case SocketOpened(socket=socket):
                self.connecting.pop(socket, None)
                self.open.add(socket)
                self.taken[socket] = self.given[socket] = 0
            case FrameTaken(socket=socket) if socket in self.taken:
                self.taken[socket] += 1
            case FrameGiven(socket=socket) if socket in self.given:
                self.given[socket] += 1
            case SocketClosing(socket=socket):
                self._let_go_of_socket(socket)
                self._forget(socket)
                self.closing.add(socket)
            case PageSocketClosed(socket=socket):
                self._forget(socket)
                self.closing.discard(socket)
            case _:
                pass

    def _end_worker(self, worker: int) -> None:
        for fetch in [each for each in self.asking if get_worker(each) == worker]:
            self._let_go(fetch)
        for fetch in [*self.answered, *self.reading]:
            if get_worker(fetch) == worker:
                self.answered.pop(fetch, None)
                self.reading.pop(fetch, None)
        for socket in [*self.connecting, *self.open, *self.closing]:
            if get_worker(socket) == worker:
                self._let_go_of_socket(socket)
                self._forget(socket)
                self.closing.discard(socket)

    def _forget(self, socket: int) -> None:
        self.connecting.pop(socket, None)
        self.open.discard(socket)
        self.taken.pop(socket, None)
        self.given.pop(socket, None)

    def _end(self, fetch: int) -> FetchStarted | None:
        asked = self.asking.pop(fetch, None)
        if asked is not None and fetch not in self._kept:
            self.passed_on[asked.target] += 1
        return asked

    def _let_go(self, fetch: int) -> None:
        if fetch not in self.asking:
            return
        target = self.asking[fetch].target
        before = list(self.asking).index(fetch)
        older = [each.target for each in list(self.asking.values())[:before]]
        self._on_let_go(older.count(target), target)
        self.let_go[target] += 1
        self._end(fetch)

    def _let_go_of_socket(self, socket: int) -> None:
        if socket in self.connecting:
            self._on_let_go(list(self.connecting).index(socket), None)
            del self.connecting[socket]
