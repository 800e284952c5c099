"""How many regressions the explorer, told nothing, does not find."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from e2e.explorer.crew import Crew, open_crew
from e2e.explorer.space import RANDOM
from e2e.explorer.work import DrawSchedules, Order
from e2e.gate.builds import PageSource, build_pages
from e2e.gate.exploring import RANDOM_ACTS
from e2e.gate.places import REFERENCE
from e2e.gate.regressions import get_regressions
from e2e.stage.browser import find_browser

NEEDS_A_PROXY = "answers kept by a proxy"
"""The family of the patches that no schedule can reach: there is no proxy in one."""

SEEDS = 10
LIMIT = 60.0
"""Seconds of real time within which a violation must be found and confirmed."""


@dataclass(frozen=True, slots=True)
class Find:
    """What it took to find a violation and to confirm it, in real time and in schedules."""

    seconds: float
    schedules: int


def measure(
    seeds: int = SEEDS,
    workers: int | None = None,
    pages: Sequence[str] | None = None,
    limit: float = LIMIT,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, float]:
    """Returns `explorer_missed`, of all patches and seeds, and what the finds took.

    A find is a violation that a fresh page has confirmed within `limit` seconds. Browser and workers
    are there already, the way to a page is not: no database, and nothing that is known of the patch.
    """
    browser = find_browser()
    size = workers or os.cpu_count() or 1
    patches = [
        each
        for each in get_regressions()
        if (each.name in pages if pages is not None else NEEDS_A_PROXY not in each.guarded_by)
    ]
    built = build_pages(
        [PageSource(each.name, REFERENCE, each) for each in patches], lambda b: None
    )
    found: list[Find] = []
    missed = 0
    for patch in patches:
        with open_crew(size, built[patch.name].folder, browser.path) as crew:
            _warm_up(crew)
            finds = [_find(crew, seed, limit) for seed in range(1, seeds + 1)]
        found += [each for each in finds if each is not None]
        missed += finds.count(None)
        tell(f"{patch.name:30} {' '.join(map(_describe, finds))}")
    return {
        "explorer_missed": float(missed),
        "explorer_median_seconds": median(each.seconds for each in found),
        "explorer_slowest_seconds": max(each.seconds for each in found),
        "explorer_most_schedules": float(max(each.schedules for each in found)),
    }


def _warm_up(crew: Crew) -> None:
    orders: deque[Order] = deque(
        DrawSchedules(each, 0, RANDOM, None, 1, None) for each in range(crew.size)
    )
    for _ in crew.carry_out(orders):
        pass


def _find(crew: Crew, seed: int, limit: float) -> Find | None:
    """What the first violation took that was confirmed; None where `limit` seconds did not do."""
    began = time.monotonic()
    orders: deque[Order] = deque(
        DrawSchedules(1000 * seed + each, RANDOM_ACTS, RANDOM, limit, None, None)
        for each in range(crew.size)
    )
    find = None
    played = 0
    for _, outcome in crew.carry_out(orders):
        played += outcome.played
        if any(each.belief == "confirmed" for each in outcome.findings):
            find = Find(time.monotonic() - began, played)
            break
    crew.recall()
    return find if find is not None and find.seconds <= limit else None


def _describe(find: Find | None) -> str:
    return "missed" if find is None else f"{find.seconds:.1f}s/{find.schedules}"
