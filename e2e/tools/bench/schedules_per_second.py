"""Measures how many eight-act schedules a worker plays in a second, and the gain of a shared page."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from anyio.from_thread import start_blocking_portal

from e2e.engine.browser import find_browser
from e2e.explorer.acts import (
    Complete,
    Drop,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    ReleaseAnswer,
    Remount,
    SwitchJob,
)
from e2e.explorer.fresh_stage import open_fresh_stages
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import open_services
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE

ROUNDS = 60
"""The number of schedules on the shared page; between them a quarter as many run on fresh pages."""

SCHEDULES = tuple(
    Schedule(acts=acts)
    for acts in (
        (
            OpenHandshake(), Progress(percent=80), ReleaseAnswer(), Complete(broadcast="lost"),
            LetPass(), Drop(), LetPass(), ReleaseAnswer(),
        ),
        (
            LetPass(), OpenHandshake(), ReleaseAnswer(), Progress(percent=80), LetPass(),
            LoseAnswer(), Complete(), ReleaseAnswer(),
        ),
        (
            OpenHandshake(), ReleaseAnswer(), ReleaseAnswer(), LetPass(), Complete(),
            ReleaseAnswer(), ReleaseAnswer(), Remount(),
        ),
        (
            Complete(), SwitchJob(), OpenHandshake(), ReleaseAnswer(), LoseAnswer(), LetPass(),
            Drop(how="clean"), ReleaseAnswer(),
        ),
    )
)  # fmt: skip
"""Schedules of eight acts, all of which are enabled on our page."""


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Returns `schedules_per_second_per_worker` and two ratios, all of medians, side by side in one run.

    `explorer_vs_fresh_context` is the cost of a schedule as `replay` plays it, on a stage in a browser
    context of its own, divided by its cost on the shared page. `explorer_vs_fresh_page` is the same ratio
    for the fresh pages on which the explorer confirms its finds.
    """
    build = build_pages([PageSource("explored", REFERENCE)], lambda built: None)["explored"].folder
    browser = find_browser().source
    shared: list[float] = []
    fresh: list[float] = []
    staged: list[float] = []
    with (
        open_fresh_stages(browser) as open_for,
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(open_services(build, browser)) as services,
        portal.wrap_async_context_manager(services.open_page()) as runner,
    ):
        play_staged = open_for(build).play

        def play_shared(schedule: Schedule) -> Played:
            return portal.call(runner.play, schedule)

        def play_fresh(schedule: Schedule) -> Played:
            return portal.call(services.play_on_fresh_page, schedule)

        for schedule in SCHEDULES:
            play_shared(schedule)
            play_staged(schedule)
        for number in range(rounds):
            shared.append(_time(play_shared, SCHEDULES[number % len(SCHEDULES)]))
            if number % len(SCHEDULES) == 0:
                schedule = SCHEDULES[number // len(SCHEDULES) % len(SCHEDULES)]
                fresh.append(_time(play_fresh, schedule))
                staged.append(_time(play_staged, schedule))
    return {
        "schedules_per_second_per_worker": 1 / median(shared),
        "explorer_vs_fresh_context": median(staged) / median(shared),
        "explorer_vs_fresh_page": median(fresh) / median(shared),
    }


def _time(play: Callable[[Schedule], Played], schedule: Schedule) -> float:
    began = time.perf_counter()
    played = play(schedule)
    took = time.perf_counter() - began
    if played.not_enabled or played.violations:
        raise RuntimeError(f"Failed to measure: {played.not_enabled} {played.violations}")
    return took
