"""Journals requests that no gate holds, and their answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from email.utils import formatdate
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from fastapi import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mock_backend.faults.exchange import Exchange, Fault
from mock_backend.journal.events import (
    AnswerDrips,
    AnswerSent,
    AnswerSpoiled,
    ConnectionCut,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
)
from mock_backend.journal.journal import Journal
from mock_backend.protocols import SteerableHttpProtocol, http_connection_of
from mock_backend.wire import write_json

if TYPE_CHECKING:
    from mock_backend.job_control import JobControl


class RequestJournal:
    """Numbers requests in the order of arrival, and journals them and their answers."""

    def __init__(
        self,
        journal: Journal,
        connections: WeakValueDictionary[int, SteerableHttpProtocol],
        now: Callable[[], int],
    ) -> None:
        self._journal = journal
        self._connections = connections
        self._now = now
        self._numbers = itertools.count(1)

    def arrive(self, request: Request, job: str | None, ordinal: int = 0) -> int:
        """Journals a request for `job` and returns its number; see `RequestArrived` for `ordinal`."""
        number = next(self._numbers)
        self._connections[number] = http_connection_of(request.scope)
        query = f"?{request.url.query}" if request.url.query else ""
        self._journal.record(
            RequestArrived(
                self._now(),
                number,
                job,
                ordinal,
                request.method,
                request.url.path + query,
                request.headers.get("if-none-match"),
            )
        )
        return number

    def send(self, number: int, response: Response) -> Response:
        """Returns `response`; it is journalled as the answer to `number` when its last byte is sent."""
        return _Journalled(
            response,
            lambda: self._journal.record(
                AnswerSent(self._now(), number, response.status_code, None, None, None)
            ),
        )

    def spoil(self, number: int, fault: Fault, good: Response, job: JobControl) -> Response:
        """Returns the answer `good` to `number` as `fault` spoils it; both are journalled."""
        return _Spoiled(number, fault, good, job, self._journal, self._now)


class _Spoiled(Response):
    def __init__(
        self,
        number: int,
        fault: Fault,
        good: Response,
        job: JobControl,
        journal: Journal,
        now: Callable[[], int],
    ) -> None:
        self._number = number
        self._fault = fault
        self._good = good
        self._job = job
        self._journal = journal
        self._now = now
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        at, number, record = self._now, self._number, self._journal.record
        record(AnswerSpoiled(at(), number, self._fault.effect))
        await self._fault.spoil(
            Exchange(
                truth=self._job.truth,
                good=self._good,
                scope=scope,
                receive=receive,
                send=send,
                record_sent=lambda status: record(
                    AnswerSent(at(), number, status, None, None, None)
                ),
                record_cut=lambda: record(ConnectionCut(at(), number)),
                record_held=lambda: record(RequestHeld(at(), number)),
                record_abandoned=lambda: record(RequestAbandoned(at(), number)),
                record_drips=lambda: record(AnswerDrips(at(), number)),
                now=at,
                pace=self._job.pace,
            )
        )


class _Journalled(Response):
    def __init__(self, response: Response, note_sent: Callable[[], None]) -> None:
        self._response = response
        self._note_sent = note_sent
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._response(scope, receive, send)
        self._note_sent()


def to_json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Returns a JSON answer with the headers of every answer of the mock."""
    return Response(
        write_json(body),
        status,
        {**common_headers(), **(headers or {})},
        media_type="application/json",
    )


def common_headers() -> dict[str, str]:
    """Returns the headers of every answer."""
    # Chromium silently repeats a GET whose kept-alive connection was reset, so a lost answer would not
    # be lost. With a connection for each answer, a fault has its intended effect.
    return {"Connection": "close", "Date": formatdate(usegmt=True)}
