"""What a fault is given, and what it must do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mock_backend.job_life import Truth
from mock_backend.protocols import http_connection_of


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that waits for its answer, and the answer that it would get without the fault."""

    truth: Truth
    good: Response
    scope: Scope
    receive: Receive
    send: Send
    record_sent: Callable[[int], None]
    record_cut: Callable[[], None]
    record_held: Callable[[], None]
    record_abandoned: Callable[[], None]

    async def answer(self, response: Response) -> None:
        """Sends `response` and journals that it went out."""
        await response(self.scope, self.receive, self.send)
        self.record_sent(response.status_code)

    async def begin_body(self) -> None:
        """Sends the headers of the good answer, which promise its whole body, and half of that."""
        body = bytes(self.good.body)
        headers = self.good.raw_headers
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})
        half = body[: len(body) // 2]
        await self.send({"type": "http.response.body", "body": half, "more_body": True})

    async def cut(self) -> None:
        """Cuts the connection, journals that, and returns when the connection is gone."""
        self.record_cut()
        http_connection_of(self.scope).cut()
        await self._wait_until_gone()

    async def reset(self) -> None:
        """Resets the connection: as `cut`, with a TCP RST in the place of a FIN."""
        self.record_cut()
        http_connection_of(self.scope).reset()
        await self._wait_until_gone()

    async def wait_until_abandoned(self) -> None:
        """Answers nothing; journals that the request is held, and its end when the client leaves."""
        self.record_held()
        await self._wait_until_gone()
        self.record_abandoned()

    async def _wait_until_gone(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass


class Fault(Protocol):
    """Takes the place of a good answer. A frozen dataclass whose `repr` reads well in a history."""

    async def spoil(self, exchange: Exchange) -> None:
        """Ends `exchange` wrongly: with another answer, or without one."""
