"""Answers wait until they are told to go, and the journal has every step."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from mock_backend import Backend, JobControl, JournalEvent
from mock_backend.faults import Status

pytestmark = pytest.mark.anyio


async def wait_until_recorded(backend: Backend, kind: str, count: int = 1) -> None:
    """Returns once the journal has `count` events of a kind; the test's own limit ends a hang."""
    enough = asyncio.Event()

    def note(event: JournalEvent) -> None:
        if sum(each.kind == kind for each in backend.journal.events) >= count:
            enough.set()

    end = backend.journal.subscribe(note)
    if sum(each.kind == kind for each in backend.journal.events) < count:
        async with asyncio.timeout(10):
            await enough.wait()
    end()


def kinds(backend: Backend) -> list[str]:
    return [event.kind for event in backend.journal.events]


async def ask(http: httpx.AsyncClient, job: JobControl) -> str:
    return str((await http.get(f"/v1/jobs/{job.id}")).json()["status"])


@pytest.mark.parametrize(("as_of", "status"), [("arrival", "running"), ("release", "completed")])
async def test_a_held_answer_says_what_was_true_on_arrival_or_is_true_on_release(
    backend: Backend, http: httpx.AsyncClient, as_of: str, status: str
) -> None:
    job = backend.create_job(status="running")
    job.answers.hold()
    answer = asyncio.create_task(ask(http, job))
    await wait_until_recorded(backend, "request_held")
    job.complete()
    job.answers.held[0].release(as_of=as_of)  # type: ignore[arg-type]
    assert await answer == status
    assert kinds(backend) == [
        "truth_changed",
        "request_arrived",
        "request_held",
        "truth_changed",
        "request_released",
        "answer_sent",
    ]


async def test_two_held_answers_go_out_in_the_order_of_their_release(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="pending")
    job.answers.hold()
    older = asyncio.create_task(ask(http, job))
    await wait_until_recorded(backend, "request_held")
    job.start()
    newer = asyncio.create_task(ask(http, job))
    await wait_until_recorded(backend, "request_held", 2)
    job.answers.held[1].release()
    assert await newer == "running"
    job.answers.held[0].release(as_of="arrival")
    assert await older == "pending"


async def test_a_client_that_leaves_is_forgotten(backend: Backend, http: httpx.AsyncClient) -> None:
    job = backend.create_job()
    job.answers.hold()
    answer = asyncio.create_task(ask(http, job))
    await wait_until_recorded(backend, "request_held")
    held = job.answers.held[0]
    answer.cancel()
    await wait_until_recorded(backend, "request_abandoned")
    assert job.answers.held == ()
    with pytest.raises(ValueError, match="not held any more"):
        held.release()


async def test_turns_let_one_answer_through_at_a_time(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="running")
    job.take_turns()
    answers = [asyncio.create_task(ask(http, job)) for _ in range(2)]
    await wait_until_recorded(backend, "request_waits_turn", 2)
    assert job.let_next_through()
    await wait_until_recorded(backend, "answer_sent", 1)
    job.complete()
    assert job.let_next_through()
    assert sorted(await asyncio.gather(*answers)) == ["completed", "running"]
    assert not job.let_next_through()


async def test_the_journal_writes_itself_as_json_lines(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="running", progress=40)
    await http.get(f"/v1/jobs/{job.id}?_t=7")
    lines = [json.loads(line) for line in backend.journal.to_json_lines().splitlines()]
    assert [line["kind"] for line in lines] == ["truth_changed", "request_arrived", "answer_sent"]
    assert lines[1]["target"] == f"/v1/jobs/{job.id}?_t=7"
    assert (lines[2]["status"], lines[2]["job_progress"]) == (200, 40)


@pytest.mark.parametrize("arrives", ["before", "after"])
async def test_a_fault_of_a_request_whose_client_leaves_before_its_turn_is_for_the_next(
    backend: Backend, http: httpx.AsyncClient, arrives: str
) -> None:
    """A page may cancel a poll and send a new one at the same moment; then the new one gets the fault."""
    job = backend.create_job(status="running")
    job.take_turns()
    job.answers.fault_next(Status(404))
    given_up = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_waits_turn")
    if arrives == "before":
        asked_anew = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
        await wait_until_recorded(backend, "request_waits_turn", 2)
    given_up.cancel()
    await wait_until_recorded(backend, "request_abandoned")
    if arrives == "after":
        asked_anew = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
        await wait_until_recorded(backend, "request_waits_turn", 2)
    later = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_waits_turn", 3)
    while job.let_next_through():
        pass
    assert [(await each).status_code for each in (asked_anew, later)] == [404, 200]


async def test_a_fault_that_was_healed_is_gone_when_its_client_leaves(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="running")
    job.take_turns()
    job.answers.fault_next(Status(404))
    given_up = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_waits_turn")
    job.answers.heal()
    given_up.cancel()
    await wait_until_recorded(backend, "request_abandoned")
    answer = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_waits_turn", 2)
    assert job.let_next_through()
    assert (await answer).status_code == 200
