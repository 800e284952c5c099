"""Counts the regressions that the explorer does not find without any hint."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from e2e.engine.browser import find_browser
from e2e.explorer.explore import Ground, Progress, has_found
from e2e.explorer.explore_at_random import explore_at_random
from e2e.gate.run.schedules.exploring import begin_at_random
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regressions

SEEDS = 10
LIMIT = 60.0
"""Seconds of real time within which a violation must be found and confirmed."""


@dataclass(frozen=True, slots=True)
class Find:
    """The cost of a find, until it was confirmed: in real time and in schedules."""

    seconds: float
    schedules: int


def measure(
    seeds: int = SEEDS,
    workers: int | None = None,
    pages: Sequence[str] | None = None,
    limit: float = LIMIT,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, float]:
    """Returns `explorer_missed`, over all patches and seeds, and the costs of the finds.

    A find is a violation that a fresh page has confirmed within `limit` seconds from the start of
    `explore`, with the start of the browsers. The explorer has no database and no hint of the patch.
    """
    browser = find_browser()
    size = workers or os.cpu_count() or 1
    patches = [each for each in get_regressions() if pages is None or each.name in pages]
    built = build_pages(
        [PageSource(each.name, REFERENCE, each) for each in patches], lambda b: None
    )
    found: list[Find] = []
    missed = 0
    for patch in patches:
        page = built[patch.name]
        ground = Ground(page.folder, browser.source, size)
        finds = [_find(page, ground, seed, limit) for seed in range(1, seeds + 1)]
        found += [each for each in finds if each is not None]
        missed += finds.count(None)
        tell(f"{patch.name:30} {' '.join(map(_describe, finds))}")
    return {
        "explorer_missed": float(missed),
        "explorer_median_seconds": median(each.seconds for each in found),
        "explorer_slowest_seconds": max(each.seconds for each in found),
        "explorer_most_schedules": float(max(each.schedules for each in found)),
    }


def _find(page: BuiltPage, ground: Ground, seed: int, limit: float) -> Find | None:
    """Returns the cost of the first confirmed violation; None where `limit` seconds were not enough."""
    exploration = begin_at_random(page, seed)
    began = time.monotonic()
    found_after: list[float] = []

    def note(progress: Progress) -> None:
        if has_found(progress.exploration):
            found_after.append(time.monotonic() - began)

    explore_at_random(exploration, ground, note, seconds=limit, count=None, stops_at_first=True)
    in_time = [each for each in found_after if each <= limit]
    return Find(in_time[0], exploration.played) if in_time else None


def _describe(find: Find | None) -> str:
    return "missed" if find is None else f"{find.seconds:.1f}s/{find.schedules}"
