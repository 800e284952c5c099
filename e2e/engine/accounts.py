"""Rest by accounting: compares the requests, sockets and frames of the page with those of the backend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from e2e.engine.backend_side import BackendSide
from e2e.engine.leaving import Leaving
from e2e.engine.page_side import PageSide
from e2e.history.entry import Event

CONNECTIONS_PER_HOST = 6
"""Chromium opens at most six HTTP/1.1 connections to a host (page-contract.md)."""

_HANDSHAKES = "handshakes"
"""The key of all handshakes, in counts whose other keys are the targets of requests."""


@dataclass(frozen=True, slots=True)
class Balance:
    """The page's side compared with the backend's, one line of text for each difference.

    `outstanding`: requests, sockets and frames that still move, so the page is not at rest. `queued`:
    requests and handshakes that wait inside the browser until a held one is let through.
    """

    outstanding: tuple[str, ...]
    queued: tuple[str, ...]

    @property
    def is_even(self) -> bool:
        """Whether nothing moves: everything that the page started is held at the backend or has ended."""
        return not self.outstanding


class Accounts:
    """Folds page records and journal events into a balance. Pure: no clock, no I/O.

    The page's side begins anew with each `DocumentOpened`; the requests that the old document had in
    flight end at the backend as abandoned. With `is_proxied` a caching proxy stands in between. It goes
    on with requests that the page cancelled (see `take_let_go`). It hands a body on only when it has the
    whole body. After it has served a stale answer it asks the backend by itself (RFC 5861, 3).
    """

    def __init__(self, *, is_proxied: bool = False) -> None:
        self._is_proxied = is_proxied
        self._leaving = Leaving()
        self.pages = [PageSide(self._note_let_go)]
        self.backend = BackendSide()
        self._repeated: Counter[str] = Counter()

    def add_page(self) -> PageSide:
        """Adds the side of one more page, another tab of the same browser, and returns it."""
        self.pages.append(PageSide(self._note_let_go))
        return self.pages[-1]

    def apply(self, event: Event) -> None:
        """Takes in one event of either side; only for accounts with a single page."""
        self.pages[0].apply(event)
        self.backend.apply(event)

    def take_let_go(self) -> list[int]:
        """Returns the requests that a proxy still makes though the page cancelled them, each only once.

        nginx wants the answer for its cache, so it does not tell the backend that the page has gone.
        Without a proxy the list is empty.
        """
        if not self._is_proxied:
            return []
        asked = self._count_asked()
        taken: list[int] = []
        for page in self.pages:
            for target in [each for each, count in page.let_go.items() if count]:
                requests = self.backend.get_unanswered(target)
                excess = min(page.let_go[target], len(requests) - asked[target])
                taken += requests[: max(0, excess)]
                page.let_go[target] -= max(0, excess)
        return taken

    def get_balance(self) -> Balance:
        """Returns the balance of both sides as they are now."""
        queued: list[str] = []
        outstanding = [
            *self._compare_fetches(queued),
            *self._compare_sockets(queued),
            *self._compare_frames(),
        ]
        return Balance(tuple(outstanding), tuple(queued))

    def take_repeated(self) -> bool:
        """Counts requests that the browser repeated by itself as the browser's, not as a page's.

        Returns whether it found such a request. Call it when a fence has come back: by then each page has
        told of all its requests. After a cut connection, Chromium repeats a fetch that has no headers
        yet, if the connection had been idle before, or if the fetch had waited behind the cache entry of
        another one.
        """
        repeated = False
        asked = self._count_asked()
        for target, excess in list(self._get_untold()):
            most = self.backend.cut[target] - self._repeated[target]
            if asked[target] and (more := min(excess, most)) > 0:
                self._repeated[target] += more
                repeated = True
        return repeated

    def get_unannounced(self) -> list[str]:
        """Returns, in words, the requests and handshakes at the backend that no document has announced.

        An announcement may still be on its way. It has arrived once a fence has come back from each page.
        """
        unannounced: list[str] = []
        asked, leaving = self._count_asked(), self._count_leaving
        for target, held in self.backend.held_targets().items():
            passed_on = self._count(target, "passed_on") + self._count(target, "stale")
            if (
                held > asked[target] + leaving(target)
                and self._count_arrived(target) > asked[target] + passed_on
            ):
                unannounced.append(f"GET {target}")
        unannounced += [f"GET {each}" for each, _ in self._get_untold()]
        held = len(self.backend.held_handshakes)
        connecting = sum(len(page.connecting) for page in self.pages)
        made = sum(page.made_sockets for page in self.pages)
        if held > connecting + leaving(_HANDSHAKES) and self.backend.made_handshakes > made:
            newest = list(self.backend.held_handshakes.values())[-1]
            unannounced.append(f"for a WebSocket at /v1/ws/jobs/{newest}")
        return unannounced

    def _compare_fetches(self, queued: list[str]) -> Iterator[str]:
        dripping = Counter(self.backend.dripping.values())
        reading = Counter(f.target for page in self.pages for f in page.reading.values())
        asked = self._count_asked()
        held = self.backend.held_targets()
        for target in list(held):
            if leaving := self._count_leaving(target):
                held[target] -= leaving
                yield f"{leaving} request(s) for {target}: the page let go, the backend still holds"
        if self._is_proxied:
            held += dripping - reading
        for target, excess in (reading - dripping).items():
            yield f"{excess} fetch(es) for {target}: the body is not read to the end"
        for target in sorted(asked.keys() | held.keys()):
            excess = asked[target] - held[target]
            if excess < 0 and self._count(target, "stale"):
                continue
            if excess < 0:
                yield f"{-excess} request(s) for {target}: the page let go, the backend still holds"
            elif excess > 0:
                if waits := self._queue_of(target, excess, held):
                    queued += [waits] * excess
                else:
                    yield f"{excess} fetch(es) for {target}: neither held at the backend nor answered"

        for target, excess in self._get_untold():
            yield f"{excess} request(s) for {target}: the page has not told of them yet"
        for target in {each for page in self.pages for each in page.stale} - asked.keys():
            expected = self._count(target, "passed_on") + self._count(target, "stale")
            if expected > self.backend.arrived[target]:
                yield f"the proxy answered {target} stale and has not asked anew yet"

    def _get_untold(self) -> Iterator[tuple[str, int]]:
        # A page may ask again at once for the address that was just answered. Until it has told of both,
        # its old fetch would be counted against its new request.
        for target in list(self.backend.newly_arrived):
            started = sum(page.started[target] for page in self.pages)
            excess = self._count_arrived(target) - started - self._count(target, "stale")
            if excess > 0:
                yield target, excess
            else:
                # `started` only grows, so the target stays settled until another request arrives.
                self.backend.newly_arrived.discard(target)

    def _note_let_go(self, older: int, target: str | None) -> None:
        what = target or _HANDSHAKES
        under_way = (
            self._count_asked()[target]
            if target is not None
            else sum(len(page.connecting) for page in self.pages)
        )
        waiting = self._count_waiting(what) - self._count_leaving(what)
        # The backend gets the requests of one page in the order in which the page makes them. The order
        # between two pages is unknown.
        arrived = waiting >= under_way or (len(self.pages) == 1 and older < waiting)
        self._leaving.let_go(what, arrived=arrived, noticed=self._count_noticed(what))

    def _count_leaving(self, what: str) -> int:
        # A proxy goes on with a request that the page cancelled, so the backend never notices.
        if self._is_proxied and what != _HANDSHAKES:
            return 0
        waiting, noticed = self._count_waiting(what), self._count_noticed(what)
        return self._leaving.get_due(what, waiting=waiting, noticed=noticed)

    def _count_waiting(self, what: str) -> int:
        if what == _HANDSHAKES:
            return self.backend.count_handshakes()
        return self.backend.count_waiting(what)

    def _count_noticed(self, what: str) -> int:
        if what == _HANDSHAKES:
            return self.backend.abandoned_handshakes
        return self.backend.abandoned[what]

    def _count_arrived(self, target: str) -> int:
        """Returns how many requests for `target` arrived, without those that the browser repeated."""
        return self.backend.arrived[target] - self._repeated[target]

    def _count_asked(self) -> Counter[str]:
        return Counter(f.target for page in self.pages for f in page.asking.values())

    def _count(self, target: str, what: Literal["stale", "passed_on"]) -> int:
        return sum(getattr(page, what)[target] for page in self.pages)

    def _queue_of(self, target: str, excess: int, held: Counter[str]) -> str | None:
        # A request that has arrived does not wait in the browser: its answer may be out already, and the
        # page not told yet.
        started = sum(page.started[target] for page in self.pages)
        if started - self._count_arrived(target) < excess:
            return None
        if held[target] and sum(page.count_through_cache(target) for page in self.pages) > 1:
            return f"{target} waits behind the browser's cache entry for a held answer"
        if held.total() >= CONNECTIONS_PER_HOST:
            return f"{target} waits for one of the {CONNECTIONS_PER_HOST} connections to the host"
        return None

    def _compare_sockets(self, queued: list[str]) -> Iterator[str]:
        connecting = sum(len(page.connecting) for page in self.pages)
        held = len(self.backend.held_handshakes)
        if leaving := self._count_leaving(_HANDSHAKES):
            held -= leaving
            yield f"{leaving} handshake(s) held: the page let go of the WebSocket"
        if connecting > held > 0:
            queued += ["a WebSocket waits behind the held handshake of another"] * (
                connecting - held
            )
        elif connecting != held:
            yield f"{connecting} WebSocket(s) connecting in the page, {held} handshake(s) held"
        for handshake in sorted(self.backend.arrived_handshakes):
            yield f"handshake {handshake}: arrived and neither held, accepted nor refused"
        open_ = self._count_open()
        if open_ != len(self.backend.open):
            yield f"{open_} WebSocket(s) open in the page, {len(self.backend.open)} at the backend"
        closing = sum(len(page.closing) for page in self.pages) - len(self.backend.held_closes)
        if closing > 0:
            yield f"{closing} WebSocket(s) of the page: closing, not closed"

    def _compare_frames(self) -> Iterator[str]:
        if self._count_open() != len(self.backend.open):
            return
        taken = sum(sum(page.taken.values()) for page in self.pages)
        sent = sum(self.backend.sent.values())
        if taken != sent:
            yield f"frames to the page: {sent} sent, {taken} taken"
        given = sum(sum(page.given.values()) for page in self.pages)
        received = sum(self.backend.received.values())
        if given != received:
            yield f"frames to the backend: {given} given, {received} received"

    def _count_open(self) -> int:
        return sum(len(page.open) for page in self.pages)
