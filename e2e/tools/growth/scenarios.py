"""What a gate's plays cost, against the number of scenarios."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import partial

from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.tools.bench.ground import get_seconds
from e2e.tools.growth.curve import Point

SIZE_NAME = "scenarios, by repetition"
COST_NAME = "seconds, on as many workers as cores"
SIZES = (10, 30, 100, 300, 1000)


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    """Yields the cost of each number of plays, in a drawn order, with the start of pytest."""
    for size in sizes:
        yield Point(size=size, seconds=get_seconds(partial(play_many, size)))


def play_many(number: int, workers: int = os.cpu_count() or 1) -> None:
    """Plays `number` scenarios of the catalogue on our page; raises RuntimeError if one does not pass."""
    source = PageSource("reference", REFERENCE)
    folder = build_pages([source], lambda built: None)[source.name].folder
    known = [each for each in get_scenarios() if each.prop is None]
    drawn = random.Random(231).sample([each.id for each in known], len(known))
    plays = [
        Plays(f"round-{begin}", folder, tuple(drawn[: number - begin]))
        for begin in range(0, number, len(drawn))
    ]
    results = play(plays, PlaySettings(find_browser(), workers), known, lambda result: None)
    if wrong := [each for each in results if each.outcome != "passed"]:
        raise RuntimeError(f"Failed to measure: {wrong[0].id} is {wrong[0].outcome}.")
