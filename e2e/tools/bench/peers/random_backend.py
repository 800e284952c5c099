"""A backend that acts at random on one job, in real time, for a peer that explores."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from e2e.tools.bench.peers.random_acts import Act, Plan
from mock_backend import JobControl, MaxAge, serve_backend
from mock_backend.wire import progress_frame


@asynccontextmanager
async def serve_at_random(page: Path, plan: Plan) -> AsyncIterator[str]:
    """Serves the built `page` and yields its address, with a job that `plan` moves.

    The plan begins with the page's first handshake or poll, because a browser takes seconds to start.
    """
    async with serve_backend(now=lambda: int(time.time() * 1000)) as backend:
        policy = MaxAge(3600) if plan.may_be_kept else None
        job = backend.create_job(status="running", progress=5, cache_policy=policy)
        backend.publish("page", page)
        begun = asyncio.Event()
        backend.journal.subscribe(lambda event: begun.set())
        acting = asyncio.create_task(_carry_out(job, plan, begun))
        try:
            yield f"{backend.base_url}/pages/page/?job={job.id}"
        finally:
            acting.cancel()


async def _carry_out(job: JobControl, plan: Plan, begun: asyncio.Event) -> None:
    await begun.wait()
    for step in plan.steps:
        # Real time is what this peer has: it cannot tell the backend when to go on.
        await asyncio.sleep(step.after)  # noqa: TID251
        carry_out(job, step.act)


def carry_out(job: JobControl, act: Act) -> None:
    """Carries out one act; one that changes nothing now is left out."""
    match act:
        case "progress":
            job.progress(min(95, (job.truth.progress or 0) + 15))
        case "complete":
            job.complete()
        case "complete unheard":
            job.complete(broadcast=False)
        case "late progress":
            job.say(progress_frame(job.id, 95, 95))
        case "cut sockets":
            for socket in job.sockets:
                socket.cut()
        case "hold handshakes":
            job.handshakes.hold()
        case "open handshakes":
            job.handshakes.pass_through()
            for handshake in job.handshakes.held:
                handshake.accept()
        case "hold answers":
            job.answers.hold()
        case "send held answers as they were":
            job.answers.pass_through()
            for answer in job.answers.held:
                answer.release("arrival")
        case "send held answers":
            job.answers.pass_through()
            for answer in job.answers.held:
                answer.release()
