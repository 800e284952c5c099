"""The HTTP side of the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mock_backend.cache_policies import is_not_modified
from mock_backend.contract import MODELS, Cancelled, JobNotFound
from mock_backend.dialects import Dialect
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
    RequestHeld,
    RequestWaitsTurn,
)
from mock_backend.journal.journal import Journal
from mock_backend.recording import is_wrapped
from mock_backend.request_journal import RequestJournal, common_headers, to_json


class Jobs(Protocol):
    """The part of the backend that this side needs."""

    journal: Journal
    dialect: Dialect
    answers_head: bool

    def find_job(self, job_id: str) -> JobControl | None:
        """Returns the job, or None for an unknown id."""

    def get_jobs(self) -> tuple[JobControl, ...]:
        """Returns all jobs, oldest first."""


def build_router(jobs: Jobs, requests: RequestJournal, now: Callable[[], int]) -> APIRouter:
    """Returns the routes below `/v1/jobs`, as page-contract.md specifies them."""
    router = APIRouter()
    models = MODELS[jobs.dialect.name]
    not_found: dict[int | str, dict[str, Any]] = {404: {"model": JobNotFound}}

    def refuse(number: int, job_id: str) -> Response:
        status, body = jobs.dialect.refuse(job_id)
        return requests.send(number, to_json(body, status, jobs.dialect.headers))

    @router.get(
        "/v1/jobs/{job_id}", response_model=models.job | models.wrapped, responses=not_found
    )
    async def get_job(request: Request, job_id: str) -> Response:
        job = jobs.find_job(job_id)
        if job is None:
            return refuse(requests.arrive(request, job_id), job_id)
        number = requests.arrive(request, job_id, job.answers.requests + 1)
        return _Answer(job, number, job.answers.admit(number), request, jobs.journal, now)

    @router.get("/v1/jobs", response_model=models.list)
    async def list_jobs(request: Request, limit: int = 20, skip: int = 0) -> Response:
        every = jobs.get_jobs()
        shown = [jobs.dialect.get_listed_job(job.truth) for job in every[skip : skip + limit]]
        number = requests.arrive(request, None)
        body = {"jobs": shown, "count": len(every)}
        return requests.send(number, to_json(body, headers=jobs.dialect.headers))

    @router.head("/v1/jobs/{job_id}", include_in_schema=False)
    async def head_job(request: Request, job_id: str) -> Response:
        number, job = requests.arrive(request, job_id), jobs.find_job(job_id)
        if not jobs.answers_head:
            return requests.send(number, _refuse_method())
        if job is None:
            return refuse(number, job_id)
        # No page sends such a request, so it gets the present truth at once, and no gate counts it.
        return _Answer(job, number, job.truth, request, jobs.journal, now)

    @router.head("/v1/jobs", include_in_schema=False)
    async def head_jobs(request: Request, limit: int = 20, skip: int = 0) -> Response:
        if jobs.answers_head:
            return await list_jobs(request, limit, skip)
        return requests.send(requests.arrive(request, None), _refuse_method())

    @router.delete("/v1/jobs/{job_id}", response_model=Cancelled, responses=not_found)
    async def cancel_job(request: Request, job_id: str) -> Response:
        number = requests.arrive(request, job_id)
        job = jobs.find_job(job_id)
        if job is None:
            return refuse(number, job_id)
        if not job.truth.is_terminal:
            job.fail("The job was cancelled.")
        return requests.send(number, to_json({"status": "cancelled"}))

    return router


def _refuse_method() -> Response:
    return to_json({"detail": "Method Not Allowed"}, 405, {"Allow": "GET"})


class _Answer(Response):
    """The answer to a poll. It waits at the gate while it is held, then sends a truth or is spoiled."""

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
        with self._job.answers.spoil(self._number, decision):
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
        headers = {**self._job.dialect.headers, **policy.get_headers(truth)}
        if is_not_modified(self._asked_tag, policy.get_etag(truth)):
            return Response(status_code=304, headers={**common_headers(), **headers})
        job = self._job.dialect.get_job(truth)
        wraps = self._job.is_wrapped and not is_wrapped(job)
        return to_json({"job": job} if wraps else job, 200, headers)

    def _record_sent(self, status: int, truth: Truth | None) -> None:
        says = (truth.status, truth.progress, truth.version) if truth else (None, None, None)
        self._journal.record(AnswerSent(self._now(), self._number, status, *says))


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
