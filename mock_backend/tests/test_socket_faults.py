"""Each fault of a socket, as a client at the other end sees it."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from mock_backend import Backend, JobControl
from mock_backend.socket_faults import SOCKET_FAULTS, HalfOpen, HeldHandshakes, UnansweredPings
from mock_backend.tests.test_answer_gate import kinds, wait_until_recorded
from mock_backend.tests.test_websocket_side import hear, watch

pytestmark = pytest.mark.anyio

CLOSES = [name for name in SOCKET_FAULTS if name.startswith("closed-") and name != "closed-1006"]
BREAKS = ["cut", "reset", "fin"]
REFUSALS = [name for name in SOCKET_FAULTS if name.startswith("refused-")]


def get_running(backend: Backend) -> JobControl:
    return backend.create_job(status="running", progress=40)


@pytest.mark.parametrize("name", CLOSES)
async def test_a_close_carries_the_code_that_its_name_says(backend: Backend, name: str) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        SOCKET_FAULTS[name].strike(job)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == int(name.removeprefix("closed-"))


@pytest.mark.parametrize("name", BREAKS)
async def test_a_broken_connection_ends_without_a_close_frame(backend: Backend, name: str) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        SOCKET_FAULTS[name].strike(job)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is None
    assert job.sockets == ()
    assert "socket_cut" in kinds(backend)


async def test_an_illegal_close_frame_is_no_close_to_its_client(backend: Backend) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        SOCKET_FAULTS["closed-1006"].strike(job)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is None


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refusal_lasts_until_it_is_healed(backend: Backend, name: str) -> None:
    job = get_running(backend)
    fault = SOCKET_FAULTS[name]
    async with watch(backend, job):
        await wait_until_recorded(backend, "handshake_accepted")
        fault.strike(job)
        assert job.sockets == ()
    with pytest.raises(InvalidStatus) as refused:
        async with watch(backend, job):
            pass
    assert refused.value.response.status_code == int(name.removeprefix("refused-"))
    fault.heal(job)
    async with watch(backend, job):
        await wait_until_recorded(backend, "handshake_accepted")


async def test_a_held_handshake_opens_when_it_is_healed(backend: Backend) -> None:
    job = get_running(backend)
    HeldHandshakes().strike(job)
    opening = asyncio.create_task(watch(backend, job).__aenter__())
    await wait_until_recorded(backend, "handshake_held")
    HeldHandshakes().heal(job)
    await (await opening).close()


async def test_a_half_open_socket_stays_open_and_silent_and_the_next_is_well(
    backend: Backend,
) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        HalfOpen().strike(job)
        await socket.send('{"type": "ping"}')
        await wait_until_recorded(backend, "frame_received")
        async with connect(
            f"{backend.base_url.replace('http', 'ws')}/v1/ws/jobs/{job.id}"
        ) as next_:
            await next_.send('{"type": "ping"}')
            assert await hear(next_) == {"type": "pong"}
            job.complete()
            assert (await hear(next_))["status"] == "completed"
    assert kinds(backend).count("frame_sent") == 2


async def test_unanswered_pings_leave_the_events_as_they_are(backend: Backend) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        UnansweredPings().strike(job)
        await socket.send('{"type": "ping"}')
        await wait_until_recorded(backend, "frame_received")
        job.complete()
        assert (await hear(socket))["status"] == "completed"


@pytest.mark.parametrize(
    ("name", "frames"),
    [
        ("garbage-frame", ["<html>502 Bad Gateway</html>"]),
        ("null-frame", ["null"]),
        ("binary-frame", [bytes(range(256))]),
        ("huge-frame", [1024 * 1024]),
        ("duplicated-frames", [40, 40, 40]),
        ("frames-out-of-order", [40, 30, 20]),
    ],
)
async def test_frames_that_do_not_belong_are_sent_as_they_are(
    backend: Backend, name: str, frames: list[object]
) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        SOCKET_FAULTS[name].strike(job)
        heard = [await socket.recv() for _ in frames]
    if name == "huge-frame":
        assert len(heard[0]) > 1024 * 1024
        return
    told = [json.loads(each)["percent"] if '"percent"' in str(each) else each for each in heard]
    assert told == frames


async def test_frames_of_another_job_name_that_job(backend: Backend) -> None:
    job = get_running(backend)
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        SOCKET_FAULTS["frames-of-another-job"].strike(job)
        heard = [await hear(socket) for _ in range(3)]
    assert [each.get("status", "progress") for each in heard] == ["progress", "error", "completed"]
    assert job.id not in {each["job_id"] for each in heard}


def test_no_two_faults_of_the_registry_do_the_same() -> None:
    assert len({fault.effect for fault in SOCKET_FAULTS.values()}) == len(SOCKET_FAULTS)
