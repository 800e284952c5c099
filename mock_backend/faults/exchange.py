"""The interface of a fault, and the exchange that it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mock_backend.job_life import Truth
from mock_backend.pace import Pace

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from mock_backend.protocols import SteerableHttpProtocol


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request in flight, and `good`, the answer that it would get without the fault."""

    truth: Truth
    good: Response
    scope: Scope
    receive: Receive
    send: Send
    record_sent: Callable[[int], None]
    record_cut: Callable[[], None]
    record_held: Callable[[], None]
    record_abandoned: Callable[[], None]
    record_drips: Callable[[], None]
    now: Callable[[], int]
    pace: Pace

    async def answer(self, response: Response) -> None:
        """Sends `response`, and journals it."""
        await response(self.scope, self.receive, self.send)
        self.record_sent(response.status_code)

    async def begin(self) -> None:
        """Sends the headers of the good answer, which promise its whole body."""
        headers = self.good.raw_headers
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})

    async def go_on(self, part: bytes, *, is_last: bool = False) -> None:
        """Sends the next part of the body."""
        await self.send({"type": "http.response.body", "body": part, "more_body": not is_last})

    async def begin_body(self) -> None:
        """Sends the headers of the good answer and half of its body."""
        body = bytes(self.good.body)
        await self.begin()
        await self.go_on(body[: len(body) // 2])

    async def wait_for_time(self) -> bool:
        """Waits until virtual time has moved on, and returns True; False if the client leaves first."""
        leaving = asyncio.ensure_future(self._wait_until_gone())
        moved = asyncio.ensure_future(self.pace.wait())
        try:
            await asyncio.wait({leaving, moved}, return_when=asyncio.FIRST_COMPLETED)
            return not leaving.done()
        finally:
            leaving.cancel()
            moved.cancel()

    async def cut(self) -> None:
        """Cuts the connection, journals that, and returns when the connection is gone."""
        self.record_cut()
        self._get_connection().cut()
        await self._wait_until_gone()

    async def break_off(self) -> None:
        """Cuts the connection as `cut` does, but after the first byte of the answer."""
        self.record_cut()
        self._get_connection().break_off()
        await self._wait_until_gone()

    async def reset(self) -> None:
        """Resets the connection as `cut` does, but with a TCP RST in the place of a FIN."""
        self.record_cut()
        self._get_connection().reset()
        await self._wait_until_gone()

    async def wait_until_abandoned(self) -> None:
        """Sends no answer; journals that the request is held, and its end when the client leaves."""
        self.record_held()
        await self._wait_until_gone()
        self.record_abandoned()

    async def _wait_until_gone(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    def _get_connection(self) -> SteerableHttpProtocol:
        from mock_backend.protocols import http_connection_of

        return http_connection_of(self.scope)


class Fault(Protocol):
    """Replaces a good answer. Implementations are frozen dataclasses, to be named and compared."""

    @property
    def effect(self) -> str:
        """The effect on a poll, in words that continue "the server"."""

    async def spoil(self, exchange: Exchange) -> None:
        """Ends `exchange` wrongly: with another answer, or without one."""
