"""What a step of a job costs the backend, against the number of open sockets."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from statistics import median

import anyio
from websockets.asyncio.client import ClientConnection, connect

from e2e.tools.growth.curve import Point
from mock_backend import JobControl, serve_backend

SIZE_NAME = "open sockets of one backend"
COST_NAME = "seconds until every socket has a step's frame"
SIZES = (1, 10, 100, 1_000)
STEPS = 9


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    """Yields the median cost of a step for each number of sockets, whose clients are in this process."""
    _allow_files(2 * max(sizes) + 200)
    for size in sizes:
        yield Point(size=size, seconds=anyio.run(_broadcast, size, backend="asyncio"))


async def _broadcast(sockets: int) -> float:
    async with serve_backend(now=lambda: 0) as backend:
        job = backend.create_job(status="running", progress=0)
        address = f"{backend.base_url.replace('http', 'ws', 1)}/v1/ws/jobs/{job.id}"
        open_ = [await connect(address, compression=None) for _ in range(sockets)]
        costs = [await _step(job, open_, step) for step in range(1, STEPS + 1)]
        for each in open_:
            await each.close()
    return median(costs)


async def _step(job: JobControl, sockets: list[ClientConnection], percent: int) -> float:
    began = time.perf_counter()
    job.progress(percent)
    await _take_all(sockets)
    return time.perf_counter() - began


async def _take_all(sockets: list[ClientConnection]) -> None:
    for each in sockets:
        await each.recv()


def _allow_files(number: int) -> None:
    """Raises the limit of open files of this process to `number`, where the machine allows that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(number, hard), hard))
