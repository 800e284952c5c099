"""Frames and closes that take turns: each goes only when it is let through."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from mock_backend import Backend, JobControl, ServerSocket
from mock_backend.socket_faults import DuplicatedFrames, FramesOfAnotherJob, FramesOutOfOrder
from mock_backend.tests.test_answer_gate import kinds, wait_until_recorded
from mock_backend.tests.test_websocket_side import hear, watch

pytestmark = pytest.mark.anyio


def get_running(backend: Backend) -> JobControl:
    job = backend.create_job(status="running", progress=40)
    job.take_turns()
    return job


async def connect(backend: Backend, job: JobControl) -> ClientConnection:
    opening = asyncio.create_task(watch(backend, job).__aenter__())
    await wait_until_recorded(backend, "handshake_waits_turn")
    job.let_next_through()
    return await opening


async def begin_to_close(backend: Backend, socket: ClientConnection) -> asyncio.Task[None]:
    closing = asyncio.create_task(socket.close())
    await wait_until_recorded(backend, "close_waits_turn")
    return closing


async def leave(backend: Backend, job: JobControl, socket: ClientConnection) -> None:
    closing = await begin_to_close(backend, socket)
    while job.let_next_through():
        pass
    await closing


def get_only_socket(job: JobControl) -> ServerSocket:
    (socket,) = job.sockets
    return socket


@pytest.mark.parametrize(
    "fault", [FramesOfAnotherJob(), DuplicatedFrames(), FramesOutOfOrder()], ids=str
)
async def test_of_several_frames_one_goes_at_a_time(
    backend: Backend, fault: FramesOfAnotherJob | DuplicatedFrames | FramesOutOfOrder
) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    fault.strike(job)
    job.complete()
    for sent in range(4):
        assert kinds(backend).count("frame_sent") == sent
        assert job.let_next_through()
        heard = await hear(socket)
    assert heard == {"job_id": job.id, "status": "completed"}
    assert not job.let_next_through()
    await leave(backend, job, socket)


async def test_a_pong_waits_for_its_turn(backend: Backend) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    await socket.send('{"type": "ping"}')
    await wait_until_recorded(backend, "frame_received")
    assert "frame_sent" not in kinds(backend)
    job.let_next_through()
    assert await hear(socket) == {"type": "pong"}
    await leave(backend, job, socket)


async def test_a_close_goes_behind_the_frame_before_it(backend: Backend) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    job.complete()
    job.close_sockets(1011)
    job.let_next_through()
    assert (await hear(socket))["status"] == "completed"
    assert get_only_socket(job).is_open
    job.let_next_through()
    with pytest.raises(ConnectionClosed) as closed:
        await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1011


async def test_what_waits_is_not_sent_to_a_client_that_has_begun_to_close(
    backend: Backend,
) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    job.complete()
    job.say({"job_id": job.id, "status": "pending"})
    job.let_next_through()
    await hear(socket)
    await leave(backend, job, socket)
    assert kinds(backend).count("frame_sent") == 1


async def test_two_closes_that_cross_end_with_the_servers_code(backend: Backend) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    job.complete()
    job.close_sockets(1011)
    job.let_next_through()
    await leave(backend, job, socket)
    assert socket.close_code == 1011
    assert kinds(backend).count("socket_closed") == 1


async def test_a_close_of_the_client_alone_is_answered_with_its_own_code(
    backend: Backend,
) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    await leave(backend, job, socket)
    assert socket.close_code == 1000


async def test_in_one_go_every_frame_is_out_at_once_and_turns_go_on_after_it(
    backend: Backend,
) -> None:
    job = get_running(backend)
    socket = await connect(backend, job)
    job.say_in_one_go(lambda: [job.progress(percent) for percent in (50, 60, 70)])
    assert kinds(backend).count("frame_sent") == 3
    job.progress(80)
    assert kinds(backend).count("frame_sent") == 3
    job.let_next_through()
    heard = [json.loads(await socket.recv())["percent"] for _ in range(4)]
    assert heard == [50, 60, 70, 80]
    await leave(backend, job, socket)
