"""What a play costs, against the number of the socket's frames in one job."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from e2e.stage import Stage
from e2e.tools.growth.curve import Point
from e2e.tools.growth.long_jobs import open_long_jobs

SIZE_NAME = "frames in one job"
COST_NAME = "seconds for play and verdict"
SIZES = (100, 1_000, 10_000, 100_000)
FLOOD = 100


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    """Yields the cost of a job with each number of frames, a hundred in each 100 ms of virtual time."""
    with open_long_jobs() as time_play:
        for size in sizes:
            yield Point(size=size, seconds=time_play(partial(_flood, size)))


def _flood(frames: int, stage: Stage) -> None:
    job = stage.add_job(progress=0)
    stage.show(job)
    for sent in range(FLOOD, frames + 1, FLOOD):
        job.flood(FLOOD, up_to=90 * sent / frames)
        stage.let_pass(milliseconds=100)
    job.complete()
    stage.let_pass(seconds=6)
    stage.expect_shown(status="completed")
