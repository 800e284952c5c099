"""The HTTP side of the wire."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, Protocol
from weakref import WeakValueDictionary

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mock_backend.cache_policies import is_not_modified
from mock_backend.contract import Cancelled, Job, JobList, JobNotFound, WrappedJob
from mock_backend.faults.exchange import Exchange
from mock_backend.gates.answers import Decision, HeldAnswer
from mock_backend.job_control import JobControl
from mock_backend.job_life import Truth
from mock_backend.journal.events import (
    AnswerDrips,
    AnswerSent,
    AnswerSpoiled,
    ConnectionCut,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
    RequestWaitsTurn,
)
from mock_backend.journal.journal import Journal
from mock_backend.protocols import SteerableHttpProtocol, http_connection_of
from mock_backend.wire import job_as_json


class Jobs(Protocol):
    """What this side needs of the backend."""

    journal: Journal
    connections: WeakValueDictionary[int, SteerableHttpProtocol]

    def find_job(self, job_id: str) -> JobControl | None:
        """The job, None for an unknown id."""

    def get_jobs(self) -> tuple[JobControl, ...]:
        """All jobs, oldest first."""


def build_router(jobs: Jobs, now: Callable[[], int]) -> APIRouter:
    """The routes below `/v1/jobs`, as page-contract.md has them."""
    router = APIRouter()
    numbers = itertools.count(1)

    def arrive(request: Request, job: str | None, ordinal: int) -> int:
        number = next(numbers)
        jobs.connections[number] = http_connection_of(request.scope)
        query = f"?{request.url.query}" if request.url.query else ""
        jobs.journal.record(
            RequestArrived(
                now(),
                number,
                job,
                ordinal,
                request.method,
                request.url.path + query,
                request.headers.get("if-none-match"),
            )
        )
        return number

    def send(number: int, body: object, status: int = 200) -> Response:
        return _Journalled(
            _json(body, status),
            jobs.journal,
            lambda: AnswerSent(now(), number, status, None, None, None),
        )

    not_found: dict[int | str, dict[str, Any]] = {404: {"model": JobNotFound}}

    @router.head("/v1/jobs/{job_id}", include_in_schema=False)
    @router.get("/v1/jobs/{job_id}", response_model=Job | WrappedJob, responses=not_found)
    async def get_job(request: Request, job_id: str) -> Response:
        job = jobs.find_job(job_id)
        if job is None:
            return send(arrive(request, job_id, 0), {"detail": "Job not found"}, 404)
        if request.method == "HEAD":
            # No page asks so: it says what is true at once, and no gate counts it as a poll.
            number = arrive(request, job_id, 0)
            return _Answer(job, number, job.truth, request, jobs.journal, now)
        number = arrive(request, job_id, job.answers.requests + 1)
        return _Answer(job, number, job.answers.admit(number), request, jobs.journal, now)

    @router.head("/v1/jobs", include_in_schema=False)
    @router.get("/v1/jobs", response_model=JobList)
    async def list_jobs(request: Request, limit: int = 20, skip: int = 0) -> Response:
        every = jobs.get_jobs()
        shown = [job_as_json(job.truth) for job in every[skip : skip + limit]]
        return send(arrive(request, None, 0), {"jobs": shown, "count": len(every)})

    @router.head("/v1/jobs/{job_id}/video", include_in_schema=False)
    @router.get("/v1/jobs/{job_id}/video", responses=not_found)
    async def get_video(request: Request, job_id: str) -> Response:
        return send(arrive(request, job_id, 0), {"detail": "Video not found"}, 404)

    @router.delete("/v1/jobs/{job_id}", response_model=Cancelled, responses=not_found)
    async def cancel_job(request: Request, job_id: str) -> Response:
        number = arrive(request, job_id, 0)
        job = jobs.find_job(job_id)
        if job is None:
            return send(number, {"detail": "Job not found"}, 404)
        if not job.truth.is_terminal:
            job.fail("The job was cancelled.")
        return send(number, {"status": "cancelled"})

    return router


class _Journalled(Response):
    """A response that is journalled when its last byte is out."""

    def __init__(
        self, response: Response, journal: Journal, sent: Callable[[], AnswerSent]
    ) -> None:
        self._response = response
        self._journal = journal
        self._sent = sent
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._response(scope, receive, send)
        self._journal.record(self._sent())


class _Answer(Response):
    """The answer to a poll: waits at the gate if it is held, then says the truth or is spoiled."""

    def __init__(
        self,
        job: JobControl,
        number: int,
        admitted: HeldAnswer | Decision,
        request: Request,
        journal: Journal,
        now: Callable[[], int],
    ) -> None:
        self._job = job
        self._number = number
        self._admitted = admitted
        self._asked_tag = request.headers.get("if-none-match")
        self._journal = journal
        self._now = now
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        decision = await self._wait(receive)
        if decision is None:
            return
        truth = decision if isinstance(decision, Truth) else self._job.truth
        response = self._build(truth)
        if isinstance(decision, Truth):
            await response(scope, receive, send)
            self._record_sent(response.status_code, truth)
            return
        self._journal.record(AnswerSpoiled(self._now(), self._number, decision.effect))
        exchange = Exchange(
            truth=truth,
            good=response,
            scope=scope,
            receive=receive,
            send=send,
            record_sent=lambda status: self._record_sent(status, None),
            record_cut=lambda: self._journal.record(ConnectionCut(self._now(), self._number)),
            record_held=lambda: self._journal.record(RequestHeld(self._now(), self._number)),
            record_abandoned=lambda: self._journal.record(
                RequestAbandoned(self._now(), self._number)
            ),
            record_drips=lambda: self._journal.record(AnswerDrips(self._now(), self._number)),
            now=self._now,
            pace=self._job.pace,
        )
        await decision.spoil(exchange)

    async def _wait(self, receive: Receive) -> Decision | None:
        if not isinstance(self._admitted, HeldAnswer):
            return self._admitted
        held = self._admitted
        waits = RequestHeld if held.turn is None else RequestWaitsTurn
        self._journal.record(waits(self._now(), self._number))
        leaving = asyncio.ensure_future(_wait_until_gone(receive))
        either: set[asyncio.Future[Any]] = {held.decided, leaving}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
        if held.decided.done():
            return held.decided.result()
        self._job.answers.forget(held)
        self._journal.record(RequestAbandoned(self._now(), self._number))
        return None

    def _build(self, truth: Truth) -> Response:
        policy = self._job.cache_policy
        headers = policy.get_headers(truth)
        if is_not_modified(self._asked_tag, policy.get_etag(truth)):
            return Response(status_code=304, headers={**_common_headers(), **headers})
        job = job_as_json(truth)
        return _json({"job": job} if self._job.is_wrapped else job, 200, headers)

    def _record_sent(self, status: int, truth: Truth | None) -> None:
        says = (truth.status, truth.progress, truth.version) if truth else (None, None, None)
        self._journal.record(AnswerSent(self._now(), self._number, status, *says))


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _json(body: object, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(
        json.dumps(body),
        status,
        {**_common_headers(), **(headers or {})},
        media_type="application/json",
    )


def _common_headers() -> dict[str, str]:
    # Chromium silently repeats a GET whose kept-alive connection was reset: a lost answer would not
    # be lost. A connection for each answer keeps every fault the fault that it is meant to be.
    return {"Connection": "close", "Date": formatdate(usegmt=True)}
