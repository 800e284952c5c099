"""The WebSocket side of the wire, over real sockets."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidStatus

from mock_backend import Backend, JobControl, SendFrame, SendPending, SendSnapshot
from mock_backend.gates import Greeting
from mock_backend.tests.test_answer_gate import kinds, wait_until_recorded

pytestmark = pytest.mark.anyio


def watch(backend: Backend, job: JobControl | str) -> connect:
    job_id = job if isinstance(job, str) else job.id
    return connect(f"{backend.base_url.replace('http', 'ws')}/v1/ws/jobs/{job_id}", max_size=None)


async def hear(socket: ClientConnection) -> dict[str, object]:
    async with asyncio.timeout(10):
        heard: dict[str, object] = json.loads(await socket.recv())
    return heard


async def test_a_connect_is_met_with_silence_and_an_event_with_a_frame(backend: Backend) -> None:
    job = backend.create_job(status="running")
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        job.progress(95)
        job.complete()
        assert (await hear(socket))["percent"] == 95
        assert await hear(socket) == {"job_id": job.id, "status": "completed"}


async def test_a_failure_is_told_as_error_with_its_message(backend: Backend) -> None:
    job = backend.create_job(status="running")
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        job.fail("no memory")
        assert await hear(socket) == {"job_id": job.id, "status": "error", "message": "no memory"}


async def test_an_event_before_the_connect_is_not_told_again(backend: Backend) -> None:
    job = backend.create_job(status="running")
    job.progress(95)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        job.complete()
        assert (await hear(socket))["status"] == "completed"


async def test_a_lost_broadcast_reaches_nobody_and_the_journal_says_so(backend: Backend) -> None:
    job = backend.create_job(status="running")
    async with watch(backend, job):
        await wait_until_recorded(backend, "handshake_accepted")
        job.complete(broadcast=False)
        assert "frame_sent" not in kinds(backend)


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        (SendPending(), {"status": "pending"}),
        (SendSnapshot(), {"percent": 40}),
        (SendFrame({"type": "hello"}), {"type": "hello"}),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_greeting_is_said_on_connect(
    backend: Backend, greeting: Greeting, said: dict[str, object]
) -> None:
    job = backend.create_job(status="running", progress=40)
    job.handshakes.greeting = greeting
    async with watch(backend, job) as socket:
        heard = await hear(socket)
        assert {name: heard[name] for name in said} == said


async def test_a_ping_is_answered_with_a_pong(backend: Backend) -> None:
    async with watch(backend, backend.create_job()) as socket:
        await socket.send('{"type": "ping"}')
        assert await hear(socket) == {"type": "pong"}


async def test_a_cut_is_seen_as_an_abnormal_closure_without_a_close_frame(backend: Backend) -> None:
    job = backend.create_job()
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        job.sockets[0].cut()
        with pytest.raises(ConnectionClosedError) as closed:
            await socket.recv()
        assert closed.value.rcvd is None
    assert "socket_cut" in kinds(backend)


async def test_a_close_carries_its_code(backend: Backend) -> None:
    job = backend.create_job()
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        job.sockets[0].close(1001)
        with pytest.raises(ConnectionClosedOK) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001


async def test_a_held_handshake_opens_when_it_is_accepted(backend: Backend) -> None:
    job = backend.create_job(status="running")
    job.handshakes.hold()
    opening = asyncio.create_task(watch(backend, job).__aenter__())
    await wait_until_recorded(backend, "handshake_held")
    assert job.sockets == ()
    job.handshakes.held[0].accept()
    socket = await opening
    job.complete()
    assert (await hear(socket))["status"] == "completed"
    await socket.close()


@pytest.mark.parametrize("status", [403, 503])
async def test_a_refused_handshake_is_answered_with_its_status(
    backend: Backend, status: int
) -> None:
    job = backend.create_job()
    job.handshakes.refuse(status)
    with pytest.raises(InvalidStatus) as refused:
        async with watch(backend, job):
            pass
    assert refused.value.response.status_code == status


async def test_an_unknown_job_has_no_socket(backend: Backend) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with watch(backend, "nobody"):
            pass
    assert refused.value.response.status_code == 404
