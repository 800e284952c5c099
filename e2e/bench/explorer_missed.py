"""How many regressions the explorer, told nothing, does not find."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from statistics import median

from e2e.explorer.crew import Crew, open_crew
from e2e.explorer.space import RANDOM
from e2e.explorer.work import DrawSchedules, Order
from e2e.gate.builds import PageSource, build_pages
from e2e.gate.exploring import RANDOM_ACTS
from e2e.gate.places import REFERENCE
from e2e.gate.regressions import get_regressions
from e2e.stage.browser import find_browser

SEEDS = 10
LIMIT = 60.0
"""Seconds of real time within which a violation must be found and confirmed."""


def measure(
    seeds: int = SEEDS,
    workers: int | None = None,
    pages: list[str] | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, float]:
    """Returns `explorer_missed`, of all patches and seeds, and how long the finds took.

    A find is a violation that a fresh page has confirmed. Browser and workers are there already, the
    way to a page is not: no database, and nothing that is known of the patch.
    """
    browser = find_browser()
    patches = [each for each in get_regressions() if pages is None or each.name in pages]
    built = build_pages(
        [PageSource(each.name, REFERENCE, each) for each in patches], lambda b: None
    )
    found: list[float] = []
    missed = 0
    for patch in patches:
        with open_crew(
            workers or os.cpu_count() or 1, built[patch.name].folder, browser.path
        ) as crew:
            times = [_find(crew, seed) for seed in range(1, seeds + 1)]
        found += [each for each in times if each is not None]
        missed += times.count(None)
        said = " ".join("missed" if each is None else f"{each:.1f}" for each in times)
        tell(f"{patch.name:30} {said}")
    return {
        "explorer_missed": float(missed),
        "explorer_median_seconds": median(found) if found else LIMIT,
        "explorer_slowest_seconds": max(found, default=LIMIT),
    }


def _find(crew: Crew, seed: int) -> float | None:
    """Seconds until the first violation is confirmed; None where `LIMIT` did not do."""
    began = time.monotonic()
    orders: deque[Order] = deque(
        DrawSchedules(1000 * seed + each, RANDOM_ACTS, RANDOM, LIMIT, None, None)
        for each in range(crew.size)
    )
    took = None
    for _, outcome in crew.carry_out(orders):
        if any(each.belief == "confirmed" for each in outcome.findings):
            took = time.monotonic() - began
            break
    crew.recall()
    return took if took is not None and took <= LIMIT else None
