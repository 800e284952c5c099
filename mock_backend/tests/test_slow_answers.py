"""Answers that drip or are late follow virtual time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from mock_backend import Backend, JobControl, LateAnswer, SlowDrip, serve_backend
from mock_backend.tests.test_answer_gate import wait_until_recorded

pytestmark = pytest.mark.anyio


class Clock:
    def __init__(self) -> None:
        self.milliseconds = 0

    def __call__(self) -> int:
        return self.milliseconds

    def pass_for(self, job: JobControl, seconds: float) -> None:
        self.milliseconds += round(seconds * 1000)
        job.pace.note_time_passed()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def backend(anyio_backend: str, clock: Clock) -> AsyncIterator[Backend]:
    async with serve_backend(now=clock) as served:
        yield served


async def test_only_the_bytes_that_are_due_are_sent_and_the_whole_in_the_end(
    backend: Backend, http: httpx.AsyncClient, clock: Clock
) -> None:
    job = backend.create_job(status="running", progress=40)
    job.answers.fault_next(SlowDrip(bytes_per_second=10))
    async with http.stream("GET", f"/v1/jobs/{job.id}") as answer:
        await wait_until_recorded(backend, "answer_drips")
        body = answer.aiter_bytes()
        first = await anext(body)
        clock.pass_for(job, 2.5)
        due = await anext(body)
        clock.pass_for(job, 100)
        rest = [part async for part in body]
    assert (len(first), len(first + due)) == (1, 25)
    assert json.loads(b"".join([first, due, *rest]))["progress"] == 40
    assert backend.journal.events[-1].kind == "answer_sent"


async def test_a_client_that_leaves_ends_a_drip(
    backend: Backend, http: httpx.AsyncClient, clock: Clock
) -> None:
    job = backend.create_job()
    job.answers.fault_next(SlowDrip())
    asking = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "answer_drips")
    clock.pass_for(job, 1)
    asking.cancel()
    await wait_until_recorded(backend, "request_abandoned")


async def test_an_answer_that_is_late_comes_in_time_and_hinders_no_page(
    backend: Backend, http: httpx.AsyncClient, clock: Clock
) -> None:
    job = backend.create_job(status="running", progress=40)
    job.answers.fault(LateAnswer(2500))
    assert job.answers.is_clear
    asking = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_held")
    assert job.answers.is_clear
    job.complete()
    await http.get("/v1/jobs")  # By then the answer waits for time to pass.
    clock.pass_for(job, 2.5)
    assert (await asking).json()["progress"] == 40
    assert backend.journal.events[-1].kind == "answer_sent"


async def test_a_client_that_leaves_gets_no_late_answer(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job()
    job.answers.fault_next(LateAnswer())
    asking = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_held")
    asking.cancel()
    await wait_until_recorded(backend, "request_abandoned")
