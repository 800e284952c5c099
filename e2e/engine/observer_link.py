"""The stage's end of the line to the observer inside the page."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed

from e2e.history.page_events import PageEvent, RecordUnreadable
from e2e.history.page_records import parse_page_event

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

Take = Callable[[PageEvent], None]

MOST_TOLD = 200
"""The characters of a record that are told where it cannot be read."""

_LONE_SURROGATE = re.compile(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}")
"""A lone surrogate as JSON.stringify writes it: a string of JavaScript may have one.

It becomes U+FFFD, which the screen shows for it. A history with a lone surrogate could neither be hashed
nor written as UTF-8.
"""


class ObserverLink:
    """One page's line: records come in, orders and fences go out.

    At any time one document speaks. Records of an older document are dropped after `expect_document`, as
    the person in front of the page no longer sees that document.
    """

    def __init__(self, token: str, take: Take, now: Callable[[], int]) -> None:
        self.token = token
        self._take = take
        self._now = now
        self._epoch: int | None = None
        self._connection: ServerConnection | None = None
        self._dismissed: set[ServerConnection] = set()
        self._fences: dict[int, asyncio.Future[None]] = {}
        self._hearing: asyncio.Future[None] | None = None
        self._calls: dict[int, asyncio.Future[None]] = {}
        self._waiting: list[tuple[str, Mapping[str, object]]] = []
        self._sending: asyncio.Future[None] | None = None
        self._ahead: asyncio.Future[None] | None = None
        self._stopped: asyncio.Future[None] | None = None
        self._passed = 0
        self._quiet: asyncio.Future[None] | None = None
        self._orders = 0
        self._taken = 0
        self._is_quiet = False
        self._fence = 0
        self._has_begun = False
        self.reached_mutants: set[str] = set()
        """The ids of the mutants that the code of an instrumented page reached (see `get_address`)."""
        self.clock_error = 0
        """The milliseconds by which the page's clock was ahead of virtual time at the last fence."""
        self.exchanged = 0
        """The messages that the document had exchanged with other tabs when it was last quiet."""
        self.when_broken: Callable[[], None] = lambda: None
        """Called when the line breaks."""
        self._is_broken = False

    @property
    def has_begun(self) -> bool:
        """Whether `expect_document` was called: before that, there is no page to observe."""
        return self._has_begun

    @property
    def is_open(self) -> bool:
        """Whether a document is speaking."""
        return self._connection is not None

    @property
    def is_broken(self) -> bool:
        """Whether the line ended without a close frame, or its browser ended, and no document came since.

        A document that is left for another one closes its line with 1001.
        """
        return self._is_broken

    @property
    def is_quiet(self) -> bool:
        """Whether the page's own tasks have run out, with every order and all its records taken in.

        Neither answers and frames on their way to the page count, nor actions of DevTools in it.
        """
        return self._is_quiet

    def expect_document(self) -> None:
        """Stops listening to the document that speaks now: the next one to connect is the page."""
        self._has_begun = True
        if self._connection is not None:
            self._dismissed.add(self._connection)
        self._drop_connection()

    def begin_anew(self) -> None:
        """Sets the clocks equal anew: the next record counts as made at the present virtual time."""
        self._epoch = None

    def order(self, name: str, **fields: object) -> None:
        """Sends the harness an order, which it carries out before any fence that is sent later.

        Orders and fences that are sent right after it go out in the same message.
        """
        self._orders += 1
        self._is_quiet = False
        self._send(name, {"order": self._orders, **fields})

    async def wait_until_quiet(self) -> None:
        """Returns when `is_quiet` is True, or when the document goes away before that."""
        if not self._is_quiet and self._connection is not None:
            self._quiet = asyncio.get_running_loop().create_future()
            await self._quiet

    async def fence(self) -> None:
        """Returns when the page's own tasks have run out, with all its records up to then taken in.

        Returns as well when the document goes away before that.
        """
        self._fence += 1
        reached = self._fences[self._fence] = asyncio.get_running_loop().create_future()
        self._send("fence", {"fence": self._fence})
        await reached

    async def hear_calls(self, tab: int) -> None:
        """Returns when the document hears the calls of all tabs; `tab` is its own number.

        Returns as well where no document is connected, or when it goes away before that.
        """
        self._hearing = asyncio.get_running_loop().create_future()
        self._send("hear_calls", {"tab": tab})
        await self._hearing

    def call_tabs(self, call: int) -> None:
        """Calls each tab that hears calls, this one as well; it hears the call after earlier messages."""
        self._send("call_tabs", {"call": call})

    def hear(self, call: int) -> asyncio.Future[None]:
        """Returns a future that is done when the document has heard that call, or is gone.

        The document is not quiet until it says so again.
        """
        self._is_quiet = False
        heard = self._calls[call] = asyncio.get_running_loop().create_future()
        if self._connection is None:
            self._drop_connection()
        return heard

    def end_calls(self) -> None:
        """Lets the document hear no more calls."""
        self._send("end_calls", {})

    async def set_ahead(self, milliseconds: int) -> None:
        """Sets how far the page's `Date` is ahead of virtual time; returns when the page has done so.

        Returns as well where no document is connected, or when it goes away before that.
        """
        self._ahead = asyncio.get_running_loop().create_future()
        self._send("ahead", {"by": milliseconds})
        await self._ahead

    async def paint(self, milliseconds: int) -> int:
        """Moves the page's clock forward until the page begins something in an animation frame.

        Returns the milliseconds that have passed: all of `milliseconds` where the page begins nothing,
        where no document is connected, or where it goes away before that.
        """
        self._passed = milliseconds
        self._stopped = asyncio.get_running_loop().create_future()
        self.order("paint", milliseconds=milliseconds)
        await self._stopped
        return self._passed

    async def listen(self, connection: ServerConnection) -> None:
        """Takes in the records of one document, until it goes away."""
        self._connection = connection
        self._is_broken = False
        self._epoch = None
        is_broken = False
        try:
            async for message in connection:
                if connection in self._dismissed:
                    # It stays open: an order that leads the document away may still be on its way.
                    continue
                for kind, fields in json.loads(_LONE_SURROGATE.sub("\\1\ufffd", str(message))):
                    self._take_message(kind, fields)
        except ConnectionClosed:
            is_broken = True
        finally:
            self._dismissed.discard(connection)
            if self._connection is connection:
                if is_broken:
                    self.break_off()
                else:
                    self._drop_connection()

    def break_off(self) -> None:
        """Notes that the line is broken, and calls `when_broken`: waiting for a document is in vain."""
        self._is_broken = True
        self._drop_connection()
        self.when_broken()

    def _take_message(self, kind: str, fields: Mapping[str, Any]) -> None:
        if kind == "fence_reached":
            if self._epoch is not None:
                self.clock_error = int(fields["at"]) - self._epoch - self._now()
            self.exchanged = int(fields["exchanged"])
            _end_wait(self._fences.pop(fields["fence"], None))
            return
        if kind == "hears_calls":
            _end_wait(self._hearing)
            return
        if kind == "call_heard":
            _end_wait(self._calls.pop(fields["call"], None))
            return
        if kind == "ahead_set":
            _end_wait(self._ahead)
            return
        if kind == "clock_stopped":
            self._passed = int(fields["passed"])
            _end_wait(self._stopped)
            return
        if kind == "mutants_reached":
            self.reached_mutants.update(fields["mutants"])
            return
        if kind == "quiet":
            self.exchanged = int(fields["exchanged"])
            if self._taken == self._orders and not self._calls:
                self._is_quiet = True
                _end_wait(self._quiet)
            return
        self._is_quiet = False
        if kind == "order_taken":
            self._taken = fields["order"]
        if self._epoch is None:
            # Virtual time stands still while a document loads: its first record is made now.
            self._epoch = int(fields["at"]) - self._now()
        try:
            event = parse_page_event(kind, fields, epoch=self._epoch)
        except (TypeError, ValueError) as error:
            told = json.dumps([kind, fields])[:MOST_TOLD]
            event = RecordUnreadable(at=self._now(), record=told, error=str(error))
        self._take(event)

    def _send(self, kind: str, fields: Mapping[str, object]) -> None:
        if self._connection is None:
            self._drop_connection()
            return
        self._waiting.append((kind, fields))
        if len(self._waiting) == 1:
            self._sending = asyncio.ensure_future(self._flush(self._connection))

    async def _flush(self, connection: ServerConnection) -> None:
        messages, self._waiting = self._waiting, []
        try:
            await connection.send(json.dumps(messages))
        except ConnectionClosed:
            if connection is self._connection:
                self._drop_connection()

    def _drop_connection(self) -> None:
        self._connection = None
        self._is_quiet = False
        self._taken = self._orders
        _end_wait(self._ahead)
        _end_wait(self._stopped)
        _end_wait(self._quiet)
        self.exchanged = 0
        _end_wait(self._hearing)
        for waits in (self._fences, self._calls):
            for each in waits.values():
                _end_wait(each)
            waits.clear()


