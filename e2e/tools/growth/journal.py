"""What a play costs, against the length of the backend's journal: a job that is polled for hours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from e2e.stage import Stage
from e2e.tools.growth.curve import Point
from e2e.tools.growth.long_jobs import open_long_jobs

SIZE_NAME = "polls of one job"
COST_NAME = "seconds for play and verdict"
SIZES = (10, 100, 1_000, 10_000)
INTERVAL = 2
"""Virtual seconds between two polls of our page."""


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    """Yields the cost of a job that is polled each number of times, with no socket."""
    with open_long_jobs() as time_play:
        for size in sizes:
            yield Point(size=size, seconds=time_play(partial(_poll, size)))


def _poll(polls: int, stage: Stage) -> None:
    job = stage.add_job(progress=10)
    job.refuse_handshakes()
    stage.show(job)
    stage.let_pass(seconds=polls * INTERVAL)
    job.complete()
    stage.let_pass(seconds=6)
    stage.expect_shown(status="completed")
