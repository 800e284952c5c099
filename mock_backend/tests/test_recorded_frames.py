"""The mock sends the frames of a recording in their own form, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest

from mock_backend import Backend, JobControl, SendPending, serve_backend
from mock_backend.dialects import Recorded
from mock_backend.job_life import JobLife
from mock_backend.recording import RecordedAnswer, RecordedFrame, Recording
from mock_backend.socket_faults.misplaced_frames import (
    STRANGER,
    DuplicatedFrames,
    FramesOfAnotherJob,
    FramesOutOfOrder,
)
from mock_backend.tests.test_answer_gate import wait_until_recorded
from mock_backend.tests.test_websocket_side import hear, watch
from mock_backend.wire import as_frame, progress_frame

pytestmark = pytest.mark.anyio

OLD = "5f0c2a51-9d0e-4bb7-8f1f-0a5b3a3f2c11"
CONNECTED = {"type": "connected", "topic": f"jobs/{OLD}", "server": "gpu-2"}
PROGRESS = {
    "event": "tick",
    "percent": 40,
    "job_id": OLD,
    "total_frames": 450,
    "current_frame": 180,
    "eta_seconds": 12.5,
    "sent_at": "2026-11-25T09:11:20Z",
    "timestamp": 1764061880.25,
}
LATER = {**PROGRESS, "percent": 90, "current_frame": 405, "eta_seconds": 1.5}
COMPLETED = {"job_id": OLD, "status": "completed", "progress": 100, "download": f"/files/{OLD}.zip"}
FAILED = {"status": "error", "job_id": OLD, "code": 17, "message": "Failed to open the video"}
A_TRUTH = JobLife("a", now=lambda: 0).truth
EVERY = (CONNECTED, PROGRESS, LATER, FAILED, COMPLETED)


def recorded(frames: Sequence[object], *, seconds: float = 0.25) -> Recorded:
    body: Any = {"job_id": OLD, "status": "completed", "progress": 100, "results": {}}
    return Recorded(
        Recording(
            server="x",
            recorded_at="y",
            wire="inline",
            answers=(RecordedAnswer(request=f"GET /v1/jobs/{OLD}", status=200, body=body),),
            frames=tuple(
                RecordedFrame(job_id=OLD, seconds=seconds, frame=frame)  # type: ignore[arg-type]
                for frame in frames
            ),
        )
    )


@asynccontextmanager
async def serve(frames: Sequence[object], at: int = 61_500) -> AsyncIterator[Backend]:
    async with serve_backend(now=lambda: at, dialect=recorded(frames)) as backend:
        yield backend


async def open_and_play(backend: Backend, job: JobControl, *acts: Any) -> list[dict[str, Any]]:
    """Plays each act with an open socket, and returns the frame that each act caused."""
    heard = []
    async with watch(backend, job) as socket:
        await wait_until_recorded(backend, "handshake_accepted")
        for act in acts:
            act()
            heard.append(await hear(socket))
    return heard


async def test_progress_and_success_are_told_in_the_recorded_form() -> None:
    async with serve((PROGRESS, COMPLETED)) as backend:
        job = backend.create_job(status="running")
        told, done = await open_and_play(backend, job, lambda: job.progress(60), job.complete)
    assert (list(told), list(done)) == (list(PROGRESS), list(COMPLETED))
    assert (told["job_id"], told["event"], told["eta_seconds"]) == (job.id, "tick", 12.5)
    assert (told["percent"], type(told["percent"])) == (60, int)
    assert (told["current_frame"], told["total_frames"]) == (270, 450)
    assert done == {**COMPLETED, "job_id": job.id, "download": f"/files/{job.id}.zip"}


async def test_the_times_of_a_frame_are_those_of_the_play_in_their_own_form() -> None:
    async with serve((PROGRESS,)) as backend:
        job = backend.create_job(status="running")
        told, late = await open_and_play(
            backend, job, lambda: job.progress(60), lambda: job.say(progress_frame(job.id, 20, 40))
        )
    assert (told["sent_at"], late["sent_at"]) == ("2024-01-01T00:01:01Z", "2024-01-01T00:01:01Z")
    assert told["timestamp"] == 1704067261.501
    # A stale frame is older than the truth.
    assert late["timestamp"] == 1704067261.5
    assert (late["percent"], late["current_frame"], late["job_id"]) == (20, 90, job.id)


async def test_a_failure_is_told_in_the_recorded_form_with_its_message() -> None:
    async with serve(EVERY[1:]) as backend:
        job = backend.create_job(status="running", progress=40)
        (told,) = await open_and_play(backend, job, lambda: job.fail("no memory"))
    assert told == {"status": "error", "job_id": job.id, "code": 17, "message": "no memory"}
    assert list(told) == list(FAILED)


@pytest.mark.parametrize(
    ("percent", "eta"), [(10, 12.5), (64, 12.5), (66, 1.5), (100, 1.5)], ids=str
)
async def test_of_several_progress_frames_the_nearest_is_played(percent: float, eta: float) -> None:
    async with serve((PROGRESS, LATER)) as backend:
        job = backend.create_job(status="running")
        (told,) = await open_and_play(backend, job, lambda: job.progress(percent))
    assert (told["percent"], told["eta_seconds"]) == (percent, eta)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"job_id": OLD, "progress": 40.0}, {"progress": 62.5}),
        ({"job_id": OLD, "progress": 40}, {"progress": 62}),
        ({"job_id": OLD, "status": "running", "progress": 40, "results": None},
         {"status": "running", "progress": 62, "results": None}),
        ({"type": "progress", "job_id": OLD, "percent": 40.5, "progress": 40},
         {"type": "progress", "percent": 62.5, "progress": 62}),
    ],
    ids=["a number", "a whole number", "with its status", "both spellings"],
)  # fmt: skip
async def test_progress_is_told_as_the_server_spells_it(
    frame: dict[str, Any], said: dict[str, Any]
) -> None:
    async with serve((frame,)) as backend:
        job = backend.create_job(status="running")
        (told,) = await open_and_play(backend, job, lambda: job.progress(62.5))
    assert told == {"job_id": job.id, **said}
    assert [type(each) for each in told.values()] == [type(each) for each in frame.values()]


async def test_a_server_that_once_sent_a_fraction_sends_fractions() -> None:
    frames = ({"job_id": OLD, "percent": 0}, {"job_id": OLD, "percent": 33.3})
    async with serve(frames) as backend:
        job = backend.create_job(status="running")
        (told,) = await open_and_play(backend, job, lambda: job.progress(12.5))
    assert told == {"job_id": job.id, "percent": 12.5}


async def test_a_failure_may_be_spelled_in_another_way() -> None:
    frame = {
        "job": {"id": OLD},
        "type": "failed",
        "progress": 40,
        "error": "x",
        "error_message": "x",
    }
    async with serve((frame,)) as backend:
        job = backend.create_job(status="running", progress=70)
        (told,) = await open_and_play(backend, job, lambda: job.fail("no memory"))
    assert told == {
        "job": {"id": job.id},
        "type": "failed",
        "progress": 70,
        "error": "no memory",
        "error_message": "no memory",
    }


async def test_a_recorded_greeting_is_said_on_each_connect_before_all_else() -> None:
    async with serve(EVERY) as backend:
        job = backend.create_job(status="running")
        job.handshakes.greeting = SendPending()
        for _ in range(2):
            async with watch(backend, job) as socket:
                said = {**CONNECTED, "topic": f"jobs/{job.id}"}
                assert await hear(socket) == said
                assert await hear(socket) == {"job_id": job.id, "status": "pending"}


async def test_a_recorded_snapshot_on_connect_tells_what_is_true() -> None:
    frame = {"type": "connected", "job_id": OLD, "status": "running", "progress": 40}
    async with serve((frame, COMPLETED)) as backend:
        job = backend.create_job(status="running", progress=70)
        for status, progress in (("running", 70), ("completed", 100)):
            async with watch(backend, job) as socket:
                told = await hear(socket)
            assert told == {**frame, "job_id": job.id, "status": status, "progress": progress}
            if status == "running":
                job.complete(broadcast=False)


async def test_what_comes_later_or_answers_a_ping_is_no_greeting() -> None:
    log = {"type": "log", "line": "loading the model"}
    for frames, seconds in (((log, PROGRESS), 4.0), (({"type": "pong"}, PROGRESS), 0.25)):
        assert recorded(frames, seconds=seconds).get_greetings(A_TRUTH) == []
    assert recorded((log, PROGRESS)).get_greetings(A_TRUTH) == [log]


async def test_a_kind_that_was_not_recorded_is_told_as_the_contract_has_it() -> None:
    for frames in ((), (PROGRESS,)):
        async with serve(frames) as backend:
            job = backend.create_job(status="running")
            told = progress_frame(job.id, 60, 120)
            heard = await open_and_play(backend, job, partial(job.say, told), job.complete)
        assert heard[1] == {"job_id": job.id, "status": "completed"}
        assert (heard[0] == told) == (not frames)


async def test_a_frame_that_the_history_would_not_keep_whole_is_not_played() -> None:
    long = {**COMPLETED, "results": "x" * 2_000}
    async with serve((long,)) as backend:
        job = backend.create_job(status="running")
        assert await open_and_play(backend, job, job.complete) == [
            {"job_id": job.id, "status": "completed"}
        ]


async def test_the_frames_of_a_fault_are_in_the_recorded_form_too() -> None:
    async with serve(EVERY[1:]) as backend:
        job = backend.create_job(status="running", progress=80)
        async with watch(backend, job) as socket:
            await wait_until_recorded(backend, "handshake_accepted")
            for fault in (FramesOfAnotherJob(), DuplicatedFrames(), FramesOutOfOrder()):
                fault.strike(job)
            heard = [await hear(socket) for _ in range(9)]
    strange, same, falling = heard[:3], heard[3:6], heard[6:]
    assert [each["job_id"] for each in strange] == [STRANGER] * 3
    assert [list(each) for each in strange] == [list(LATER), list(FAILED), list(COMPLETED)]
    assert strange[1]["message"] == "Another job failed."
    assert same == [same[0]] * 3
    assert [each["percent"] for each in (same[0], *falling)] == [80, 80, 60, 40]
    assert {each["event"] for each in (*same, *falling)} == {"tick"}


async def test_another_job_s_frame_is_never_told_without_saying_so() -> None:
    """Where recorded frames name no job, the contract's frame is sent for another job.

    A recorded frame would be taken for this job.
    """
    async with serve(({"status": "completed"}, {"percent": 40})) as backend:
        job = backend.create_job(status="running", progress=80)
        async with watch(backend, job) as socket:
            await wait_until_recorded(backend, "handshake_accepted")
            FramesOfAnotherJob().strike(job)
            job.complete()
            heard = [await hear(socket) for _ in range(4)]
    assert [each.get("job_id") for each in heard] == [STRANGER] * 3 + [None]
    assert heard[-1] == {"status": "completed"}


async def test_a_text_is_sent_as_it_is() -> None:
    async with serve(EVERY[1:]) as backend:
        job = backend.create_job(status="running")
        written = progress_frame(job.id, 95, 190)
        assert await open_and_play(backend, job, lambda: job.say(as_frame(written))) == [written]