def _end_wait(wait: asyncio.Future[None] | None) -> None:
    if wait is not None and not wait.done():
        wait.set_result(None)


class LinkServer:
    """Listens for observers on a loopback port of its own and hands each to its link by token.

    `without_line` counts the connections that name no token. An observer makes them after a handshake of
    its page has failed (the reason is in harness/src/observer/failedHandshakes.ts).
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.without_line = 0
        self._links: dict[str, ObserverLink] = {}
        self._connections: set[ServerConnection] = set()

    def add(self, link: ObserverLink) -> None:
        """Makes `link` reachable under its token."""
        self._links[link.token] = link

    def remove(self, link: ObserverLink) -> None:
        """Makes `link` unreachable: no document can connect to it any more."""
        self._links.pop(link.token, None)

    def address_of(self, link: ObserverLink) -> str:
        """Returns the value of `observer=` in the address of a page that must reach `link`."""
        return f"{self.port}/{link.token}"

    async def handle(self, connection: ServerConnection) -> None:
        """Serves one document until it goes away."""
        token = connection.request.path.lstrip("/") if connection.request else ""
        self.without_line += not token
        link = self._links.get(token)
        if link is None:
            return
        self._connections.add(connection)
        try:
            await link.listen(connection)
        finally:
            self._connections.discard(connection)

    def hang_up(self) -> None:
        """Ends the line of every document: their browser is gone, or cannot be reached."""
        for connection in tuple(self._connections):
            connection.transport.abort()
        for link in self._links.values():
            link.break_off()


@asynccontextmanager
async def serve_links() -> AsyncIterator[LinkServer]:
    """Serves observers on 127.0.0.1, on a port that the system chooses, until the block ends."""
    from websockets.asyncio.server import serve

    links = LinkServer(0)
    # The page is on the same machine, so pings are of no use and would only add events.
    async with serve(
        links.handle,
        "127.0.0.1",
        0,
        ping_interval=None,
        max_size=None,
        compression=None,
        close_timeout=0.1,
    ) as server:
        links.port = next(iter(server.sockets)).getsockname()[1]
        yield links
