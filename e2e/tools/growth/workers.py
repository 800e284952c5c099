"""What the same plays cost, against the number of workers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from e2e.tools.bench.ground import get_seconds
from e2e.tools.growth.curve import Point
from e2e.tools.growth.scenarios import play_many

SIZE_NAME = "workers"
COST_NAME = "seconds for 200 scenarios"
IS_SHARED = True
REASON = "one worker and its browser keep 1.3 cores busy, so two cores are full with two"
PLAYS = 200
SIZES = (1, 2, 4, 8)


def measure(sizes: tuple[int, ...] = SIZES, plays: int = PLAYS) -> Iterator[Point]:
    """Yields the cost of the same plays on each number of workers."""
    for size in sizes:
        yield Point(size=size, seconds=get_seconds(partial(play_many, plays, size)))
